package dev.voce.dashboard;

import java.time.Instant;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

import dev.voce.testing.VoceTest;

import static org.assertj.core.api.Assertions.assertThat;

/** The page of webhooks, alerts and one's own messages, in a real browser. */
@NullUnmarked
@VoceTest
class NotificationsPageTest extends DeskTest {

	/** A public address at which nobody answers. */
	private static final String NOBODY = "http://93.184.216.34:9/hooks/secret";

	@Test
	void anAlertIsMadeAndClearedAndMessagesAreChosen() {
		UUID survey = this.api.npsSurvey();
		String responses = IntStream.range(0, 40)
			.mapToObj((i) -> "{\"answers\": {\"nps\": 1}, \"submittedAt\": \"" + Instant.now() + "\"}")
			.collect(Collectors.joining(",", "[", "]"));
		this.api.post("/api/v1/surveys/" + survey + "/responses/batch", responses).is(200);
		enter("ADMIN");
		browser.open(voce("/notifications"));
		browser.press("New alert");
		browser.find("[data-key=survey] [value='" + survey + "']").click();
		browser.find("[data-key=kind] [value=BELOW]").click();
		browser.sees("With your last 12 months this would have been raised once:");
		browser.press("Make this alert");
		browser.sees("the NPS is surely below 0");
		browser.sees("now −100, between −100 and −84, from 40 answers");
		browser.press("Clear…");
		browser.press("Clear it");
		browser.sees("Quiet since ");
		browser.sees("raised on ");
		assertThat(this.api.get("/api/v1/alerts?raised=true&survey=" + survey).json().get("items")).isEmpty();
		browser.find("[name=overdue][aria-label$='At once']").click();
		browser.find(".c7 [type=submit]").click();
		browser.sees("Saved.");
		browser.find("[name=often][data-often=WEEKLY]").click();
		browser.find(".c5 [type=submit]").click();
		browser.sees("Next: ");
		browser.open(voce("/notifications"));
		browser.sees("Next: ");
		assertThat(browser.find("[name=overdue][aria-label$='At once']").isSelected()).isTrue();
		assertThat(browser.console()).isEmpty();
	}

	@Test
	void aWebhookIsMadeSeenDisabledAndDeleted() {
		UUID survey = survey();
		enter("EDITOR");
		browser.open(voce("/notifications"));
		browser.sees("No program gets events yet.");
		browser.press("New webhook");
		browser.type("[name=description]", "ERP <b>");
		browser.type("[name=url]", NOBODY);
		browser.click("[name=event][value='response.created']");
		browser.click("[name=survey][value='" + survey + "']");
		browser.press("Create");
		browser.reads("dialog", "It is shown only now.");
		browser.press("Done");
		browser.reads(".hooks", "ERP <b>", "http://93.184.216.34:9/…", "New response", "Nothing sent yet");
		assertThat(browser.text()).doesNotContain("hooks/secret", "whsec_");
		answer(survey, 4, "So so");
		browser.reads(".deliveries", "response.created", "Send now");
		browser.click(".deliveries [aria-expanded]");
		browser.sees("webhook-id msg_");
		browser.press("See what is sent");
		browser.reads(".raw", "\"why\": \"So so\"");
		browser.press("Close");
		browser.click(".hooks [aria-label^='More for']");
		browser.press("Disable");
		browser.reads(".hooks", "Disabled on");
		browser.click(".hooks [aria-label^='More for']");
		browser.press("Delete…");
		browser.reads("dialog", "will not be delivered");
		browser.press("Delete");
		browser.sees("No program gets events yet.");
		assertThat(browser.all(".deliveries")).isEmpty();
		assertThat(browser.console()).isEmpty();
	}

}
