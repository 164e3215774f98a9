package dev.voce.dashboard;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import javax.imageio.ImageIO;

import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import dev.voce.testing.VoceTest;

import static org.assertj.core.api.Assertions.assertThat;

/** The page of the workspace's settings, in a real browser. */
@NullUnmarked
@VoceTest
class SettingsPageTest extends DeskTest {

	/** Other tests set some of it, too. */
	@BeforeEach
	void nothingIsSet() {
		this.api.put("/api/v1/cases/templates", "{\"items\": []}", "If-Match", "*").is(200);
		this.api.put("/api/v1/workspace", "{\"name\": \"Voce\"}", "If-Match", "*").is(200);
		this.api.delete("/api/v1/workspace/logo");
	}

	@Test
	void anAdministratorSetsWhatVisitorsSee(@TempDir Path directory) throws IOException {
		Path photo = directory.resolve("logo.jpg");
		ImageIO.write(new BufferedImage(1200, 600, BufferedImage.TYPE_INT_RGB), "jpg", photo.toFile());
		enter("ADMIN");
		browser.open(voce("/settings"));
		browser.type("[name=brandName]", "Bottega Aurora");
		browser.find("[name=customAccent]").click();
		browser.press("Save");
		browser.sees("Saved.");
		browser.find("[type=file]").sendKeys(photo.toString());
		browser.until(() -> (Boolean) browser.run("return document.querySelector('.samples img')?.naturalWidth > 0"));
		JsonNode brand = this.api.get("/api/v1/workspace").is(200).json().get("brand");
		assertThat(brand.get("name").stringValue()).isEqualTo("Bottega Aurora");
		assertThat(brand.get("accent").stringValue()).isEqualTo("#0f4c96");
		assertThat(brand.at("/logo/width").intValue()).isEqualTo(512);
		assertThat(brand.at("/logo/path").stringValue()).endsWith(".png");
		browser.press("Remove the logo");
		browser.until(() -> browser.all(".samples").isEmpty());
		browser.find("[name=brandName]").clear();
		browser.find("[name=customAccent]").click();
		browser.press("Save");
		browser.until(() -> this.api.get("/api/v1/workspace").json().get("brand").isEmpty());
		assertThat(browser.console()).isEmpty();
	}

	@Test
	void anAdministratorSetsWhenPeopleWorkAndHowTheyReply() {
		enter("ADMIN");
		browser.open(voce("/settings"));
		browser.find("[name=zone] [value='Europe/Rome']").click();
		browser.type("[name=MONDAY]", "9:00-13:00, 14.00–18:00");
		browser.run("document.querySelector('[data-key=holiday]').value = '2026-12-25'");
		browser.press("Add the day");
		save("Business hours");
		browser.press("Add a cause");
		browser.type(".pairs li:last-child [lang=en]", "Wrong size");
		save("Root causes");
		browser.type("[name=from]", "care@shop.example");
		save("Mails");
		browser.find("[name=days]").clear();
		browser.type("[name=days]", "45");
		save("Invitations");
		browser.press("Send a test mail");
		browser.sees("Not sent: no mail server is set");
		browser.press("Add a template");
		browser.type(".replies input:not([lang])", "Sorry");
		browser.type(".replies input[lang=en]", "Your answer");
		browser.type(".replies textarea[lang=en]", "Dear {name}");
		save("Reply templates");
		JsonNode stored = this.api.get("/api/v1/workspace").is(200).json();
		assertThat(stored.get("businessHours").toString())
			.isEqualTo("{\"MONDAY\":[[\"09:00\",\"13:00\"],[\"14:00\",\"18:00\"]]}");
		assertThat(stored.get("zone").stringValue()).isEqualTo("Europe/Rome");
		assertThat(stored.get("holidays").toString()).isEqualTo("[\"2026-12-25\"]");
		assertThat(stored.get("causes").valueStream()).extracting((cause) -> cause.get("key").stringValue())
			.contains("delivery", "wrong_size");
		assertThat(stored.get("quarantine").stringValue()).isEqualTo("PT1080H");
		assertThat(stored.at("/mail/from").stringValue()).isEqualTo("care@shop.example");
		assertThat(this.api.get("/api/v1/cases/templates").json().at("/items/0/texts").toString())
			.isEqualTo("{\"en\":{\"subject\":\"Your answer\",\"text\":\"Dear {name}\"}}");
		assertThat(browser.console()).isEmpty();
	}

	private void save(String card) {
		browser.run("""
				const cards = [...document.querySelectorAll('.card')];
				window.saved = cards.find((each) => each.querySelector('h2').textContent === arguments[0]);
				window.saved.querySelector('[type=submit]').click();""", card);
		browser.until(() -> (Boolean) browser
			.run("return window.saved.querySelector('form.stacked > .does > [role=status]').textContent === 'Saved.'"));
	}

	@Test
	void whatIsNoPictureIsRefusedInTheReadersLanguage(@TempDir Path directory) throws IOException {
		Path text = Files.writeString(directory.resolve("logo.svg"), "<svg onload='alert(1)'>");
		enter("ADMIN");
		browser.run("localStorage.setItem('voce.language', 'it')");
		browser.open(voce("/settings"));
		browser.find("[type=file]").sendKeys(text.toString());
		browser.sees("Deve essere un'immagine PNG o SVG");
		assertThat(browser.all(".samples")).isEmpty();
	}

}
