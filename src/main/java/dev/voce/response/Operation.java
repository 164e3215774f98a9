package dev.voce.response;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.voce.survey.SurveyDefinition;
import dev.voce.web.Problem;

/** Something to be written for one id of one survey. */
public sealed interface Operation {

	/** Stores, amends or erases a response. */
	sealed interface Write extends Operation {

		/** What it means for what is stored under its id. */
		Outcome decide(Decision decision);

		@Override
		default LedgerBatch.Pending<?> addTo(LedgerBatch batch) {
			return batch.add(this);
		}

	}

	/**
	 * The survey that it is about.
	 * @return the survey's id
	 */
	UUID survey();

	/**
	 * The response that it is about.
	 * @return the response's id
	 */
	UUID id();

	/**
	 * Adapts the operation to the definition in force when it is written.
	 * @param definition that definition
	 * @return the operation under it
	 * @throws Problem if it is not accepted under that definition
	 */
	default Operation under(SurveyDefinition definition) {
		return this;
	}

	/** Adds it to those of its kind in a batch. */
	LedgerBatch.Pending<?> addTo(LedgerBatch batch);

	/**
	 * Stores or amends a response.
	 *
	 * @param submission the body as validated, with the definition it was validated
	 * against
	 * @param replace whether other content under the same revision replaces what is
	 * stored (PUT) or conflicts with it (POST)
	 */
	record Store(Submission submission, boolean replace) implements Write {

		@Override
		public UUID survey() {
			return this.submission.definition().id();
		}

		@Override
		public UUID id() {
			return this.submission.id();
		}

		@Override
		public Operation under(SurveyDefinition definition) {
			return (definition.revision() == this.submission.definition().revision()) ? this
					: new Store(this.submission.under(definition), this.replace);
		}

		@Override
		public Outcome decide(Decision decision) {
			return decision.store(this);
		}

	}

	/**
	 * Changes what is stored under an id, whatever its client says, if anything is.
	 *
	 * @param verb what becomes of it
	 */
	record Amendment(UUID survey, UUID id, Verb verb) implements Write {

		@Override
		public Outcome decide(Decision decision) {
			return decision.amendment(this);
		}

		/** What becomes of a stored response. */
		public interface Verb {

			/**
			 * Changes a response.
			 * @param before as it stands
			 * @param survey the definition in force
			 * @return as it stands then; {@code null} where it is erased for ever
			 */
			@Nullable StoredResponse apply(StoredResponse before, SurveyDefinition survey);

		}

	}

	/**
	 * Erases a response for ever.
	 *
	 * @param actor who wants it
	 */
	record Erase(UUID survey, UUID id, String actor) implements Write {

		@Override
		public Outcome decide(Decision decision) {
			return decision.erase();
		}

	}

	/**
	 * Notes that a survey was shown or dismissed.
	 *
	 * @param refusal the answer where nothing is stored under the id yet
	 */
	record Show(ResponsesChanged.Shown shown, @Nullable Problem refusal) implements Operation {

		@Override
		public UUID survey() {
			return this.shown.survey();
		}

		@Override
		public UUID id() {
			return this.shown.id();
		}

		@Override
		public LedgerBatch.Pending<?> addTo(LedgerBatch batch) {
			return batch.add(this);
		}

	}

}
