package dev.voce.intake;

import java.time.Instant;
import java.util.UUID;

import dev.voce.response.StoredResponse;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * The reply to a client that sent a response.
 *
 * @param id the response's id
 * @param survey the survey's id
 * @param revision the revision now stored
 * @param submittedAt when the customer answered
 * @param receivedAt when the response first arrived
 * @param replaced whether a server's response replaced one that came by the public API,
 * which then changes it no more; absent when not
 */
record Acknowledgement(UUID id, UUID survey, int revision, Instant submittedAt, Instant receivedAt,
		@JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean replaced) {

	static Acknowledgement of(StoredResponse stored, boolean replaced) {
		return new Acknowledgement(stored.id(), stored.survey(), stored.revision(), stored.submittedAt(),
				stored.receivedAt(), replaced ? true : null);
	}

}
