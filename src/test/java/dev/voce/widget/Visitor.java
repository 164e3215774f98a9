package dev.voce.widget;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.NullUnmarked;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.SearchContext;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.logging.LogEntry;

import dev.voce.testing.Chromium;

/** Pages with the widget in a browser, as a visitor would use them. */
@NullUnmarked
final class Visitor extends Chromium {

	Visitor(String... arguments) {
		super(arguments);
	}

	void offline(boolean offline) {
		driver().executeCdpCommand("Network.enable", Map.of());
		driver().executeCdpCommand("Network.emulateNetworkConditions",
				Map.of("offline", offline, "latency", 0, "downloadThroughput", -1, "uploadThroughput", -1));
	}

	/** The content of the widget, once it is shown and has settled. */
	SearchContext widget() {
		return until(() -> driver().findElement(By.cssSelector("voce-survey")).getShadowRoot());
	}

	/** An element of the widget, once it is there. */
	WebElement find(String selector) {
		return until(() -> widget().findElement(By.cssSelector(selector)));
	}

	/** Waits until the widget asks or says this. */
	void reads(String heading) {
		until(() -> heading().equals(heading) ? true : null);
	}

	List<WebElement> all(String selector) {
		return widget().findElements(By.cssSelector(selector));
	}

	boolean isShown() {
		return !driver().findElements(By.cssSelector("voce-survey")).isEmpty();
	}

	/** What the widget asks or says, once it has faded in. */
	String heading() {
		return until(() -> {
			String text = find("h2").getText();
			return text.isEmpty() ? null : text;
		});
	}

	/** Clicks as people do, who need a moment to read. */
	void click(String selector) {
		WebElement element = find(selector);
		settle();
		element.click();
	}

	void click(WebElement element) {
		settle();
		element.click();
	}

	/**
	 * Lets a moment pass: clicks right after a question appears are not taken for
	 * answers.
	 */
	void settle() {
		pause(300);
	}

	void pause(long millis) {
		try {
			Thread.sleep(millis);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/** Clicks what is labelled or reads so. */
	void press(String label) {
		WebElement found = until(() -> all("button, label").stream()
			.filter((button) -> label.equals(button.getText()) || label.equals(button.getDomAttribute("aria-label")))
			.findFirst()
			.orElse(null));
		click(found);
	}

	/** Waits until the script is there. */
	void loaded() {
		until(() -> run("return typeof voce").equals("function") ? true : null);
	}

	/** Waits until the console contains this, and returns all since the last call. */
	List<String> says(String words) {
		return until(() -> {
			List<String> entries = console();
			return entries.stream().anyMatch((line) -> line.contains(words)) ? entries : null;
		});
	}

	/** The texts of the console since the last call. */
	List<String> console() {
		return consoleEntries().stream().map(LogEntry::getMessage).toList();
	}

	/** Takes a picture of an element. */
	void screenshot(String selector, Path file) throws IOException {
		Files.createDirectories(file.getParent());
		Files.write(file, driver().findElement(By.cssSelector(selector)).getScreenshotAs(OutputType.BYTES));
	}

}
