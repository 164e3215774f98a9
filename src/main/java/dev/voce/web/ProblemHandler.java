package dev.voce.web;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import jakarta.persistence.LockTimeoutException;
import jakarta.persistence.PessimisticLockException;
import jakarta.persistence.QueryTimeoutException;
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
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.exc.ValueInstantiationException;

import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.orm.jpa.JpaSystemException;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.transaction.TransactionException;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.MissingPathVariableException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import org.springframework.web.servlet.resource.NoResourceFoundException;

import dev.voce.storage.DatabaseFault;

/** Turns what a controller throws into the problem that the client is answered. */
@RestControllerAdvice
class ProblemHandler extends ResponseEntityExceptionHandler {

	private static final String NOTHING = "default-src 'none'; frame-ancestors 'none'";

	private static final Logger log = LoggerFactory.getLogger(ProblemHandler.class);

	@ExceptionHandler({ DataAccessResourceFailureException.class, TransientDataAccessException.class,
			TransactionException.class, JpaSystemException.class, QueryTimeoutException.class,
			LockTimeoutException.class, PessimisticLockException.class })
	@Nullable ResponseEntity<Object> databaseUnavailable(Exception ex, WebRequest request) {
		DatabaseFault fault = DatabaseFault.of(ex);
		if (!fault.passes()) {
			return unexpected(ex, request);
		}
		if (fault == DatabaseFault.TOO_LONG) {
			Problem problem = new Problem(HttpStatus.UNPROCESSABLE_CONTENT,
					"this takes the database too long; ask for a shorter range of time");
			return handleExceptionInternal(problem, null, problem.getHeaders(), problem.getStatusCode(), request);
		}
		// One line a request would flood the log.
		log.debug("The database did not answer", ex);
		Problem problem = Problem.databaseUnavailable(ex);
		return handleExceptionInternal(problem, null, problem.getHeaders(), problem.getStatusCode(), request);
	}

	/** A query or a form that is no query or form, or is too long. */
	@ExceptionHandler({ InvalidParameterException.class, RequestRejectedException.class })
	@Nullable ResponseEntity<Object> unreadableParameters(RuntimeException ex, WebRequest request) {
		Problem problem = new Problem(HttpStatus.BAD_REQUEST, "the parameters can't be read: they must be encoded as "
				+ "application/x-www-form-urlencoded in UTF-8, 1,000 at most");
		return handleExceptionInternal(problem, null, problem.getHeaders(), problem.getStatusCode(), request);
	}

	/** A client that is gone needs no answer, and is no news. */
	@ExceptionHandler(IOException.class)
	void clientGone(IOException ex) {
		log.debug("A client went away", ex);
	}

	@ExceptionHandler(MethodArgumentTypeMismatchException.class)
	@Nullable ResponseEntity<Object> wrongParameter(MethodArgumentTypeMismatchException ex, WebRequest request) {
		// An id in the path that is no id names nothing.
		Problem problem = ex.getParameter()
			.hasParameterAnnotation(org.springframework.web.bind.annotation.PathVariable.class)
					? new Problem(HttpStatus.NOT_FOUND, "no such resource")
					: Problem.invalid(Flaw.in(ex.getName(), "is not accepted" + accepted(ex.getRequiredType())));
		return handleExceptionInternal(problem, null, problem.getHeaders(), problem.getStatusCode(), request);
	}

	@ExceptionHandler(Exception.class)
	@Nullable ResponseEntity<Object> unexpected(Exception ex, WebRequest request) {
		log.error("A request failed unexpectedly", ex);
		Problem problem = new Problem(HttpStatus.INTERNAL_SERVER_ERROR, "Voce failed to answer; its log says why");
		return handleExceptionInternal(problem, null, problem.getHeaders(), problem.getStatusCode(), request);
	}

