package dev.voce.web;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

import jakarta.servlet.http.HttpServletResponse;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.exc.ValueInstantiationException;

import org.springframework.beans.propertyeditors.CustomBooleanEditor;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.MissingPathVariableException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.WebDataBinder;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.InitBinder;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import org.springframework.web.servlet.resource.NoResourceFoundException;

import dev.voce.storage.DatabaseFault;

/** Turns what a controller throws into the problem that the client gets. */
@RestControllerAdvice
class ProblemHandler extends ResponseEntityExceptionHandler {

	private static final Logger log = LoggerFactory.getLogger(ProblemHandler.class);

	/** A query or a form that is no query or form, or is too long. */
	@ExceptionHandler({ InvalidParameterException.class, RequestRejectedException.class })
	@Nullable ResponseEntity<Object> unreadableParameters(RuntimeException ex, WebRequest request) {
		return reply(new Problem(HttpStatus.BAD_REQUEST, "request.form"), request);
	}

	/** A client that has disconnected gets no reply, and its request is no error. */
	@ExceptionHandler(IOException.class)
	void clientGone(IOException ex) {
		log.debug("A client disconnected", ex);
	}

	/**
	 * Spring takes "yes", "on" and "1" for true as well, which would delete what nobody
	 * meant to.
	 */
	@InitBinder
	void acceptTrueAndFalseOnly(WebDataBinder binder) {
		for (Class<?> type : List.of(boolean.class, Boolean.class)) {
			binder.registerCustomEditor(type, new CustomBooleanEditor("true", "false", false));
		}
	}

	@ExceptionHandler(MethodArgumentTypeMismatchException.class)
	@Nullable ResponseEntity<Object> wrongParameter(MethodArgumentTypeMismatchException ex, WebRequest request) {
		// An id in the path that is no id names nothing.
		Problem problem = ex.getParameter()
			.hasParameterAnnotation(org.springframework.web.bind.annotation.PathVariable.class)
					? new Problem(HttpStatus.NOT_FOUND, "request.resource")
					: Problem.invalid(new Flaw(null, ex.getName(), accepted(ex.getRequiredType())));
		return reply(problem, request);
	}

	/** What the database could not do now, whoever wrapped its failure, and defects. */
	@ExceptionHandler(Exception.class)
	@Nullable ResponseEntity<Object> failed(Exception ex, WebRequest request) {
		DatabaseFault fault = DatabaseFault.of(ex);
		if (!fault.passes()) {
			log.error("A request failed unexpectedly", ex);
			return reply(new Problem(HttpStatus.INTERNAL_SERVER_ERROR, "server.failed"), request);
		}
		if (fault == DatabaseFault.TOO_LONG) {
			return reply(new Problem(HttpStatus.UNPROCESSABLE_CONTENT, "database.slow"), request);
		}
		// One line a request would flood the log.
		log.debug("The database is unavailable", ex);
		return reply(Problem.databaseUnavailable(ex), request);
	}

	private @Nullable ResponseEntity<Object> reply(Problem problem, WebRequest request) {
		return handleExceptionInternal(problem, null, problem.getHeaders(), problem.getStatusCode(), request);
	}

	@Override
	protected @Nullable ResponseEntity<Object> handleNoResourceFoundException(NoResourceFoundException ex,
			HttpHeaders headers, HttpStatusCode status, WebRequest request) {
		return reply(new Problem(HttpStatus.NOT_FOUND, "request.nothing"), request);
	}

	@Override
	protected @Nullable ResponseEntity<Object> handleHttpRequestMethodNotSupported(
			HttpRequestMethodNotSupportedException ex, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
		return named(HttpStatus.METHOD_NOT_ALLOWED, headers, request, "request.methods",
				headers.getAllow().stream().map(HttpMethod::name).sorted().toList());
	}

	@Override
	protected @Nullable ResponseEntity<Object> handleHttpMediaTypeNotSupported(HttpMediaTypeNotSupportedException ex,
			HttpHeaders headers, HttpStatusCode status, WebRequest request) {
		return named(HttpStatus.UNSUPPORTED_MEDIA_TYPE, headers, request, "request.contentType",
				types(ex.getSupportedMediaTypes()));
	}

	@Override
	protected @Nullable ResponseEntity<Object> handleHttpMediaTypeNotAcceptable(HttpMediaTypeNotAcceptableException ex,
			HttpHeaders headers, HttpStatusCode status, WebRequest request) {
		return named(HttpStatus.NOT_ACCEPTABLE, headers, request, "request.accept", types(ex.getSupportedMediaTypes()));
	}

	private static Object types(List<MediaType> types) {
		return Message.anyOf(types.stream().map(MediaType::toString).distinct().sorted().toList());
	}

	private @Nullable ResponseEntity<Object> named(HttpStatus status, HttpHeaders headers, WebRequest request,
			String code, Object accepted) {
		return handleExceptionInternal(new Problem(status, code, accepted), null, headers, status, request);
	}

