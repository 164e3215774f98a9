package dev.voce.user;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

import dev.voce.web.ClientAddress;
import dev.voce.web.Problem;

/**
 * Limits how often passwords can be guessed, on all nodes together. An attempt is stored
 * before its password is checked, so that attempts made at once are counted like attempts
 * in a row. Wrong passwords from one network lock a login for that network alone, so that
 * nobody can lock out somebody else.
 */
@Component
class LoginThrottle {

	/** Of one user and one origin. */
	static final int PER_ORIGIN = 10;

	/** More, as a whole office may come from one network. */
	static final int PER_NETWORK = 100;

	/**
	 * From all networks together. High, as whoever has many networks can use it up: then
	 * the user can log in from known devices only.
	 */
	static final int PER_EMAIL = 300;

	private static final Duration WINDOW = Duration.ofMinutes(15);

	private final LoginAttemptRepository attempts;

	private final Clock clock;

	private final TransactionTemplate transaction;

	LoginThrottle(LoginAttemptRepository attempts, Clock clock, PlatformTransactionManager transactions) {
		this.attempts = attempts;
		this.clock = clock;
		this.transaction = new TransactionTemplate(transactions);
	}

	/**
	 * An attempt to log in.
	 *
	 * @param email of the user
	 * @param origin where it comes from: a network, a known device, a change of password
	 * @param limitedByNetwork whether the limits of its network and of the e-mail apply
	 */
	record Attempt(String email, String origin, boolean limitedByNetwork) {

		static Attempt fromNetwork(String email, String address) {
			return new Attempt(email, "network " + ClientAddress.network(address), true);
		}

		static Attempt fromDevice(String email, String device) {
			return new Attempt(email, "device " + device, false);
		}

		static Attempt ofPasswordChange(String email) {
			return new Attempt(email, "password change", false);
		}

	}

	/**
	 * Counts an attempt.
	 * @param attempt whose password is about to be checked
	 * @throws Problem (429) if there were too many
	 */
	void count(Attempt attempt) {
		check(attempt); // an attempt that is refused anyway stores no more rows
		this.transaction.executeWithoutResult((status) -> {
			Instant now = this.clock.instant();
			this.attempts.deleteBefore(now.minus(WINDOW));
			this.attempts.save(new LoginAttempt(attempt.email(), attempt.origin(), now));
		});
		check(attempt);
	}

	private void check(Attempt attempt) {
		Instant since = this.clock.instant().minus(WINDOW);
		String email = attempt.email();
		String origin = attempt.origin();
		if (this.attempts.countByEmailAndOriginAndAttemptedAtAfter(email, origin, since) > PER_ORIGIN
				|| attempt.limitedByNetwork()
						&& (this.attempts.countByOriginAndAttemptedAtAfter(origin, since) > PER_NETWORK
								|| this.attempts.countByEmailAndAttemptedAtAfter(email, since) > PER_EMAIL)) {
			throw Problem.tooMany(WINDOW.toSeconds(), "session.attempts", WINDOW.toMinutes());
		}
	}

	/** Deletes the attempts from the same origin, after one that succeeded. */
	@Transactional
	void reset(Attempt attempt) {
		this.attempts.delete(attempt.email(), attempt.origin());
	}

}
