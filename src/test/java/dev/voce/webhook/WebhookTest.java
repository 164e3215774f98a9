package dev.voce.webhook;

import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import javax.sql.DataSource;

import com.standardwebhooks.Webhook;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

import dev.voce.testing.Api;
import dev.voce.testing.Receiver;
import dev.voce.testing.Sql;
import dev.voce.testing.VoceTest;
import dev.voce.testing.Wait;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Webhooks, to a real receiver that verifies signatures with the public library. */
@NullUnmarked
@VoceTest
@TestPropertySource(properties = { "voce.outbound.allow=127.0.0.1/32", "voce.webhook.every=100ms",
		"voce.public.url=https://voce.example" })
class WebhookTest {

	private final Api api;

	private final DataSource dataSource;

	private final Sql sql;

	private final Receiver receiver = new Receiver();

	private UUID survey;

	WebhookTest(@LocalServerPort int port, @Autowired DataSource dataSource) {
		this.api = new Api(port);
		this.dataSource = dataSource;
		this.sql = new Sql(dataSource);
	}

	@BeforeEach
	void survey() {
		this.survey = this.api.npsSurvey();
	}

	@AfterEach
	void removeAll() {
		this.receiver.close();
		this.api.get("/api/v1/webhooks")
			.json()
			.get("items")
			.forEach((each) -> this.api.delete("/api/v1/webhooks/" + each.get("id").stringValue()).is(204));
	}

	private JsonNode webhook(String url, String more) {
		String events = more.contains("events") ? "" : ", \"events\": [\"response.created\"]";
		return this.api
			.post("/api/v1/webhooks",
					"{\"url\": \"" + url + "\", \"surveys\": [\"" + this.survey + "\"]" + events + more + "}")
			.is(201)
			.json();
	}

	private JsonNode webhook(String more) {
		return webhook(this.receiver.url() + "/hooks/voce?a=%2Fb&c", more);
	}

	private String respond(int score, String comment) {
		return this.api
			.post("/api/v1/surveys/" + this.survey + "/responses",
					"{\"answers\": {\"nps\": " + score + ", \"why\": \"" + comment
							+ "\"}, \"respondent\": \"marta\", \"finished\": false}")
			.is(201)
			.json()
			.get("id")
			.stringValue();
	}

	private Receiver.Message received(int number) throws Exception {
		Wait.until(number + " messages are received", () -> this.receiver.messages().size() >= number);
		return this.receiver.messages().get(number - 1);
	}

	private JsonNode deliveries(JsonNode webhook) {
		return this.api.get("/api/v1/webhooks/" + webhook.get("id").stringValue() + "/deliveries")
			.is(200)
			.json()
			.get("items");
	}

	private void delivered(JsonNode webhook, String status) throws Exception {
		Wait.until("the delivery is " + status,
				() -> deliveries(webhook).path(0).path("status").asString("").equals(status));
	}

	private JsonNode read(JsonNode webhook) {
		return this.api.get("/api/v1/webhooks/" + webhook.get("id").stringValue()).is(200).json();
	}

	private void dueNow() {
		this.sql.run("update webhook_delivery set due_at = now() - interval '1 s' where status = 'WAITING'");
		this.sql.run("update webhook set paused_until = null");
	}

	private static void verify(JsonNode webhook, Receiver.Message message) throws Exception {
		Map<String, List<String>> headers = message.headers()
			.entrySet()
			.stream()
			.collect(Collectors.toMap(Map.Entry::getKey, (entry) -> List.of(entry.getValue())));
		new Webhook(webhook.get("secret").stringValue()).verify(message.body(),
				HttpHeaders.of(headers, (name, value) -> true));
	}

