package dev.voce.cases;

import java.net.ServerSocket;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;

import javax.sql.DataSource;

import com.icegreen.greenmail.util.GreenMail;
import jakarta.mail.internet.MimeMessage;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import dev.voce.testing.Api;
import dev.voce.testing.Mails;
import dev.voce.testing.Sql;
import dev.voce.testing.VoceTest;
import dev.voce.testing.Wait;

import static org.assertj.core.api.Assertions.assertThat;

/** Replies, through a real mail server. */
@NullUnmarked
@VoceTest
class ReplyTest {

	@RegisterExtension
	static final Mails mails = new Mails();

	private final Api administrator;

	private final Sql sql;

	private final JavaMailSenderImpl server;

	private UUID survey;

	ReplyTest(@LocalServerPort int port, @Autowired DataSource dataSource, @Autowired JavaMailSenderImpl server) {
		this.server = server;
		this.administrator = Api.administrator(port, dataSource);
		this.sql = new Sql(dataSource);
	}

	@DynamicPropertySource
	static void mailServer(DynamicPropertyRegistry registry) {
		mails.register(registry);
		registry.add("voce.cases.every", () -> "200ms");
	}

	@BeforeEach
	void clear() throws Exception {
		this.administrator.put("/api/v1/workspace",
				"{\"name\": \"Aurora\", \"mail\": {\"fromName\": \"Bottega Aurora\", \"from\": \"care@aurora.example\","
						+ " \"replyTo\": \"desk@aurora.example\", \"postalAddress\": \"Bologna\"}}",
				"If-Match", "*")
			.is(200);
		this.survey = this.administrator.survey("""
				{"name": "Care", "privacy": "https://aurora.example/privacy?a=1&b", "questions": [
					{"key": "nps", "type": "NPS", "text": {"en": "How likely?"}},
					{"key": "why", "type": "TEXT", "text": {"en": "Why?"}}]}""");
		this.administrator
			.put("/api/v1/surveys/" + this.survey + "/follow-up",
					"{\"rules\": [{\"question\": \"nps\", \"classes\": [\"DETRACTOR\"], \"due\": \"PT24H\"}]}",
					"If-Match", "*")
			.is(200);
	}

	private JsonNode caseOf(String contact, String comment) {
		this.administrator
			.post("/api/v1/surveys/" + this.survey + "/responses",
					"{\"answers\": {\"nps\": 2, \"why\": \"" + comment
							+ "\"}, \"locale\": \"it-IT\", \"attributes\": {\"contact\": \"" + contact + "\"}}")
			.is(201);
		JsonNode listed = this.administrator.get("/api/v1/cases?survey=" + this.survey).json().at("/items/0");
		return read(listed.get("id").stringValue());
	}

	private JsonNode read(String id) {
		return this.administrator.get("/api/v1/cases/" + id).is(200).json();
	}

	private Api.Reply reply(JsonNode one, String body) {
		return this.administrator.post("/api/v1/cases/" + one.get("id").stringValue() + "/reply", body, "If-Match",
				"*");
	}

	@Test
	void aReplyIsSentToTheContactThatWasLeftAndStandsInTheCase() throws Exception {
		JsonNode one = caseOf("marta@posta.example", "Dieci giorni <b>di attesa</b>");
		assertThat(one.at("/reply/to").stringValue()).isEqualTo("marta@posta.example");
		assertThat(one.at("/reply/server").booleanValue()).isTrue();
		JsonNode replied = reply(one,
				"{\"subject\": \"Il tuo ordine è in ritardo\", \"text\": \"Gentile Marta,\\n\\narriva <venerdì>.\","
						+ " \"waitUntil\": \"" + Instant.now().plusSeconds(3_600) + "\"}")
			.is(200)
			.json();
		assertThat(replied.get("status").stringValue()).isEqualTo("WAITING");
		assertThat(replied.at("/events/1/text").stringValue()).startsWith("Gentile Marta");
		MimeMessage mail = mails.received(1).get(0);
		assertThat(mail.getSubject()).isEqualTo("Il tuo ordine è in ritardo");
		assertThat(mail.getFrom()[0].toString()).isEqualTo("\"Administrator, Bottega Aurora\" <care@aurora.example>");
		assertThat(mail.getReplyTo()[0].toString()).isEqualTo("desk@aurora.example");
		assertThat(mail.getHeader("Auto-Submitted")).isNull();
		assertThat(mail.getMessageID()).endsWith("@aurora.example>");
		assertThat(Mails.text(mail)).contains("arriva <venerdì>.")
			.contains("hai scritto, con un voto di 2 su 10:")
			.contains("> Dieci giorni <b>di attesa</b>")
			.contains("Informativa privacy: https://aurora.example/privacy?a=1&b");
		assertThat(Mails.html(mail)).contains("arriva &lt;venerdì&gt;.")
			.contains("Dieci giorni &lt;b&gt;di attesa&lt;/b&gt;")
			.contains("<a href=\"https://aurora.example/privacy?a=1&amp;b\">Informativa privacy</a>")
			.doesNotContain("<b>");
		Wait.until("it is known as sent",
				() -> read(one.get("id").stringValue()).at("/events/1/mail").asString("").equals("SENT"));
	}

