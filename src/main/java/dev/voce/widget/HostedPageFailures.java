package dev.voce.widget;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import jakarta.persistence.PersistenceException;
import jakarta.servlet.http.HttpServletRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.TransactionException;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

import dev.voce.survey.SurveyNotFound;
import dev.voce.web.Body;
import dev.voce.web.Problem;

/** Whatever fails on a visitor's page is said on a page, with the form still in it. */
@RestControllerAdvice(assignableTypes = { HostedPageController.class, InvitedPageController.class })
@Order(Ordered.HIGHEST_PRECEDENCE)
class HostedPageFailures {

	private static final Logger log = LoggerFactory.getLogger(HostedPageFailures.class);

	/** What 64 KiB of a response become where a form's encoding triples them. */
	private static final int LONGEST_FORM_KIBIBYTES = 192;

	/** Where a request keeps its form, for the page that says it was not stored. */
	private static final String FORM = HostedPageFailures.class.getName() + ".form";

	private final HostedPages pages;

	HostedPageFailures(HostedPages pages) {
		this.pages = pages;
	}

	/** Reads a form, and keeps it for the page that says that it was not stored. */
	static MultiValueMap<String, String> form(HttpServletRequest request) throws IOException {
		MultiValueMap<String, String> form = Pairs
			.read(new String(Body.read(request.getInputStream(), LONGEST_FORM_KIBIBYTES), StandardCharsets.UTF_8));
		request.setAttribute(FORM, form);
		return form;
	}

	@ExceptionHandler({ SurveyNotFound.class, MethodArgumentTypeMismatchException.class })
	ResponseEntity<String> missing(HttpServletRequest request) {
		return this.pages.missing(request);
	}

	@ExceptionHandler({ DataAccessException.class, TransactionException.class, PersistenceException.class })
	ResponseEntity<String> databaseFails(Exception ex, HttpServletRequest request) {
		Problem refusal = Problem.whileDatabaseFails(ex);
		if (refusal == null) {
			log.error("A hosted page failed unexpectedly", ex);
			refusal = new Problem(HttpStatus.INTERNAL_SERVER_ERROR, "server.failed");
		}
		return unsent(refusal, request);
	}

	@ExceptionHandler
	@SuppressWarnings("unchecked") // no other class writes it
	ResponseEntity<String> unsent(Problem refusal, HttpServletRequest request) {
		HttpHeaders headers = refusal.getHeaders();
		ResponseEntity<String> page = this.pages.unsent(refusal.getStatusCode(),
				(MultiValueMap<String, String>) request.getAttribute(FORM), request);
		return ResponseEntity.status(page.getStatusCode())
			.headers(page.getHeaders())
			.headers(headers)
			.body(page.getBody());
	}

}
