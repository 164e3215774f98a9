package dev.voce.invitation;

import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.sql.DataSource;

import com.icegreen.greenmail.util.GreenMailUtil;
import jakarta.mail.internet.MimeMessage;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import dev.voce.testing.Api;
import dev.voce.testing.Mails;
import dev.voce.testing.Sql;
import dev.voce.testing.VoceTest;
import dev.voce.testing.Wait;

import static org.assertj.core.api.Assertions.assertThat;

/** Invitations, through a real mail server. */
@NullUnmarked
@VoceTest
class InvitationTest {

	@RegisterExtension
	static final Mails mails = new Mails();

	private static final Pattern TOKEN = Pattern.compile("/i/([A-Za-z0-9_-]{22})");

	private final Api api;

	private final Sql sql;

	private final DataSource dataSource;

	private UUID survey;

	InvitationTest(@LocalServerPort int port, @Autowired DataSource dataSource) {
		this.api = Api.administrator(port, dataSource);
		this.sql = new Sql(dataSource);
		this.dataSource = dataSource;
	}

	@DynamicPropertySource
	static void mailServer(DynamicPropertyRegistry registry) {
		mails.register(registry);
		registry.add("voce.invitation.every", () -> "200ms");
		registry.add("voce.jobs.polling-interval", () -> "100ms");
	}

	@BeforeEach
	void clear() throws Exception {
		this.api.put("/api/v1/workspace",
				"{\"name\": \"Aurora\", \"zone\": \"Europe/Rome\", \"mail\": {\"fromName\": \"Bottega Aurora\","
						+ " \"from\": \"care@aurora.example\", \"postalAddress\": \"Via delle Botteghe 14, Bologna\"}}",
				"If-Match", "*")
			.is(200);
		this.survey = this.api.npsSurvey();
	}

	private Api.Reply invite(String body) {
		return this.api.post("/api/v1/surveys/" + this.survey + "/invitations", body);
	}

	private void settings(String body) {
		this.api.put("/api/v1/surveys/" + this.survey + "/invitation", body, "If-Match", "*").is(200);
	}

	private JsonNode read(String id) {
		return this.api.get("/api/v1/surveys/" + this.survey + "/invitations/" + id).is(200).json();
	}

	private String state(String id) {
		return read(id).get("status").stringValue();
	}

	private static String address() {
		return "p" + UUID.randomUUID() + "@posta.example";
	}

	private static String token(MimeMessage mail) {
		Matcher token = TOKEN.matcher(GreenMailUtil.getBody(mail).replace("=\r\n", ""));
		assertThat(token.find()).as("a link in the mail").isTrue();
		return token.group(1);
	}

	private String sent(String body) throws Exception {
		String id = invite(body).is(202).json().get("id").stringValue();
		Wait.until("the mail is sent", () -> state(id).equals("SENT"));
		return id;
	}

	private Api.Reply answer(String token, int revision, String body) {
		return this.api.post("/i/" + token + "/" + revision + "/responses", body);
	}

