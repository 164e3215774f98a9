package dev.voce.dashboard;

import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.WebElement;
import tools.jackson.databind.JsonNode;

import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import dev.voce.testing.Api;
import dev.voce.testing.VoceTest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * From pasted addresses to the mails, the answer of an invited person and what is then
 * known of the person, in a real browser and through a real mail server.
 */
@NullUnmarked
@VoceTest
class InvitePageTest extends DeskTest {

	private static final GreenMail mails = new GreenMail(ServerSetup.SMTP.dynamicPort());

	@DynamicPropertySource
	static void mailServer(DynamicPropertyRegistry registry) {
		mails.start();
		registry.add("spring.mail.host", () -> "localhost");
		registry.add("spring.mail.port", () -> mails.getSmtp().getPort());
		registry.add("voce.delivery.every", () -> "200ms");
		registry.add("voce.invitation.every", () -> "200ms");
		registry.add("voce.jobs.polling-interval", () -> "100ms");
		registry.add("voce.public.url", () -> "http://localhost");
	}

	@AfterAll
	static void stop() {
		mails.stop();
	}

	@Test
	void peopleAreSeenBeforeTheyAreAskedAndTheirAnswersStandInTheirTimelines() throws Exception {
		Api.administrator(this.port, this.database)
			.put("/api/v1/workspace",
					"{\"name\": \"Aurora\", \"brand\": {\"name\": \"Bottega Aurora\"}, \"mail\": {\"from\": "
							+ "\"ciao@aurora.example\", \"postalAddress\": \"Via delle Botteghe 14, Bologna\"}}",
					"If-Match", "*")
			.is(200);
		UUID survey = survey();
		enter("EDITOR");
		browser.open(voce("/surveys/" + survey + "/invite"));
		browser.type("textarea.people", """
				Paola Greco <paola@posta.example>
				<b>Eve</b> eve@posta.example
				Paola <PAOLA@posta.example>
				nobody""");
		browser.sees("2 of 4");
		browser.sees("twice in this list");
		browser.sees("cannot be used");
		browser.until(() -> browser
			.run("return document.querySelector('.mailed')?.shadowRoot.querySelectorAll('td.cell').length === 12")
			.equals(true));
		assertThat(mails.getReceivedMessages()).as("nothing goes out before the button").isEmpty();
		browser.press("Ask 2 people");
		browser.sees("Done: 2 people");
		browser.sees("2 sent");
		String link = voce(path("paola@posta.example"));
		assertThat(voce(path("eve@posta.example"))).isNotEqualTo(link);

		browser.open(link + "?nps=9");
		assertThat(browser.find(".personal").getText()).contains("Hello Paola,", "Your score of 9 isn't sent yet");
		browser.run("dispatchEvent(new Event('pointerdown')); document.body.click()");
		assertThat(status(survey, "paola")).as("only a person opens a page").isEqualTo("SENT");
		browser.asked(".go", WebElement::click);
		browser.until(() -> browser.find(".personal").getText().contains("Saved. For 7 days"));
		browser.until(() -> status(survey, "paola").equals("ANSWERED"));
		browser.open(link);
		assertThat(browser.find(".personal").getText()).contains("You answered on ");
		browser.asked("[aria-checked=true]", (chosen) -> assertThat(chosen.getText()).isEqualTo("9"));

		browser.open(link.replace("/i/", "/u/"));
		assertThat(browser.find("body").getText()).contains("p…@posta.example").doesNotContain("paola@");
		browser.find("form .go").click();
		browser.until(() -> browser.find("body").getText().contains("we won't ask you again"));

		browser.open(voce("/people"));
		browser.press("Paola Greco");
		browser.sees("Asked by mail: Checkout");
		browser.sees("Has unsubscribed.");
		browser.press("Responses 1");
		browser.sees("No comment");
		browser.press("Ask…");
		browser.press("Look at the mail");
		browser.sees("0 of 1");
		browser.sees("unsubscribed");
		browser.press("People");
		browser.press("Paola Greco");
		browser.sees("What is known");
		browser.run("document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'k', bubbles: true }))");
		browser.sees("eve@posta.example");
		browser.open(voce("/surveys/" + survey + "/invitations"));
		browser.sees("eve@posta.example");
		assertThat(browser.console()).isEmpty();
	}

	private String status(UUID survey, String q) {
		JsonNode found = this.api.get("/api/v1/surveys/" + survey + "/invitations?q=" + q).is(200).json();
		return found.at("/items/0/status").stringValue();
	}

	private static String path(String to) throws Exception {
		for (MimeMessage mail : mails.getReceivedMessages()) {
			if (mail.getAllRecipients()[0].toString().equals(to)) {
				String text = (String) ((MimeMultipart) mail.getContent()).getBodyPart(0).getContent();
				Matcher found = Pattern.compile("http://localhost(/i/[\\w-]+)\\?nps=9").matcher(text);
				assertThat(found.find()).as(text).isTrue();
				return found.group(1);
			}
		}
		throw new AssertionError("no mail to " + to);
	}

}
