package dev.voce.notification;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.UUID;

import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

import org.springframework.jdbc.datasource.DriverManagerDataSource;

import dev.voce.jobs.Jobs;
import dev.voce.testing.Api;
import dev.voce.testing.Mails;
import dev.voce.testing.Node;
import dev.voce.testing.Receiver;
import dev.voce.testing.Sql;
import dev.voce.testing.TestDatabase;
import dev.voce.testing.Wait;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A clock that is set forward by days and back by hours: nothing is lost, and nothing is
 * sent twice by it.
 */
@NullUnmarked
class ClockJumpTest {

	@RegisterExtension
	static final Mails mails = new Mails();

	private static volatile Duration ahead = Duration.ZERO;

	private static Node node;

	private static Api administrator;

	private static Api key;

	private static Sql sql;

	private UUID survey;

	@BeforeAll
	static void start() {
		String url = TestDatabase.create();
		InstantSource clock = () -> Instant.now().plus(ahead);
		node = Node.start(url, TestDatabase.user(), TestDatabase.password(), clock.withZone(ZoneOffset.UTC),
				"spring.mail.host=localhost", "spring.mail.port=" + mails.port(), "voce.public.url=http://localhost",
				"voce.outbound.allow=127.0.0.1", "voce.jobs.polling-interval=100ms", "voce.webhook.every=100ms",
				"voce.delivery.every=100ms", "voce.notifications.every=100ms", "voce.alerts.every=200ms");
		DriverManagerDataSource database = new DriverManagerDataSource(url, TestDatabase.user(),
				TestDatabase.password());
		administrator = Api.administrator(node.port(), database);
		key = node.api();
		sql = new Sql(database);
		administrator
			.put("/api/v1/workspace",
					"{\"name\": \"Aurora\", \"mail\": {\"fromName\": \"Aurora\", \"from\": \"care@aurora.example\"}}",
					"If-Match", "*")
			.is(200);
	}

	@AfterAll
	static void stop() {
		node.close();
	}

	@BeforeEach
	void begin() {
		set(Duration.ZERO);
		sql.run("delete from user_notification");
		sql.run("delete from outbox");
		this.survey = key.npsSurvey();
	}

	/** Sets the clock, and has what is looked at each minute looked at now. */
	private static void set(Duration difference) {
		ahead = difference;
		Jobs jobs = node.bean(Jobs.class);
		for (String job : new String[] { "webhooks", "webhook-clock", "mail", "mail-clock", "messages", "digests",
				"alerts" }) {
			jobs.runSoon(job);
		}
	}

	private void respond(String comment) {
		key.post("/api/v1/surveys/" + this.survey + "/responses",
				"{\"answers\": {\"nps\": 2, \"why\": \"" + comment + "\"}, \"finished\": true}")
			.is(201);
	}

	private String webhook(Receiver receiver) {
		return key
			.post("/api/v1/webhooks",
					"{\"url\": \"" + receiver.url() + "\", \"events\": [\"response.created\"], \"surveys\": [\""
							+ this.survey + "\"]}")
			.is(201)
			.json()
			.get("id")
			.stringValue();
	}

	private static JsonNode read(String webhook) {
		return key.get("/api/v1/webhooks/" + webhook).is(200).json();
	}

	private static int attempts(String webhook) {
		return key.get("/api/v1/webhooks/" + webhook + "/deliveries").json().at("/items/0/attempts").size();
	}

	@Test
	void anEventIsDeliveredOnceAndItsReceiverIsNotTakenForDead() throws Exception {
		try (Receiver receiver = new Receiver()) {
			receiver.behave(Receiver.status(503));
			String webhook = webhook(receiver);
			respond("before");
			Wait.until("it fails", () -> attempts(webhook) == 1);
			set(Duration.ofDays(6));
			Wait.until("it is tried again", () -> attempts(webhook) == 2);
			set(Duration.ofDays(7));
			Wait.until("it is tried again", () -> attempts(webhook) == 3);
			assertThat(read(webhook).get("enabled").booleanValue()).as("after a few failures").isTrue();
			receiver.behave(Receiver.status(200));
			set(Duration.ofDays(8));
			Wait.until("it is delivered", () -> read(webhook).get("delivered").intValue() == 1);
			assertThat(attempts(webhook)).isEqualTo(4);
			sql.run("update webhook set paused_until = timestamptz '2099-01-01'");
			respond("while the clock was ahead");
			set(Duration.ofHours(-5));
			Wait.until("it is delivered too", () -> read(webhook).get("delivered").intValue() == 2);
			assertThat(receiver.messages()).hasSize(5);
		}
	}

