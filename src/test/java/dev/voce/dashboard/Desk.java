package dev.voce.dashboard;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import com.deque.html.axecore.results.Rule;
import com.deque.html.axecore.selenium.AxeBuilder;
import org.jspecify.annotations.NullUnmarked;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.logging.LogEntry;

import dev.voce.testing.Chromium;

/** The dashboard in a browser, as somebody at a desk would use it. */
@NullUnmarked
final class Desk extends Chromium {

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
				const file = new URL(`words/${arguments[0]}.js`, document.querySelector("script[type=module]").src);
				return import(file).then((words) => words.default);""", language);
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
		return driver().findElement(By.tagName("main")).getText();
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
		click(until(() -> all(all("dialog[open]").isEmpty() ? "main button, main a, header a, header button"
				: "dialog[open] button, dialog[open] a")
			.stream()
			.filter((button) -> label.equals(button.getText()) || label.equals(button.getDomAttribute("aria-label")))
			.findFirst()
			.orElse(null)));
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
		return new AxeBuilder().analyze(driver()).getViolations().stream().map(Desk::described).toList();
	}

	private static String described(Rule rule) {
		return rule.getId() + ": " + rule.getNodes().stream().map((node) -> String.valueOf(node.getTarget())).toList();
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