	@Test
	void whoLeftNoAddressIsWrittenToWhereThePersonIsKnown() throws Exception {
		String respondent = "Customer-" + this.survey;
		this.administrator
			.put("/api/v1/people",
					"{\"respondent\": \"" + respondent
							+ "\", \"name\": \"Marta Bellini\", \"email\": \"known@posta.example\"}")
			.is(200);
		this.administrator
			.post("/api/v1/surveys/" + this.survey + "/responses",
					"{\"answers\": {\"nps\": 2}, \"respondent\": \"" + respondent.toLowerCase(Locale.ROOT) + "\"}")
			.is(201);
		JsonNode listed = this.administrator.get("/api/v1/cases?survey=" + this.survey).json().at("/items/0");
		assertThat(listed.at("/said/name").stringValue()).isEqualTo("Marta Bellini");
		assertThat(this.administrator.get("/api/v1/cases?survey=" + this.survey + "&q=bellini").json().get("items"))
			.hasSize(1);
		assertThat(this.administrator.get("/api/v1/cases?survey=" + this.survey + "&q=!!").json().get("items"))
			.as("without a word, nobody's name is meant")
			.isEmpty();
		JsonNode one = read(listed.get("id").stringValue());
		assertThat(one.at("/reply/to").stringValue()).isEqualTo("known@posta.example");
		assertThat(one.at("/reply/left").booleanValue()).isFalse();
		assertThat(this.administrator.get("/api/v1/people/" + one.get("person").stringValue())
			.is(200)
			.json()
			.get("email")
			.stringValue()).isEqualTo("known@posta.example");
		reply(one, "{\"text\": \"Hello\"}").is(200);
		assertThat(mails.received(1).get(0).getAllRecipients()[0].toString()).isEqualTo("known@posta.example");
	}

	@Test
	void aReplyThatIsRefusedForGoodOpensTheCaseAgain() throws Exception {
		JsonNode one = caseOf("marta@posta.example", "late");
		// As where the server has refused it: GreenMail takes everything.
		reply(one, "{\"text\": \"Hello\"}").is(200);
		Wait.until("it is sent",
				() -> read(one.get("id").stringValue()).at("/events/1/mail").asString("").equals("SENT"));
		mails.server().stop();
		try {
			reply(one, "{\"text\": \"Hello again\"}").is(200);
			this.administrator
				.post("/api/v1/cases/" + one.get("id").stringValue() + "/close", "{\"outcome\": \"RESOLVED\"}",
						"If-Match", "*")
				.is(200);
			Wait.until("an attempt failed", () -> this.sql
				.count("select count(*) from outbox where status = 'WAITING' and failure is not null") > 0);
			assertThat(read(one.get("id").stringValue()).get("status").stringValue()).isEqualTo("CLOSED");
			this.sql.run("update outbox set attempts = 10, due_at = now(), created_at = now() - interval '4 days' "
					+ "where status = 'WAITING'");
			Wait.until("it is given up",
					() -> read(one.get("id").stringValue()).get("status").stringValue().equals("OPEN"));
		}
		finally {
			mails.server().start();
		}
		JsonNode failed = read(one.get("id").stringValue());
		assertThat(failed.at("/events/4/kind").stringValue()).isEqualTo("REPLY_FAILED");
		assertThat(failed.at("/events/2/mail").stringValue()).isEqualTo("FAILED");
		JsonNode kept = this.administrator.get("/api/v1/workspace/mail/outbox?status=FAILED")
			.is(200)
			.json()
			.at("/items/0");
		assertThat(kept.get("failure").stringValue()).isNotBlank();
		String path = "/api/v1/workspace/mail/outbox/" + kept.get("id").stringValue();
		assertThat(this.administrator.get(path).is(200).json().get("text").stringValue()).contains("Hello again");
		this.administrator.post(path + "/resend", "").is(200);
		Wait.until("it is sent after all",
				() -> this.administrator.get(path).json().get("status").stringValue().equals("SENT"));
	}

