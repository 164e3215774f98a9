package dev.voce.web;

import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/**
 * A request refused, with the status and the words that the client is answered. The words
 * are for the client: they never carry internals.
 */
public class Problem extends ErrorResponseException {

	private final List<Flaw> flaws;

	/**
	 * A refusal with one sentence.
	 * @param status the HTTP status
	 * @param detail what is wrong and what is accepted
	 */
	public Problem(HttpStatus status, String detail) {
		this(status, detail, List.of(), null);
	}

	private Problem(HttpStatus status, String detail, List<Flaw> flaws, @Nullable Throwable cause) {
		super(status, ProblemDetail.forStatusAndDetail(status, detail), cause);
		this.flaws = flaws;
		if (!flaws.isEmpty()) {
			getBody().setProperty("errors", flaws);
		}
	}

	/**
	 * A request that is well formed but says something that is not accepted (422).
	 * @param flaws every flaw that was found, at least one
	 * @return the refusal
	 */
	public static Problem invalid(List<Flaw> flaws) {
		return new Problem(HttpStatus.UNPROCESSABLE_CONTENT, summary(flaws, UnaryOperator.identity()),
				List.copyOf(flaws), null);
	}

	private static String summary(List<Flaw> flaws, UnaryOperator<String> said) {
		Flaw first = flaws.get(0);
		String where = (first.parameter() != null) ? said.apply("parameter " + first.parameter()) : first.pointer();
		String more = (flaws.size() > 1) ? " (" + said.apply("and " + (flaws.size() - 1) + " more") + ")" : "";
		return ((where == null || where.isEmpty()) ? "" : where + ": ") + said.apply(first.detail()) + more;
	}

	/**
	 * A request with a single flaw (422).
	 * @param flaw the flaw
	 * @return the refusal
	 */
	public static Problem invalid(Flaw flaw) {
		return invalid(List.of(flaw));
	}

	/**
	 * Voce cannot take the request now, and asks to try again shortly (503 with
	 * {@code Retry-After}).
	 * @param detail why, for the client
	 * @param cause why, for the log
	 * @return the refusal
	 */
	public static Problem unavailable(String detail, @Nullable Throwable cause) {
		Problem problem = new Problem(HttpStatus.SERVICE_UNAVAILABLE, detail, List.of(), cause);
		problem.getHeaders().set(HttpHeaders.RETRY_AFTER, "2");
		return problem;
	}

	/**
	 * The client asks for more than its share (429 with {@code Retry-After}).
	 * @param detail of what it asks too much
	 * @param seconds after how many it may try again
	 * @return the refusal
	 */
	public static Problem tooMany(String detail, long seconds) {
		Problem problem = new Problem(HttpStatus.TOO_MANY_REQUESTS, detail);
		problem.getHeaders().set(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
		return problem;
	}

	/**
	 * The database does not take the request now (503 with {@code Retry-After}).
	 * @param cause why, for the log
	 * @return the refusal
	 */
	public static Problem databaseUnavailable(Throwable cause) {
		return unavailable("the database does not answer at the moment; try again", cause);
	}

	/** Whether there is Italian for it. */
	boolean isKnownInItalian() {
		return !Objects.equals(italian().getDetail(), getBody().getDetail());
	}

	/** What the client is answered, in Italian. */
	ProblemDetail italian() {
		ProblemDetail body = ProblemDetail.forStatusAndDetail(getStatusCode(), this.flaws.isEmpty()
				? Phrases.italian(String.valueOf(getBody().getDetail())) : summary(this.flaws, Phrases::italian));
		if (!this.flaws.isEmpty()) {
			body.setProperty("errors",
					this.flaws.stream()
						.map((flaw) -> new Flaw(flaw.pointer(), flaw.parameter(), Phrases.italian(flaw.detail())))
						.toList());
		}
		return body;
	}

	/**
	 * The flaws of a 422.
	 * @return the flaws, empty for other refusals
	 */
	public List<Flaw> flaws() {
		return this.flaws;
	}

}
