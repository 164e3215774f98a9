package dev.voce.widget;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
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
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.util.HtmlUtils;

import dev.voce.web.Languages;

/**
 * Renders the pages for visitors, with everything escaped, under a strict
 * Content-Security-Policy.
 */
@Component
class Pages {

	private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'%s; connect-src 'self'; "
			+ "img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
			+ "trusted-types 'none'; require-trusted-types-for 'script'";

	/**
	 * What a template does not find where it looks is nothing, and an empty text is
	 * nothing to show. By default, a section would fall back on what has its name further
	 * out.
	 */
	private static final Mustache.Compiler STRICT = Mustache.compiler()
		.standardsMode(true)
		.defaultValue("")
		.emptyStringIsFalse(true);

	private final Template hosted = template(STRICT.withEscaper((text) -> HtmlUtils.htmlEscape(text, "UTF-8")),
			"hosted.html");

	/**
	 * Letters beyond ASCII are escaped, since nobody knows what encoding the mail has.
	 */
	private final Template mail = template(STRICT.withEscaper(HtmlUtils::htmlEscape), "mail.html");

	private final Template preview = template(Mustache.compiler(), "preview.html");

	ResponseEntity<String> hosted(HttpStatusCode status, HostedPage page) {
		// Without a referrer, forms would be sent without an origin too.
		return page(status, "same-origin", page.style(), this.hosted.execute(page));
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
		return page(HttpStatus.OK, "no-referrer", "", this.preview.execute(all));
	}

	/**
	 * A page.
	 * @param style the text of its only style element, which the policy allows by its
	 * hash; none where empty
	 */
	private static ResponseEntity<String> page(HttpStatusCode status, String referrer, String style, String html) {
		return ResponseEntity.status(status)
			.contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
			.header("Content-Security-Policy", POLICY.formatted(style.isEmpty() ? "" : " 'sha256-" + hash(style) + "'"))
			.header("Referrer-Policy", referrer)
			// A form holds the id of one response, and what was answered so far.
			.cacheControl(CacheControl.noStore())
			.body(html);
	}

	private static String hash(String text) {
		try {
			byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
			return Base64.getEncoder().encodeToString(digest);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static Template template(Mustache.Compiler compiler, String name) {
		try (InputStream in = new ClassPathResource("pages/" + name).getInputStream();
				Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
			return compiler.compile(reader);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
