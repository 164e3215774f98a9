package dev.voce.user;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import dev.voce.problem.Problem;

/**
 * Lets passwords be guessed slowly only, on all nodes together. An attempt is written
 * down before its password is looked at: many at once are counted like many in a row.
 */
@Component
class LoginThrottle {

	static final int PER_USER = 10;

	/** More, as a whole office may come from one address. */
	static final int PER_ADDRESS = 100;

	private static final Duration WINDOW = Duration.ofMinutes(15);

	private final LoginAttemptRepository attempts;

	private final Clock clock;

	LoginThrottle(LoginAttemptRepository attempts, Clock clock) {
		this.attempts = attempts;
		this.clock = clock;
	}

	@Transactional
	void note(String email, String address) {
		Instant now = this.clock.instant();
		this.attempts.forgetBefore(now.minus(WINDOW));
		this.attempts.save(new LoginAttempt(email, address, now));
	}

	void check(String email, String address) {
		Instant since = this.clock.instant().minus(WINDOW);
		if (this.attempts.countByEmailAndAttemptedAtAfter(email, since) > PER_USER
				|| this.attempts.countByAddressAndAttemptedAtAfter(address, since) > PER_ADDRESS) {
			Problem problem = new Problem(HttpStatus.TOO_MANY_REQUESTS,
					"too many attempts to log in; try again in 15 minutes");
			problem.getHeaders().set(HttpHeaders.RETRY_AFTER, Long.toString(WINDOW.toSeconds()));
			throw problem;
		}
	}

	@Transactional
	void forget(String email) {
		this.attempts.forget(email);
	}

}
