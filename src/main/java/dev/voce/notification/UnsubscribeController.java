package dev.voce.notification;

import java.util.UUID;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.HtmlUtils;

import dev.voce.letter.FigureText;
import dev.voce.web.Message;

/**
 * Ends digests by one click (RFC 8058), without cookies and without JavaScript. A mail
 * scanner that opens the link ends nothing.
 */
@Hidden
@RestController
@RequestMapping(path = "/d/{token}", produces = MediaType.TEXT_HTML_VALUE)
class UnsubscribeController {

	private static final String SAFE = "default-src 'none'; form-action 'self'; frame-ancestors 'none'";

	private final Digests digests;

	UnsubscribeController(Digests digests) {
		this.digests = digests;
	}

	@GetMapping
	ResponseEntity<String> ask(@PathVariable String token, HttpServletRequest request) {
		FigureText words = new FigureText(Message.language(request));
		if (this.digests.reader(token) == null) {
			return page(HttpStatus.NOT_FOUND, words, "<p>" + text(words, "letter.digest.end.unknown") + "</p>");
		}
		return page(HttpStatus.OK, words, "<form method=\"post\"><p>" + text(words, "letter.digest.end.question")
				+ "</p><p><button>" + text(words, "letter.digest.end.button") + "</button></p></form>");
	}

	@PostMapping
	ResponseEntity<String> end(@PathVariable String token, HttpServletRequest request) {
		FigureText words = new FigureText(Message.language(request));
		UUID reader = this.digests.reader(token);
		if (reader == null) {
			return page(HttpStatus.NOT_FOUND, words, "<p>" + text(words, "letter.digest.end.unknown") + "</p>");
		}
		this.digests.end(reader);
		return page(HttpStatus.OK, words, "<p role=\"status\">" + text(words, "letter.digest.end.done") + "</p>");
	}

	private static String text(FigureText words, String code) {
		return HtmlUtils.htmlEscape(words.text(code), "UTF-8");
	}

	private static ResponseEntity<String> page(HttpStatus status, FigureText words, String content) {
		String title = text(words, "letter.digest.end.title");
		return ResponseEntity.status(status)
			.cacheControl(CacheControl.noStore())
			.header("Content-Security-Policy", SAFE)
			.header("Referrer-Policy", "no-referrer")
			.contentType(new MediaType(MediaType.TEXT_HTML, java.nio.charset.StandardCharsets.UTF_8))
			.body("<!doctype html>\n<html lang=\"" + words.language().toLanguageTag() + "\"><head>"
					+ "<meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
					+ "<meta name=\"color-scheme\" content=\"light dark\"><meta name=\"robots\" content=\"noindex\">"
					+ "<title>" + title + "</title></head><body><main><h1>" + title + "</h1>" + content
					+ "</main></body></html>\n");
	}

}
