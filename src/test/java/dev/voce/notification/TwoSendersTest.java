package dev.voce.notification;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

import org.springframework.jdbc.datasource.DriverManagerDataSource;

import dev.voce.testing.Api;
import dev.voce.testing.Mails;
import dev.voce.testing.Node;
import dev.voce.testing.Receiver;
import dev.voce.testing.TestDatabase;
import dev.voce.testing.Wait;

import static org.assertj.core.api.Assertions.assertThat;

/** Two nodes on one database, which both look for events and mails all the time. */
@NullUnmarked
class TwoSendersTest {

	private static final int BATCHES = 20;

	private static final int BATCH = 40;

	private static final int REPLIES = 20;

	@RegisterExtension
	static final Mails mails = new Mails();

	private static Node node(String url) {
		return Node.start(url, TestDatabase.user(), TestDatabase.password(), "spring.mail.host=localhost",
				"spring.mail.port=" + mails.port(), "voce.outbound.allow=127.0.0.1", "voce.webhook.every=50ms",
				"voce.delivery.every=50ms", "voce.jobs.polling-interval=50ms");
	}

	@Test
	void nothingIsSentTwiceByBoth() throws Exception {
		String url = TestDatabase.create();
		try (Node one = node(url); Node two = node(url); Receiver receiver = new Receiver()) {
			List<Api> nodes = List.of(one.api(), two.api());
			Api administrator = Api.administrator(one.port(),
					new DriverManagerDataSource(url, TestDatabase.user(), TestDatabase.password()));
			administrator
				.put("/api/v1/workspace",
						"{\"name\": \"Aurora\", \"mail\": {\"fromName\": \"Aurora\","
								+ " \"from\": \"care@aurora.example\", \"postalAddress\": \"Bologna\"}}",
						"If-Match", "*")
				.is(200);
			UUID survey = one.api().npsSurvey();
			String webhook = administrator
				.post("/api/v1/webhooks", "{\"url\": \"" + receiver.url() + "\", \"events\": [\"response.created\"]}")
				.is(201)
				.json()
				.get("id")
				.stringValue();
			Thread.sleep(1_100); // until both know it
			List<CompletableFuture<Void>> under = nodes.stream()
				.map((node) -> CompletableFuture.runAsync(() -> upload(node, survey)))
				.toList();
			reply(administrator, survey);
			under.forEach(CompletableFuture::join);
			int events = 2 * BATCHES * BATCH + REPLIES;
			Wait.until("all is delivered",
					() -> administrator.get("/api/v1/webhooks/" + webhook)
						.json()
						.get("delivered")
						.intValue() == events);
			assertThat(receiver.messages()).extracting((message) -> message.headers().get("webhook-id"))
				.hasSize(events)
				.doesNotHaveDuplicates();
			mails.received(REPLIES);
			Thread.sleep(1_000);
			assertThat(mails.received()).extracting((mail) -> mail.getAllRecipients()[0].toString())
				.hasSize(REPLIES)
				.doesNotHaveDuplicates();
		}
	}

	private static void upload(Api node, UUID survey) {
		String batch = IntStream.range(0, BATCH)
			.mapToObj((i) -> "{\"answers\": {\"nps\": " + i % 11 + "}}")
			.collect(Collectors.joining(",", "[", "]"));
		for (int i = 0; i < BATCHES; i++) {
			node.post("/api/v1/surveys/" + survey + "/responses/batch", batch).is(200);
		}
	}

	private static void reply(Api administrator, UUID survey) {
		List<String> cases = new ArrayList<>();
		for (int i = 0; i < REPLIES; i++) {
			JsonNode response = administrator
				.post("/api/v1/surveys/" + survey + "/responses",
						"{\"answers\": {\"nps\": 2}, \"attributes\": {\"contact\": \"p" + i + "@posta.example\"}}")
				.is(201)
				.json();
			cases.add(
					administrator
						.post("/api/v1/cases",
								"{\"survey\": \"" + survey + "\", \"response\": \"" + response.get("id").stringValue()
										+ "\"}")
						.is(200)
						.json()
						.get("id")
						.stringValue());
		}
		cases.forEach(
				(id) -> administrator.post("/api/v1/cases/" + id + "/reply", "{\"text\": \"Ciao\"}", "If-Match", "*")
					.is(200));
	}

}
