package dev.voce.widget;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.By;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.SearchContext;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

/**
 * The installed Chromium, as a visitor would use it; tests are skipped where there is
 * none.
 */
@NullUnmarked
final class Chromium implements AutoCloseable {

	private final ChromeDriver driver;

	Chromium(String... arguments) {
		Optional<File> browser = installed("chromium", "chromium-browser", "google-chrome");
		Optional<File> control = installed("chromedriver");
		Assumptions.assumeTrue(browser.isPresent() && control.isPresent(),
				"Browser tests are skipped: no chromium and chromedriver on the PATH (Debian: chromium, chromium-driver)");
		ChromeOptions options = new ChromeOptions();
		options.setBinary(browser.get());
		options.addArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
				"--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
				"--disable-sync", "--hide-scrollbars", "--lang=en", "--window-size=1000,800");
		options.addArguments(arguments);
		LoggingPreferences logs = new LoggingPreferences();
		logs.enable(LogType.BROWSER, java.util.logging.Level.ALL);
		options.setCapability("goog:loggingPrefs", logs);
		// With the driver's path given, nothing looks for one to download.
		ChromeDriverService service = new ChromeDriverService.Builder().usingDriverExecutable(control.get()).build();
		this.driver = new ChromeDriver(service, options);
	}

	private static Optional<File> installed(String... names) {
		return Stream.of(names)
			.flatMap((name) -> Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
				.map((folder) -> new File(folder, name)))
			.filter(File::canExecute)
			.findFirst();
	}

	ChromeDriver driver() {
		return this.driver;
	}

	void open(String address) {
		this.driver.get(address);
	}

	Object run(String script, Object... arguments) {
		return ((JavascriptExecutor) this.driver).executeScript(script, arguments);
	}

	/** Sets what the media queries of pages see. */
	void media(String feature, String value) {
		this.driver.executeCdpCommand("Emulation.setEmulatedMedia",
				Map.of("features", List.of(Map.of("name", feature, "value", value))));
	}

	/**
	 * Makes the window's inside this large, in CSS pixels, also where windows can't be so
	 * small.
	 */
	void size(int width, int height) {
		this.driver.executeCdpCommand("Emulation.setDeviceMetricsOverride",
				Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
	}

	void offline(boolean offline) {
		this.driver.executeCdpCommand("Network.enable", Map.of());
		this.driver.executeCdpCommand("Network.emulateNetworkConditions",
				Map.of("offline", offline, "latency", 0, "downloadThroughput", -1, "uploadThroughput", -1));
	}

	/** Waits for something to become true or to be there. */
	<T> T until(Supplier<T> condition) {
		return new WebDriverWait(this.driver, Duration.ofSeconds(10), Duration.ofMillis(50))
			.ignoring(RuntimeException.class)
			.until((driver) -> condition.get());
	}

	/** The inside of the widget, once it is shown and has settled. */
	SearchContext widget() {
		return until(() -> this.driver.findElement(By.cssSelector("voce-survey")).getShadowRoot());
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
		return !this.driver.findElements(By.cssSelector("voce-survey")).isEmpty();
	}

	String heading() {
		return find("h2").getText();
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

	/** Waits until the console says this, and tells what it said meanwhile. */
	List<String> says(String words) {
		return until(() -> {
			List<String> said = console();
			return said.stream().anyMatch((line) -> line.contains(words)) ? said : null;
		});
	}

	/** What the console said since it was last asked. */
	List<String> console() {
		return this.driver.manage().logs().get(LogType.BROWSER).getAll().stream().map(LogEntry::getMessage).toList();
	}

	/** Takes a picture of an element. */
	void screenshot(String selector, Path file) throws IOException {
		Files.createDirectories(file.getParent());
		Files.write(file, this.driver.findElement(By.cssSelector(selector)).getScreenshotAs(OutputType.BYTES));
	}

	@Override
	public void close() {
		this.driver.quit();
	}

}
