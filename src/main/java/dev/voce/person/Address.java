package dev.voce.person;

import java.net.IDN;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

import dev.voce.delivery.MailAddress;

/**
 * An address that can be written to.
 *
 * @param email as it is written to: the local part as it was given, the domain in ASCII
 * @param key as addresses are compared: in lower case
 */
public record Address(String email, String key) {

	/**
	 * Reads an address, without the space around it.
	 * @param text anything
	 * @return the address; {@code null} where no mail can be sent there
	 */
	public static @Nullable Address of(@Nullable String text) {
		String trimmed = (text != null) ? text.strip() : "";
		int at = trimmed.lastIndexOf('@');
		if (at < 1) {
			return null;
		}
		try {
			String email = trimmed.substring(0, at) + "@"
					+ IDN.toASCII(trimmed.substring(at + 1)).toLowerCase(Locale.ROOT);
			boolean ascii = email.chars().allMatch((c) -> c > ' ' && c < 0x7F);
			return (ascii && MailAddress.is(email)) ? new Address(email, email.toLowerCase(Locale.ROOT)) : null;
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

}
