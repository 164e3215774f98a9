package dev.voce.sample;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

import dev.voce.storage.EmbeddedServer;

/**
 * With the profile {@code training}, uses the service as its callers do, and ends it: so
 * a JVM that writes a cache of what it loaded and compiled ({@code -XX:AOTCacheOutput})
 * has in it what a start needs.
 */
@Component
class Training {

	private static final Logger log = LoggerFactory.getLogger(Training.class);

	/** As in application-training.yaml. */
	private static final String KEY = "key-of-the-training-alone";

	/** How many requests wait for their reply at once. */
	private static final int AT_ONCE = 32;

	private static final int FIGURES = 300;

	private static final List<String> PAGES = List.of("/", "/api/v1/cases?limit=50", "/api/v1/cases/metrics",
			"/api/v1/surveys?limit=200", "/actuator/health/liveness", "/widget.js");

	private final SingletonSupplier<HttpClient> client = SingletonSupplier
		.of(() -> HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build());

	private final Environment environment;

	private final ObjectProvider<EmbeddedServer> embedded;

	private final JsonMapper json;

	private final Clock clock;

	Training(Environment environment, ObjectProvider<EmbeddedServer> embedded, JsonMapper json, Clock clock) {
		this.environment = environment;
		this.embedded = embedded;
		this.json = json;
		this.clock = clock;
	}

	/**
	 * Trains, and ends the process.
	 * @param ready the event that requests are accepted
	 */
	@EventListener
	void run(ApplicationReadyEvent ready) throws IOException, InterruptedException {
		if (!this.environment.acceptsProfiles(Profiles.of("training"))) {
			return;
		}
		if (this.embedded.getIfAvailable() == null
				|| !(ready.getApplicationContext() instanceof WebServerApplicationContext context)
				|| context.getWebServer() == null) {
			throw new IllegalStateException(
					"the training stores made-up responses, and so takes no configured database");
		}
		train("http://127.0.0.1:" + context.getWebServer().getPort());
		System.exit(0);
	}

	private void train(String base) throws IOException, InterruptedException {
		ObjectNode input = (ObjectNode) this.json
			.readTree(new ClassPathResource("sample/survey.json").getInputStream());
		JsonNode survey = this.json.readTree(send(post(base + "/api/v1/surveys", input.toString())));
		String path = "/api/v1/surveys/" + survey.get("id").stringValue();
		send(post(base + path + "/publish", ""));
		send(post(base + path + "/responses/batch", lines()));
		inParallel(posts(base + path.replace("/v1/", "/v1/public/") + "/responses"));
		inParallel(figures(base, path).iterator());
		log.warn("Trained with {} responses", 2 * SampleAnswers.COUNT);
	}

	private String lines() {
		List<String> lines = new ArrayList<>();
		SampleAnswers.answers(this.json, this.clock.instant()).forEachRemaining((body) -> lines.add(body.toString()));
		return "[" + String.join(",", lines) + "]";
	}

	/** Responses of now, as widgets send them. */
	private Iterator<HttpRequest> posts(String uri) {
		Iterator<JsonNode> answers = SampleAnswers.answers(this.json, this.clock.instant());
		return new Iterator<>() {

			@Override
			public boolean hasNext() {
				return answers.hasNext();
			}

			@Override
			public HttpRequest next() {
				ObjectNode body = (ObjectNode) answers.next();
				body.remove(List.of("id", "submittedAt", "respondent"));
				return withBody(HttpRequest.newBuilder(URI.create(uri)), body.toString());
			}

		};
	}

	private static List<HttpRequest> figures(String base, String survey) {
		List<HttpRequest> requests = new ArrayList<>();
		for (int i = 0; i < FIGURES; i++) {
			requests.add(get(base + survey + "/kpis?period=month&segment=" + ((i % 2 == 0) ? "channel" : "plan")));
			requests.add(get(base + survey + "/responses?limit=20"));
			requests.add(get(base + PAGES.get(i % PAGES.size())));
		}
		return requests;
	}

	private void inParallel(Iterator<HttpRequest> requests) {
		Deque<CompletableFuture<HttpResponse<String>>> underWay = new ArrayDeque<>();
		while (requests.hasNext()) {
			if (underWay.size() == AT_ONCE) {
				check(underWay.remove().join());
			}
			underWay.add(this.client.obtain().sendAsync(requests.next(), BodyHandlers.ofString()));
		}
		underWay.forEach((each) -> check(each.join()));
	}

	private String send(HttpRequest request) throws IOException, InterruptedException {
		HttpResponse<String> reply = this.client.obtain().send(request, BodyHandlers.ofString());
		check(reply);
		return reply.body();
	}

	private static void check(HttpResponse<String> reply) {
		if (reply.statusCode() / 100 != 2) {
			throw new IllegalStateException(reply + " " + reply.body());
		}
	}

	private static HttpRequest post(String uri, String body) {
		return withBody(request(uri), body);
	}

	private static HttpRequest withBody(HttpRequest.Builder request, String body) {
		return request.header(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_JSON_VALUE)
			.POST(BodyPublishers.ofString(body))
			.build();
	}

	private static HttpRequest get(String uri) {
		return request(uri).build();
	}

	private static HttpRequest.Builder request(String uri) {
		return HttpRequest.newBuilder(URI.create(uri)).header(HttpHeaders.AUTHORIZATION, "Bearer " + KEY);
	}

}
