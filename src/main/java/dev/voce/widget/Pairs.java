package dev.voce.widget;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

/** Names and values, as addresses and forms contain them. */
final class Pairs {

	private Pairs() {
	}

	/**
	 * Reads them. Tomcat would refuse all for one that is badly encoded, and a form's it
	 * would wait for without an end.
	 * @param text a query, or a form; {@code null} where there is none
	 * @return the values by name; what is not encoded correctly as it is
	 */
	static MultiValueMap<String, String> read(@Nullable String text) {
		MultiValueMap<String, String> pairs = new LinkedMultiValueMap<>();
		for (String pair : ((text != null) ? text : "").split("&")) {
			String[] sides = pair.split("=", 2);
			pairs.add(decode(sides[0]), (sides.length == 2) ? decode(sides[1]) : "");
		}
		return pairs;
	}

	private static String decode(String text) {
		try {
			return URLDecoder.decode(text, StandardCharsets.UTF_8);
		}
		catch (IllegalArgumentException ex) {
			return text;
		}
	}

}
