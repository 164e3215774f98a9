package dev.voce.response;

import java.util.UUID;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * That a survey was shown or dismissed, as a client sends it.
 *
 * @param id the id that the response has or would have
 * @param stage what happened
 * @param channel where; the survey's when absent
 * @param touchpoint where in the customer's journey; the survey's when absent
 */
public record ShownInput(UUID id, @Schema(allowableValues = {
		"SHOWN", "DISMISSED" }) Stage stage, @Schema(maxLength = 200) @Nullable String channel,
		@Schema(maxLength = 200) @Nullable String touchpoint){

	/** How far asking somebody came. Pages report the last two alone. */
	public enum Stage {

		/** An invitation was made. */
		INVITED,

		/** A mail was sent. */
		SENT,

		/** It was shown. */
		SHOWN,

		/** It was shown, and the visitor closed it without answering. */
		DISMISSED

	}

}
