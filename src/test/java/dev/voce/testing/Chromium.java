package dev.voce.testing;

import java.io.File;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

/** The installed Chromium; tests are skipped where there is none. */
@NullUnmarked
public class Chromium implements AutoCloseable {

	private final ChromeDriver driver;

	/**
	 * Starts it.
	 * @param arguments of the command line, besides those that tests need
	 */
	public Chromium(String... arguments) {
		Optional<File> browser = installed("chromium", "chromium-browser", "google-chrome");
		Optional<File> control = installed("chromedriver");
		Assumptions.assumeTrue(browser.isPresent() && control.isPresent(),
				"Browser tests are skipped: no chromium and chromedriver on the PATH (Debian: chromium, chromium-driver)");
		ChromeOptions options = new ChromeOptions();
		options.setBinary(browser.get());
		options.addArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
				"--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
				"--disable-sync", "--hide-scrollbars", "--lang=en", "--window-size=1280,900");
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

	public ChromeDriver driver() {
		return this.driver;
	}

	public void open(String address) {
		this.driver.get(address);
	}

	public Object run(String script, Object... arguments) {
		return this.driver.executeScript(script, arguments);
	}

	/** Sets what the media queries of pages see. */
	public void media(String feature, String value) {
		this.driver.executeCdpCommand("Emulation.setEmulatedMedia",
				Map.of("features", List.of(Map.of("name", feature, "value", value))));
	}

	/**
	 * Makes the viewport this large, in CSS pixels, also where windows can't be so small.
	 */
	public void size(int width, int height) {
		this.driver.executeCdpCommand("Emulation.setDeviceMetricsOverride",
				Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
	}

	/** Waits for something to become true or to be there. */
	public <T> T until(Supplier<T> condition) {
		return new WebDriverWait(this.driver, Duration.ofSeconds(15), Duration.ofMillis(50))
			.ignoring(RuntimeException.class)
			.until((driver) -> condition.get());
	}

	/** The entries of the console since the last call. */
	public List<LogEntry> consoleEntries() {
		return this.driver.manage().logs().get(LogType.BROWSER).getAll();
	}

	@Override
	public void close() {
		this.driver.quit();
	}

}