	@Test
	void aMailThatTheServerRefusesReopensTheCaseAndTellsItsOwnerInTheirLanguage() throws Exception {
		JsonNode one = caseOf("marta@posta.example", "late");
		UUID id = UUID.fromString(one.get("id").stringValue());
		this.administrator.get("/session", "Accept-Language", "it").is(200);
		this.administrator.post("/api/v1/cases/" + id + "/assign", "{\"owner\": \"me\"}", "If-Match", "*").is(200);
		try (RefusingMailServer refusing = new RefusingMailServer("marta@posta.example")) {
			this.server.setPort(refusing.port());
			reply(one, "{\"text\": \"Hello\", \"waitUntil\": \"" + Instant.now().plusSeconds(3_600) + "\"}").is(200);
			Wait.until("the case is open again", () -> read(id.toString()).get("status").stringValue().equals("OPEN"));
		}
		finally {
			this.server.setPort(mails.port());
		}
		JsonNode failed = read(id.toString()).at("/events/4");
		assertThat(failed.get("kind").stringValue()).isEqualTo("REPLY_FAILED");
		assertThat(failed.get("text").stringValue()).contains("550 5.1.1 no such mailbox");
		assertThat(this.sql.count("""
				select count(*) from outbox where topic = ? and mail ->> 'to' = 'administrator@voce.example'
					and mail ->> 'subject' like 'La tua e-mail nel caso % non è stata recapitata'""", id)).isOne();
	}

	@Test
	void aMailServerThatNeverAnswersDelaysNothingElse() throws Exception {
		JsonNode one = caseOf("marta@posta.example", "late");
		try (ServerSocket silent = new ServerSocket(0)) {
			this.server.setPort(silent.getLocalPort());
			for (int i = 0; i < 5; i++) {
				reply(one, "{\"text\": \"Hello\"}").is(200);
			}
			silent.accept(); // the first attempt, which gets no reply for 30 s
			this.administrator
				.put("/api/v1/surveys/" + this.survey + "/follow-up",
						"{\"rules\": [{\"question\": \"nps\", \"classes\": [\"DETRACTOR\"], \"due\": \"PT1S\"}]}",
						"If-Match", "*")
				.is(200);
			String other = caseOf("anna@posta.example", "late").get("id").stringValue();
			Wait.until("it is overdue", () -> read(other).at("/events/1/kind").asString("").equals("OVERDUE"));
			assertThat(Instant.parse(read(other).at("/events/1/at").stringValue()))
				.isBefore(Instant.parse(read(other).get("dueAt").stringValue()).plusSeconds(10));
			assertThat(this.sql.count("select count(*) from outbox where topic = ? and under_way",
					UUID.fromString(one.get("id").stringValue())))
				.as("one mail at a time takes a thread")
				.isOne();
		}
		finally {
			this.server.setPort(mails.port());
		}
	}

	@Test
	void nothingThatIsWrittenBecomesAHeader() {
		JsonNode one = caseOf("marta@posta.example", "late");
		reply(one, "{\"subject\": \"Hi\\r\\nBcc: all@posta.example\", \"text\": \"x\"}").flawed("/subject");
		JsonNode other = caseOf("marta@posta.example\\r\\nBcc: all@posta.example", "late");
		reply(other, "{\"text\": \"x\"}").refused(409);
		assertThat(other.at("/reply/to").isMissingNode()).isTrue();
	}

