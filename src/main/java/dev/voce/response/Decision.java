package dev.voce.response;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;

import dev.voce.response.Outcome.Kind;
import dev.voce.survey.SurveyDefinition;
import dev.voce.survey.SurveyStates;
import dev.voce.web.Problem;

/**
 * What an operation means for what is stored under its id: the contract's table.
 *
 * @param before the response that is stored, if any
 * @param erased whether the id was erased, or its response purged
 * @param shown whether the id was received as shown before the survey stopped
 * @param survey the definition in force
 * @param state of the survey
 */
record Decision(@Nullable StoredResponse before, boolean erased, boolean shown, SurveyDefinition survey,
		SurveyStates.State state) {

	Outcome amendment(Operation.Amendment amendment) {
		if (this.before == null) {
			return notFound();
		}
		StoredResponse after = amendment.verb().apply(this.before, this.survey);
		return (after == null) ? Outcome.of(Kind.ERASED)
				: new Outcome(after.equals(this.before) ? Kind.UNCHANGED : Kind.AMENDED, after, null);
	}

	Outcome erase() {
		// A client that repeats an erasure, not knowing its outcome, gets the same reply.
		return (this.before != null || this.erased) ? Outcome.of(Kind.ERASED) : notFound();
	}

	Outcome store(Operation.Store store) {
		if (this.erased || (this.before != null && this.before.anonymous())) {
			return Outcome.refused(new Problem(HttpStatus.GONE, "response.erased"));
		}
		return (this.before == null) ? first(store.submission()) : repeated(store, this.before);
	}

	private static Outcome notFound() {
		return Outcome.refused(new Problem(HttpStatus.NOT_FOUND, "response.missing"));
	}

	private Outcome first(Submission submission) {
		Problem refusal = submission.refusal(this.state, this.shown);
		return (refusal != null) ? Outcome.refused(refusal) : new Outcome(Kind.CREATED, submission.first(), null);
	}

	private Outcome repeated(Operation.Store store, StoredResponse before) {
		Submission submission = store.submission();
		int revision = revision(store, before);
		boolean equal = submission.repeats(before);
		if (!equal && before.source().isPublic() && !submission.source().isPublic()) {
			return replaced(store, before);
		}
		if (revision < before.revision() || (revision == before.revision() && equal)) {
			return new Outcome(Kind.UNCHANGED, before, null);
		}
		if (revision == before.revision() && !store.replace()) {
			return conflict("response.revision", before.revision());
		}
		if (submission.source().isPublic()) {
			if (submission.definition().ended()) {
				return conflict("response.closed");
			}
			if (!before.source().isPublic()) {
				return conflict("response.fromServer");
			}
			if (submission.now().isAfter(before.receivedAt().plus(Submission.PUBLIC_WINDOW))) {
				return conflict("response.old");
			}
		}
		Problem early = submission.tooEarly();
		if (early != null) {
			return Outcome.refused(early);
		}
		Problem time = submission.outOfBounds(this.state);
		if (time != null && !before.submittedAt().equals(submission.sentAt())) {
			return Outcome.refused(time);
		}
		int next = (revision == before.revision()) ? revision + 1 : revision;
		return new Outcome(Kind.AMENDED, submission.after(before, next), null);
	}

	// Whoever guesses an id must not keep the owner's server from storing a response
	// under it.
	private Outcome replaced(Operation.Store store, StoredResponse before) {
		Submission submission = store.submission();
		Problem refusal = submission.tooEarly();
		if (refusal == null && !before.submittedAt().equals(submission.sentAt())) {
			refusal = submission.outOfBounds(this.state);
		}
		if (refusal != null) {
			return Outcome.refused(refusal);
		}
		int revision = (submission.revision() != null) ? submission.revision()
				: store.replace() ? before.revision() + 1 : 0;
		return new Outcome(Kind.REPLACED, submission.inPlaceOf(before, revision), null);
	}

	// A replacement without a revision refers to the stored one.
	private static int revision(Operation.Store store, StoredResponse before) {
		Integer sent = store.submission().revision();
		return (sent != null) ? sent : store.replace() ? before.revision() : 0;
	}

	private static Outcome conflict(String code, @Nullable Object... arguments) {
		return Outcome.refused(new Problem(HttpStatus.CONFLICT, code, arguments));
	}

}