	@Test
	void aResponseIsToldOnceItIsStoredAndIsSigned() throws Exception {
		JsonNode webhook = webhook("");
		assertThat(read(webhook).has("secret")).isFalse();
		assertThat(read(webhook).get("url").stringValue()).isEqualTo(this.receiver.url() + "/…");
		String id = respond(3, "Dieci giorni");
		Receiver.Message message = received(1);
		assertThat(message.path()).isEqualTo("/hooks/voce?a=%2Fb&c");
		verify(webhook, message);
		JsonNode body = Api.read(message.body());
		assertThat(body.get("type").stringValue()).isEqualTo("response.created");
		assertThat(body.at("/data/id").stringValue()).isEqualTo(id);
		assertThat(body.at("/data/answers/why").stringValue()).isEqualTo("Dieci giorni");
		assertThat(body.at("/data/surveyName").stringValue()).isEqualTo("NPS");
		assertThat(body.at("/data/questions/0/class").stringValue()).isEqualTo("DETRACTOR");
		assertThat(body.at("/data/questions/1/text").stringValue()).isEqualTo("Why?");
		delivered(webhook, "DELIVERED");
		assertThat(deliveries(webhook).at("/0/attempts/0/status").intValue()).isEqualTo(200);
		assertThat(read(webhook).get("delivered").intValue()).isEqualTo(1);
		assertThatThrownBy(() -> verify(webhook, new Receiver.Message("", message.headers(), message.body() + " ")))
			.isInstanceOf(com.standardwebhooks.exceptions.WebhookVerificationException.class);
	}

	@Test
	void whatFailsIsTriedAgainUnderTheSameId() throws Exception {
		this.receiver.behave(Receiver.status(503));
		JsonNode webhook = webhook("");
		respond(3, "late");
		received(1);
		Wait.until("it is known as failing", () -> read(webhook).has("failingSince"));
		assertThat(read(webhook).get("lastFailure").stringValue()).startsWith("503");
		assertThat(read(webhook).get("waiting").intValue()).isEqualTo(1);
		JsonNode waiting = deliveries(webhook).get(0);
		assertThat(waiting.get("status").stringValue()).isEqualTo("WAITING");
		assertThat(waiting.at("/attempts/0/status").intValue()).isEqualTo(503);
		this.receiver.behave((message, out) -> out.write("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhal".getBytes()));
		dueNow();
		received(2);
		Wait.until("half a reply is none", () -> deliveries(webhook).at("/0/attempts").size() == 2);
		this.receiver.behave(Receiver.status(302, "Location: " + this.receiver.url() + "/elsewhere"));
		dueNow();
		received(3);
		Wait.until("a redirect is a failure", () -> deliveries(webhook).at("/0/attempts").size() == 3);
		this.receiver.behave(Receiver.status(204));
		dueNow();
		received(4);
		delivered(webhook, "DELIVERED");
		assertThat(this.receiver.messages()).extracting(Receiver.Message::path)
			.containsOnly("/hooks/voce?a=%2Fb&c")
			.hasSize(4);
		assertThat(this.receiver.messages()).extracting((message) -> message.headers().get("webhook-id"))
			.containsOnly(waiting.get("messageId").stringValue());
		verify(webhook, this.receiver.messages().get(3));
		Wait.until("it delivers again", () -> !read(webhook).has("failingSince"));
	}

	@Test
	void aReceiverIsLeftAloneForAsLongAsItWants() throws Exception {
		this.receiver.behave(Receiver.status(429, "Retry-After: 7000"));
		JsonNode webhook = webhook("");
		respond(3, "first");
		received(1);
		Wait.until("it is known as failing", () -> read(webhook).has("failingSince"));
		respond(4, "second");
		Thread.sleep(500);
		assertThat(this.receiver.messages()).hasSize(1);
		assertThat(Instant.parse(read(webhook).get("nextAttemptAt").stringValue()))
			.isAfter(Instant.now().plusSeconds(6_000));
		assertThat(read(webhook).get("waiting").intValue()).isEqualTo(2);
	}

