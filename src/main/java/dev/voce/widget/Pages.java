package dev.voce.widget;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.stream.Collectors;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;

import org.springframework.core.io.ClassPathResource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

import dev.voce.web.Languages;

/**
 * Renders the pages for visitors, with everything escaped, under a strict
 * Content-Security-Policy.
 */
@Component
class Pages {

	private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
			+ "img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
			+ "trusted-types 'none'; require-trusted-types-for 'script'";

	private final Template hosted = template("hosted.html");

	private final Template mail = template("mail.html");

	private final Template preview = template("preview.html");

	ResponseEntity<String> hosted(HttpStatus status, Map<String, ?> values) {
		return page(status, this.hosted.execute(values));
	}

	/** A question with a score as plain text, to be pasted into a mail. */
	ResponseEntity<String> mail(MailQuestion question) {
		return ResponseEntity.ok()
			.contentType(new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8))
			.cacheControl(CacheControl.noStore())
			.body(this.mail.execute(question));
	}

	/** The page of an invented shop, in English and Italian. */
	ResponseEntity<String> preview(Locale locale, Map<String, Object> values) {
		ResourceBundle texts = Languages.bundle("pages/preview", locale);
		Map<String, Object> all = new HashMap<>(values);
		all.put("text", texts.keySet().stream().collect(Collectors.toMap((key) -> key, texts::getString)));
		return page(HttpStatus.OK, this.preview.execute(all));
	}

	private static ResponseEntity<String> page(HttpStatus status, String html) {
		return ResponseEntity.status(status)
			.contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
			.header("Content-Security-Policy", POLICY)
			.header("Referrer-Policy", "no-referrer")
			// A form holds the id of one response, and what was answered so far.
			.cacheControl(CacheControl.noStore())
			.body(html);
	}

	private static Template template(String name) {
		try (InputStream in = new ClassPathResource("pages/" + name).getInputStream();
				Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
			return Mustache.compiler().defaultValue("").compile(reader);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
