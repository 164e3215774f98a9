package dev.voce.web;

import java.util.List;
import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

import dev.voce.storage.DatabaseFault;

/**
 * A refused request, with the status and the text of the reply. The text is for the
 * client: it never contains internals.
 */
public class Problem extends ErrorResponseException {

	private final Message detail;

	private final List<Flaw> flaws;

	/**
	 * A refusal with one sentence.
	 * @param status the HTTP status
	 * @param code of the {@link Message} that says what is wrong and what is accepted
	 * @param arguments of the message
	 */
	public Problem(HttpStatus status, String code, @Nullable Object... arguments) {
		this(status, new Message(code, arguments), List.of(), null);
	}

	private Problem(HttpStatus status, Message detail, List<Flaw> flaws, @Nullable Throwable cause) {
		super(status, ProblemDetail.forStatusAndDetail(status, detail.text(Locale.ENGLISH)), cause);
		this.detail = detail;
		this.flaws = flaws;
	}

	/**
	 * A request that is well formed but contains something that is not accepted (422).
	 * @param flaws every flaw that was found, at least one
	 * @return the refusal
	 */
	public static Problem invalid(List<Flaw> flaws) {
		return new Problem(HttpStatus.UNPROCESSABLE_CONTENT, summary(flaws), List.copyOf(flaws), null);
	}

	private static Message summary(List<Flaw> flaws) {
		Flaw first = flaws.get(0);
		Message text = first.detail();
		if (first.parameter() != null) {
			text = new Message("flaw.parameter", first.parameter(), text);
		}
		else if (first.pointer() != null && !first.pointer().isEmpty()) {
			text = new Message("flaw.field", first.pointer(), text);
		}
		int others = flaws.size() - 1;
		return switch (others) {
			case 0 -> text;
			case 1 -> new Message("flaw.andOne", text);
			default -> new Message("flaw.andMore", text, others);
		};
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
	 * @param code of the {@link Message} that says why
	 * @param cause why, for the log
	 * @return the refusal
	 */
	public static Problem unavailable(String code, @Nullable Throwable cause) {
		Problem problem = new Problem(HttpStatus.SERVICE_UNAVAILABLE, new Message(code), List.of(), cause);
		problem.getHeaders().set(HttpHeaders.RETRY_AFTER, "2");
		return problem;
	}

	/**
	 * The client asks for more than its share (429 with {@code Retry-After}).
	 * @param seconds after how many it may try again
	 * @param code of the {@link Message} that names the limit
	 * @param arguments of the message
	 * @return the refusal
	 */
	public static Problem tooMany(long seconds, String code, @Nullable Object... arguments) {
		Problem problem = new Problem(HttpStatus.TOO_MANY_REQUESTS, code, arguments);
		problem.getHeaders().set(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
		return problem;
	}

	/**
	 * The database does not take the request now (503 with {@code Retry-After}).
	 * @param cause why, for the log
	 * @return the refusal
	 */
	public static Problem databaseUnavailable(Throwable cause) {
		return unavailable("database.unavailable", cause);
	}

	/**
	 * What a fault of the database means to a client.
	 * @param cause what was thrown
	 * @return the refusal (503); {@code null} for a fault that does not pass by itself
	 */
	public static @Nullable Problem whileDatabaseFails(Exception cause) {
		return DatabaseFault.of(cause).passes() ? databaseUnavailable(cause) : null;
	}

	/**
	 * The body of the reply. A problem may be the reply to several requests, so each gets
	 * a body of its own.
	 * @param language of its texts
	 */
	ProblemDetail body(Locale language) {
		ProblemDetail body = ProblemDetail.forStatusAndDetail(getStatusCode(), this.detail.text(language));
		if (!this.flaws.isEmpty()) {
			body.setProperty("errors",
					this.flaws.stream()
						.map((flaw) -> new Error(flaw.pointer(), flaw.parameter(), flaw.detail().text(language)))
						.toList());
		}
		return body;
	}

	/**
	 * What is wrong, with the place of the first flaw where there are several.
	 * @return the sentence
	 */
	public Message detail() {
		return this.detail;
	}

	/**
	 * The flaws of a 422.
	 * @return the flaws, empty for other refusals
	 */
	public List<Flaw> flaws() {
		return this.flaws;
	}

	/** A flaw as it stands in a body. */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	private record Error(@Nullable String pointer, @Nullable String parameter, String detail) {
	}

}