	@Test
	void aMessageIsSentOnceAndNotAfterDays() throws Exception {
		administrator
			.put("/api/v1/users/me/notifications",
					"{\"responses\": \"BUNDLED\", \"of\": [{\"survey\": \"" + this.survey + "\"}]}")
			.is(200);
		Thread.sleep(1_100);
		set(Duration.ofDays(3));
		respond("from the future");
		set(Duration.ofHours(-5));
		assertThat(Mails.text(mails.received(1).get(0))).contains("from the future");
		set(Duration.ofDays(1));
		Thread.sleep(1_000);
		assertThat(mails.received()).hasSize(1);
		set(Duration.ZERO);
		sql.run("update outbox set status = 'WAITING', attempts = 0, due_at = now() + interval '3 days'");
		set(Duration.ZERO);
		mails.received(2);
	}

	@Test
	void aDigestOfAPeriodIsSentOnceAndTheNextOneComes() throws Exception {
		ZoneId zone = ZoneId.of(administrator.get("/api/v1/users/me/digest").json().get("zone").stringValue());
		administrator
			.put("/api/v1/users/me/digest", "{\"frequency\": \"DAILY\", \"surveys\": [\"" + this.survey + "\"]}")
			.is(200);
		ZonedDateTime seven = LocalDate.now(zone).atTime(7, 0).atZone(zone);
		set(seven.plusHours(5));
		sql.run("update user_notification set digest_due_at = cast(? as timestamptz)",
				seven.plusDays(1).toInstant().toString());
		respond("on the first day");
		set(seven.plusDays(5));
		mails.received(1);
		Thread.sleep(1_000);
		assertThat(mails.received()).as("one for all days").hasSize(1);
		set(seven.plusHours(3));
		Wait.until("the next one is planned anew", () -> isNext(seven.plusDays(1)));
		set(seven.plusDays(1).plusMinutes(1));
		Wait.until("that of the first day was sent", () -> isNext(seven.plusDays(2)));
		respond("on the second day");
		set(seven.plusDays(2).plusMinutes(1));
		mails.received(2);
		set(seven.plusDays(2).minusHours(4));
		Wait.until("the next one is planned anew", () -> isNext(seven.plusDays(2)));
		set(seven.plusDays(2).plusMinutes(1));
		Wait.until("that of the second day was sent", () -> isNext(seven.plusDays(3)));
		assertThat(written("%")).as("one of each day").isEqualTo(2);
	}

	/** How many mails were written, sent or not. */
	private static long written(String subject) {
		return sql.count("select count(*) from outbox where mail ->> 'subject' like ?", subject);
	}

	private static void set(ZonedDateTime time) {
		set(Duration.between(Instant.now(), time));
	}

	private static boolean isNext(ZonedDateTime due) {
		return sql.count("select extract(epoch from digest_due_at)::bigint from user_notification") == due
			.toEpochSecond();
	}

	private static boolean isRaised(String alert) {
		return key.get("/api/v1/alerts/" + alert).json().has("raisedAt");
	}

	@Test
	void anAlertIsRaisedOnceInItsPeriod() throws Exception {
		String user = administrator.get("/session").json().at("/user/id").stringValue();
		for (int i = 0; i < 30; i++) {
			respond("bad " + i);
		}
		String alert = administrator
			.post("/api/v1/alerts",
					"{\"survey\": \"" + this.survey + "\", \"kind\": \"BELOW\", \"threshold\": 0,"
							+ " \"notify\": {\"users\": [\"" + user + "\"]}}")
			.is(201)
			.json()
			.get("id")
			.stringValue();
		Wait.until("it is raised", () -> isRaised(alert));
		set(Duration.ofDays(40));
		Wait.until("its period is over", () -> !isRaised(alert));
		set(Duration.ZERO);
		Thread.sleep(1_500);
		assertThat(written("%surely below%")).isEqualTo(1);
	}

}
