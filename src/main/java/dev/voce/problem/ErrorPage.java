package dev.voce.problem;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Answers requests that are refused before they come to a controller. */
@Hidden
@RestController
class ErrorPage implements ErrorController {

	@RequestMapping("/error")
	void error(HttpServletRequest request) {
		HttpStatus status = (request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code)
				? HttpStatus.resolve(code) : HttpStatus.NOT_FOUND;
		throw new Problem((status != null) ? status : HttpStatus.INTERNAL_SERVER_ERROR, "the request is not accepted");
	}

}