	@Override
	protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(HttpMessageNotReadableException ex,
			HttpHeaders headers, HttpStatusCode status, WebRequest request) {
		if (ex.getCause() instanceof IOException broken) {
			clientGone(broken); // or its body broke off, to which Tomcat has replied
			return null;
		}
		Problem problem = (ex.getCause() instanceof JacksonException json) ? unreadable(json)
				: new Problem(HttpStatus.BAD_REQUEST, "body.encoding");
		return reply(problem, request);
	}

	@Override
	protected @Nullable ResponseEntity<Object> handleMethodArgumentNotValid(MethodArgumentNotValidException ex,
			HttpHeaders headers, HttpStatusCode status, WebRequest request) {
		boolean body = ex.getParameter().hasParameterAnnotation(RequestBody.class);
		List<Flaw> flaws = ex.getFieldErrors().stream().map((error) -> {
			String field = error.getField();
			// Spring's message about a value that it can't convert names classes. That of
			// a constraint is a code.
			Message detail = error.isBindingFailure() ? accepted(ex.getBindingResult().getFieldType(field))
					: new Message(String.valueOf(error.getDefaultMessage()));
			return body ? new Flaw("/" + field.replace('.', '/').replaceAll("\\[(\\d+)]", "/$1"), null, detail)
					: new Flaw(null, field, detail);
		}).toList();
		Problem problem = Problem.invalid(flaws);
		return reply(problem, request);
	}

	@Override
	protected @Nullable ResponseEntity<Object> handleMissingServletRequestParameter(
			MissingServletRequestParameterException ex, HttpHeaders headers, HttpStatusCode status,
			WebRequest request) {
		return reply(Problem.invalid(Flaw.in(ex.getParameterName(), "value.required")), request);
	}

	@Override
	protected @Nullable ResponseEntity<Object> handleMissingPathVariable(MissingPathVariableException ex,
			HttpHeaders headers, HttpStatusCode status, WebRequest request) {
		return reply(new Problem(HttpStatus.NOT_FOUND, "request.resource"), request);
	}

	// An export that breaks off must not look whole: the connection is cut instead.
	@Override
	protected @Nullable ResponseEntity<Object> handleExceptionInternal(Exception ex, @Nullable Object body,
			HttpHeaders headers, HttpStatusCode status, WebRequest request) {
		HttpServletResponse response = ((ServletWebRequest) request).getResponse();
		if (response != null && response.isCommitted()) {
			throw new IllegalStateException("the reply had begun when it failed", ex);
		}
		if (response != null) {
			response.resetBuffer();
			response.setHeader("Content-Security-Policy", SafeHeaders.NOTHING);
		}
		Problem problem = (ex instanceof Problem refusal) ? refusal : new Problem(HttpStatus.valueOf(status.value()),
				status.is5xxServerError() ? "server.failed" : "request.unreadable");
		Locale language = Message.language(((ServletWebRequest) request).getRequest());
		HttpHeaders all = HttpHeaders.copyOf(headers);
		if (!language.equals(Locale.ENGLISH)) {
			all.setContentLanguage(language);
		}
		return super.handleExceptionInternal(ex, problem.body(language), all, status, request);
	}

	/** The refusal of JSON that is no value of the wanted type. */
	static Problem unreadable(JacksonException ex) {
		StringBuilder pointer = new StringBuilder();
		for (JacksonException.Reference step : ex.getPath()) {
			String name = step.getPropertyName();
			pointer.append(Flaw.step((name != null) ? name : Integer.toString(step.getIndex())));
		}
		boolean malformed = ex instanceof StreamReadException && !(ex instanceof InputCoercionException);
		if (malformed || ex instanceof StreamConstraintsException || ex instanceof JacksonIOException
				|| pointer.isEmpty()) {
			return Body.malformed("body.json", ex.getLocation());
		}
		return Problem.invalid(new Flaw(pointer.toString(), null, accepted(ex)));
	}

	private static Message accepted(JacksonException ex) {
		if (ex instanceof UnrecognizedPropertyException unknown) {
			return new Message("value.field",
					unknown.getKnownPropertyIds().stream().map(String::valueOf).sorted().toList());
		}
		if (ex instanceof ValueInstantiationException refused && refused.getType().isEnumType()) {
			return new Message("value.oneOf", constants(refused.getType().getRawClass()));
		}
		return (ex instanceof MismatchedInputException wrong) ? accepted(wrong.getTargetType())
				: new Message("value.refused");
	}

	private static Message accepted(@Nullable Class<?> type) {
		if (type == null) {
			return new Message("value.refused");
		}
		if (type.isEnum()) {
			return new Message("value.accepted", constants(type));
		}
		return new Message(switch (type.getSimpleName().toLowerCase(Locale.ROOT)) {
			case "string" -> "value.string";
			case "int", "integer", "long" -> "value.wholeNumber";
			case "double", "float" -> "value.number";
			case "boolean" -> "value.trueOrFalse";
			case "uuid" -> "value.uuid";
			case "instant" -> "value.instant";
			case "localdate" -> "value.date";
			case "localtime" -> "value.time";
			case "duration" -> "value.duration";
			default -> Collection.class.isAssignableFrom(type) ? "value.array" : "value.object";
		});
	}

	private static List<?> constants(Class<?> type) {
		return List.of(type.getEnumConstants());
	}

}
