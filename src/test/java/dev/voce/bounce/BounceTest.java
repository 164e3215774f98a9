package dev.voce.bounce;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import javax.sql.DataSource;

import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import dev.voce.testing.Api;
import dev.voce.testing.Sql;
import dev.voce.testing.VoceTest;

import static org.assertj.core.api.Assertions.assertThat;

/** Reports of mails that came back, in JSON and as mails. */
@NullUnmarked
@VoceTest
class BounceTest {

	private final Api api;

	private final Api other;

	private UUID survey;

	BounceTest(@LocalServerPort int port, @Autowired DataSource dataSource) {
		this.api = new Api(port);
		this.other = new Api(port, new Sql(dataSource).workspace());
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

}