	@Test
	void whoIsInvitedAnswersByTheLinkAndIsKnown() throws Exception {
		String address = address();
		String id = sent("{\"email\": \" " + address.replaceFirst("^p", "P")
				+ "\", \"respondent\": \"customer-7\", \"name\": \"Paola\","
				+ " \"locale\": \"it\", \"attributes\": {\"order\": \"48377\"}, \"touchpoint\": \"parcel\","
				+ " \"key\": \"order-48377\"}");
		MimeMessage mail = mails.to(address.replaceFirst("^p", "P")).get(0);
		String token = token(mail);
		assertThat(mail.getHeader("List-Unsubscribe")[0]).isEqualTo("<http://localhost/u/" + token + ">");
		assertThat(mail.getHeader("List-Unsubscribe-Post")[0]).isEqualTo("List-Unsubscribe=One-Click");
		assertThat(mail.getMessageID()).isEqualTo("<" + read(id).at("/mails/0/id").stringValue() + "@aurora.example>");
		assertThat(this.sql
			.count("select count(*) from invitation_mail where token = convert_to('" + token + "', 'UTF8')")).isZero();
		this.api.get("/i/" + token + "/0").is(200);
		assertThat(state(id)).isEqualTo("SENT");
		this.api.post("/i/" + token + "/0/shown", "{\"stage\": \"SHOWN\"}").is(202);
		assertThat(state(id)).isEqualTo("OPENED");
		answer(token, 0, "{\"id\": \"" + UUID.randomUUID() + "\", \"revision\": 0, \"answers\": {\"nps\": 9},"
				+ " \"respondent\": \"somebody else\", \"attributes\": {\"order\": \"1\"}, \"channel\": \"web\"}")
			.is(200);
		JsonNode response = this.api.get("/api/v1/surveys/" + this.survey + "/responses/" + id).is(200).json();
		assertThat(response.get("respondent").stringValue()).isEqualTo("customer-7");
		assertThat(response.at("/attributes/order").stringValue()).isEqualTo("48377");
		assertThat(response.get("channel").stringValue()).isEqualTo("email");
		assertThat(response.get("touchpoint").stringValue()).isEqualTo("parcel");
		assertThat(state(id)).isEqualTo("ANSWERED");
		answer(token, 1, "{\"revision\": 0, \"answers\": {\"nps\": 4}}").is(200);
		assertThat(this.api.get("/api/v1/surveys/" + this.survey + "/responses/" + id)
			.json()
			.at("/answers/nps")
			.intValue()).isEqualTo(4);
		JsonNode reach = this.api.get("/api/v1/surveys/" + this.survey + "/kpis").is(200).json().get("reach");
		for (String stage : List.of("invited", "sent", "shown", "asked", "answered", "started", "finished")) {
			assertThat(reach.get(stage).longValue()).as(stage).isEqualTo(1);
		}
		assertThat(reach.get("responseRate").doubleValue()).isEqualTo(100);
	}

	@Test
	void theSameKeyPostedAtOnceInvitesOnce() throws Exception {
		String address = address();
		ExecutorService senders = Executors.newFixedThreadPool(50);
		List<Future<String>> answers = new ArrayList<>();
		for (int i = 0; i < 50; i++) {
			answers.add(senders.submit(
					() -> invite("{\"email\": \"" + address + "\", \"key\": \"k\"}").json().get("id").stringValue()));
		}
		Set<String> ids = new TreeSet<>();
		for (Future<String> answer : answers) {
			ids.add(answer.get());
		}
		senders.shutdown();
		assertThat(ids).hasSize(1);
		String id = ids.iterator().next();
		Wait.until("the mail is sent", () -> state(id).equals("SENT"));
		assertThat(mails.to(address)).hasSize(1);
	}

	@Test
	void aListThatIsPostedAgainAsksNobodyAgainAndSaysSo() {
		settings("{\"quarantine\": \"PT0S\"}");
		String path = "/api/v1/surveys/" + this.survey + "/sendings";
		String rows = "[{\"email\": \"" + address() + "\", \"key\": \"1\"}, {\"email\": \"" + address()
				+ "\", \"key\": \"2\"}]";
		assertThat(this.api.post(path, rows).is(202).json().toString()).contains("\"scheduled\":2", "\"known\":0");
		assertThat(this.api.post(path + "?dryRun=true", rows).is(200).json().toString()).contains("\"scheduled\":0",
				"\"known\":2");
		assertThat(this.api.post(path, rows).is(202).json().toString()).contains("\"scheduled\":0", "\"known\":2");
		assertThat(this.sql.count("select count(*) from invitation where survey_id = ?", this.survey)).isEqualTo(2);
	}

	@Test
	void whoHasANewAddressGetsWhatIsStillToComeThere() throws Exception {
		settings("{\"reminders\": [\"PT2S\"]}");
		String before = address();
		String after = address();
		String written = after.replaceFirst("^p", "P");
		String id = sent("{\"email\": \"" + before + "\", \"name\": \"Paola\"}");
		String person = "/api/v1/people/" + read(id).get("person").stringValue();
		this.api.put(person, "{\"email\": \"" + written + "\", \"name\": \"Paola Greco\"}").is(200);
		Wait.until("the reminder came", () -> countTo(written) == 1);
		assertThat(countTo(before)).isEqualTo(1);
		this.api.post("/api/v1/bounces", "{\"messageId\": \"" + mails.to(before).get(0).getMessageID() + "\"}").is(204);
		assertThat(state(id)).as("what came back is the mail to the address before").isEqualTo("SENT");
		assertThat(this.api.get(person + "/timeline").json().get("invitations").size()).isEqualTo(1);
		String other = this.api.put("/api/v1/people", "{\"email\": \"" + address() + "\"}")
			.json()
			.get("id")
			.stringValue();
		this.api.put("/api/v1/people/" + other, "{\"email\": \"" + after + "\"}").refused(409);
		this.api.put(person, "{\"name\": \"Paola\"}").flawed("/email");
	}

