package dev.voce.intake;

import java.time.Instant;
import java.util.UUID;

import dev.voce.response.StoredResponse;

/**
 * What whoever sent a response is told.
 *
 * @param id the response's id
 * @param survey the survey's id
 * @param revision the revision now stored
 * @param submittedAt when the customer answered
 * @param receivedAt when the response first arrived
 */
record Acknowledgement(UUID id, UUID survey, int revision, Instant submittedAt, Instant receivedAt) {

	static Acknowledgement of(StoredResponse stored) {
		return new Acknowledgement(stored.id(), stored.survey(), stored.revision(), stored.submittedAt(),
				stored.receivedAt());
	}

}