	@Test
	void aReceiverThatIsGoneIsDisabledAndGetsWhatWaitsOnceItIsEnabled() throws Exception {
		this.receiver.behave(Receiver.status(410));
		JsonNode webhook = webhook("");
		respond(3, "gone");
		Wait.until("it is disabled", () -> !read(webhook).get("enabled").booleanValue());
		assertThat(read(webhook).get("disabledReason").stringValue()).startsWith("410");
		Wait.until("that is known", () -> {
			int waiting = read(webhook).get("waiting").intValue();
			respond(4, "not told");
			return read(webhook).get("waiting").intValue() == waiting;
		});
		this.receiver.behave(Receiver.status(200));
		dueNow();
		String path = "/api/v1/webhooks/" + webhook.get("id").stringValue();
		this.api.put(path, "{\"events\": [\"response.created\"], \"enabled\": true}").refused(428);
		this.api.put(path, "{\"events\": [\"response.created\"], \"enabled\": true}", "If-Match", "\"99\"")
			.refused(412);
		assertThat(this.api.put(path, "{\"events\": [\"response.created\"], \"enabled\": true}", "If-Match", "*")
			.is(200)
			.json()
			.get("url")
			.stringValue()).isEqualTo(this.receiver.url() + "/hooks/voce?a=%2Fb&c");
		received(2);
	}

	@Test
	void fiveDaysOfNothingButFailuresDisable() throws Exception {
		this.receiver.behave(Receiver.status(500));
		JsonNode webhook = webhook("");
		respond(3, "failing");
		Wait.until("it is known as failing", () -> read(webhook).has("failingSince"));
		this.sql.run("update webhook set failures = 9, failing_since = now() - interval '5 days'");
		dueNow();
		Wait.until("it is disabled", () -> !read(webhook).get("enabled").booleanValue());
	}

	@Test
	void aReceiverThatHangsDelaysNobodyElse() throws Exception {
		this.receiver.behave((message, out) -> Thread.sleep(60_000));
		webhook("");
		try (Receiver other = new Receiver()) {
			webhook(other.url(), "");
			for (int i = 0; i < 30; i++) {
				respond(i % 11, "number " + i);
			}
			Wait.until("all are delivered to the other", () -> other.messages().size() == 30);
			assertThat(other.messages())
				.extracting((message) -> Api.read(message.body()).at("/data/answers/why").stringValue())
				.as("in order")
				.containsExactlyElementsOf(IntStream.range(0, 30).mapToObj((i) -> "number " + i).toList());
			received(1);
			assertThat(this.receiver.messages()).hasSize(1);
		}
	}

	@Test
	void whatIsErasedIsErasedFromDeliveriesToo() throws Exception {
		this.receiver.behave(Receiver.status(200));
		JsonNode webhook = webhook(", \"events\": [\"response.created\", \"response.settled\", \"response.erased\"]");
		String id = respond(3, "Via Roma 1");
		received(1);
		delivered(webhook, "WAITING"); // until it settles
		Wait.until("it is delivered", () -> deliveries(webhook).at("/1/status").asString("").equals("DELIVERED"));
		this.api.delete("/api/v1/surveys/" + this.survey + "/responses/" + id).is(204);
		received(2);
		assertThat(Api.read(this.receiver.messages().get(1).body()).get("data").propertyNames())
			.containsExactlyInAnyOrder("id", "survey");
		JsonNode kept = deliveries(webhook);
		assertThat(kept).hasSize(3);
		assertThat(kept.at("/1/erased").booleanValue()).isTrue();
		assertThat(kept.at("/1/status").stringValue()).isEqualTo("FAILED");
		assertThat(kept.at("/2/erased").booleanValue()).isTrue();
		assertThat(this.sql.count("select count(*) from webhook_delivery where content like '%Roma%'")).isZero();
		this.api
			.post("/api/v1/webhooks/" + webhook.get("id").stringValue() + "/deliveries/"
					+ kept.at("/2/id").stringValue() + "/resend", "")
			.refused(404);
	}