	@Override
	protected @Nullable ResponseEntity<Object> handleNoResourceFoundException(NoResourceFoundException ex,
			HttpHeaders headers, HttpStatusCode status, WebRequest request) {
		Problem problem = new Problem(HttpStatus.NOT_FOUND, "there is nothing at this address");
		return handleExceptionInternal(problem, null, problem.getHeaders(), problem.getStatusCode(), request);
	}

	@Override
	protected @Nullable ResponseEntity<Object> handleHttpRequestMethodNotSupported(
			HttpRequestMethodNotSupportedException ex, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
		return named(HttpStatus.METHOD_NOT_ALLOWED, headers,
				"this address takes "
						+ headers.getAllow().stream().map(HttpMethod::name).sorted().collect(Collectors.joining(", ")),
				request);
	}

	@Override
	protected @Nullable ResponseEntity<Object> handleHttpMediaTypeNotSupported(HttpMediaTypeNotSupportedException ex,
			HttpHeaders headers, HttpStatusCode status, WebRequest request) {
		return named(HttpStatus.UNSUPPORTED_MEDIA_TYPE, headers,
				"the Content-Type must be " + types(ex.getSupportedMediaTypes()), request);
	}

	@Override
	protected @Nullable ResponseEntity<Object> handleHttpMediaTypeNotAcceptable(HttpMediaTypeNotAcceptableException ex,
			HttpHeaders headers, HttpStatusCode status, WebRequest request) {
		return named(HttpStatus.NOT_ACCEPTABLE, headers, "the answer can be " + types(ex.getSupportedMediaTypes()),
				request);
	}

	private static String types(List<MediaType> types) {
		return types.stream().map(MediaType::toString).distinct().sorted().collect(Collectors.joining(" or "));
	}

	private @Nullable ResponseEntity<Object> named(HttpStatus status, HttpHeaders headers, String detail,
			WebRequest request) {
		return handleExceptionInternal(new Problem(status, detail), null, headers, status, request);
	}

	@Override
	protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(HttpMessageNotReadableException ex,
			HttpHeaders headers, HttpStatusCode status, WebRequest request) {
		if (ex.getCause() instanceof IOException broken) {
			clientGone(broken); // or its body broke off, to which Tomcat has replied
			return null;
		}
		Problem problem = (ex.getCause() instanceof JacksonException json) ? unreadable(json)
				: new Problem(HttpStatus.BAD_REQUEST, "the body must be JSON in UTF-8");
		return handleExceptionInternal(problem, null, problem.getHeaders(), problem.getStatusCode(), request);
	}

	@Override
	protected @Nullable ResponseEntity<Object> handleMethodArgumentNotValid(MethodArgumentNotValidException ex,
			HttpHeaders headers, HttpStatusCode status, WebRequest request) {
		boolean body = ex.getParameter().hasParameterAnnotation(RequestBody.class);
		List<Flaw> flaws = ex.getFieldErrors().stream().map((error) -> {
			String field = error.getField();
			// What Spring says of a value that it can't convert names classes.
			String detail = error.isBindingFailure()
					? "is not accepted" + accepted(ex.getBindingResult().getFieldType(field))
					: String.valueOf(error.getDefaultMessage());
			return body ? Flaw.at("/" + field.replace('.', '/').replaceAll("\\[(\\d+)]", "/$1"), detail)
					: Flaw.in(field, detail);
		}).toList();
		Problem problem = Problem.invalid(flaws);
		return handleExceptionInternal(problem, null, problem.getHeaders(), problem.getStatusCode(), request);
	}

	@Override
	protected @Nullable ResponseEntity<Object> handleMissingServletRequestParameter(
			MissingServletRequestParameterException ex, HttpHeaders headers, HttpStatusCode status,
			WebRequest request) {
		Problem problem = Problem.invalid(Flaw.in(ex.getParameterName(), "is required"));
		return handleExceptionInternal(problem, null, problem.getHeaders(), problem.getStatusCode(), request);
	}

