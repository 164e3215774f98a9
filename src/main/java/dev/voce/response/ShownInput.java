package dev.voce.response;

import java.util.UUID;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The note that a survey was shown or dismissed.
 *
 * @param id the id that the response has or would have
 * @param stage what happened
 * @param channel where; the survey's when absent
 * @param touchpoint where on the customer's way; the survey's when absent
 */
public record ShownInput(UUID id, Stage stage, @Schema(maxLength = 200) @Nullable String channel,
		@Schema(maxLength = 200) @Nullable String touchpoint) {

	/** How far it came. */
	public enum Stage {

		/** It was shown. */
		SHOWN,

		/** It was shown and waved away. */
		DISMISSED

	}

}