	@Test
	void whatIsAmendedOrErasedBeforeItIsToldIsToldAsItIsThen() throws Exception {
		JsonNode webhook = webhook(
				", \"events\": [\"response.created\", \"response.amended\", \"response.settled\", \"response.erased\"]");
		this.sql.run("update webhook set holder = gen_random_uuid(), held_until = now() + interval '1 hour'");
		String path = "/api/v1/surveys/" + this.survey + "/responses";
		String amended = respond(3, "Via Roma 1");
		this.api
			.post(path, "{\"id\": \"" + amended + "\", \"revision\": 1, \"answers\": {\"nps\": 9}, \"finished\": true}")
			.is(200);
		String erased = respond(4, "Via Roma 2");
		this.api.delete(path + "/" + erased).is(204);
		assertThat(read(webhook).get("waiting").intValue()).isEqualTo(6);
		assertThat(deliveries(webhook)).isEmpty();
		this.sql.run("update webhook set held_until = null");
		received(4);
		List<JsonNode> bodies = this.receiver.messages().stream().map((message) -> Api.read(message.body())).toList();
		assertThat(bodies).extracting((body) -> body.get("type").stringValue())
			.containsExactlyInAnyOrder("response.created", "response.settled", "response.amended", "response.erased");
		assertThat(bodies.subList(0, 3)).extracting((body) -> body.at("/data/id").stringValue()).containsOnly(amended);
		assertThat(bodies.subList(0, 3)).extracting((body) -> body.at("/data/answers/nps").intValue()).containsOnly(9);
		assertThat(bodies.get(0).get("type").stringValue()).isEqualTo("response.created");
		assertThat(bodies.get(3).at("/data/id").stringValue()).isEqualTo(erased);
		Wait.until("all are delivered", () -> read(webhook).get("delivered").intValue() == 4);
		assertThat(read(webhook).get("waiting").intValue()).isZero();
		assertThat(deliveries(webhook).valueStream().filter((each) -> each.get("erased").booleanValue()))
			.extracting((each) -> each.get("status").stringValue() + " " + each.get("response").stringValue())
			.containsExactly("FAILED " + erased, "FAILED " + erased);
	}

	@Test
	void whatIsErasedWhileDeliveriesAreMadeIsErasedFromThemToo() throws Exception {
		JsonNode webhook = webhook("");
		this.sql.run("update webhook set holder = gen_random_uuid(), held_until = now() + interval '1 hour'");
		String id = respond(3, "Via Roma 3");
		CompletableFuture<Void> erasure;
		try (Connection making = this.dataSource.getConnection(); Statement statement = making.createStatement()) {
			making.setAutoCommit(false);
			statement.executeUpdate("delete from webhook_pending where survey_id = '" + this.survey + "'");
			statement.executeUpdate(
					"""
							insert into webhook_delivery (webhook_id, id, event, survey_id, response_id, content, status, attempts,
								tries, created_at, due_at)
							values ('%s', gen_random_uuid(), 'response.created', '%s', '%s', '{"answers": "Via Roma 3"}', 'WAITING',
								0, '[]', now(), now())"""
						.formatted(webhook.get("id").stringValue(), this.survey, id));
			erasure = CompletableFuture
				.runAsync(() -> this.api.delete("/api/v1/surveys/" + this.survey + "/responses/" + id).is(204));
			Thread.sleep(500);
			making.commit();
		}
		erasure.get(10, TimeUnit.SECONDS);
		assertThat(deliveries(webhook).at("/0/status").stringValue()).isEqualTo("FAILED");
		assertThat(this.sql.count("select count(*) from webhook_delivery where content like '%Roma 3%'")).isZero();
	}

	@Test
	void aResponseSettlesOnceWithItsLastAnswers() throws Exception {
		JsonNode webhook = webhook(", \"events\": [\"response.settled\"], \"classes\": [\"PROMOTER\"]");
		String first = respond(3, "a");
		String path = "/api/v1/surveys/" + this.survey + "/responses";
		this.api
			.post(path, "{\"id\": \"" + first + "\", \"revision\": 1, \"answers\": {\"nps\": 9}, \"finished\": true}")
			.is(200);
		Receiver.Message settled = received(1);
		assertThat(Api.read(settled.body()).at("/data/answers/nps").intValue()).isEqualTo(9);
		this.api
			.post(path, "{\"id\": \"" + first + "\", \"revision\": 2, \"answers\": {\"nps\": 10}, \"finished\": true}")
			.is(200);
		this.api.post(path, "{\"answers\": {\"nps\": 2}, \"finished\": true}").is(201);
		String open = respond(10, "b");
		Wait.until("the detractor is left out", () -> deliveries(webhook).size() == 2);
		this.sql.run("update webhook_delivery set due_at = now() where status = 'WAITING'");
		assertThat(Api.read(received(2).body()).at("/data/id").stringValue()).isEqualTo(open);
		assertThat(this.receiver.messages()).hasSize(2);
	}

