package dev.voce.invitation;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.springframework.jdbc.datasource.DriverManagerDataSource;

import dev.voce.testing.Api;
import dev.voce.testing.Node;
import dev.voce.testing.ServiceProcess;
import dev.voce.testing.Sql;
import dev.voce.testing.TestDatabase;
import dev.voce.testing.VoceTest;
import dev.voce.testing.Wait;

import static org.assertj.core.api.Assertions.assertThat;

/** Lists that several nodes send, one of which may be killed. */
@NullUnmarked
class SendingNodesTest {

	private static final int PEOPLE = 20;

	private static final Map<String, String> SETTINGS = Map.of("voce.delivery.every", "50ms", "voce.invitation.every",
			"50ms", "voce.jobs.polling-interval", "50ms", "voce.jobs.heartbeat", "200ms", "voce.public.url",
			"http://localhost", "voce.sample.enabled", "false");

	/** A mail server that notes what it took, and may fall silent before it says so. */
	private static final class Taker implements AutoCloseable {

		private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

		/** The {@code Message-ID} and the recipient of each mail that was handed over. */
		private final List<String> taken = new CopyOnWriteArrayList<>();

		private volatile int silentFrom = Integer.MAX_VALUE;

		Taker() throws IOException {
			background(() -> {
				while (!this.socket.isClosed()) {
					Socket connection = this.socket.accept();
					background(() -> take(connection));
				}
			});
		}

		private interface Work {

			void run() throws IOException;

		}

		private static void background(Work work) {
			Thread thread = new Thread(() -> {
				try {
					work.run();
				}
				catch (IOException ex) {
					// the client is gone, or the server is closed
				}
			}, "smtp");
			thread.setDaemon(true);
			thread.start();
		}

		private void take(Socket connection) throws IOException {
			try (connection) {
				BufferedReader in = new BufferedReader(
						new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8));
				say(connection, "220 here");
				String to = "";
				for (String line = in.readLine(); line != null; line = in.readLine()) {
					to = line.startsWith("RCPT TO:") ? line.replaceAll(".*<|>.*", "") : to;
					if (line.equals("DATA")) {
						say(connection, "354 go on");
						this.taken.add(id(in) + " " + to);
						if (this.taken.size() >= this.silentFrom) {
							in.readLine();
							return;
						}
					}
					say(connection, "250 fine");
				}
			}
		}

		private static String id(BufferedReader in) throws IOException {
			String id = "";
			for (String line = in.readLine(); !".".equals(line) && line != null; line = in.readLine()) {
				id = line.startsWith("Message-ID:") ? line : id;
			}
			return id;
		}

		private static void say(Socket connection, String line) throws IOException {
			connection.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
		}

		@Override
		public void close() throws IOException {
			this.socket.close();
		}

	}

	private final String url = TestDatabase.create();

	private final DriverManagerDataSource database = new DriverManagerDataSource(this.url, TestDatabase.user(),
			TestDatabase.password());

	private Map<String, String> settings(Taker mails) {
		Map<String, String> settings = new HashMap<>(SETTINGS);
		settings.put("spring.mail.host", "localhost");
		settings.put("spring.mail.port", String.valueOf(mails.socket.getLocalPort()));
		return settings;
	}

	private Node node(Taker mails) {
		return Node.start(this.url, TestDatabase.user(), TestDatabase.password(),
				settings(mails).entrySet()
					.stream()
					.map((setting) -> setting.getKey() + "=" + setting.getValue())
					.toArray(String[]::new));
	}

	private String survey(int port) {
		Api.administrator(port, this.database)
			.put("/api/v1/workspace",
					"{\"name\": \"Aurora\", \"mail\": {\"from\": \"care@aurora.example\", \"postalAddress\": \"Bologna\"}}",
					"If-Match", "*")
			.is(200);
		return "/api/v1/surveys/" + new Api(port).npsSurvey();
	}

	private static String list() {
		StringBuilder list = new StringBuilder("email,key\n");
		for (int i = 0; i < PEOPLE; i++) {
			list.append(UUID.randomUUID()).append("@posta.example,").append(i).append('\n');
		}
		return list.toString();
	}

	private static String post(Api api, String survey, String list) {
		return api.post(survey + "/sendings", list, "Content-Type", "text/csv")
			.is(202)
			.json()
			.get("sending")
			.stringValue();
	}

	private static boolean isDone(Api api, String survey, String sending) {
		return api.get(survey + "/sendings/" + sending).is(200).json().get("status").stringValue().equals("DONE");
	}

	@Test
	void twoNodesSendEachMailOnceAndOnceMoreThatWithWhichAThirdWasKilled() throws Exception {
		Map<String, String> environment = new HashMap<>();
		try (Taker mails = new Taker()) {
			mails.silentFrom = 5;
			settings(mails).forEach(
					(name, value) -> environment.put(name.toUpperCase().replace("-", "").replace('.', '_'), value));
			environment
				.putAll(Map.of("SPRING_DATASOURCE_URL", this.url, "SPRING_DATASOURCE_USERNAME", TestDatabase.user(),
						"SPRING_DATASOURCE_PASSWORD", TestDatabase.password(), "VOCE_BOOTSTRAP_KEY", VoceTest.KEY));
			String survey;
			String sending;
			try (ServiceProcess service = ServiceProcess.start(environment)) {
				survey = survey(service.port());
				sending = post(new Api(service.port()), survey, list());
				Wait.until("a mail is handed over, and nobody says that it is taken", () -> mails.taken.size() == 5);
				service.kill();
			}
			mails.silentFrom = Integer.MAX_VALUE;
			String unclear = mails.taken.get(4);
			// As after five minutes, when no attempt can be under way any more.
			new Sql(this.database).run("update outbox set due_at = now() where under_way");
			try (Node one = node(mails); Node other = node(mails)) {
				Wait.until("the list is done", () -> isDone(one.api(), survey, sending));
				assertThat(mails.taken).hasSize(PEOPLE + 1);
				assertThat(mails.taken.stream().distinct()).hasSize(PEOPLE);
				assertThat(mails.taken.stream().filter(unclear::equals)).hasSize(2);
				JsonNode trouble = one.api().get(survey + "/sendings/" + sending).json().at("/troubles/0");
				assertThat(trouble.get("unclear").booleanValue()).isTrue();
				assertThat(trouble.get("reason").stringValue()).contains("it may have arrived");
				assertThat(unclear).endsWith(" " + trouble.get("email").stringValue());
				mails.taken.clear();
				isSentOnceThoughPostedTwice(one.api(), other.api(), survey);
				assertThat(mails.taken).hasSize(PEOPLE).doesNotHaveDuplicates();
				assertThat(mails.taken.stream().map((mail) -> mail.replaceAll(".* ", "")).distinct()).hasSize(PEOPLE);
			}
		}
	}

	private static void isSentOnceThoughPostedTwice(Api one, Api other, String survey) throws Exception {
		String list = list().replace(".example,", ".example,again");
		CompletableFuture<String> second = CompletableFuture.supplyAsync(() -> post(other, survey, list));
		String first = post(one, survey, list);
		String again = second.join();
		Wait.until("both lists are done", () -> isDone(one, survey, first) && isDone(other, survey, again));
	}

}
