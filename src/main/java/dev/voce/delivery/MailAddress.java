package dev.voce.delivery;

import java.util.regex.Pattern;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import org.jspecify.annotations.Nullable;

/** Tells addresses of mails from other texts. */
public final class MailAddress {

	private static final int LONGEST = 254;

	/** One mailbox, without comments, groups, routes and quotes. */
	private static final Pattern FORM = Pattern
		.compile("[^\\s\\p{C}<>()\\[\\],;:\\\\\"@]+@[^\\s\\p{C}<>()\\[\\],;:\\\\\"@]+");

	private MailAddress() {
	}

	/**
	 * Whether a text is the address of one mailbox.
	 * @param text anything
	 * @return {@code true} if a mail can be sent there
	 */
	public static boolean is(@Nullable String text) {
		if (text == null || text.length() > LONGEST || !FORM.matcher(text).matches()) {
			return false;
		}
		try {
			new InternetAddress(text, true).validate();
			return true;
		}
		catch (AddressException ex) {
			return false;
		}
	}

	/** The domain of an address. */
	static String domain(String address) {
		return address.substring(address.lastIndexOf('@') + 1);
	}

}