	@Test
	void whatWasSentIsSentAgainOneByOneOrOfATime() throws Exception {
		JsonNode webhook = webhook("");
		String path = "/api/v1/webhooks/" + webhook.get("id").stringValue();
		this.api.post(path + "/resend", "{\"from\": \"-999999999-01-01T00:00:00Z\", \"to\": \"2026-01-01T00:00:00Z\"}")
			.flawed("/to");
		this.api.post(path + "/resend", "{\"from\": 1e1000000000, \"to\": \"2026-01-01T00:00:00Z\"}").flawed("/from");
		this.api.post(path + "/resend", "{\"from\": \"2026-01-01T00:00:00Z\", \"to\": \"1798761600\"}").flawed("/to");
		respond(3, "one");
		respond(4, "two");
		received(2);
		Wait.until("both are delivered", () -> read(webhook).get("delivered").intValue() == 2);
		String id = deliveries(webhook).at("/0/id").stringValue();
		JsonNode one = this.api.get(path + "/deliveries/" + id).is(200).json();
		assertThat(one.get("body").stringValue()).isEqualTo(this.receiver.messages().get(1).body());
		this.api.post(path + "/deliveries/" + id + "/resend", "").is(200);
		received(3);
		Wait.until("it is delivered again", () -> read(webhook).get("delivered").intValue() == 2);
		String range = "{\"from\": \"" + Instant.now().minusSeconds(600) + "\", \"to\": \""
				+ Instant.now().plusSeconds(1) + "\"}";
		assertThat(this.api.post(path + "/resend?dryRun=true", range).is(200).json().get("deliveries").intValue())
			.isEqualTo(2);
		assertThat(this.api.post(path + "/resend", range).is(200).json().get("deliveries").intValue()).isEqualTo(2);
		received(5);
		this.api.post(path + "/resend", "{\"from\": \"2026-01-02T00:00:00Z\", \"to\": \"2026-01-01T00:00:00Z\"}")
			.flawed("/to");
	}

	@Test
	void anUploadFromLongAgoIsToldIfItSaysSo() throws Exception {
		JsonNode webhook = webhook("");
		String batch = "/api/v1/surveys/" + this.survey + "/responses/batch";
		String old = "[{\"answers\": {\"nps\": 1}, \"submittedAt\": \"" + Instant.now().minusSeconds(8 * 86_400)
				+ "\"}]";
		this.api.post(batch + "?openCases=true", old).is(200);
		assertThat(deliveries(webhook)).isEmpty();
		this.api.post(batch + "?notify=true", old).is(200);
		received(1);
		assertThat(deliveries(webhook)).hasSize(1);
	}

	@Test
	void bothSecretsSignForADay() throws Exception {
		JsonNode webhook = webhook("");
		JsonNode rotated = this.api.post("/api/v1/webhooks/" + webhook.get("id").stringValue() + "/rotate", "")
			.is(200)
			.json();
		respond(3, "signed twice");
		Receiver.Message message = received(1);
		verify(webhook, message);
		verify(rotated, message);
		this.sql.run("update webhook set old_secret_until = now()");
		respond(3, "signed once");
		verify(rotated, received(2));
		assertThatThrownBy(() -> verify(webhook, received(2)))
			.isInstanceOf(com.standardwebhooks.exceptions.WebhookVerificationException.class);
	}

	@Test
	void aTestShowsWhatWasSentAndWhatCameBack() throws Exception {
		JsonNode webhook = webhook("");
		JsonNode result = this.api.post("/api/v1/webhooks/" + webhook.get("id").stringValue() + "/test", "")
			.is(200)
			.json();
		verify(webhook, received(1));
		assertThat(result.get("delivered").booleanValue()).isTrue();
		assertThat(result.get("request").stringValue()).isEqualTo(received(1).body()).contains("webhook.test");
		assertThat(result.get("reply").stringValue()).isEqualTo("ok");
	}