	@Test
	void whoHadAnotherAddressIsErasedWithWhatWasSentThere() throws Exception {
		String before = address();
		String after = address();
		String id = sent("{\"email\": \"" + before + "\"}");
		String person = "/api/v1/people/" + read(id).get("person").stringValue();
		this.api.delete("/api/v1/surveys/" + this.survey + "/invitations/" + id).is(200);
		this.api.put(person, "{\"email\": \"" + after + "\"}").is(200);
		assertThat(this.api.get(person + "/timeline").json().at("/invitations/0/email").stringValue())
			.isEqualTo(before);
		this.api.delete("/api/v1/respondents/" + after);
		assertThat(this.sql.count("select count(*) from invitation where address = '" + before + "'")).isZero();
	}

	@Test
	void whatChangesWhileSomethingElseIsDoneStays() throws Exception {
		String before = address();
		String after = address();
		String later = "\", \"sendAt\": \"" + Instant.now().plusSeconds(3_600) + "\"}";
		String id = invite("{\"email\": \"" + before + later).is(202).json().get("id").stringValue();
		String person = read(id).get("person").stringValue();
		String move = "update person set email = '" + after + "', address = '" + after + "' where id = '" + person
				+ "'";
		meanwhile(move, () -> invite("{\"person\": \"" + person + later)).is(202);
		assertThat(
				this.api.get("/api/v1/surveys/" + this.survey + "/invitations?q=" + after).json().get("items").size())
			.as("who is invited while they move is written to at the new address")
			.isEqualTo(1);
		meanwhile(move.replace(after, before), () -> invite("{\"email\": \"" + after + later)).is(202);
		assertThat(this.api.get("/api/v1/people/" + person).json().get("email").stringValue()).isEqualTo(before);
		String sent = "update invitation set status = 'SENT', sent_at = now() where id = '" + id + "'";
		String path = "/api/v1/surveys/" + this.survey + "/invitations/" + id;
		assertThat(meanwhile(sent, () -> this.api.delete(path)).is(200).json().has("sentAt")).isTrue();
	}

	/** Sends a request that comes after a change and before its commit. */
	private Api.Reply meanwhile(String change, Supplier<Api.Reply> request) throws Exception {
		try (Connection connection = this.dataSource.getConnection();
				Statement statement = connection.createStatement()) {
			connection.setAutoCommit(false);
			statement.execute(change);
			CompletableFuture<Api.Reply> reply = CompletableFuture.supplyAsync(request);
			Wait.until("the request waits", () -> this.sql.count("select count(*) from pg_stat_activity"
					+ " where datname = current_database() and wait_event_type = 'Lock'") > 0);
			connection.commit();
			connection.setAutoCommit(true);
			return reply.get();
		}
	}

	@Test
	void whoWasAskedIsLeftAloneAndEverySkipSaysUntilWhen() throws Exception {
		String address = address();
		sent("{\"email\": \"" + address + "\"}");
		JsonNode skipped = invite("{\"email\": \"" + address.toUpperCase() + " \"}").is(202).json();
		assertThat(skipped.get("status").stringValue()).isEqualTo("SKIPPED");
		assertThat(skipped.at("/skip/rule").stringValue()).isEqualTo("QUARANTINE");
		assertThat(skipped.at("/skip/until").stringValue()).matches(".*T\\d\\d:00:00Z");
		assertThat(this.api
			.post("/api/v1/surveys/" + this.survey + "/sendings?dryRun=true",
					"[{\"email\": \"" + address + "\"}, {\"email\": \"x\"}, {\"email\": \"a@b.example\"},"
							+ " {\"email\": \"A@B.example\"}]")
			.is(200)
			.json()
			.toString()).contains("\"sending\":null", "\"scheduled\":1", "\"skipped\":2", "\"rejected\":1",
					"\"QUARANTINE\":1", "\"DUPLICATE\":1");
	}

