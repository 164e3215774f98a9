package dev.voce.dashboard;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.NullUnmarked;
import org.openqa.selenium.By;
import org.openqa.selenium.Cookie;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.logging.LogEntry;

import dev.voce.testing.Chromium;

/** The dashboard in a browser, as somebody at a desk would use it. */
@NullUnmarked
final class Desk extends Chromium {

	private static final String AXE = axe();

	/** One for all tests of a process, since starting it takes seconds. */
	private static Desk shared;

	static Desk shared() {
		if (shared == null) {
			shared = new Desk();
			Runtime.getRuntime().addShutdownHook(new Thread(shared::close));
		}
		return shared;
	}

	private static String axe() {
		try (InputStream script = Desk.class.getResourceAsStream("/axe.min.js")) {
			return new String(script.readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Begins anew at an address: light, on a large screen, as nobody in particular. */
	void begin(String address) {
		size(1280, 900);
		media("prefers-color-scheme", "light");
		open(address);
		forget();
		console();
	}

	/** Is somebody from now on. */
	void hold(Map<String, String> cookies) {
		cookies.forEach((name, value) -> driver().manage().addCookie(new Cookie(name, value)));
	}

	/**
	 * Goes to another page as links do, without loading it anew, and waits until it
	 * stands.
	 */
	void go(String path) {
		run("""
				document.querySelectorAll("main > .wrap > *").forEach((each) => each.classList.add("left"));
				history.pushState(null, "", arguments[0]);
				dispatchEvent(new PopStateEvent("popstate"));""", path);
		until(() -> all("main > .wrap > :is(.left, .skeleton)").isEmpty() && !all("main > .wrap > *").isEmpty());
	}

	String address() {
		return driver().getCurrentUrl();
	}

	/** Forgets who is logged in, and which language was chosen. */
	void forget() {
		driver().manage().deleteAllCookies();
		run("localStorage.clear()");
	}

	/** Loses the session alone, as when it expires. */
	void expire() {
		driver().manage().deleteCookieNamed("voce_session");
	}

	/** Makes the next page fetch all that it needs. */
	void emptyCache() {
		driver().executeCdpCommand("Network.clearBrowserCache", Map.of());
	}

	WebElement find(String selector) {
		return until(() -> driver().findElement(By.cssSelector(selector)));
	}

	List<WebElement> all(String selector) {
		return driver().findElements(By.cssSelector(selector));
	}

	/** What the pages say in a language, by key. */
	@SuppressWarnings("unchecked")
	Map<String, String> words(String language) {
		return (Map<String, String>) run("""
				const script = document.querySelector("script[type=module]").src;
				const parts = ["first/", ""].map((part) => import(new URL(`words/${part}${arguments[0]}.js`, script)));
				return Promise.all(parts).then((read) => Object.assign({}, ...read.map((part) => part.default)));""",
				language);
	}

	/** Waits until the page has a title of its own. */
	void isTitled(String title) {
		try {
			until(() -> driver().getTitle().equals(title + " · Voce"));
		}
		catch (org.openqa.selenium.TimeoutException ex) {
			throw new AssertionError(
					"expected \"" + title + "\", but " + address() + " is titled \"" + driver().getTitle() + "\"", ex);
		}
	}

	/** The page as it reads. */
	String text() {
		return read("main");
	}

	private String read(String selector) {
		String text = (String) run("return document.querySelector(arguments[0]).innerText", selector);
		return text.replaceAll("[ \\t\u00a0]+", " ");
	}

	/** Waits until the page says this. */
	void sees(String words) {
		reads("main", words);
	}

	/** Waits until a part of the page says all of this. */
	void reads(String selector, String... words) {
		try {
			until(() -> Stream.of(words).allMatch(read(selector)::contains));
		}
		catch (org.openqa.selenium.TimeoutException ex) {
			throw new AssertionError("expected " + List.of(words) + " in: " + read(selector), ex);
		}
	}

	/** Presses the button or link that reads or is labelled so. */
	void press(String label) {
		click(until(() -> (WebElement) run("""
				const dialog = document.querySelector("dialog[open]");
				const places = dialog ? [dialog] : document.querySelectorAll("header, main");
				const all = [...places].flatMap((place) => [...place.querySelectorAll("a, button")]);
				return all.find((each) => each.checkVisibility()
				    && [each.innerText.trim(), each.getAttribute("aria-label")].includes(arguments[0]));""", label)));
	}

	void click(String selector) {
		click(find(selector));
	}

	/** Away from the bars at the ends of the window, where nobody would press. */
	private void click(WebElement element) {
		run("arguments[0].scrollIntoView({ block: 'center' })", element);
		element.click();
	}

	void type(String selector, String text) {
		WebElement input = find(selector);
		input.clear();
		input.sendKeys(text);
	}

	/** Opens an address in another window and looks at that, until {@link #back}. */
	void openBeside(String address) {
		driver().switchTo().newWindow(WindowType.WINDOW);
		open(address);
	}

	/** Looks at the first window again. */
	void back() {
		driver().close();
		driver().switchTo().window(driver().getWindowHandles().iterator().next());
	}

	/**
	 * Uses an element of the widget on the page, after the moment that people need to
	 * read.
	 */
	void asked(String selector, Consumer<WebElement> use) {
		WebElement element = until(() -> driver().findElements(By.cssSelector("voce-survey"))
			.stream()
			.flatMap((survey) -> survey.getShadowRoot().findElements(By.cssSelector(selector)).stream())
			.findFirst()
			.orElse(null));
		run("return new Promise((done) => setTimeout(done, 300))");
		use.accept(element);
	}

	WebElement focused() {
		return driver().switchTo().activeElement();
	}

	/** Opens the account menu and presses what reads so in it. */
	void chooseInAccountMenu(String label) {
		find("#menu > .button").click();
		press(label);
	}

	/** Goes to the page before in the history. */
	void goBack() {
		driver().navigate().back();
	}

	/** Says yes to the question that stands over the page. */
	void agree() {
		until(() -> driver().switchTo().alert()).accept();
	}

	/** What axe finds to object to, with places. */
	List<String> objections() {
		return analyzed("{}");
	}

	/** The same by some of its rules. */
	List<String> objections(String... rules) {
		return analyzed("{ runOnly: ["
				+ Stream.of(rules).map((rule) -> "'" + rule + "'").collect(Collectors.joining(", ")) + "] }");
	}

	@SuppressWarnings("unchecked")
	private List<String> analyzed(String options) {
		if (!Boolean.TRUE.equals(run("return 'axe' in window"))) {
			run(AXE);
		}
		return (List<String>) run("""
				return axe.run({ resultTypes: ["violations"], ...OPTIONS }).then(({ violations }) => violations
				  .map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`));"""
			.replace("OPTIONS", options));
	}

	/** What the console complained of since it was last asked, but for refused calls. */
	List<String> console() {
		return consoleEntries().stream()
			.filter((entry) -> entry.getLevel().intValue() >= java.util.logging.Level.WARNING.intValue())
			.map(LogEntry::getMessage)
			.filter((message) -> !message.contains("the server responded with a status of 4"))
			.toList();
	}

}
