package dev.voce.web;

import java.net.IDN;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/** The origin of a web page, as browsers send it: scheme, host and port. */
public final class Origin {

	private static final int LONGEST = 300;

	/** A host, and a port that may be empty. A last slash is left out by browsers. */
	private static final Pattern TEXT = Pattern.compile(
			"(https?)://([^\\s/?#@:\\[\\]\\\\]++|\\[[0-9a-f:.]++])(?::([0-9]{0,5}+))?+/?+", Pattern.CASE_INSENSITIVE);

	private static final Pattern HOST = Pattern.compile("[a-z0-9_]([a-z0-9_-]*+)(\\.[a-z0-9_][a-z0-9_-]*+)*+\\.?+");

	/** Java's punycode makes other hosts of these than browsers do. */
	private static final Pattern AMBIGUOUS = Pattern.compile("[ßẞς\\u200C\\u200D]");

	private Origin() {
	}

	/**
	 * Writes an origin as a browser does: in lower case, the host in punycode, without
	 * the scheme's own port and without a slash at its end.
	 * @param text what a person or a client wrote
	 * @return the origin; {@code null} for what is none of http or https
	 */
	public static @Nullable String normal(@Nullable String text) {
		Matcher parts = TEXT.matcher((text != null && text.length() <= LONGEST) ? text : "");
		if (!parts.matches()) {
			return null;
		}
		String scheme = parts.group(1).toLowerCase(Locale.ROOT);
		String host = host(parts.group(2));
		if (host == null) {
			return null;
		}
		String port = parts.group(3);
		if (port == null || port.isEmpty()) {
			return scheme + "://" + host;
		}
		int number = Integer.parseInt(port);
		if (number < 1 || number > 65_535) {
			return null;
		}
		boolean usual = number == (scheme.equals("https") ? 443 : 80);
		return scheme + "://" + host + (usual ? "" : ":" + number);
	}

	/**
	 * The part of an origin behind the scheme.
	 * @param normal an origin as {@link #normal(String)} writes it
	 * @return host and port, as a browser names them in {@code Host}
	 */
	public static String authority(String normal) {
		return normal.substring(normal.indexOf("://") + 3);
	}

	private static @Nullable String host(String written) {
		if (written.startsWith("[")) {
			return written.toLowerCase(Locale.ROOT);
		}
		try {
			String host = IDN.toASCII(written).toLowerCase(Locale.ROOT);
			return (HOST.matcher(host).matches() && !AMBIGUOUS.matcher(written).find()) ? host : null;
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

}