	@Override
	protected @Nullable ResponseEntity<Object> handleMissingPathVariable(MissingPathVariableException ex,
			HttpHeaders headers, HttpStatusCode status, WebRequest request) {
		Problem problem = new Problem(HttpStatus.NOT_FOUND, "no such resource");
		return handleExceptionInternal(problem, null, problem.getHeaders(), problem.getStatusCode(), request);
	}

	// An export that breaks off must not look whole: the connection is cut instead.
	@Override
	protected @Nullable ResponseEntity<Object> handleExceptionInternal(Exception ex, @Nullable Object body,
			HttpHeaders headers, HttpStatusCode status, WebRequest request) {
		HttpServletResponse response = ((ServletWebRequest) request).getResponse();
		if (response != null && response.isCommitted()) {
			throw new IllegalStateException("the answer had begun when it failed", ex);
		}
		if (response != null) {
			response.resetBuffer();
			response.setHeader("Content-Security-Policy", NOTHING);
		}
		if (ex instanceof Problem problem && Phrases.areWanted(((ServletWebRequest) request).getRequest())
				&& problem.isKnownInItalian()) {
			HttpHeaders also = HttpHeaders.copyOf(headers);
			also.setContentLanguage(Locale.ITALIAN);
			return super.handleExceptionInternal(ex, problem.italian(), also, status, request);
		}
		return super.handleExceptionInternal(ex, body, headers, status, request);
	}

	private static Problem unreadable(JacksonException ex) {
		StringBuilder pointer = new StringBuilder();
		for (JacksonException.Reference step : ex.getPath()) {
			String name = step.getPropertyName();
			pointer.append(Flaw.step((name != null) ? name : Integer.toString(step.getIndex())));
		}
		boolean malformed = ex instanceof StreamReadException && !(ex instanceof InputCoercionException);
		if (malformed || ex instanceof StreamConstraintsException || ex instanceof JacksonIOException
				|| pointer.isEmpty()) {
			return new Problem(HttpStatus.BAD_REQUEST,
					"the body must be one JSON object in UTF-8 without duplicate keys, nested at most 20 deep, with numbers of at most 400 digits"
							+ at(ex));
		}
		String detail = "is not accepted";
		if (ex instanceof UnrecognizedPropertyException unknown) {
			List<String> known = unknown.getKnownPropertyIds().stream().map(String::valueOf).sorted().toList();
			detail = "is not a known field; accepted here: " + String.join(", ", known);
		}
		else if (ex instanceof InvalidFormatException wrong) {
			detail = "is not accepted" + accepted(wrong.getTargetType());
		}
		else if (ex instanceof ValueInstantiationException refused && refused.getCause() != null) {
			detail = String.valueOf(refused.getCause().getMessage());
		}
		else if (ex instanceof MismatchedInputException wrong) {
			detail = "is not accepted" + accepted(wrong.getTargetType());
		}
		return Problem.invalid(Flaw.at(pointer.toString(), detail));
	}

	private static String at(JacksonException ex) {
		return (ex.getLocation() == null || ex.getLocation().getLineNr() < 1) ? "" : "; reading stopped at line "
				+ ex.getLocation().getLineNr() + ", column " + ex.getLocation().getColumnNr();
	}

	private static String accepted(@Nullable Class<?> type) {
		if (type == null) {
			return "";
		}
		if (type.isEnum()) {
			return "; accepted are "
					+ String.join(", ", List.of(type.getEnumConstants()).stream().map(String::valueOf).toList());
		}
		String name = switch (type.getSimpleName().toLowerCase(Locale.ROOT)) {
			case "string" -> "a string";
			case "int", "integer", "long" -> "an integer";
			case "double", "float" -> "a number";
			case "boolean" -> "true or false";
			case "uuid" -> "a UUID";
			case "instant" -> "an instant such as 2026-01-31T10:15:00Z";
			case "localdate" -> "a date such as 2026-01-31";
			default -> Collection.class.isAssignableFrom(type) ? "an array" : "an object";
		};
		return "; accepted is " + name;
	}

}
