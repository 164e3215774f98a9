package dev.voce.response;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.voce.web.Problem;

/**
 * What became of an operation.
 *
 * @param kind in one word
 * @param stored the response as it is stored now, for those that store
 * @param refusal why not, for REFUSED
 */
public record Outcome(Kind kind, @Nullable StoredResponse stored, @Nullable Problem refusal) {

	/** What became of an operation, in one word. */
	public enum Kind {

		/** It is stored as something new. */
		CREATED,

		/** What was stored differs now. */
		AMENDED,

		/** What is stored is so already. */
		UNCHANGED,

		/** What was stored is erased, now or before. */
		ERASED,

		/** It is recorded that a survey was shown. */
		NOTED,

		/** Nothing was written, for a reason. */
		REFUSED,

		/** A response from a server replaced one that came by the public API. */
		REPLACED,

		/** Nothing was tried: another transaction holds the survey. */
		BLOCKED

	}

	/**
	 * The outcome of what is not written.
	 * @param refusal why not
	 * @return the outcome
	 */
	public static Outcome refused(Problem refusal) {
		return new Outcome(Kind.REFUSED, null, refusal);
	}

	/**
	 * An outcome with no response to show.
	 * @param kind what became of the operation
	 * @return the outcome
	 */
	public static Outcome of(Kind kind) {
		return new Outcome(kind, null, null);
	}

	/**
	 * Counts what differs from before.
	 * @param outcomes of changes and erasures
	 * @return how many responses were amended or erased
	 * @throws Problem if one was refused
	 */
	public static long changed(List<Outcome> outcomes) {
		outcomes.forEach((outcome) -> {
			// What was erased meanwhile is no failure.
			if (outcome.refusal() != null && outcome.refusal().getStatusCode().value() != 404) {
				throw outcome.refusal();
			}
		});
		return outcomes.stream()
			.filter((outcome) -> outcome.kind() == Kind.AMENDED || outcome.kind() == Kind.ERASED)
			.count();
	}

}
