package dev.voce.bench;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
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

	/** Replaces what is stored, whatever its revision. */
	void put(String path, String body) throws IOException, InterruptedException {
		send(request(path).header("Content-Type", "application/json")
			.header("If-Match", "*")
			.PUT(BodyPublishers.ofString(body)));
	}

	/** Creates and publishes a survey, and returns its id. */
	String survey(String body) throws IOException, InterruptedException {
		String id = post("/api/v1/surveys", "application/json", BodyPublishers.ofString(body)).field("id");
		post("/api/v1/surveys/" + id + "/publish", "application/json", BodyPublishers.noBody());
		return id;
	}

	/** Asks what the measured build knows besides. */
	Answer bench(String path) throws IOException, InterruptedException {
		return get("/api/v1/public/bench/" + path);
	}

	/** How long a figure took the service each time since the last call, in milliseconds. */
	List<Double> times(String figure) throws IOException, InterruptedException {
		String times = bench("times?figure=" + URLEncoder.encode(figure, StandardCharsets.UTF_8)).body();
		return Arrays.stream(times.substring(1, times.length() - 1).split(","))
			.filter((time) -> !time.isEmpty())
			.map(Double::valueOf)
			.toList();
	}

	/** Waits until nearly nothing of a survey is left to be tallied. */
	void awaitTallied(String survey) throws IOException, InterruptedException {
		long before = Long.MAX_VALUE;
		for (long left = bench("untallied/" + survey).number("untallied"); left < before; Thread.sleep(300)) {
			before = left;
			left = bench("untallied/" + survey).number("untallied");
		}
	}

	/** Has a survey's tallies compared with its responses, which must agree. */
	void audit(String survey, Results results) throws IOException, InterruptedException {
		Answer audit = get("/api/v1/surveys/" + survey + "/kpis/audit");
		boolean none = audit.body().contains("\"differences\":[]");
		System.out.printf(Locale.ROOT, "audit of %,d responses: %s, in %,.1f s%n", audit.number("responses"),
				none ? "no difference" : audit.body(), audit.millis() / 1e3);
		results.text(String.format(Locale.ROOT, "audit of the %,d responses stored meanwhile", audit.number("responses")),
				none ? "no difference" : "**differences**", "no difference");
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
