package dev.voce.web;

import java.net.URI;
import java.net.URISyntaxException;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Answers what fails before it reaches a controller, such as an address that is
 * malformed.
 */
@RestController
@Hidden
class ContainerErrors implements ErrorController {

	@RequestMapping("/error")
	ResponseEntity<ProblemDetail> error(HttpServletRequest request, HttpServletResponse response) {
		HttpStatus status = (request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code)
				? HttpStatus.valueOf(code) : HttpStatus.NOT_FOUND;
		Problem problem = new Problem(status,
				status.is5xxServerError() ? "Voce failed to answer; its log says why"
						: (status == HttpStatus.REQUEST_TIMEOUT) ? Body.TOO_SLOW : (status == HttpStatus.NOT_FOUND)
								? "there is nothing at this address" : "the request can't be read");
		// No filter may have seen it.
		response.setHeader("X-Content-Type-Options", "nosniff");
		response.setHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
		ProblemDetail body = Phrases.areWanted(request) ? problem.italian() : problem.getBody();
		body.setInstance(asked(request));
		return ResponseEntity.status(status).contentType(MediaType.APPLICATION_PROBLEM_JSON).body(body);
	}

	/** The address that was asked for, if it is one. */
	private static @Nullable URI asked(HttpServletRequest request) {
		try {
			return (request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String path) ? new URI(path)
					: null;
		}
		catch (URISyntaxException ex) {
			return null;
		}
	}

}
