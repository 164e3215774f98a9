package dev.voce.access;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
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

	private static final String OF_THE_ADDRESS = "too many requests from this address;";

	private static final String OF_THE_SURVEY = "too many responses to this survey;";

	private static Node start(String... properties) {
		return Node.start(TestDatabase.create(), TestDatabase.user(), TestDatabase.password(), properties);
	}

	private static String path(UUID survey) {
		return "/api/v1/public/surveys/" + survey;
	}

	/** Checks that a request is refused by one of the limits, which it names. */
	private static Api.Reply limited(Api.Reply answer, String limit) {
		assertThat(answer.refused(429).json().get("detail").stringValue()).startsWith(limit);
		return answer;
	}

	@Test
	void anAddressIsTakenFromAHeaderOnlyBehindAProxyThatIsConfigured() {
		try (Node node = start("voce.limits.address-per-minute=5")) {
			Api api = node.api();
			UUID survey = api.npsSurvey();
			for (int i = 0; i < 5; i++) {
				api.post(path(survey) + "/responses", ANSWER, "X-Forwarded-For", "203.0.113." + i).is(201);
			}
			Api.Reply refused = api.post(path(survey) + "/responses", ANSWER, "X-Forwarded-For", "203.0.113.9");
			assertThat(limited(refused, OF_THE_ADDRESS).header("Retry-After")).matches("1[0-3]");
			assertThat(refused.header("Access-Control-Allow-Origin")).isEqualTo("*");
			limited(api.get(path(survey)), OF_THE_ADDRESS);
			// Whoever has a key is not limited.
			api.post("/api/v1/surveys/" + survey + "/responses", ANSWER).is(201);
		}
		try (Node node = start("voce.limits.address-per-minute=2", "server.forward-headers-strategy=native",
				"server.tomcat.remoteip.internal-proxies=127\\.0\\.0\\.1|0:0:0:0:0:0:0:1|10\\.0\\.0\\.1")) {
			Api api = node.api();
			UUID survey = api.npsSurvey();
			for (String customer : new String[] { "203.0.113.1", "203.0.113.2", "2001:db8:1:2::1" }) {
				for (String chain : new String[] { customer, "198.51.100.7, " + customer + ", 10.0.0.1" }) {
					api.post(path(survey) + "/responses", ANSWER, "X-Forwarded-For", chain).is(201);
				}
			}
			for (String chain : new String[] { "198.51.100.7, 203.0.113.1", "2001:db8:1:2:9::2" }) {
				limited(api.post(path(survey) + "/responses", ANSWER, "X-Forwarded-For", chain), OF_THE_ADDRESS);
			}
			api.post(path(survey) + "/responses", ANSWER, "X-Forwarded-For", "2001:db8:1:3::1").is(201);
		}
	}

	@Test
	void aSurveyHasALimitOfItsOwn() {
		try (Node node = start("voce.limits.survey-per-minute=3")) {
			Api api = node.api();
			UUID survey = api.npsSurvey();
			UUID other = api.npsSurvey();
			api.post(path(survey) + "/shown", "{\"id\": \"" + UUID.randomUUID() + "\", \"stage\": \"SHOWN\"}").is(202);
			api.post(path(survey) + "/responses", ANSWER).is(201);
			api.put(path(survey) + "/responses/" + UUID.randomUUID(), ANSWER).is(201);
			assertThat(limited(api.post(path(survey) + "/responses", ANSWER), OF_THE_SURVEY).header("Retry-After"))
				.matches("(1\\d|2[01])");
			Api.Reply form = api.post("/s/" + survey, "a.nps=9&a.why=Mine", "Content-Type",
					"application/x-www-form-urlencoded");
			assertThat(form.is(429).header("Retry-After")).matches("(1\\d|2[01])");
			assertThat(form.header("Content-Type")).startsWith("text/html");
			assertThat(form.body()).contains("Your answers aren&#39;t saved yet.", "name=\"a.why\" value=\"Mine\"");
			limited(api.post("/s/" + survey, "a.why=" + "x".repeat(20_000), "Content-Type",
					"application/x-www-form-urlencoded"), OF_THE_SURVEY);
			// However its address is spelled.
			for (String spelled : new String[] { path(survey).replace("public", "%70ublic"),
					"/api/v1/public/surveys/" + survey.toString().toUpperCase(Locale.ROOT) }) {
				limited(api.post(spelled + "/responses", ANSWER), OF_THE_SURVEY);
			}
			api.get(path(survey)).is(200);
			api.get("/s/" + survey).is(200);
			api.post(path(other) + "/responses", ANSWER).is(201);
		}
	}

	@Test
	void whoSendsBodiesSlowlyFromManyAddressesKeepsNobodyWaiting() throws Exception {
		try (Node node = start("server.tomcat.threads.max=40")) {
			Api api = node.api();
			UUID survey = api.npsSurvey();
			slowForms(node, api, survey);
			slowResponses(node, api, survey);
			bodiesThatNobodyReads(node, api, survey);
		}
	}

	private static void slowForms(Node node, Api api, UUID survey) throws Exception {
		try (Sockets sockets = new Sockets(node.port())) {
			sockets.open(20, 3, "POST /s/" + survey + " HTTP/1.1\r\nHost: x\r\n"
					+ "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 9\r\n\r\na");
			answersWithoutWaiting(api, survey);
			assertThat(sockets.all).anySatisfy((socket) -> assertThat(Sockets.status(socket)).endsWith("503"));
		}
	}

	private static void slowResponses(Node node, Api api, UUID survey) throws Exception {
		try (Sockets sockets = new Sockets(node.port())) {
			sockets.open(10, 2, "POST " + path(survey) + "/responses HTTP/1.1\r\nHost: x\r\n"
					+ "Content-Type: application/json\r\nContent-Length: 23\r\n\r\n{");
			answersWithoutWaiting(api, survey);
			for (Socket socket : sockets.all) {
				socket.getOutputStream().write(ANSWER.substring(1).getBytes(StandardCharsets.US_ASCII));
			}
			assertThat(sockets.all).allSatisfy((socket) -> assertThat(Sockets.status(socket)).endsWith("201"));
		}
	}

	private static void bodiesThatNobodyReads(Node node, Api api, UUID survey) throws Exception {
		try (Sockets sockets = new Sockets(node.port())) {
			sockets.open(10, 3, "POST /api/v1/nothing HTTP/1.1\r\nHost: x\r\nContent-Length: 60000\r\n\r\na");
			answersWithoutWaiting(api, survey);
			long start = System.nanoTime();
			for (Socket socket : sockets.all) {
				// until it is closed
				assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
					.containsPattern("(?s)^HTTP/1.1 (401 |429 .*too many requests at once from this address)");
			}
			assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
		}
	}

	@Test
	void aBodyThatTricklesIsRefusedInTime() throws Exception {
		try (Node node = start(); Socket socket = new Socket("localhost", node.port())) {
			UUID survey = node.api().npsSurvey();
			OutputStream out = socket.getOutputStream();
			out.write(("POST " + path(survey) + "/responses HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
					+ "Content-Length: 1000\r\n\r\n{")
				.getBytes(StandardCharsets.US_ASCII));
			long start = System.nanoTime();
			Wait.until("it is refused", () -> {
				out.write(' ');
				Thread.sleep(200);
				return socket.getInputStream().available() > 0;
			});
			assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofSeconds(4),
					Duration.ofSeconds(9));
			String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			assertThat(answer).startsWith("HTTP/1.1 408")
				.contains("application/problem+json")
				.contains("took too long to come");
		}
	}

	/** What a visitor meets elsewhere meanwhile. */
	private static void answersWithoutWaiting(Api api, UUID survey) {
		for (int i = 0; i < 20; i++) {
			long start = System.nanoTime();
			api.post(path(survey) + "/responses", ANSWER).is(201);
			api.get("/s/" + survey).is(200);
			assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
		}
	}

	/**
	 * Connections from addresses of this machine other than that of the tests' client.
	 */
	private static final class Sockets implements AutoCloseable {

		final List<Socket> all = new ArrayList<>();

		private final int port;

		Sockets(int port) {
			this.port = port;
		}

		void open(int addresses, int each, String text) throws IOException {
			for (int address = 0; address < addresses; address++) {
				for (int i = 0; i < each; i++) {
					Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), this.port,
							InetAddress.getByName("127.0.1." + (address + 1)), 0);
					socket.setSoTimeout(10_000);
					this.all.add(socket);
					socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
				}
			}
		}

		static String status(Socket socket) throws IOException {
			return new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
		}

		@Override
		public void close() throws IOException {
			for (Socket socket : this.all) {
				socket.close();
			}
		}

	}

}
