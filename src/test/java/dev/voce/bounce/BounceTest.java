package dev.voce.bounce;

import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import javax.sql.DataSource;

import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import dev.voce.testing.Api;
import dev.voce.testing.Sql;
import dev.voce.testing.VoceTest;
import dev.voce.testing.Wait;

import static org.assertj.core.api.Assertions.assertThat;

/** Reports of mails that came back, in JSON and as mails. */
@NullUnmarked
@VoceTest
class BounceTest {

	private final int port;

	private final Api api;

	private final Api other;

	private final Sql sql;

	private UUID survey;

	BounceTest(@LocalServerPort int port, @Autowired DataSource dataSource) {
		this.port = port;
		this.api = new Api(port);
		this.sql = new Sql(dataSource);
		this.other = new Api(port, this.sql.workspace());
	}

	@BeforeEach
	void survey() {
		this.survey = this.api.npsSurvey();
	}

	private static String address() {
		return "p" + UUID.randomUUID() + "@posta.example";
	}

	/** The rule against writing to an address; nothing where none stands against it. */
	private String rule(String address) {
		return this.api
			.post("/api/v1/surveys/" + this.survey + "/invitations?dryRun=true", "{\"email\": \"" + address + "\"}")
			.is(200)
			.json()
			.at("/skip/rule")
			.asString("");
	}

	private Api.Reply report(String body) {
		return this.api.post("/api/v1/bounces", body);
	}

	private Api.Reply mail(String body) {
		return this.api.post("/api/v1/bounces", body, "Content-Type", "message/rfc822");
	}

	@Test
	void anAddressThatBouncedIsSkippedFromThenOn() {
		String address = address();
		report("{\"email\": \"" + address.toUpperCase() + " \", \"reason\": \"no such user\"}").is(204);
		assertThat(rule(address)).isEqualTo("BOUNCED");
		JsonNode stored = this.api.get("/api/v1/suppressions?email=" + address).is(200).json();
		assertThat(stored.at("/items/0/reason").stringValue()).isEqualTo("no such user");
		String complaining = address();
		report("{\"email\": \"" + complaining + "\", \"kind\": \"COMPLAINED\"}").is(204);
		assertThat(rule(complaining)).isEqualTo("COMPLAINED");
		assertThat(this.other.get("/api/v1/suppressions").is(200).json().get("items").size()).isZero();
	}

	@Test
	void aReportByMailSuppressesTheRecipientsWhoseAddressesDoNotExist() {
		String gone = address();
		String full = address();
		String refused = address();
		mail("""
				From: mailer-daemon@posta.example\r
				Content-Type: multipart/report; report-type=delivery-status; boundary=x\r
				\r
				--x\r
				Content-Type: message/delivery-status\r
				\r
				Reporting-MTA: dns; mx.posta.example\r
				\r
				Final-Recipient: rfc822; %s\r
				Action: failed\r
				Status: 5.1.1\r
				Diagnostic-Code: smtp; 550 5.1.1 no such user\r
				\r
				Final-Recipient: rfc822;%s\r
				Action: delayed\r
				Status: 4.2.2\r
				\r
				Final-Recipient: rfc822; <%s>\r
				Action: failed\r
				Status: 5.7.1\r
				--x--\r
				""".formatted(gone, full, refused)).is(204);
		assertThat(List.of(rule(gone), rule(full), rule(refused))).containsExactly("BOUNCED", "", "");
		String complaining = address();
		mail("Content-Type: message/feedback-report\n\nFeedback-Type: abuse\nUser-Agent: x/1\nOriginal-Rcpt-To: <"
				+ complaining + ">\n")
			.is(204);
		assertThat(rule(complaining)).isEqualTo("COMPLAINED");
	}

	private String path(Api api) {
		return api.get("/api/v1/bounces").is(200).json().get("path").stringValue();
	}

	/** Posts as a provider does: without a key. */
	private Api.Reply provide(String body, String type) {
		return this.api.post(path(this.api), body, "Content-Type", type, "Authorization", "");
	}

	@Test
	void anAddressForReportsThatWasReplacedTakesNothing() {
		String before = path(this.other);
		String after = this.other.delete("/api/v1/bounces").is(200).json().get("path").stringValue();
		assertThat(after).isEqualTo(path(this.other)).isNotEqualTo(before);
		this.api.post(before, "[]", "Authorization", "").refused(404);
		this.api.post(after, "[]", "Authorization", "").is(204);
		this.sql.run("alter table activity add constraint kept check (subject <> 'address for bounces') not valid");
		try {
			assertThat(this.other.delete("/api/v1/bounces").status()).isNotEqualTo(200);
			assertThat(path(this.other)).as("it is replaced and logged, or neither").isEqualTo(after);
		}
		finally {
			this.sql.run("alter table activity drop constraint kept");
		}
	}

