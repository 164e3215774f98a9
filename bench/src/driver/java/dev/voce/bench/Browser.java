package dev.voce.bench;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The installed Chromium, by way of its driver and the WebDriver protocol. */
final class Browser implements AutoCloseable {

	private static final int PATIENCE = 100;

	private final HttpClient client = HttpClient.newHttpClient();

	private final Process driver;

	private final String address;

	private final String session;

	Browser() throws IOException, InterruptedException {
		int port;
		try (ServerSocket free = new ServerSocket(0)) {
			port = free.getLocalPort();
		}
		this.driver = new ProcessBuilder("chromedriver", "--port=" + port).redirectErrorStream(true)
			.redirectOutput(ProcessBuilder.Redirect.DISCARD)
			.start();
		this.address = "http://localhost:" + port + "/session";
		this.session = field("sessionId", begin());
	}

	private String begin() throws IOException, InterruptedException {
		for (int i = 0;; i++) {
			try {
				return send("", """
						{"capabilities": {"alwaysMatch": {"goog:chromeOptions": {"args": ["--headless=new", "--no-sandbox",
						  "--disable-gpu", "--disable-dev-shm-usage", "--window-size=1280,900", "--lang=en"]}}}}""");
			}
			catch (IOException ex) {
				if (i == PATIENCE) {
					throw ex;
				}
				Thread.sleep(100);
			}
		}
	}

	void open(String page) throws IOException, InterruptedException {
		send("/" + this.session + "/url", "{\"url\": " + quoted(page) + "}");
	}

	/** Sends a command of the DevTools protocol. */
	void tell(String command, String parameters) throws IOException, InterruptedException {
		send("/" + this.session + "/goog/cdp/execute",
				"{\"cmd\": " + quoted(command) + ", \"params\": " + parameters + "}");
	}

	/** Runs a script, which may await, and returns the number that it returns. */
	double number(String script) throws IOException, InterruptedException {
		String run = "const done = arguments[arguments.length - 1]; (async () => {" + script + "})().then(done, done)";
		return Double.parseDouble(field("value", send("/" + this.session + "/execute/async",
				"{\"script\": " + quoted(run) + ", \"args\": []}")));
	}

	@Override
	public void close() {
		try {
			this.client.send(HttpRequest.newBuilder(URI.create(this.address + "/" + this.session)).DELETE().build(),
					BodyHandlers.discarding());
		}
		catch (IOException ex) {
			// it ends below all the same
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		this.driver.destroy();
	}

	private String send(String path, String body) throws IOException, InterruptedException {
		return this.client
			.send(HttpRequest.newBuilder(URI.create(this.address + path)).POST(BodyPublishers.ofString(body)).build(),
					BodyHandlers.ofString())
			.body();
	}

	private static String field(String name, String json) {
		Matcher matcher = Pattern.compile("\"" + name + "\":\"?([^\",}]*)").matcher(json);
		if (!matcher.find()) {
			throw new IllegalStateException("no " + name + " in " + json);
		}
		return matcher.group(1);
	}

	static String quoted(String text) {
		return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", " ").replace("\t", " ") + '"';
	}

}