	@Test
	void aCommentPingsNobody() throws Exception {
		webhook(", \"format\": \"SLACK\"");
		String id = respond(4, "Ciao <!channel> & *tutti* @here a@b.example");
		JsonNode slack = Api.read(received(1).body());
		assertThat(slack.get("text").stringValue()).isEqualTo(
				"4 out of 10, detractor, NPS: “Ciao &lt;!channel&gt; &amp; *tutti* @\u2060here a@b.example” marta · "
						+ slack.at("/blocks/2/elements/0/text").stringValue().replaceFirst("^marta · ", ""));
		assertThat(slack.at("/blocks/0/text/text").stringValue()).isEqualTo("*4 out of 10*, detractor · NPS");
		assertThat(slack.at("/blocks/1/text/type").stringValue()).isEqualTo("plain_text");
		assertThat(slack.at("/blocks/1/text/text").stringValue())
			.isEqualTo("“Ciao &lt;!channel&gt; &amp; *tutti* @here a@b.example”");
		assertThat(slack.at("/blocks/3/text/text").stringValue())
			.isEqualTo("<https://voce.example/surveys/" + this.survey + "/responses/" + id + "|Open the response>");
		this.receiver.behave(
				(message, out) -> Receiver.status(message.body().contains("blocks") ? 400 : 200).reply(message, out));
		respond(4, "again");
		assertThat(Api.read(received(3).body()).propertyNames()).containsExactly("text");
		try (Receiver teams = new Receiver()) {
			webhook(teams.url() + "/workflows?sig=a%2Bb", ", \"format\": \"TEAMS\"");
			respond(4, "Ciao [tutti](https://evil.example) <b>");
			Wait.until("it is received", () -> teams.messages().size() == 1);
			JsonNode card = Api.read(teams.messages().get(0).body()).at("/attachments/0/content");
			assertThat(card.get("version").stringValue()).isEqualTo("1.4");
			assertThat(card.at("/body/2/inlines/0/text").stringValue())
				.isEqualTo("“Ciao [tutti](https://evil.example) <b>”");
			assertThat(card.at("/body/2/inlines/0/type").stringValue()).isEqualTo("TextRun");
			assertThat(card.get("fallbackText").stringValue()).isEqualTo("4 out of 10, detractor · NPS");
		}
	}

