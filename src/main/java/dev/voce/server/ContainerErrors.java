package dev.voce.server;

import java.io.IOException;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import dev.voce.web.Body;
import dev.voce.web.Problem;
import dev.voce.web.ProblemWriter;
import dev.voce.web.SafeHeaders;

/**
 * Replies to requests that fail before they reach a controller, such as one with a
 * malformed address. It writes the reply itself, since Spring would parse the address
 * once more to name a download.
 */
@RestController
@Hidden
class ContainerErrors implements ErrorController {

	private final ProblemWriter problems;

	ContainerErrors(ProblemWriter problems) {
		this.problems = problems;
	}

	@RequestMapping("/error")
	void error(HttpServletRequest request, HttpServletResponse response) throws IOException {
		HttpStatus status = (request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code)
				? HttpStatus.valueOf(code) : HttpStatus.NOT_FOUND;
		if (status.is4xxClientError() && isPage(request)) {
			throw new Problem(HttpStatus.NOT_FOUND, "request.nothing");
		}
		// No filter may have seen it.
		response.setHeader("X-Content-Type-Options", "nosniff");
		response.setHeader("Content-Security-Policy", SafeHeaders.NOTHING);
		this.problems.write(request, response,
				new Problem(status, status.is5xxServerError() ? "server.failed" : (status == HttpStatus.REQUEST_TIMEOUT)
						? Body.TOO_SLOW : (status == HttpStatus.NOT_FOUND) ? "request.nothing" : "request.unreadable"));
	}

	/** Whether somebody mistyped an address, who is shown the page that says so. */
	private static boolean isPage(HttpServletRequest request) {
		String address = String.valueOf(request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI));
		String accepted = request.getHeader(HttpHeaders.ACCEPT);
		return request.getMethod().equals("GET") && accepted != null && accepted.contains(MediaType.TEXT_HTML_VALUE)
				&& !address.startsWith(request.getContextPath() + "/api/");
	}

}
