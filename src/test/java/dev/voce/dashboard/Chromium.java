package dev.voce.dashboard;

import java.io.File;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

import com.deque.html.axecore.results.Rule;
import com.deque.html.axecore.selenium.AxeBuilder;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

/**
 * The installed Chromium, as somebody at a desk would use it; tests are skipped where
 * there is none.
 */
@NullUnmarked
final class Chromium implements AutoCloseable {

	private final ChromeDriver driver;

	Chromium() {
		Optional<File> browser = installed("chromium", "chromium-browser", "google-chrome");
		Optional<File> control = installed("chromedriver");
		Assumptions.assumeTrue(browser.isPresent() && control.isPresent(),
				"Browser tests are skipped: no chromium and chromedriver on the PATH (Debian: chromium, chromium-driver)");
		ChromeOptions options = new ChromeOptions();
		options.setBinary(browser.get());
		options.addArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
				"--hide-scrollbars", "--lang=en", "--window-size=1280,900", "--disable-background-networking",
				"--disable-component-update", "--disable-sync", "--no-first-run", "--disable-quic");
		LoggingPreferences logs = new LoggingPreferences();
		logs.enable(LogType.BROWSER, java.util.logging.Level.ALL);
		options.setCapability("goog:loggingPrefs", logs);
		// With the driver's path given, nothing looks for one to download.
		this.driver = new ChromeDriver(new ChromeDriverService.Builder().usingDriverExecutable(control.get()).build(),
				options);
	}

	private static Optional<File> installed(String... names) {
		return Stream.of(names)
			.flatMap((name) -> Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
				.map((folder) -> new File(folder, name)))
			.filter(File::canExecute)
			.findFirst();
	}

	void open(String address) {
		this.driver.get(address);
	}

	String address() {
		return this.driver.getCurrentUrl();
	}

	Object run(String script, Object... arguments) {
		return this.driver.executeScript(script, arguments);
	}

	/** Forgets who is logged in, and which language was chosen. */
	void forget() {
		this.driver.manage().deleteAllCookies();
		run("localStorage.clear()");
	}

	/** Loses the session alone, as when it expires. */
	void expire() {
		this.driver.manage().deleteCookieNamed("voce_session");
	}

	/** Sets what the media queries of pages see. */
	void media(String feature, String value) {
		this.driver.executeCdpCommand("Emulation.setEmulatedMedia",
				Map.of("features", List.of(Map.of("name", feature, "value", value))));
	}

	/** Makes the window's inside this large, in CSS pixels. */
	void size(int width, int height) {
		this.driver.executeCdpCommand("Emulation.setDeviceMetricsOverride",
				Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
	}

	/** Waits for something to become true or to be there. */
	<T> T until(Supplier<T> condition) {
		return new WebDriverWait(this.driver, Duration.ofSeconds(15), Duration.ofMillis(50))
			.ignoring(RuntimeException.class)
			.until((driver) -> condition.get());
	}

	WebElement find(String selector) {
		return until(() -> this.driver.findElement(By.cssSelector(selector)));
	}

	List<WebElement> all(String selector) {
		return this.driver.findElements(By.cssSelector(selector));
	}

	/** The page as it reads. */
	String text() {
		return this.driver.findElement(By.tagName("main")).getText();
	}

	void sees(String words) {
		try {
			until(() -> text().contains(words));
		}
		catch (org.openqa.selenium.TimeoutException ex) {
			throw new AssertionError("expected \"" + words + "\" in: " + text(), ex);
		}
	}

	/** Presses the button or link that reads or is labelled so. */
	void press(String label) {
		until(() -> all("main button, main a, header a, header button").stream()
			.filter((button) -> label.equals(button.getText()) || label.equals(button.getDomAttribute("aria-label")))
			.findFirst()
			.orElse(null)).click();
	}

	void type(String selector, String text) {
		WebElement input = find(selector);
		input.clear();
		input.sendKeys(text);
	}

	/** What axe finds to object to, with places. */
	List<String> objections() {
		return new AxeBuilder().analyze(this.driver).getViolations().stream().map(Chromium::told).toList();
	}

	private static String told(Rule rule) {
		return rule.getId() + ": " + rule.getNodes().stream().map((node) -> String.valueOf(node.getTarget())).toList();
	}

	/** What the console complained of since it was last asked, but for refused calls. */
	List<String> console() {
		return this.driver.manage()
			.logs()
			.get(LogType.BROWSER)
			.getAll()
			.stream()
			.filter((entry) -> entry.getLevel().intValue() >= java.util.logging.Level.WARNING.intValue())
			.map(LogEntry::getMessage)
			.filter((message) -> !message.contains("the server responded with a status of 4"))
			.toList();
	}

	@Override
	public void close() {
		this.driver.quit();
	}

}