	@Test
	void whatIsLongIsCutAndSaysSo() throws Exception {
		webhook(", \"events\": [\"response.created\", \"case.opened\"]");
		String rules = "{\"rules\": [{\"question\": \"nps\", \"classes\": [\"DETRACTOR\"], \"due\": \"PT24H\"}]}";
		this.api.put("/api/v1/surveys/" + this.survey + "/follow-up", rules, "If-Match", "*").is(200);
		respond(3, "\\ud83d\\ude00".repeat(5_000));
		received(2);
		for (Receiver.Message message : this.receiver.messages()) {
			assertThat(message.body().getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(20_000);
			JsonNode data = Api.read(message.body()).get("data");
			assertThat(data.get("cut").booleanValue()).isTrue();
			assertThat(data.at(data.has("said") ? "/said/comment" : "/answers/why").stringValue()).endsWith("😀…");
		}
	}

	@Test
	void aWorkspaceHasNoMoreThan50WebhooksHoweverManyAreMadeAtOnce() {
		int others = this.api.get("/api/v1/webhooks").json().get("items").size();
		IntStream.range(others, 47).forEach((i) -> webhook(""));
		IntStream.range(0, 10)
			.mapToObj((i) -> CompletableFuture.runAsync(() -> webhook("")))
			.toList()
			.forEach((made) -> made.exceptionally((refused) -> null).join());
		assertThat(this.api.get("/api/v1/webhooks").json().get("items")).hasSize(50);
	}

	@Test
	void whatIsNotAcceptedIsSaidWhere() {
		String events = ", \"events\": [\"response.created\"]}";
		this.api.post("/api/v1/webhooks", "{\"url\": \"ftp://shop.example\"" + events).flawed("/url");
		this.api.post("/api/v1/webhooks", "{\"url\": \"http://169.254.169.254/latest\"" + events).flawed("/url");
		this.api.post("/api/v1/webhooks", "{\"url\": \"http://10.0.0.1/\"" + events).flawed("/url");
		this.api.post("/api/v1/webhooks", "{\"url\": \"http://nowhere.invalid/\"" + events).flawed("/url");
		String url = "{\"url\": \"" + this.receiver.url() + "\"";
		this.api.post("/api/v1/webhooks", url + ", \"events\": []}").flawed("/events");
		this.api.post("/api/v1/webhooks", url + ", \"events\": [\"webhook.test\"]}").flawed("/events");
		this.api.post("/api/v1/webhooks", url + ", \"surveys\": [\"" + UUID.randomUUID() + "\"]" + events)
			.flawed("/surveys");
		this.api.post("/api/v1/webhooks", url + ", \"surveys\": [null]" + events).flawed("/surveys");
		this.api.post("/api/v1/webhooks", url + ", \"classes\": [null]" + events).flawed("/classes");
		this.api.post("/api/v1/webhooks", url + ", \"description\": \"a\\nb\"" + events).flawed("/description");
		this.api.get("/api/v1/webhooks/" + UUID.randomUUID()).refused(404);
	}

	@Test
	void whatComesFastIsOneMessageInAChannel() throws Exception {
		JsonNode webhook = webhook(", \"format\": \"SLACK\"");
		this.sql.run("update webhook set paused_until = now() + interval '1 hour'");
		for (int i = 0; i < 12; i++) {
			respond(i % 11, "number " + i + ";");
		}
		this.sql.run("update webhook set paused_until = null");
		JsonNode first = Api.read(received(1).body());
		assertThat(first.get("text").stringValue()).contains("number 0;", "number 9;").doesNotContain("number 10;");
		assertThat(first.get("blocks").size()).isLessThanOrEqualTo(50);
		assertThat(Api.read(received(2).body()).get("text").stringValue()).contains("number 10;", "number 11;");
		Wait.until("all are delivered", () -> read(webhook).get("delivered").intValue() == 12);
	}

	@Test
	void whatBecomesOfSurveysIsTold() throws Exception {
		webhook(", \"events\": [\"survey.published\", \"survey.closed\"]");
		String path = "/api/v1/surveys/" + this.survey;
		this.api.post(path + "/pause", "").is(200);
		this.api.post(path + "/publish", "").is(200);
		this.api.post(path + "/close", "").is(200);
		assertThat(Api.read(received(2).body()).get("type").stringValue()).isEqualTo("survey.closed");
		JsonNode published = Api.read(received(1).body());
		assertThat(published.get("type").stringValue()).isEqualTo("survey.published");
		assertThat(published.at("/data/name").stringValue()).isEqualTo("NPS");
		assertThat(published.at("/data/id").stringValue()).isEqualTo(this.survey.toString());
	}

	@Test
	void whatBecomesOfCasesIsTold() throws Exception {
		JsonNode webhook = webhook(", \"events\": [\"case.opened\", \"case.closed\"]");
		String rules = "{\"rules\": [{\"question\": \"nps\", \"classes\": [\"DETRACTOR\"], \"due\": \"PT24H\"}]}";
		this.api.put("/api/v1/surveys/" + this.survey + "/follow-up", rules, "If-Match", "*").is(200);
		String response = respond(3, "Via Roma 1");
		JsonNode opened = Api.read(received(1).body());
		assertThat(opened.get("type").stringValue()).isEqualTo("case.opened");
		assertThat(opened.at("/data/response").stringValue()).isEqualTo(response);
		assertThat(opened.at("/data/said/comment").stringValue()).isEqualTo("Via Roma 1");
		String path = "/api/v1/cases/" + opened.at("/data/id").stringValue();
		this.api.post(path + "/close", "{\"outcome\": \"RESOLVED\"}", "If-Match", "*").is(200);
		JsonNode closed = Api.read(received(2).body());
		assertThat(closed.get("type").stringValue()).isEqualTo("case.closed");
		assertThat(closed.at("/data/outcome").stringValue()).isEqualTo("RESOLVED");
		assertThat(deliveries(webhook).at("/1/summary").stringValue())
			.isEqualTo("3 out of 10, detractor · NPS: Case " + opened.at("/data/number").asString() + " opened");
		this.api.delete("/api/v1/surveys/" + this.survey + "/responses/" + response).is(204);
		assertThat(this.sql.count("select count(*) from webhook_delivery where content like '%Roma%'")).isZero();
	}

}
