package dev.voce.user;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.voce.web.Problem;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class PasswordRulesTest {

	private static final String EMAIL = "ada.lovelace@shop.example";

	@ParameterizedTest
	@ValueSource(strings = { "1234567890", "          ", "àààààààààà", "qwertyuiop", "1q2w3e4r5t", "passwordpassword",
			"Password123!", "P@ssw0rd12", "iloveyou12", "juventus2024", "basketball", "ada.lovelace@shop.example",
			"Ada.Lovelace@Shop.Example", " aDa.lOvElAcE@sHoP.eXaMpLe ", "ada.lovelace1" })
	void whatIsGuessedFirstIsRefused(String password) {
		assertThatExceptionOfType(Problem.class).isThrownBy(() -> PasswordRules.check(password, EMAIL))
			.withMessageContaining("harder to guess");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "tGh7$kQz!", "ùùùùùùùùùùùùùùùùùùùùùùùùùùùùùùùùùùùùù", "correct \ud800horse" })
	void whatIsTooShortOrTooLongIsRefused(String password) {
		assertThatExceptionOfType(Problem.class).isThrownBy(() -> PasswordRules.check(password, EMAIL))
			.withMessageContaining("10 characters");
	}

	@ParameterizedTest
	@ValueSource(strings = { "correct horse", "tGh7$kQz!w", "elefante rosa", "nebbia sul porto vecchio" })
	void whatIsHardToGuessIsTaken(String password) {
		assertThatCode(() -> PasswordRules.check(password, EMAIL)).doesNotThrowAnyException();
	}

	@Test
	void aLongOneIsCheckedInTime() {
		long start = System.nanoTime();
		PasswordRules.check("p4@ssw0rd1!l0v3$$7(zx1l|".repeat(3), EMAIL);
		org.assertj.core.api.Assertions.assertThat(System.nanoTime() - start).isLessThan(5_000_000_000L);
	}

}