	/** Posts from another address of this machine. */
	private String postFrom(String address, String path) throws Exception {
		try (Socket socket = new Socket("127.0.0.1", this.port, InetAddress.getByName(address), 0)) {
			String head = "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
					+ "Content-Length: 2\r\nConnection: close\r\n\r\n[]";
			socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
			return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8).split(" ", 3)[1];
		}
	}

	@Test
	void whoSendsManyWrongTokensIsRefusedAndAProviderIsNot() throws Exception {
		String right = path(this.api);
		assertThat(postFrom("127.0.0.7", right)).isEqualTo("204");
		for (int i = 0; i < 30; i++) {
			assertThat(postFrom("127.0.0.7", "/api/v1/bounces/" + "A".repeat(43))).isEqualTo("404");
		}
		assertThat(postFrom("127.0.0.7", "/api/v1/bounces/" + "A".repeat(43))).isEqualTo("429");
		assertThat(postFrom("127.0.0.7", right)).isEqualTo("204");
		assertThat(postFrom("127.0.0.8", "/api/v1/bounces/" + "A".repeat(43))).isEqualTo("404");
	}

	/** What becomes of addresses that take the place of %1$s, %2$s and %3$s. */
	private List<String> rules(String type, String body) {
		List<String> addresses = List.of(address(), address(), address());
		provide(body.formatted(addresses.toArray()), type).is(204);
		return addresses.stream().map(this::rule).toList();
	}

	@Test
	void postmarkReportsWithoutAKey() {
		String hard = """
				{"RecordType": "Bounce", "MessageStream": "outbound", "ID": 4323372036854775807, "Type": "HardBounce",
				 "TypeCode": 1, "Name": "Hard bounce", "MessageID": "883953f4-6105-42a2-a16a-77a8eac79483",
				 "ServerID": 23, "Description": "The server was unable to deliver your message (ex: unknown user).",
				 "Details": "smtp;550 5.1.1 The email account that you tried to reach does not exist.",
				 "Email": "%s", "From": "ciao@aurora.example", "BouncedAt": "2026-11-05T16:33:54.9070259Z",
				 "DumpAvailable": true, "Inactive": true, "CanActivate": true, "Subject": "Il tuo ordine"}""";
		assertThat(rules("application/json", hard).get(0)).isEqualTo("BOUNCED");
		assertThat(rules("application/json", hard.replace("HardBounce", "Transient")).get(0)).isEmpty();
		assertThat(rules("application/json", hard.replace("5.1.1", "5.7.1")).get(0)).isEmpty();
		assertThat(rules("application/json", """
				{"RecordType": "SpamComplaint", "MessageStream": "outbound", "ID": 42, "Type": "SpamComplaint",
				 "TypeCode": 512, "Name": "Spam complaint", "MessageID": "00000000-0000-0000-0000-000000000000",
				 "Details": "", "Email": "%s", "From": "ciao@aurora.example"}""").get(0)).isEqualTo("COMPLAINED");
	}

	@Test
	void mailgunReportsWithoutAKey() {
		String failed = """
				{"signature": {"timestamp": "1770146798", "token": "c4a1b2", "signature": "d2271d12299f"},
				 "event-data": {"event": "failed", "id": "G9Bn5sl1TC6nu79C8C0bwg", "timestamp": 1770146798.37,
				  "log-level": "error", "severity": "permanent", "reason": "bounce", "recipient": "%s",
				  "delivery-status": {"attempt-no": 1, "code": 550, "enhanced-code": "5.1.1",
				   "message": "5.1.1 user unknown", "description": "", "session-seconds": 0.43},
				  "message": {"headers": {"message-id": "0198f0a0@aurora.example", "to": "%1$s"}}}}""";
		assertThat(rules("application/json", failed).get(0)).isEqualTo("BOUNCED");
		assertThat(rules("application/json", failed.replace("permanent", "temporary")).get(0)).isEmpty();
		assertThat(rules("application/json", """
				{"signature": {}, "event-data": {"event": "complained", "recipient": "%s",
				  "message": {"headers": {"message-id": "0198f0a0@aurora.example"}}}}""").get(0))
			.isEqualTo("COMPLAINED");
	}

	@Test
	void sendGridReportsManyAtOnce() {
		assertThat(rules("application/json", """
				[{"email": "%s", "timestamp": 1770146798, "smtp-id": "<14c5d75ce93.dfd.64b469@ismtpd-555>",
				  "event": "bounce", "type": "bounce", "status": "5.0.0", "reason": "500 unknown recipient",
				  "sg_event_id": "6g4ZI7SA-xmRDv57GoPIPw==", "sg_message_id": "14c5d75ce93.dfd.64b469.filter0001"},
				 {"email": "%s", "event": "spamreport", "sg_event_id": "37nvH5QBz858KGVYCM4uOA=="},
				 {"email": "%s", "event": "bounce", "type": "blocked", "reason": "550 5.7.1 blocked by policy"},
				 {"email": "open@posta.example", "event": "open", "useragent": "Mozilla/5.0"}]"""))
			.containsExactly("BOUNCED", "COMPLAINED", "");
	}

	@Test
	void reportsOfSendGridAreTakenByOneTransaction() {
		String some = "x" + UUID.randomUUID();
		String reports = IntStream.range(0, 80)
			.mapToObj((i) -> "{\"event\": \"bounce\", \"type\": \"bounce\", \"email\": \"" + (97 * i) % 80 + some
					+ "@posta.example\"}")
			.collect(Collectors.joining(",", "[", "]"));
		provide(reports, "application/json").is(204);
		String stored = " from suppression where email like '%" + some + "%'";
		assertThat(this.sql.count("select count(*)" + stored)).isEqualTo(80);
		assertThat(this.sql.count("select count(distinct cast(xmin as text))" + stored)).isEqualTo(1);
	}

	@Test
	void brevoReportsWithoutAKey() {
		String hard = """
				{"event": "hard_bounce", "email": "%s", "id": 26224, "date": "2026-11-05 16:33:54", "ts": 1770146798,
				 "message-id": "<201798300811.5787683@relay.domain.com>", "ts_event": 1770146798,
				 "subject": "Il tuo ordine", "reason": "550 5.1.1 no such user", "sending_ip": "185.41.28.109"}""";
		assertThat(rules("application/json", hard).get(0)).isEqualTo("BOUNCED");
		assertThat(rules("application/json", hard.replace("hard_bounce", "soft_bounce")).get(0)).isEmpty();
		assertThat(rules("application/json", hard.replace("hard_bounce", "spam")).get(0)).isEqualTo("COMPLAINED");
	}

	@Test
	void amazonReportsInMessagesOfSns() {
		String bounce = """
				{"notificationType": "Bounce", "bounce": {"bounceType": "Permanent", "bounceSubType": "General",
				  "bouncedRecipients": [{"emailAddress": "%s", "action": "failed", "status": "5.1.1",
				   "diagnosticCode": "smtp; 550 5.1.1 user unknown"}, {"emailAddress": "%s"}],
				  "timestamp": "2026-11-05T16:33:54.907Z", "feedbackId": "0102015fd91a6479-ae22395c"},
				 "mail": {"source": "ciao@aurora.example", "messageId": "0102015fd91a5ca3-93c245fe-000000"}}""";
		assertThat(rules("text/plain; charset=UTF-8", message(bounce))).containsExactly("BOUNCED", "BOUNCED", "");
		// As it is delivered raw, and by the publishing of events.
		assertThat(rules("text/plain", bounce.replace("notificationType", "eventType")).get(0)).isEqualTo("BOUNCED");
		assertThat(rules("text/plain", message(bounce.replace("Permanent", "Transient"))).get(0)).isEmpty();
		assertThat(rules("text/plain", message("""
				{"notificationType": "Complaint", "complaint": {"complainedRecipients": [{"emailAddress": "%s"}],
				  "complaintFeedbackType": "abuse"}, "mail": {}}""")).get(0)).isEqualTo("COMPLAINED");
		provide(message("Successfully validated SNS topic for Amazon SES event publishing."), "text/plain").is(204);
	}

	/** What SNS posts. */
	private static String message(String text) {
		return JsonMapper.shared()
			.writeValueAsString(Map.of("Type", "Notification", "MessageId", "22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324",
					"TopicArn", "arn:aws:sns:eu-west-1:123456789012:bounces", "Message", text, "Timestamp",
					"2026-11-05T16:33:55.012Z", "SignatureVersion", "1", "Signature", "EXAMPLEw6JRN", "UnsubscribeURL",
					"https://sns.eu-west-1.amazonaws.com/?Action=Unsubscribe"));
	}

	@Test
	void onlyASubscriptionOfAmazonIsConfirmed() {
		for (String address : List.of("http://169.254.169.254/latest/meta-data", "http://sns.eu-west-1.amazonaws.com/",
				"https://sns.eu-west-1.amazonaws.com.aurora.example/", "https://aurora.example/sns.x.amazonaws.com",
				"https://sns.eu-west-1.amazonaws.com:8443/", "nowhere", "")) {
			provide("{\"Type\": \"SubscriptionConfirmation\", \"TopicArn\": \"arn:aws:sns:x\", \"SubscribeURL\": \""
					+ address + "\"}", "text/plain")
				.refused(422);
		}
		assertThat(Subscriptions.isOfAmazon(URI.create("https://sns.eu-west-1.amazonaws.com/?Action=Confirm")))
			.isTrue();
		assertThat(Subscriptions.isOfAmazon(URI.create("https://sns.cn-north-1.amazonaws.com.cn/?Action=x"))).isTrue();
	}

	@Test
	void anAddressForReportsIsOfOneWorkspaceAndTakesWhatAKeyTakes() {
		String address = address();
		assertThat(path(this.other)).isNotEqualTo(path(this.api));
		this.api.post(path(this.other), "{\"email\": \"" + address + "\"}", "Authorization", "").is(204);
		assertThat(rule(address)).isEmpty();
		provide("{\"email\": \"" + address + "\", \"kind\": \"COMPLAINED\"}", "application/json").is(204);
		assertThat(rule(address)).isEqualTo("COMPLAINED");
		String gone = address();
		provide("Final-Recipient: rfc822; " + gone + "\nStatus: 5.1.1\n", "message/rfc822").is(204);
		assertThat(rule(gone)).isEqualTo("BOUNCED");
		String path = path(this.api);
		String guessed = path.substring(0, path.length() - 4) + (path.endsWith("AAAA") ? "BBBB" : "AAAA");
		for (String wrong : List.of(guessed, path + "A", "/api/v1/bounces/x", "/api/v1/bounces/" + "A".repeat(43))) {
			this.api.post(wrong, "{\"email\": \"" + address + "\"}", "Authorization", "").refused(404);
		}
		this.api.get("/api/v1/bounces", "Authorization", "").refused(401);
		provide("[]", "application/json").is(204);
		provide("{}", "application/json").flawed("/email");
		provide("3", "application/json").refused(400);
		provide("", "application/json").refused(400);
	}

	@Test
	void whatIsNoReportIsRefused() {
		Map<String, String> flawed = Map.of("{}", "/email", "{\"email\": \"nobody\"}", "/email",
				"{\"messageId\": \"accepted\"}", "/email", "{\"email\": \"a@b.example\", \"reason\": \"a\\u0000\"}",
				"/reason", "{\"email\": \"a@b.example\", \"kind\": \"SOFT\"}", "/kind");
		flawed.forEach((body, pointer) -> report(body).flawed(pointer));
		report("[").refused(400);
		report("null").refused(400);
		report("{\"messageId\": \"<" + UUID.randomUUID() + "@aurora.example>\"}").is(204);
		mail("Hello").refused(400);
		mail("").refused(400);
		mail("Final-Recipient:" + " ".repeat(200_000)).refused(400);
		mail("x".repeat(300_000)).refused(413);
	}

	@Test
	void twoLongReportsAreTakenAtATime() throws Exception {
		String path = this.api.get("/api/v1/bounces").is(200).json().get("path").stringValue();
		String address = address();
		String reports = "[{\"event\": \"bounce\", \"email\": \"" + address + "\", \"reason\": \"" + "x".repeat(70_000)
				+ "\"}]";
		List<CompletableFuture<Api.Reply>> taken = new ArrayList<>();
		try (Sql.Hold held = this.sql.holdTable("suppression")) {
			for (int i = 0; i < 2; i++) {
				taken.add(CompletableFuture.supplyAsync(() -> this.api.post(path, reports)));
			}
			Wait.until("both are taken", () -> this.sql.count("select count(*) from pg_stat_activity"
					+ " where datname = current_database() and wait_event_type = 'Lock'") >= 2);
			assertThat(this.api.post(path, reports).refused(503).header("Retry-After")).isNotEmpty();
		}
		for (CompletableFuture<Api.Reply> reply : taken) {
			reply.get().is(204);
		}
		this.api.post(path, reports).is(204);
		assertThat(rule(address)).isEqualTo("BOUNCED");
	}

}
