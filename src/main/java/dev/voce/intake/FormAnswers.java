package dev.voce.intake;

import java.time.Clock;
import java.util.concurrent.CompletableFuture;

import tools.jackson.databind.JsonNode;

import org.springframework.stereotype.Service;

import dev.voce.response.Meters;
import dev.voce.response.Operation;
import dev.voce.response.Outcome;
import dev.voce.response.Source;
import dev.voce.response.Submission;
import dev.voce.response.SubmissionValidator;
import dev.voce.survey.SurveyDefinition;
import dev.voce.web.Problem;

/**
 * Stores responses from the forms of hosted pages, by the rules of the public API. The
 * request's thread waits, as only browsers without JavaScript send forms.
 */
@Service
public class FormAnswers {

	private final Intake intake;

	private final Meters meters;

	private final Clock clock;

	FormAnswers(Intake intake, Meters meters, Clock clock) {
		this.meters = meters;
		this.intake = intake;
		this.clock = clock;
	}

	/**
	 * Stores a response, or replaces the one under its id, and returns when it is on
	 * disk.
	 * @param survey its definition
	 * @param response as it would be posted
	 * @throws Problem if it is refused, with the public API's statuses
	 */
	public void submit(SurveyDefinition survey, JsonNode response) {
		Submission submission;
		try {
			submission = SubmissionValidator.validate(response, survey, Source.FORM, null, this.clock.instant());
		}
		catch (Problem refusal) {
			this.meters.rejected(refusal);
			throw refusal;
		}
		CompletableFuture<Outcome> outcome = new CompletableFuture<>();
		this.intake.submit(new Operation.Store(submission, true), outcome::complete);
		Problem refusal = outcome.join().refusal(); // the intake limits the wait
		if (refusal != null) {
			throw refusal;
		}
	}

}
