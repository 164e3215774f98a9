package dev.voce.workspace;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What visitors see of the owner on hosted pages, on kiosks and in mails.
 *
 * @param name the owner's name
 * @param accent the owner's colour, as {@code #0f4c96}
 * @param logo the owner's logo
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Brand(@Nullable String name, @Nullable String accent, @Nullable Picture logo) {

	/**
	 * An uploaded picture.
	 *
	 * @param path where it is served, below the root of this service: another for each
	 * content, so that it can be cached for good
	 * @param width in pixels, 1 to 2,000
	 * @param height in pixels, 1 to 2,000
	 */
	public record Picture(String path, int width, int height) {
	}

}
