package dev.voce.widget;

import java.io.IOException;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;

import com.deque.html.axecore.results.CheckedNode;
import com.deque.html.axecore.results.Rule;
import com.deque.html.axecore.selenium.AxeBuilder;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.test.web.server.LocalServerPort;

import dev.voce.testing.Api;
import dev.voce.testing.Shop;
import dev.voce.testing.VoceTest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What tests in a browser share: Chromium, a shop's website, and the service they meet.
 */
@NullUnmarked
@VoceTest
abstract class BrowserTest {

	@LocalServerPort
	int port;

	Api api;

	static Visitor browser;

	Shop shop;

	@BeforeAll
	static void start() {
		browser = new Visitor();
	}

	@AfterAll
	static void stop() {
		if (browser != null) {
			browser.close();
		}
	}

	/** Each shop has an origin of its own, and so a storage of its own in the browser. */
	@BeforeEach
	void open() throws IOException {
		browser.size(1000, 800);
		browser.media("prefers-color-scheme", "light");
		browser.console();
		this.shop = new Shop();
		this.api = new Api(this.port);
	}

	@AfterEach
	void close() {
		this.shop.close();
	}

	String voce() {
		return "http://localhost:" + this.port;
	}

	/** Checks a page by axe-core. */
	static void harmless(String what) {
		List<Rule> violations = new AxeBuilder().analyze(browser.driver()).getViolations();
		assertThat(violations).as(what)
			.extracting((rule) -> rule.getId() + " " + rule.getNodes().stream().map(CheckedNode::getHtml).toList())
			.isEmpty();
	}

	/** The line that a site owner pastes. */
	String line(UUID survey, String... attributes) {
		return "<script async src=\"" + voce() + "/widget.js\" data-survey=\"" + survey + "\" "
				+ String.join(" ", attributes) + "></script>";
	}

	/** A page of the shop with something in its body. */
	String page(String path, String body) {
		return this.shop.page(path,
				"<!doctype html><html lang=\"en\"><head><title>Shop</title></head><body><header><h1>Shop</h1></header>"
						+ body + "</body></html>");
	}

	/** The responses of a survey as stored, the newest first. */
	List<JsonNode> responses(UUID survey) {
		JsonNode items = this.api.get("/api/v1/surveys/" + survey + "/responses").json().get("items");
		return StreamSupport.stream(items.spliterator(), false).toList();
	}

	/** The only response of a survey, once it is stored and as it is expected. */
	JsonNode response(UUID survey, java.util.function.Predicate<JsonNode> expected) {
		return browser.until(() -> {
			List<JsonNode> all = responses(survey);
			return (all.size() == 1 && expected.test(all.get(0))) ? all.get(0) : null;
		});
	}

	JsonNode reach(UUID survey) {
		return this.api.get("/api/v1/surveys/" + survey + "/kpis").json().get("reach");
	}

	/**
	 * A survey with a score, reasons and a comment, with further fields of the survey.
	 */
	UUID survey(String fields) {
		return this.api.survey("""
				{"name": "Checkout", "questions": [
				  {"key": "nps", "type": "NPS",
				   "text": {"en": "How likely are you to recommend us?", "it": "Quanto è probabile che ci consigli?"}},
				  {"key": "reason", "type": "CHOICE", "multiple": true,
				   "askWhen": {"question": "nps", "classes": ["DETRACTOR"]},
				   "text": {"en": "What went wrong?", "it": "Che cosa è andato storto?"},
				   "options": [{"key": "delivery", "text": {"en": "Delivery", "it": "La consegna"}},
				               {"key": "price", "text": {"en": "Price", "it": "Il prezzo"}}]},
				  {"key": "why", "type": "TEXT", "askWhen": {"question": "nps"},
				   "text": {"en": "Why?", "it": "Perché?"},
				   "textFor": {"PROMOTER": {"en": "What did you like?", "it": "Che cosa ti è piaciuto?"}}}]
				  %s}""".formatted(fields.isEmpty() ? "" : ", " + fields));
	}

}
