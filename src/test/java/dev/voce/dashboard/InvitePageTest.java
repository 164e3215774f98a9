package dev.voce.dashboard;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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
	void peopleAreSeenBeforeTheyAreAskedAndTheirAnswersStandInTheirTimelines(@TempDir Path directory) throws Exception {
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

		browser.open(voce("/surveys/" + survey + "/invite"));
		browser.sees("Whom to ask");
		browser.run("document.querySelectorAll('.segmented label')[1].click()");
		browser.find("input[type=file]").sendKeys(workbook(directory).toString());
		browser.sees("2 rows · 4 columns · Excel");
		browser.sees("2026-11-24");
		browser.sees("1 of 2");
		browser.press("Another file");

		browser.open(link + "?nps=9");
		assertThat(browser.find(".personal").getText()).contains("Hello Paola,",
				"Your score of 9 isn't sent yet: press “Next” to send it and go on");
		browser.asked(".go", (go) -> assertThat(go.getText()).isEqualTo("Next"));
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
		browser.press("Edit");
		browser.type("[name=email]", "paola.greco@posta.example");
		browser.type("[name=zone]", "Europe/Rome");
		browser.press("Save");
		browser.sees("Rome time");
		browser.sees("paola.greco@posta.example");
		browser.run("document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'k', bubbles: true }))");
		browser.sees("eve@posta.example");
		browser.open(voce("/surveys/" + survey + "/invitations"));
		browser.sees("eve@posta.example");
		browser.press("Answered");
		browser.until(() -> browser.find("dialog").getText().contains("Mail: accepted by the mail server"));
		assertThat(browser.console()).isEmpty();
	}

	/**
	 * As Excel writes one: shared texts, a date as a number, and a cell that is left out.
	 */
	private static Path workbook(Path directory) throws IOException {
		Path file = directory.resolve("people.xlsx");
		try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
			part(zip, "xl/workbook.xml", """
					<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"
						xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">
						<sheets><sheet name="Novembre" sheetId="1" r:id="rId7"/></sheets></workbook>""");
			part(zip, "xl/_rels/workbook.xml.rels", """
					<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
						<Relationship Id="rId7" Target="worksheets/sheet1.xml" Type="x"/></Relationships>""");
			part(zip, "xl/sharedStrings.xml", """
					<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>email</t></si>
						<si><r><t>no</t></r><r><t>me</t></r></si><si><t>ordine</t></si><si><t>consegnato_il</t></si>
						<si><t>eve@posta.example</t></si><si><t>Eve</t></si></sst>""");
			part(zip, "xl/styles.xml", """
					<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">
						<numFmts><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/></numFmts>
						<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs></styleSheet>""");
			part(zip, "xl/worksheets/sheet1.xml", """
					<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>
						<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c>
							<c r="D1" t="s"><v>3</v></c></row>
						<row r="2"><c r="A2" t="s"><v>4</v></c><c r="B2" t="s"><v>5</v></c><c r="C2"><v>48377</v></c>
							<c r="D2" s="1"><v>46350</v></c></row>
						<row r="4"><c r="A4" t="inlineStr"><is><t>new@posta.example</t></is></c>
							<c r="D4" s="1"><v>46351.5</v></c></row></sheetData></worksheet>""");
		}
		return file;
	}

	private static void part(ZipOutputStream zip, String name, String text) throws IOException {
		zip.putNextEntry(new ZipEntry(name));
		zip.write(text.getBytes(StandardCharsets.UTF_8));
		zip.closeEntry();
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
