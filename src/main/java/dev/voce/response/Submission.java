package dev.voce.response;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import org.springframework.http.HttpStatus;

import dev.voce.survey.SurveyDefinition;
import dev.voce.survey.SurveyStates;
import dev.voce.survey.SurveyStatus;
import dev.voce.web.Flaw;
import dev.voce.web.Problem;

/**
 * A response that a client sent, validated against a definition.
 *
 * @param body what was sent, to be validated again should the survey change meanwhile
 * @param definition what it was validated against
 * @param source what it came through
 * @param now when it arrived
 * @param id chosen by the client, or made for it
 * @param revision as sent; {@code null} where the client named none
 * @param contentHash of what was sent, before defaults
 * @param answers the answers, with the version that they are to
 * @param person by whom
 * @param context when and where
 */
public record Submission(JsonNode body, SurveyDefinition definition, Source source, Instant now, UUID id,
		@Nullable Integer revision, UUID contentHash, Answers answers, Person person, Context context) {

	/**
	 * The answers of a response.
	 *
	 * @param version of the survey, as sent or the current one
	 * @param byQuestion as sent, checked against the questions
	 * @param finished as sent, or {@code true}
	 */
	public record Answers(int version, Map<String, Object> byQuestion, boolean finished) {
	}

	/**
	 * The person who responded.
	 *
	 * @param respondent as sent
	 * @param attributes as sent
	 */
	public record Person(@Nullable String respondent, Map<String, Object> attributes) {
	}

	/**
	 * When and where the person responded.
	 *
	 * @param sentAt when the customer answered, as sent
	 * @param askedAt when the person was asked, as sent
	 * @param channel as sent or the survey's
	 * @param touchpoint as sent or the survey's
	 * @param locale as sent
	 * @param test as sent, or {@code false}
	 * @param mark as sent by the owner; {@code null} to leave what is stored
	 */
	public record Context(@Nullable Instant sentAt, @Nullable Instant askedAt, @Nullable String channel,
			@Nullable String touchpoint, @Nullable String locale, boolean test, @Nullable Mark mark) {
	}

	/** How old a date the public API accepts, and how long it accepts amendments. */
	static final Duration PUBLIC_WINDOW = Duration.ofDays(7);

	/** How long the public API believes that somebody was asked before. */
	private static final Duration PUBLIC_ASKED = Duration.ofDays(30);

	private static final Duration AHEAD = Duration.ofMinutes(5);

	/** Validates the same body against another definition. */
	Submission under(SurveyDefinition other) {
		return SubmissionValidator.validate(this.body, other, this.source, this.id, this.now);
	}

	/**
	 * Why this can't be stored as something new, as what is stored already can be
	 * answered and amended all the same.
	 * @param state of the survey
	 * @param shown whether its id was received as shown before the survey stopped
	 */
	@Nullable Problem refusal(SurveyStates.State state, boolean shown) {
		if (!this.source.isPublic()) {
			Problem early = tooEarly();
			return (early != null) ? early : outOfBounds(state);
		}
		if (this.definition.status() != SurveyStatus.LIVE && !(shown && isWaitedFor())) {
			return new Problem(HttpStatus.CONFLICT, "response.notNew", this.definition.status());
		}
		return outOfBounds(state);
	}

	/**
	 * Whether a survey that stopped still accepts responses from those whom it was shown
	 * to.
	 */
	boolean isWaitedFor() {
		Instant stoppedAt = this.definition.stoppedAt();
		return this.source.isPublic() && stoppedAt != null && !this.definition.ended()
				&& !this.now.isAfter(stoppedAt.plus(PUBLIC_WINDOW));
	}

	/** Why nothing but tests is stored before a survey is published. */
	@Nullable Problem tooEarly() {
		return (this.definition.status() == SurveyStatus.DRAFT && !this.context.test())
				? new Problem(HttpStatus.CONFLICT, "response.draft") : null;
	}

	/** Why the time that was sent is not taken. */
	@Nullable Problem outOfBounds(SurveyStates.State state) {
		Instant sentAt = sentAt();
		if (sentAt == null) {
			return null;
		}
		if (state.isPurged(sentAt, this.definition.zone())) {
			return Problem.invalid(Flaw.at("/submittedAt", "response.submittedAt.purged", state.firstKept()));
		}
		Instant published = this.definition.firstPublishedAt();
		if (this.source.isPublic() && published != null && sentAt.isBefore(published)) {
			return Problem.invalid(Flaw.at("/submittedAt", "response.submittedAt.published", published));
		}
		boolean early = this.source.isPublic() && sentAt.isBefore(this.now.minus(PUBLIC_WINDOW));
		boolean late = sentAt.isAfter(this.now.plus(AHEAD));
		if (!early && !late) {
			return null;
		}
		return Problem.invalid(Flaw.at("/submittedAt",
				(this.source.isPublic()) ? "response.submittedAt.public" : "response.submittedAt.server"));
	}

	/** When the customer answered, as sent. */
	@Nullable Instant sentAt() {
		return this.context.sentAt();
	}

	private Instant submittedAt() {
		return Objects.requireNonNullElse(sentAt(), this.now);
	}

	/**
	 * The response as it is stored the first time.
	 * @return the response
	 */
	public StoredResponse first() {
		return stored((this.revision != null) ? this.revision : 0, submittedAt(), askedAt(), this.now, this.source,
				this.context.mark());
	}

	private @Nullable Instant askedAt() {
		Instant asked = this.context.askedAt();
		boolean believed = asked != null && !this.context.test() && !asked.isAfter(submittedAt())
				&& !asked.isBefore(SubmissionValidator.EARLIEST)
				&& !(this.source.isPublic() && asked.isBefore(this.now.minus(PUBLIC_ASKED)));
		return believed ? asked : null;
	}

	/** The response as it is stored as an amendment of another. */
	StoredResponse after(StoredResponse before, int revision) {
		return stored(revision, Objects.requireNonNullElse(sentAt(), before.submittedAt()), before.askedAt(),
				before.receivedAt(), before.source(), markAfter(before));
	}

	private @Nullable Mark markAfter(StoredResponse before) {
		return (this.context.mark() != null) ? this.context.mark() : before.mark();
	}

	/**
	 * Whether it says what is stored: the same was sent, or it comes back as it was read,
	 * with what Voce had filled in.
	 */
	boolean repeats(StoredResponse before) {
		return markAfter(before) == before.mark() && (this.contentHash.equals(before.contentHash())
				|| after(before, before.revision()).withHash(before.contentHash()).equals(before));
	}

	/**
	 * The response as a server's is stored in place of one that came by the public API:
	 * received now, and with its own mark in place of the other's.
	 */
	StoredResponse inPlaceOf(StoredResponse before, int revision) {
		return stored(revision, Objects.requireNonNullElse(sentAt(), before.submittedAt()), before.askedAt(), this.now,
				this.source, this.context.mark());
	}

	private StoredResponse stored(int revision, Instant submittedAt, @Nullable Instant askedAt, Instant receivedAt,
			Source source, @Nullable Mark mark) {
		return new StoredResponse(this.definition.id(), this.id, this.answers.version(), revision, this.contentHash,
				submittedAt, askedAt, receivedAt, this.context.channel(), this.context.touchpoint(),
				this.context.locale(), this.person.respondent(), this.person.attributes(), this.answers.byQuestion(),
				this.answers.finished(), this.context.test(), source, mark, false);
	}

}
