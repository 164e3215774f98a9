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
public record ShownInput(UUID id, Stage stage, @Schema(maxLength = 200) @Nullable String channel,
		@Schema(maxLength = 200) @Nullable String touchpoint) {

	/** What happened to a survey on a page. */
	public enum Stage {

		/** It was shown. */
		SHOWN,

		/** It was shown, and the visitor closed it without answering. */
		DISMISSED

	}

}
