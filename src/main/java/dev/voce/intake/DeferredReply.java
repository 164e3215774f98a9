package dev.voce.intake;

import java.io.IOException;
import java.util.function.Consumer;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

import dev.voce.response.Operation;
import dev.voce.response.Outcome;
import dev.voce.web.Problem;
import dev.voce.web.ProblemWriter;

/**
 * Replies to a request when its operation is completed, so that no thread waits for the
 * commit. The servlet's own async context is used, since Spring's would dispatch the
 * request twice.
 */
@Component
class DeferredReply {

	private static final Logger log = LoggerFactory.getLogger(DeferredReply.class);

	private final Intake intake;

	private final ProblemWriter problems;

	private final JsonMapper json;

	DeferredReply(Intake intake, ProblemWriter problems, JsonMapper json) {
		this.intake = intake;
		this.problems = problems;
		this.json = json;
	}

	/**
	 * Passes the operation to the intake and replies when it is written, or 503 at once
	 * if the intake is full.
	 */
	void submit(HttpServletRequest request, HttpServletResponse response, Operation operation) {
		AsyncContext context = request.isAsyncStarted() ? request.getAsyncContext()
				: request.startAsync(request, response);
		context.setTimeout(0); // the intake itself limits the wait
		Consumer<Outcome> reply = (outcome) -> {
			try {
				write(request, response, outcome);
			}
			catch (IOException ex) {
				log.debug("The client disconnected before its reply", ex);
			}
			finally {
				context.complete();
			}
		};
		try {
			this.intake.submit(operation, reply);
		}
		catch (Problem full) {
			reply.accept(Outcome.refused(full));
		}
	}

	private void write(HttpServletRequest request, HttpServletResponse response, Outcome outcome) throws IOException {
		if (outcome.refusal() != null) {
			this.problems.write(request, response, outcome.refusal());
			return;
		}
		byte[] body = (outcome.stored() != null) ? this.json
			.writeValueAsBytes(Acknowledgement.of(outcome.stored(), outcome.kind() == Outcome.Kind.REPLACED)) : null;
		response.setStatus(status(outcome.kind()).value());
		// Its length is left to Tomcat, which would send it at once if it knew the end:
		// so Tomcat's own threads send it, and not the one that completes the batch.
		if (body != null) {
			response.setContentType(MediaType.APPLICATION_JSON_VALUE);
			response.getOutputStream().write(body);
		}
	}

	private static HttpStatus status(Outcome.Kind kind) {
		return switch (kind) {
			case CREATED -> HttpStatus.CREATED;
			case NOTED -> HttpStatus.ACCEPTED;
			case ERASED -> HttpStatus.NO_CONTENT;
			default -> HttpStatus.OK;
		};
	}

}
