package dev.voce.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The running service, as a caller with a key sees it. */
final class Service {

	private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private final int port;

	private final String key;

	Service(int port, String key) {
		this.port = port;
		this.key = key;
	}

	int port() {
		return this.port;
	}

	/**
	 * An answer.
	 *
	 * @param body as text
	 * @param millis from the request to the body's end
	 */
	record Answer(String body, double millis) {

		/** The first value of a field, as it stands in the text. */
		String field(String name) {
			Matcher matcher = Pattern.compile("\"" + name + "\":\"?([^\",}]*)").matcher(this.body);
			if (!matcher.find()) {
				throw new IllegalStateException("no " + name + " in " + this.body);
			}
			return matcher.group(1);
		}

		long number(String name) {
			return Long.parseLong(field(name));
		}

	}

	Answer get(String path) throws IOException, InterruptedException {
		return send(request(path).GET());
	}

	Answer post(String path, String type, BodyPublisher body) throws IOException, InterruptedException {
		return send(request(path).header("Content-Type", type).POST(body));
	}

	/** Creates and publishes a survey, and returns its id. */
	String survey(String body) throws IOException, InterruptedException {
		String id = post("/api/v1/surveys", "application/json", BodyPublishers.ofString(body)).field("id");
		post("/api/v1/surveys/" + id + "/publish", "application/json", BodyPublishers.noBody());
		return id;
	}

	private HttpRequest.Builder request(String path) {
		return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.port + path))
			.header("Authorization", "Bearer " + this.key)
			.timeout(Duration.ofMinutes(20));
	}

	private Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
		long start = System.nanoTime();
		HttpResponse<String> response = this.client.send(request.build(), BodyHandlers.ofString());
		double millis = (System.nanoTime() - start) / 1e6;
		if (response.statusCode() / 100 != 2) {
			throw new IllegalStateException(response.request().uri() + " was answered " + response.statusCode() + ": "
					+ response.body());
		}
		return new Answer(response.body(), millis);
	}

}
