package dev.voce.invitation;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

import javax.sql.DataSource;

import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import dev.voce.testing.Api;
import dev.voce.testing.Sql;
import dev.voce.testing.VoceTest;
import dev.voce.testing.Wait;

import static org.assertj.core.api.Assertions.assertThat;

/** A mail server that takes mails and breaks the connection before it says so. */
@NullUnmarked
@VoceTest
class LostReplyTest {

	/** The {@code Message-ID} of each mail that was handed over whole. */
	private static final List<String> taken = new CopyOnWriteArrayList<>();

	private static final ServerSocket server = listen();

	private final Api api;

	private final Sql sql;

	LostReplyTest(@LocalServerPort int port, @Autowired DataSource dataSource) {
		this.api = Api.administrator(port, dataSource);
		this.sql = new Sql(dataSource);
	}

	private static ServerSocket listen() {
		try {
			ServerSocket socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
			Thread thread = new Thread(() -> serve(socket), "smtp");
			thread.setDaemon(true);
			thread.start();
			return socket;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static void serve(ServerSocket listening) {
		while (!listening.isClosed()) {
			try (Socket socket = listening.accept()) {
				take(socket);
			}
			catch (IOException ex) {
				// the next connection, or the end
			}
		}
	}

	private static void take(Socket socket) throws IOException {
		BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
		say(socket, "220 here");
		for (String line = in.readLine(); line != null && !line.startsWith("DATA"); line = in.readLine()) {
			say(socket, line.contains("<refused") ? "550 5.7.1 not from you"
					: line.contains("<later") ? "450 4.2.1 later" : "250 fine");
		}
		say(socket, "354 go on");
		String id = "";
		for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
			id = line.startsWith("Message-ID:") ? line : id;
		}
		taken.add(id);
	}

	private static void say(Socket socket, String line) throws IOException {
		socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
	}

	@DynamicPropertySource
	static void mailServer(DynamicPropertyRegistry registry) {
		registry.add("spring.mail.host", () -> "localhost");
		registry.add("spring.mail.port", server::getLocalPort);
		registry.add("voce.delivery.every", () -> "200ms");
		registry.add("voce.invitation.every", () -> "200ms");
		registry.add("voce.jobs.polling-interval", () -> "100ms");
		registry.add("voce.public.url", () -> "http://localhost");
	}

	@AfterAll
	static void stop() throws IOException {
		server.close();
	}

	@BeforeEach
	void beginAnew() {
		this.sql.run("delete from invitation_mail where reason like '550 5.7.1%'");
		this.sql.run("delete from outbox");
		this.api.put("/api/v1/workspace",
				"{\"name\": \"Aurora\", \"mail\": {\"from\": \"care@aurora.example\", \"postalAddress\": \"Bologna\"}}",
				"If-Match", "*")
			.is(200);
	}

	@Test
	void aServerThatRefusesTheSenderFiveTimesInARowPausesAllAndTells() throws Exception {
		UUID survey = this.api.npsSurvey();
		String path = "/api/v1/surveys/" + survey;
		StringBuilder table = new StringBuilder("email\n");
		for (int i = 0; i < 12; i++) {
			table.append("refused").append(UUID.randomUUID()).append("@posta.example\n");
		}
		String sending = path + "/sendings/"
				+ this.api.post(path + "/invitations", table.toString(), "Content-Type", "text/csv")
					.is(202)
					.json()
					.get("sending")
					.stringValue();
		Wait.until("it pauses", () -> this.api.get(sending).json().get("status").stringValue().equals("PAUSED"));
		JsonNode paused = this.api.get(sending).json();
		// One more may be on its way when it pauses.
		assertThat(paused.get("failed").intValue()).isBetween(5, 6);
		assertThat(paused.get("toGo").intValue()).isEqualTo(12 - paused.get("failed").intValue());
		assertThat(this.sql
			.count("select count(*) from outbox where mail ->> 'subject' = 'The mail server refuses your invitations'"))
			.isEqualTo(1);
		assertThat(this.sql.count("select count(*) from suppression where email like 'refused%'")).isZero();
	}

	@Test
	void aMailThatIsDelayedIsTriedUntilTheInvitationExpiresAndNotLonger() throws Exception {
		UUID survey = this.api.npsSurvey();
		this.api.put("/api/v1/surveys/" + survey + "/invitation", "{\"expires\": \"PT6S\"}", "If-Match", "*").is(200);
		String path = "/api/v1/surveys/" + survey + "/invitations";
		String id = this.api.post(path, "{\"email\": \"later" + UUID.randomUUID() + "@posta.example\"}")
			.is(202)
			.json()
			.get("id")
			.stringValue();
		Wait.until("the first attempt", () -> this.api.get(path + "/" + id).json().at("/mails/0").has("reason"));
		// As after the attempts of four days.
		this.sql.run("update outbox set attempts = 30, due_at = now() where topic = ?", UUID.fromString(id));
		Wait.until("another attempt",
				() -> this.sql.count(
						"select count(*) from outbox where topic = ? and attempts = 31 and status = 'WAITING'",
						UUID.fromString(id)) == 1);
		Wait.until("it expires",
				() -> this.api.get(path + "/" + id).json().get("status").stringValue().equals("EXPIRED"));
		assertThat(this.sql.count("select count(*) from outbox where topic = ? and status = 'WAITING'",
				UUID.fromString(id)))
			.isZero();
	}

	@Test
	void aMailThatMayHaveArrivedIsSentOnceMoreAndSaysSo() throws Exception {
		UUID survey = this.api.npsSurvey();
		String id = this.api
			.post("/api/v1/surveys/" + survey + "/invitations",
					"{\"email\": \"" + UUID.randomUUID() + "@posta.example\"}")
			.is(202)
			.json()
			.get("id")
			.stringValue();
		String path = "/api/v1/surveys/" + survey + "/invitations/" + id;
		Wait.until("the first attempt", () -> this.api.get(path).json().at("/mails/0/unclear").asBoolean());
		for (int i = 0; i < 3; i++) {
			this.sql.run("update outbox set due_at = now() where topic = ?", UUID.fromString(id));
			Thread.sleep(500);
		}
		Wait.until("it is given up", () -> this.api.get(path).json().get("status").stringValue().equals("BOUNCED"));
		JsonNode mail = this.api.get(path).json().at("/mails/0");
		assertThat(mail.get("reason").stringValue()).contains("may have arrived");
		assertThat(taken.stream().filter((one) -> one.contains(mail.get("id").stringValue()))).hasSize(2);
		assertThat(this.sql.count("select count(*) from suppression where email = ?",
				this.api.get(path).json().get("email").stringValue()))
			.isZero();
	}

}
