package dev.voce.access;

import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import dev.voce.testing.Api;
import dev.voce.testing.Node;
import dev.voce.testing.TestDatabase;
import dev.voce.testing.Wait;

import static org.assertj.core.api.Assertions.assertThat;

/** What one address and one survey may ask of a node. */
class PublicLimitsTest {

	private static final String ANSWER = "{\"answers\": {\"nps\": 9}}";

	private static Node start(String... properties) {
		return Node.start(TestDatabase.create(), TestDatabase.user(), TestDatabase.password(), properties);
	}

	private static String door(UUID survey) {
		return "/api/v1/public/surveys/" + survey;
	}

	@Test
	void anAddressIsTakenFromAHeaderOnlyBehindAProxyThatIsConfigured() {
		try (Node node = start("voce.limits.address-per-minute=5")) {
			Api api = node.api();
			UUID survey = api.npsSurvey();
			for (int i = 0; i < 5; i++) {
				api.post(door(survey) + "/responses", ANSWER, "X-Forwarded-For", "203.0.113." + i).is(201);
			}
			Api.Answer refused = api.post(door(survey) + "/responses", ANSWER, "X-Forwarded-For", "203.0.113.9");
			assertThat(refused.refused(429).header("Retry-After")).matches("1[0-3]");
			assertThat(refused.header("Access-Control-Allow-Origin")).isEqualTo("*");
			api.get(door(survey)).refused(429);
			// Whoever has a key is not limited.
			api.post("/api/v1/surveys/" + survey + "/responses", ANSWER).is(201);
		}
		try (Node node = start("voce.limits.address-per-minute=2", "server.forward-headers-strategy=native",
				"server.tomcat.remoteip.internal-proxies=127\\.0\\.0\\.1|0:0:0:0:0:0:0:1|10\\.0\\.0\\.1")) {
			Api api = node.api();
			UUID survey = api.npsSurvey();
			for (String customer : new String[] { "203.0.113.1", "203.0.113.2", "2001:db8:1:2::1" }) {
				for (String chain : new String[] { customer, "198.51.100.7, " + customer + ", 10.0.0.1" }) {
					api.post(door(survey) + "/responses", ANSWER, "X-Forwarded-For", chain).is(201);
				}
			}
			api.post(door(survey) + "/responses", ANSWER, "X-Forwarded-For", "198.51.100.7, 203.0.113.1").refused(429);
			api.post(door(survey) + "/responses", ANSWER, "X-Forwarded-For", "2001:db8:1:2:9::2").refused(429);
			api.post(door(survey) + "/responses", ANSWER, "X-Forwarded-For", "2001:db8:1:3::1").is(201);
		}
	}

	@Test
	void aSurveyHasALimitOfItsOwn() {
		try (Node node = start("voce.limits.survey-per-minute=3")) {
			Api api = node.api();
			UUID survey = api.npsSurvey();
			UUID other = api.npsSurvey();
			api.post(door(survey) + "/shown", "{\"id\": \"" + UUID.randomUUID() + "\", \"stage\": \"SHOWN\"}").is(202);
			api.post(door(survey) + "/responses", ANSWER).is(201);
			api.put(door(survey) + "/responses/" + UUID.randomUUID(), ANSWER).is(201);
			assertThat(api.post(door(survey) + "/responses", ANSWER).refused(429).header("Retry-After"))
				.matches("(1\\d|2[01])");
			api.post("/s/" + survey, "a.nps=9", "Content-Type", "application/x-www-form-urlencoded").refused(429);
			// However its address is spelled.
			api.post(door(survey).replace("public", "%70ublic") + "/responses", ANSWER).refused(429);
			api.post("/api/v1/public/surveys/" + survey.toString().toUpperCase(Locale.ROOT) + "/responses", ANSWER)
				.refused(429);
			api.get(door(survey)).is(200);
			api.get("/s/" + survey).is(200);
			api.post(door(other) + "/responses", ANSWER).is(201);
		}
	}

	@Test
	void whoSendsSlowlyHoldsHalfOfTheThreadsAlone() throws Exception {
		try (Node node = start("server.tomcat.threads.max=4")) {
			Api api = node.api();
			UUID survey = api.npsSurvey();
			byte[] stalled = ("POST /s/" + survey + " HTTP/1.1\r\nHost: x\r\n"
					+ "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 9\r\n\r\na")
				.getBytes(StandardCharsets.US_ASCII);
			List<Socket> sockets = new ArrayList<>();
			Wait.until("further requests are refused", () -> {
				Socket socket = new Socket("localhost", node.port());
				socket.getOutputStream().write(stalled);
				sockets.add(socket);
				return api.get(door(survey)).status() == 429;
			});
			for (Socket socket : sockets) {
				socket.close();
			}
			Wait.until("they are taken again", () -> api.get(door(survey)).status() == 200);
		}
	}

	@Test
	void aBodyThatDoesNotComeHoldsNoThreadForLong() throws Exception {
		try (Node node = start("server.tomcat.connection-timeout=300ms")) {
			Api api = node.api();
			UUID survey = api.npsSurvey();
			URI uri = api.get(door(survey)).response().uri();
			try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
				OutputStream out = socket.getOutputStream();
				out.write(
						("POST " + door(survey) + "/responses HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
								+ "Content-Length: 23\r\n\r\n{")
							.getBytes(StandardCharsets.US_ASCII));
				String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
				assertThat(answer).startsWith("HTTP/1.1 408")
					.contains("application/problem+json")
					.contains("took too long to come");
			}
		}
	}

}
