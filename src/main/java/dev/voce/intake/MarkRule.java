package dev.voce.intake;

import java.util.Set;

import dev.voce.response.Submission;
import dev.voce.web.Flaw;
import dev.voce.web.Problem;
import dev.voce.workspace.Scope;

/**
 * Who may send responses that bear a mark: whoever may mark them. Others are refused, as
 * leaving the mark out would count what its owner has taken out of the figures.
 */
final class MarkRule {

	private MarkRule() {
	}

	/**
	 * Checks a response.
	 * @param submission what was sent
	 * @param scopes of its sender
	 * @return the submission
	 * @throws Problem (422) if it bears a mark that its sender may not set
	 */
	static Submission check(Submission submission, Set<Scope> scopes) {
		if (submission.context().mark() != null && !scopes.contains(Scope.MANAGE)) {
			throw Problem.invalid(Flaw.at("/mark", "response.mark"));
		}
		return submission;
	}

}
