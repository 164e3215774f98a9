package dev.voce.response;

import org.jspecify.annotations.Nullable;

import dev.voce.problem.Problem;

/**
 * What became of an operation.
 *
 * @param kind in one word
 * @param stored the response as it now stands, for those that store
 * @param refusal why not, for REFUSED
 */
record Outcome(Kind kind, @Nullable StoredResponse stored, @Nullable Problem refusal) {

	enum Kind {

		CREATED, AMENDED, UNCHANGED, ERASED, NOTED, REFUSED,

		/** What came by the public API gave way to what a server says. */
		REPLACED,

		/** Nothing was tried: another transaction holds the survey. */
		BLOCKED

	}

	static Outcome refused(Problem refusal) {
		return new Outcome(Kind.REFUSED, null, refusal);
	}

	static Outcome of(Kind kind) {
		return new Outcome(kind, null, null);
	}

}