	@Test
	void whoUnsubscribesIsNeitherRemindedNorAskedAgain() throws Exception {
		settings("{\"reminders\": [\"PT1S\"], \"quarantine\": \"PT0S\"}");
		String address = address();
		String id = sent("{\"email\": \"" + address + "\"}");
		Wait.until("the reminder came", () -> countTo(address) == 2);
		assertThat(state(id)).isEqualTo("SENT");
		this.api.post("/api/v1/suppressions", "{\"email\": \"" + address + "\", \"kind\": \"UNSUBSCRIBED\"}").is(201);
		assertThat(invite("{\"email\": \"" + address + "\"}").is(202).json().at("/skip/rule").stringValue())
			.isEqualTo("UNSUBSCRIBED");
	}

	private static int countTo(String address) {
		try {
			return mails.to(address).size();
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Test
	void aReminderThatARuleStandsAgainstSaysSo() throws Exception {
		settings("{\"reminders\": [\"PT2S\"]}");
		String address = address();
		String id = sent("{\"email\": \"" + address + "\"}");
		this.api.post("/api/v1/surveys/" + this.survey + "/pause", "").is(200);
		Wait.until("the reminder is skipped", () -> read(id).has("skip"));
		assertThat(read(id).at("/skip/rule").stringValue()).isEqualTo("NOT_LIVE");
		assertThat(state(id)).isEqualTo("SENT");
		assertThat(countTo(address)).isEqualTo(1);
	}

	@Test
	void anAnswerEndsTheReminders() throws Exception {
		settings("{\"reminders\": [\"PT2S\"]}");
		String address = address();
		String id = sent("{\"email\": \"" + address + "\"}");
		answer(token(mails.to(address).get(0)), 0, "{\"answers\": {\"nps\": 9}}").is(200);
		assertThat(read(id).has("dueAt")).isFalse();
		Thread.sleep(3_000);
		assertThat(countTo(address)).isEqualTo(1);
	}

	@Test
	void aListIsPausedContinuedAndStopped() throws Exception {
		settings("{\"perHour\": 10}");
		StringBuilder csv = new StringBuilder("email;name;order\n");
		for (int i = 0; i < 20; i++) {
			csv.append(address()).append(";\"Paola; ").append(i).append("\";").append(i).append('\n');
		}
		JsonNode posted = this.api
			.post("/api/v1/surveys/" + this.survey + "/invitations", csv.toString(), "Content-Type", "text/csv")
			.is(202)
			.json();
		assertThat(posted.get("scheduled").intValue()).isEqualTo(20);
		String path = "/api/v1/surveys/" + this.survey + "/sendings/" + posted.get("sending").stringValue();
		Wait.until("one of ten an hour in six minutes", () -> this.api.get(path).json().get("sent").intValue() == 1);
		assertThat(this.api.post(path + "/pause", "").is(200).json().get("status").stringValue()).isEqualTo("PAUSED");
		assertThat(this.api.post(path + "/resume", "").is(200).json().get("status").stringValue()).isEqualTo("RUNNING");
		JsonNode stopped = this.api.post(path + "/stop", "").is(200).json();
		assertThat(stopped.get("cancelled").intValue()).isEqualTo(19);
		assertThat(stopped.get("toGo").intValue()).isZero();
		this.api.post(path + "/resume", "").refused(409);
	}

	@Test
	void aListThatIsPausedWhileItIsReadStaysPausedAndAsksNobodyEarlyOrTwice() throws Exception {
		String name = "read" + UUID.randomUUID();
		try (SlowList list = new SlowList(name, 450)) {
			assertThat(this.api.get(list.path()).json().get("held").stringValue()).isEqualTo("READING");
			this.api.post(list.path() + "/pause", "").is(200);
			this.api.post(list.path() + "/resume", "").is(200);
			Thread.sleep(1_000);
			assertThat(mailsTo(name)).isEmpty();
			this.api.post(list.path() + "/pause", "").is(200);
			assertThat(list.end(30).is(202).json().get("scheduled").intValue()).isEqualTo(480);
			Thread.sleep(1_000);
			assertThat(mailsTo(name)).isEmpty();
			JsonNode paused = this.api.get(list.path()).json();
			assertThat(paused.get("status").stringValue()).isEqualTo("PAUSED");
			assertThat(paused.get("toGo").intValue()).isEqualTo(480);
			this.api.post(list.path() + "/resume", "").is(200);
			Wait.until("some are sent", () -> this.api.get(list.path()).json().get("sent").intValue() >= 5);
			this.api.post(list.path() + "/stop", "").is(200);
			assertThat(mailsTo(name)).hasSizeGreaterThanOrEqualTo(5).doesNotHaveDuplicates();
		}
	}

	@Test
	void afterAnOutageOfDaysWhatWaitsGoesOutWithinAnHour() throws Exception {
		String address = address();
		mails.server().stop();
		String id = invite("{\"email\": \"" + address + "\"}").is(202).json().get("id").stringValue();
		UUID topic = UUID.fromString(id);
		try {
			Wait.until("it was tried", () -> this.sql
				.count("select count(*) from outbox where topic = ? and failure is not null", topic) == 1);
			this.sql.run("update outbox set attempts = 30, due_at = now() where topic = ?", topic);
			Wait.until("it is tried again", () -> this.sql
				.count("select count(*) from outbox where topic = ? and attempts = 31 and not under_way", topic) == 1);
			assertThat(this.sql.count("""
					select count(*) from outbox where topic = ?
						and due_at between now() + interval '50 minutes' and now() + interval '1 hour'""", topic))
				.isEqualTo(1);
		}
		finally {
			mails.server().start();
		}
		this.sql.run("update outbox set due_at = now() where topic = ?", topic);
		Wait.until("the mail is sent", () -> state(id).equals("SENT"));
		assertThat(countTo(address)).isEqualTo(1);
	}

	@Test
	void timesAreStringsAndWithinAYear() {
		List<String> times = List.of("1e1000000000", "-1e1000000000", "1e-1000000000", "1e308", "0", "-1", "true",
				"\"1e1000000000\"", "\"PT99999999999999999999S\"", "\"P99999999999999Y\"",
				"\"+1000000000-12-31T23:59:59Z\"", "\"P1000000000D\"", "\"\"");
		for (String time : times) {
			for (String field : List.of("sendAt", "delay")) {
				invite("{\"email\": \"" + address() + "\", \"" + field + "\": " + time + "}").flawed("/" + field);
			}
			String settings = "/api/v1/surveys/" + this.survey + "/invitation";
			this.api.put(settings, "{\"quarantine\": " + time + "}", "If-Match", "*").flawed("/quarantine");
			this.api.put(settings, "{\"expires\": " + time + "}", "If-Match", "*").flawed("/expires");
			this.api.put(settings, "{\"reminders\": [" + time + "]}", "If-Match", "*").flawed("/reminders/0");
		}
	}

	@Test
	void aListThatIsStoppedWhileItIsReadAsksNobody() throws Exception {
		String name = "stopped" + UUID.randomUUID();
		try (SlowList list = new SlowList(name, 450)) {
			this.api.post(list.path() + "/stop", "").is(200);
			list.end(450).refused(409);
			JsonNode stopped = this.api.get(list.path()).json();
			assertThat(stopped.get("status").stringValue()).isEqualTo("STOPPED");
			assertThat(stopped.get("toGo").intValue()).isZero();
			assertThat(stopped.get("cancelled").intValue()).isLessThan(500);
			Thread.sleep(500);
			assertThat(mailsTo(name)).isEmpty();
		}
	}

	private List<String> mailsTo(String name) throws Exception {
		List<String> found = new ArrayList<>();
		for (MimeMessage mail : mails.received()) {
			found.add(mail.getAllRecipients()[0].toString());
		}
		return found.stream().filter((address) -> address.startsWith(name)).toList();
	}

	/** A list whose rows come in two parts. */
	private final class SlowList implements AutoCloseable {

		private final String name;

		private final PipedOutputStream rows = new PipedOutputStream();

		private final CompletableFuture<Api.Reply> posted;

		private int written;

		private SlowList(String name, int first) throws Exception {
			this.name = name;
			PipedInputStream body = new PipedInputStream(this.rows, 1 << 20);
			this.posted = CompletableFuture.supplyAsync(() -> InvitationTest.this.api.send("POST", lists(),
					HttpRequest.BodyPublishers.ofInputStream(() -> body), "Content-Type", "application/x-ndjson"));
			write(first);
			Wait.until("rows are read", () -> InvitationTest.this.api.get(lists()).json().size() == 1
					&& InvitationTest.this.api.get(lists()).json().at("/0/toGo").intValue() > 100);
		}

		private String lists() {
			return "/api/v1/surveys/" + InvitationTest.this.survey + "/sendings";
		}

		private String path() {
			return lists() + "/" + InvitationTest.this.api.get(lists()).json().at("/0/id").stringValue();
		}

		private void write(int count) throws Exception {
			for (int i = 0; i < count; i++) {
				this.written++;
				// The client sends full buffers only.
				String row = "{\"email\": \"" + this.name + this.written + "@posta.example\"}" + " ".repeat(200) + "\n";
				this.rows.write(row.getBytes(StandardCharsets.UTF_8));
			}
			this.rows.flush();
		}

		/** The rest of the rows. */
		private Api.Reply end(int count) throws Exception {
			write(count);
			this.rows.close();
			return this.posted.get();
		}

		@Override
		public void close() throws Exception {
			this.rows.close();
		}

	}

	@Test
	void anInvitationThatExpiresIsNotSentAndItsLinkTakesNoAnswer() throws Exception {
		settings("{\"expires\": \"PT2S\"}");
		String address = address();
		String id = sent("{\"email\": \"" + address + "\"}");
		String token = token(mails.to(address).get(0));
		settings("{\"expires\": \"PT1S\", \"perHour\": 1}");
		String waiting = invite("{\"email\": \"" + address() + "\"}").is(202).json().get("id").stringValue();
		Wait.until("both are over", () -> state(id).equals("EXPIRED") && state(waiting).equals("EXPIRED"));
		assertThat(read(waiting).get("mails").isEmpty()).isTrue();
		answer(token, 0, "{\"answers\": {\"nps\": 9}}").refused(410);
		assertThat(this.api.get("/i/" + token).is(410).body()).contains("This link is no longer valid");
	}

	@Test
	void whatWasAnsweredAWeekAgoIsThankedForAndStays() throws Exception {
		String address = address();
		String id = sent("{\"email\": \"" + address + "\"}");
		String token = token(mails.to(address).get(0));
		answer(token, 0, "{\"answers\": {\"nps\": 9}}").is(200);
		this.sql.run("update response set received_at = received_at - interval '8 days' where id = ?",
				UUID.fromString(id));
		assertThat(this.api.get("/i/" + token).is(410).body()).contains("Thank you: you answered on")
			.doesNotContain("closed");
		answer(token, 1, "{\"answers\": {\"nps\": 1}}").refused(410);
	}

	@Test
	void noMoreIsSentWithinADayThanIsSet() throws Exception {
		this.sql.run("""
				insert into invitation_mail (id, invitation_id, workspace_id, token, reminder, at, unclear)
				select gen_random_uuid(), gen_random_uuid(), s.workspace_id, decode(md5('limit' || i), 'hex'), 9, now(),
					false
				from survey s, generate_series(1, 20000) i where s.id = ?""", this.survey);
		String list = "/api/v1/surveys/" + this.survey + "/sendings/"
				+ this.api.post("/api/v1/surveys/" + this.survey + "/sendings", "[{\"email\": \"" + address() + "\"}]")
					.is(202)
					.json()
					.get("sending")
					.stringValue();
		Thread.sleep(1_000);
		JsonNode held = this.api.get(list).json();
		assertThat(held.get("toGo").intValue()).isEqualTo(1);
		assertThat(held.get("held").stringValue()).isEqualTo("DAILY_LIMIT");
		this.sql.run("delete from invitation_mail where reminder = 9");
		Wait.until("the mail is sent", () -> this.api.get(list).json().get("sent").intValue() == 1);
		assertThat(this.api.get(list).json().has("held")).isFalse();
	}

	@Test
	void addressesOfOtherScriptsAreTheSameInASCII() throws Exception {
		String name = "p" + UUID.randomUUID();
		sent("{\"email\": \"" + name + "@b\u00FCro.example\"}");
		assertThat(mails.to(name + "@xn--bro-hoa.example")).hasSize(1);
		assertThat(invite("{\"email\": \"" + name + "@XN--BRO-HOA.example\"}").json().at("/skip/rule").stringValue())
			.isEqualTo("QUARANTINE");
		invite("{\"email\": \"j\u00FCrgen@posta.example\"}").flawed("/email");
		invite("{\"email\": \"a@b..example\"}").flawed("/email");
	}

	@Test
	void whoAnsweredShortlyBeforeIsLeftAlone() {
		String address = address();
		for (String respondent : List.of("customer " + address, address)) {
			this.api
				.post("/api/v1/surveys/" + this.survey + "/responses",
						"{\"answers\": {\"nps\": 9}, \"respondent\": \"" + respondent + "\"}")
				.is(201);
		}
		assertThat(invite("{\"email\": \"" + address() + "\", \"respondent\": \"customer " + address + "\"}").json()
			.at("/skip/rule")
			.stringValue()).isEqualTo("QUARANTINE");
		assertThat(invite("{\"email\": \"" + address + "\"}").json().at("/skip/rule").stringValue())
			.isEqualTo("QUARANTINE");
	}

	@Test
	void peopleOfAKindAreAskedRegularly() throws Exception {
		String member = address();
		this.api
			.put("/api/v1/people",
					"{\"email\": \"" + member + "\", \"attributes\": {\"club\": \"" + this.survey + "\"}}")
			.is(200);
		this.api.put("/api/v1/people", "{\"email\": \"" + address() + "\", \"attributes\": {\"club\": \"none\"}}")
			.is(200);
		settings("{\"recurring\": {\"every\": \"P1D\", \"where\": {\"club\": [\"" + this.survey + "\"]}}}");
		String path = "/api/v1/surveys/" + this.survey + "/invitations";
		for (int run = 0; run < 2; run++) {
			this.sql.run("update survey_invitation set recurred_on = null where survey_id = ?", this.survey);
			this.sql.run("update scheduled_tasks set execution_time = now() where task_name = 'recurring-invitations'");
			Wait.until("it has run",
					() -> this.sql.count(
							"select count(*) from survey_invitation where survey_id = ? and recurred_on is not null",
							this.survey) == 1);
			JsonNode asked = this.api.get(path).json().get("items");
			assertThat(asked.size()).isEqualTo(1);
			assertThat(asked.at("/0/email").stringValue()).isEqualTo(member);
		}
	}

	@Test
	void aTestMailAsksNobody() throws Exception {
		String address = address();
		this.api.post("/api/v1/surveys/" + this.survey + "/invitation/test", "{\"to\": \"" + address + "\"}").is(200);
		String token = token(mails.to(address).get(0));
		answer(token, 0, "{\"answers\": {\"nps\": 9}}").is(200);
		JsonNode stored = this.api.get("/api/v1/surveys/" + this.survey + "/responses?test=true").json().at("/items/0");
		assertThat(stored.get("test").booleanValue()).isTrue();
		this.api.post("/u/" + token, "List-Unsubscribe=One-Click", "Content-Type", "application/x-www-form-urlencoded")
			.is(200);
		assertThat(this.api.get("/api/v1/suppressions?email=" + address).json().get("items").isEmpty()).isTrue();
		assertThat(this.api.get("/api/v1/surveys/" + this.survey + "/kpis").json().at("/reach/invited").longValue())
			.isZero();
	}

	@Test
	void whatPeopleAreCalledEndsNoHeaderAndIsNoHtml() throws Exception {
		String address = address();
		invite("{\"email\": \"" + address + "\", \"name\": \"Eve\\r\\nBcc: all@posta.example\"}").flawed("/name");
		invite("{\"email\": \"" + address + "\", \"subject\": \"Hello\\nBcc: all@posta.example\"}").flawed("/subject");
		settings(
				"{\"texts\": {\"en\": {\"subject\": \"Order {attributes.order}\", \"opening\": \"For {name}, {attributes.order}\"}}}");
		sent("{\"email\": \"" + address + "\", \"name\": \"<b>Eve</b>\","
				+ " \"attributes\": {\"order\": \"1\\r\\nBcc: all@posta.example\\r\\n\\r\\n<script>{name}\"}}");
		MimeMessage mail = mails.to(address).get(0);
		assertThat(mail.getHeader("Bcc")).isNull();
		assertThat(mail.getSubject()).isEqualTo("Order 1 Bcc: all@posta.example <script>{name}");
		String html = Mails.html(mail);
		assertThat(html).contains("&lt;b&gt;Eve", "&lt;script&gt;{name}").doesNotContain("<script", "<b>Eve");
	}

	@Test
	void aListOfWhichNotAllCanBeReadAsksNobody() {
		String address = address();
		String path = "/api/v1/surveys/" + this.survey + "/invitations";
		StringBuilder csv = new StringBuilder("email,key\n");
		for (int i = 0; i < 250; i++) {
			csv.append(address()).append(",order-").append(i).append('\n');
		}
		this.api.post(path, csv + "\"" + "x".repeat(70_000), "Content-Type", "text/csv").refused(400);
		assertThat(this.api.get(path + "?status=SCHEDULED").json().get("items").isEmpty()).isTrue();
		assertThat(this.api.get(path + "?status=CANCELLED").json().get("items").isEmpty()).isFalse();
		JsonNode again = this.api.post(path, csv.toString(), "Content-Type", "text/csv").is(202).json();
		assertThat(again.get("scheduled").intValue()).as("under the same keys").isEqualTo(250);
		byte[] lines = ("{\"email\": \"" + address + "\"}\n{\"name\": \"\u00FC\"}\n{\"email\": \"" + address()
				+ "\"}\n")
			.getBytes(StandardCharsets.ISO_8859_1);
		JsonNode outcome = this.api.send("POST", path, lines, "Content-Type", "application/x-ndjson").is(202).json();
		assertThat(outcome.get("scheduled").intValue()).isEqualTo(2);
		assertThat(outcome.at("/errors/0/line").intValue()).isEqualTo(2);
	}

	@Test
	void aMailThatCameBackIsFoundByItsIdAndByTheServersNameForIt() throws Exception {
		String first = address();
		String id = sent("{\"email\": \"" + first + "\"}");
		String second = address();
		String other = sent("{\"email\": \"" + second + "\"}");
		String name = UUID.randomUUID().toString();
		this.sql.run("update invitation_mail set reply = ? where invitation_id = ?", "250 2.0.0 Ok: queued as " + name,
				UUID.fromString(other));
		this.api.post("/api/v1/bounces", "{\"messageId\": \"" + mails.to(first).get(0).getMessageID() + "\"}").is(204);
		assertThat(state(id)).isEqualTo("BOUNCED");
		assertThat(state(other)).isEqualTo("SENT");
		this.api
			.post("/api/v1/bounces", "{\"messageId\": \"<" + name + "@provider.example>\", \"kind\": \"COMPLAINED\"}")
			.is(204);
		assertThat(state(other)).isEqualTo("UNSUBSCRIBED");
	}

	@Test
	void anErasedPersonIsNeverWrittenToAgain() throws Exception {
		String address = address();
		sent("{\"email\": \"" + address + "\", \"name\": \"Paola\"}");
		assertThat(this.api.get("/api/v1/people?q=" + address).is(200).json().get("items").size()).isEqualTo(1);
		assertThat(this.api.get("/api/v1/respondents/" + address).is(200).body()).contains("\"invitations\"",
				"\"people\"");
		this.api.delete("/api/v1/respondents/" + address);
		assertThat(this.api.get("/api/v1/people?q=" + address).is(200).json().get("items").size()).isZero();
		assertThat(this.sql.count("select count(*) from invitation where address = '" + address + "'")).isZero();
		assertThat(this.sql.count("select count(*) from suppression where email = '" + address + "'")).isZero();
		assertThat(invite("{\"email\": \"" + address + "\"}").is(202).json().at("/skip/rule").stringValue())
			.isEqualTo("MANUAL");
	}

}
