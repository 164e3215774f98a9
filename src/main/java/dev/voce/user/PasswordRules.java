package dev.voce.user;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

import com.nulabinc.zxcvbn.Zxcvbn;

import dev.voce.web.Flaw;
import dev.voce.web.Problem;

/** The rules for new passwords. */
final class PasswordRules {

	/**
	 * Below, zxcvbn calls a password very guessable. All of the 10,000 commonest
	 * passwords lie below, and so do repeated and neighbouring characters.
	 */
	private static final double GUESSES = 1_000_000;

	private static final Pattern AT = Pattern.compile("@");

	private PasswordRules() {
	}

	/**
	 * Checks a new password. Takes a tenth of a second: check first whether the caller
	 * may choose a password.
	 * @param password the password
	 * @param email of the user, in the spelling that is stored
	 * @throws Problem (422) if it is too short, too long or too easy to guess
	 */
	static void check(String password, String email) {
		// bcrypt reads no further than 72 bytes.
		if (password.length() < 10 || password.getBytes(StandardCharsets.UTF_8).length > 72
				|| !StandardCharsets.UTF_8.newEncoder().canEncode(password)) {
			throw Problem.invalid(Flaw.at("/password", "user.password.length"));
		}
		if (Users.normal(password).equals(email) || guesses(password, email) < GUESSES) {
			throw Problem.invalid(Flaw.at("/password", "user.password.weak"));
		}
	}

	// The word lists, 10 MB, are read anew each time, since passwords are seldom chosen.
	private static double guesses(String password, String email) {
		return new Zxcvbn().measure(password, AT.splitAsStream(email).toList()).getGuesses();
	}

}
