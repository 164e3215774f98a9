package dev.voce;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.voce.testing.Api;
import dev.voce.testing.Node;
import dev.voce.testing.TestDatabase;
import dev.voce.testing.VoceTest;

import static org.assertj.core.api.Assertions.assertThat;

/** What a request's host decides, with a configured address and without one. */
class PublicAddressTest {

	private static final String OWN = "voce.example";

	private static final String FORGED = "evil.example";

	private static final String KEY = "Authorization: Bearer " + VoceTest.KEY;

	private static final String ANSWER = "{\"answers\": {\"nps\": 9}}";

	private static Node configured;

	private static Node plain;

	private static UUID survey;

	private static UUID guarded;

	@BeforeAll
	static void start() {
		String database = TestDatabase.create();
		configured = Node.start(database, TestDatabase.user(), TestDatabase.password(),
				"voce.public.url=https://Voce.example:443/feedback/");
		plain = Node.start(database, TestDatabase.user(), TestDatabase.password());
		survey = configured.api().npsSurvey();
		guarded = configured.api().survey("""
				{"name": "Guarded", "allowedOrigins": ["https://shop.example"], "questions": [
				  {"key": "nps", "type": "NPS", "text": {"en": "How likely?"}}]}""");
	}

	@AfterAll
	static void stop() {
		plain.close();
		configured.close();
	}

	@Test
	void linksTakeTheConfiguredAddress() {
		String root = "https://voce.example/feedback";
		assertThat(get(configured, OWN, "/s/" + survey + "/email.html")).contains("href=\"" + root + "/s/" + survey)
			.contains("no-store");
		assertThat(get(configured, OWN, "/preview/" + survey)).contains(root + "/widget.js")
			.contains(root + "/widget/")
			.contains("data-base=\"/feedback/\"");
		assertThat(get(configured, OWN, "/s/" + survey)).contains("src=\"/feedback/widget.js\"");
		assertThat(get(configured, OWN, "/session")).contains("\"publicUrl\":\"" + root + "\"");
		String code = get(configured, OWN, "/s/" + survey + "/qr.svg");
		assertThat(code).contains("max-age=86400, public");
		assertThat(path(code)).isEqualTo(path(get(configured, "voce.example:8080", "/s/" + survey + "/qr.svg")));
	}

	@Test
	void whatARequestsHostMadeIsKeptByNoCache() {
		String forged = get(plain, FORGED, "/s/" + survey + "/qr.svg");
		assertThat(forged).startsWith("HTTP/1.1 200").contains("no-store").doesNotContain("public");
		assertThat(path(forged)).isNotEqualTo(path(get(plain, OWN, "/s/" + survey + "/qr.svg")));
		assertThat(get(plain, FORGED, "/s/" + survey + "/email.html")).contains("no-store");
		assertThat(get(plain, FORGED, "/session")).contains("\"publicUrl\":null");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/", "/setup", "/join", "/users", "/s/{}", "/s/{}/qr.svg", "/s/{}/email.html",
			"/preview/{}", "/session", "/%73ession", "/widget/../session", "/api/v1/surveys", "/docs", "/nothing" })
	void pagesAndSessionsAreServedUnderTheConfiguredHostAlone(String path) {
		String real = path.replace("{}", survey.toString());
		assertThat(get(configured, FORGED, real)).matches("(?s)HTTP/1.1 4(21|00) .*").doesNotContain(FORGED);
		assertThat(get(configured, OWN + ".evil.example", real)).matches("(?s)HTTP/1.1 4(21|00) .*");
		assertThat(get(configured, "VOCE.example:8443", real)).doesNotStartWith("HTTP/1.1 421");
		assertThat(get(plain, FORGED, real)).doesNotStartWith("HTTP/1.1 421");
	}

	@Test
	void theReplyToAWrongHostIsInAnAcceptedFormat() {
		assertThat(get(configured, FORGED, "/session")).contains("application/problem+json")
			.contains("its address is https://voce.example/feedback");
		assertThat(get(configured, FORGED, "/session", "Accept-Language: it")).contains("il suo indirizzo è https");
		assertThat(get(configured, FORGED, "/", "Accept: text/html,*/*;q=0.8")).contains("Content-Type: text/html")
			.contains("<a href=\"https://voce.example/feedback\">")
			.contains("frame-ancestors 'none'");
		assertThat(get(configured, FORGED, "/", "Accept: text/html", "Accept-Language: it-CH"))
			.contains("<html lang=\"it\">", "Voce non risponde a questo indirizzo");
		new Api(configured.port(), null).get("/session").refused(421);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/actuator/health", "/widget.js", "/api/v1/public/surveys/{}" })
	void whatIsForOtherSitesAndMachinesIsServedUnderAnyHost(String path) {
		assertThat(get(configured, FORGED, path.replace("{}", survey.toString()))).startsWith("HTTP/1.1 200");
	}

	@Test
	void aKeyIsServedUnderAnyHost() {
		assertThat(get(configured, "localhost", "/api/v1/surveys", KEY)).startsWith("HTTP/1.1 200");
		assertThat(get(configured, "localhost", "/actuator/prometheus", KEY)).startsWith("HTTP/1.1 200");
		assertThat(get(configured, "localhost", "/session", KEY)).startsWith("HTTP/1.1 421");
	}

	@ParameterizedTest
	@CsvSource({ "https://voce.example, 201", "https://VOCE.example:443, 201", "https://shop.example, 201",
			"http://voce.example, 403", "https://evil.example, 403", "null, 403" })
	void aPageIsVocesOwnByTheConfiguredAddress(String origin, int status) {
		assertThat(post(configured, FORGED, "Origin: " + origin)).startsWith("HTTP/1.1 " + status);
	}

	@ParameterizedTest
	@CsvSource({ "evil.example, https://evil.example, 201", "evil.example:443, https://evil.example, 201",
			"evil.example, https://evil.example:8443, 403", "evil.example:8443, https://evil.example:8443, 201",
			"voce.example, https://evil.example, 403" })
	void withoutAnAddressAPageIsVocesOwnByTheHost(String host, String origin, int status) {
		assertThat(post(plain, host, "Origin: " + origin)).startsWith("HTTP/1.1 " + status);
	}

	private static String get(Node node, String host, String path, String... headers) {
		return send(node, "GET " + path, host, "", headers);
	}

	private static String post(Node node, String host, String origin) {
		return send(node, "POST /api/v1/public/surveys/" + guarded + "/responses", host, ANSWER, origin,
				"Content-Type: application/json", "Content-Length: " + ANSWER.length());
	}

	/** With a host of one's own, which Java's clients don't send. */
	private static String send(Node node, String line, String host, String body, String... headers) {
		try (Socket socket = new Socket("localhost", node.port())) {
			socket.setSoTimeout(20_000);
			String head = line + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n";
			for (String header : headers) {
				head += header + "\r\n";
			}
			socket.getOutputStream().write((head + "\r\n" + body).getBytes(StandardCharsets.UTF_8));
			return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new IllegalStateException(line, ex);
		}
	}

	/** What a QR code draws. */
	private static String path(String code) {
		return code.substring(code.indexOf("<path"));
	}

}
