package dev.voce.dashboard;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import javax.imageio.ImageIO;

import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import dev.voce.testing.VoceTest;

import static org.assertj.core.api.Assertions.assertThat;

/** The page of the workspace's settings, in a real browser. */
@NullUnmarked
@VoceTest
class SettingsPageTest extends DeskTest {

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
