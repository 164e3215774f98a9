package dev.voce.widget;

import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.voce.testing.Api.Reply;

import static org.assertj.core.api.Assertions.assertThat;

/** What leads people to a hosted page: links in mails, codes on posters. */
@NullUnmarked
class SharingTest extends BrowserTest {

	@Test
	void mailsAndPostersLeadToThePage() {
		UUID survey = this.api.npsSurvey();
		String mail = this.api.get("/s/" + survey + "/email.html").body();
		assertThat(mail).contains("href=\"" + voce() + "/s/" + survey + "?locale=en&amp;channel=email&amp;nps=0\"",
				"nps=10\"", "How likely are you to recommend us?");
		Reply code = this.api.get("/s/" + survey + "/qr.svg");
		assertThat(code.header("Content-Type")).isEqualTo("image/svg+xml");
		assertThat(code.body()).startsWith("<svg xmlns")
			.isEqualTo(this.api.get("/s/" + survey + "/qr.svg?channel=qr").body())
			.isNotEqualTo(this.api.get("/s/" + survey + "/qr.svg?channel=poster").body());
	}

	@Test
	void aSurveysOwnChannelHoldsForItsMailsAndPosters() {
		UUID survey = this.api.survey("""
				{"name": "Shop", "channel": "shop",
				 "questions": [{"key": "nps", "type": "NPS", "text": {"en": "How likely?"}}]}""");
		assertThat(this.api.get("/s/" + survey + "/email.html").body()).contains("channel=shop&amp;nps=0");
		assertThat(this.api.get("/s/" + survey + "/email.html?channel=fair").body()).contains("channel=fair&amp;nps=0");
		assertThat(this.api.get("/s/" + survey + "/qr.svg").body())
			.isNotEqualTo(this.api.get("/s/" + survey + "/qr.svg?channel=qr").body());
	}

	@Test
	void whatNoCodeCanHoldIsRefused() {
		this.api.get("/s/" + this.api.npsSurvey() + "/qr.svg?x=" + "x".repeat(3_000)).refused(414);
	}

	@Test
	void aMailSaysTheOnlyEndOfAScaleThatHasWords() {
		UUID survey = this.api.survey("""
				{"name": "One", "questions": [{"key": "nps", "type": "NPS", "text": {"en": "How likely?"},
				  "labels": {"max": {"en": "Very likely"}}}]}""");
		assertThat(this.api.get("/s/" + survey + "/email.html").body()).contains("color:#5B6472;\"></td>",
				">Very likely</td>");
	}

	/** As wide as a phone's mail program, which keeps 8 px at each side. */
	@ParameterizedTest
	@CsvSource({ "600, en", "390, it", "320, it", "320, en" })
	void everyScoreOfAMailIsInViewAndAsWideAsTheOthers(int width, String locale) {
		String mail = this.api.get("/s/" + survey("") + "/email.html?locale=" + locale).body();
		browser.size(width, 640);
		browser.open(this.shop.page("/mail", "<!doctype html><meta name=viewport content=width=device-width>"
				+ "<body style=\"margin: 8px\">" + mail));
		assertThat(browser.run("""
				const [question, scale, ends] = document.querySelectorAll('table');
				const cells = [...document.querySelectorAll('td:has(> a)')].map((cell) => cell.getBoundingClientRect());
				const widths = cells.map((cell) => cell.width);
				const [min, max] = [...document.querySelectorAll('table:not(:has(a)) td')].map((end) => {
				  const words = document.createRange();
				  words.selectNodeContents(end);
				  return words.getBoundingClientRect();
				});
				return [cells.length, new Set(cells.map((cell) => cell.top)).size,
				  Math.max(...widths) - Math.min(...widths) <= 1, Math.min(...widths) >= 24,
				  Math.max(...cells.map((cell) => cell.right)) <= innerWidth, document.body.scrollWidth <= innerWidth,
				  Math.abs(min.left - cells[0].left) <= 1, Math.abs(max.right - cells[10].right) <= 1]"""))
			.isEqualTo(List.of(11L, 1L, true, true, true, true, true, true));
	}

}
