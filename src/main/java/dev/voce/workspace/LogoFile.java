package dev.voce.workspace;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

import dev.voce.web.Flaw;
import dev.voce.web.Problem;

/**
 * A logo that was checked: it holds nothing but a picture.
 *
 * @param mediaType image/png or image/svg+xml
 * @param width in pixels
 * @param height in pixels
 * @param content its bytes
 */
record LogoFile(String mediaType, int width, int height, byte[] content) {

	static final int LONGEST_KIBIBYTES = 100;

	/** The longest side, in pixels. */
	static final int LONGEST_SIDE = 2_000;

	static final String PNG = "image/png";

	static final String SVG = "image/svg+xml";

	/**
	 * Checks what was uploaded, by its content and not by what it is called.
	 * @param bytes at most 100 KiB
	 * @return the logo, without what is no part of the picture
	 * @throws Problem (422) if it is neither PNG nor SVG, too large, or holds more than a
	 * picture
	 */
	static LogoFile of(byte[] bytes) {
		return startsWith(bytes, PngFile.SIGNATURE) ? PngFile.read(bytes) : SvgFile.read(bytes);
	}

	private static boolean startsWith(byte[] bytes, byte[] beginning) {
		return bytes.length >= beginning.length
				&& Arrays.equals(bytes, 0, beginning.length, beginning, 0, beginning.length);
	}

	/** Refuses a size that is none, or too large to be a logo. */
	static int side(double pixels) {
		if (!(pixels >= 1 && pixels <= LONGEST_SIDE)) {
			throw refused("workspace.logo.size", LONGEST_SIDE);
		}
		return (int) Math.round(pixels);
	}

	static Problem refused(String code, Object... arguments) {
		return Problem.invalid(Flaw.at("", code, arguments));
	}

	/** Names the content: two logos have the same name only if they are the same. */
	String hash() {
		try {
			byte[] digest = MessageDigest.getInstance("SHA-256").digest(this.content);
			return HexFormat.of().formatHex(digest, 0, 16);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** The ending of a file of the media type. */
	static String ending(String mediaType) {
		return mediaType.equals(PNG) ? "png" : "svg";
	}

}