	@Test
	void anErasureRemovesTheMailsToo() throws Exception {
		JsonNode one = caseOf("erased@posta.example", "late");
		reply(one, "{\"text\": \"Dear Marta\"}").is(200);
		mails.received(1);
		UUID id = UUID.fromString(one.get("id").stringValue());
		this.administrator.delete("/api/v1/surveys/" + this.survey + "/responses/" + one.get("response").stringValue())
			.is(204);
		assertThat(this.sql.count("select count(*) from outbox where topic = ?", id)).isZero();
		assertThat(read(id.toString()).toString()).doesNotContain("Dear Marta", "posta.example");
	}

	@Test
	void aTestMailTellsWhetherItWasSent() {
		assertThat(this.administrator.post("/api/v1/workspace/mail/test", "{\"to\": \"me@aurora.example\"}")
			.is(200)
			.body()).isEqualTo("{\"sent\":true}");
		assertThat(mails.received()).hasSize(1);
		this.administrator.post("/api/v1/workspace/mail/test", "{\"to\": \"me\"}").flawed("/to");
	}

	@Test
	void templatesAreKeptForTheWorkspace() {
		String templates = """
				{"items":[{"name":"Late","texts":{"it":{"subject":"Il tuo ordine","text":"Gentile {name},"}}}]}""";
		this.administrator.put("/api/v1/cases/templates", templates, "If-Match", "*").is(200);
		assertThat(this.administrator.get("/api/v1/cases/templates").is(200).body()).isEqualTo(templates);
		this.administrator
			.put("/api/v1/cases/templates", "{\"items\": [{\"name\": \"Late\", \"texts\": {}}]}", "If-Match", "*")
			.flawed("/items/0/texts");
		this.administrator.put("/api/v1/cases/templates", templates.replace("\"it\"", "\"i\\u0000\""), "If-Match", "*")
			.flawed("/items/0/texts/i\0");
	}

	private String recovered() {
		JsonNode recovered = this.administrator.get("/api/v1/cases/metrics?by=survey")
			.json()
			.get("groups")
			.valueStream()
			.filter((group) -> group.path("key").asString("").equals(this.survey.toString()))
			.findFirst()
			.orElseThrow()
			.at("/figures/recovered");
		return recovered.get("hits").intValue() + " of " + recovered.get("of").intValue();
	}

	@Test
	void theFiguresOfCasesSayOfHowManyTheyAre() {
		JsonNode one = caseOf("a@posta.example", "late");
		caseOf("b@posta.example", "later");
		this.administrator
			.post("/api/v1/cases/" + one.get("id").stringValue() + "/close",
					"{\"outcome\": \"RESOLVED\", \"cause\": \"delivery\"}", "If-Match", "*")
			.is(200);
		JsonNode metrics = this.administrator.get("/api/v1/cases/metrics?by=survey").is(200).json();
		JsonNode figures = metrics.get("groups")
			.valueStream()
			.filter((group) -> group.path("key").asString("").equals(this.survey.toString()))
			.findFirst()
			.orElseThrow()
			.get("figures");
		assertThat(figures.get("opened").intValue()).isEqualTo(2);
		assertThat(figures.get("closed").intValue()).isOne();
		assertThat(figures.get("open").intValue()).isOne();
		assertThat(figures.at("/inTime/hits").intValue()).isOne();
		assertThat(figures.at("/inTime/of").intValue()).isOne();
		assertThat(figures.at("/closing/cases").intValue()).isEqualTo(2);
		assertThat(figures.at("/closing/open").intValue()).isOne();
		assertThat(figures.at("/closing/median").stringValue()).startsWith("PT");
		assertThat(figures.at("/recovered/of").intValue()).isZero();
		this.administrator.post("/api/v1/cases/" + one.get("id").stringValue() + "/ask-again", "", "If-Match", "*")
			.is(200);
		assertThat(recovered()).isEqualTo("0 of 1");
		this.administrator
			.post("/api/v1/surveys/" + this.survey + "/responses",
					"{\"answers\": {\"nps\": 9}, \"respondent\": \"A@posta.example\"}")
			.is(201);
		assertThat(recovered()).isEqualTo("1 of 1");
		this.administrator.get("/api/v1/cases/metrics?by=channel").flawedParameter("by");
		this.administrator.get("/api/v1/cases/metrics?from=2026-02-01&to=2026-01-01").flawedParameter("from");
	}

}
