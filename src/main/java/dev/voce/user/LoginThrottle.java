package dev.voce.user;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

import dev.voce.web.ClientAddress;
import dev.voce.web.Problem;

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

	private final TransactionTemplate transaction;

	LoginThrottle(LoginAttemptRepository attempts, Clock clock, PlatformTransactionManager transactions) {
		this.attempts = attempts;
		this.clock = clock;
		this.transaction = new TransactionTemplate(transactions);
	}

	/**
	 * Counts an attempt.
	 * @param email of the user
	 * @param address of the client
	 * @throws Problem (429) if there were too many
	 */
	void count(String email, String address) {
		String network = ClientAddress.network(address);
		check(email, network); // who is refused anyway leaves no more rows
		this.transaction.executeWithoutResult((status) -> {
			Instant now = this.clock.instant();
			this.attempts.forgetBefore(now.minus(WINDOW));
			this.attempts.save(new LoginAttempt(email, network, now));
		});
		check(email, network);
	}

	private void check(String email, String address) {
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
