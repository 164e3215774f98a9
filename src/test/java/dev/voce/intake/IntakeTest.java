package dev.voce.intake;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

import javax.sql.DataSource;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

import dev.voce.testing.Api;
import dev.voce.testing.Sql;
import dev.voce.testing.VoceTest;
import dev.voce.testing.Wait;

import static org.assertj.core.api.Assertions.assertThat;

/** An intake with a short queue, while something blocks it. */
@VoceTest
@TestPropertySource(properties = { "voce.intake.queue-size=16", "voce.intake.max-wait=3s" })
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IntakeTest {

	private static final String ANSWER = "{\"answers\": {\"nps\": 9}}";

	private final int port;

	private final Api api;

	private final Sql sql;

	private final ExecutorService clients = Executors.newCachedThreadPool();

	IntakeTest(@LocalServerPort int port, @Autowired DataSource dataSource) {
		this.port = port;
		this.api = new Api(port);
		this.sql = new Sql(dataSource);
	}

	@AfterAll
	void stop() {
		this.clients.shutdownNow();
	}

	private static String path(UUID survey) {
		return "/api/v1/public/surveys/" + survey + "/responses";
	}

	private CompletableFuture<Api.Reply> send(UUID survey, String body) {
		return CompletableFuture.supplyAsync(() -> this.api.post(path(survey), body), this.clients);
	}

	private static List<Api.Reply> all(List<CompletableFuture<Api.Reply>> answers) {
		return answers.stream().map(CompletableFuture::join).toList();
	}

	/** Waits until someone waits for the state of a survey. */
	private void untilTheWriterWaits() throws Exception {
		Wait.until("the writer waits for a lock",
				() -> this.sql.count("select count(*) from pg_locks where not granted") > 0);
	}

	private void untilTaken(UUID survey) throws Exception {
		Wait.until("an answer is taken", () -> this.api.post(path(survey), ANSWER).status() == 201);
	}

	private long stored(UUID survey) {
		return this.sql.count("select count(*) from response where survey_id = ?", survey);
	}

	private void assertExact(UUID survey) {
		assertThat(
				this.api.get("/api/v1/surveys/" + survey + "/kpis/audit").is(200).json().get("differences").isEmpty())
			.isTrue();
	}

	@Test
	void whenTheQueueIsFullFurtherAnswersAreShed() throws Exception {
		UUID survey = this.api.npsSurvey();
		UUID other = this.api.npsSurvey();
		List<CompletableFuture<Api.Reply>> waiting = new ArrayList<>();
		try (Sql.Hold hold = this.sql.hold(survey)) {
			waiting.add(send(survey, ANSWER));
			untilTheWriterWaits();
			for (int i = 0; i < 12; i++) {
				waiting.add(send(survey, ANSWER));
			}
			// Eight of the thirteen may wait, which is half of the places.
			Wait.until("five are refused", () -> waiting.stream().filter(CompletableFuture::isDone).count() >= 5);
			// The other places are for the other surveys.
			this.api.post(path(other), ANSWER).is(201);
		}
		List<Api.Reply> refused = all(waiting).stream().filter((answer) -> answer.status() != 201).toList();
		assertThat(refused).hasSize(5).allSatisfy((answer) -> {
			assertThat(answer.refused(503).header("Retry-After")).matches("[1-9][0-9]*");
			assertThat(answer.json().get("detail").stringValue()).startsWith("too many responses are waiting");
		});
		assertThat(stored(survey)).isEqualTo(8);
		assertThat(stored(other)).isOne();
		assertExact(survey);
	}

	@Test
	void nobodyWaitsLongerThanTheLimitAndWhoSendsAgainIsCountedOnce() throws SQLException {
		UUID survey = this.api.npsSurvey();
		String body = "{\"id\": \"" + UUID.randomUUID() + "\", \"answers\": {\"nps\": 9}}";
		try (Sql.Hold hold = this.sql.hold(survey)) {
			// Held until it is answered: without a limit this would never end.
			assertThat(this.api.post(path(survey), body).refused(503).header("Retry-After")).isNotEmpty();
		}
		int status = this.api.post(path(survey), body).status();
		assertThat(status).isIn(200, 201);
		assertThat(stored(survey)).isOne();
		assertExact(survey);
	}

	@Test
	void aSurveyThatAnotherTransactionHoldsStopsNoOther() throws Exception {
		UUID held = this.api.npsSurvey();
		UUID free = this.api.npsSurvey();
		try (Sql.Hold hold = this.sql.hold(held)) {
			// Who waits for the lock gives up after two seconds and sets the survey
			// aside.
			CompletableFuture<Api.Reply> first = send(held, ANSWER);
			untilTheWriterWaits();
			this.api.post(path(free), ANSWER).is(201);
			assertThat(first.isDone()).isFalse();
			List<CompletableFuture<Api.Reply>> more = IntStream.range(0, 30).mapToObj((i) -> {
				CompletableFuture<Api.Reply> answer = send(held, ANSWER);
				this.api.post(path(free), ANSWER).is(201);
				return answer;
			}).toList();
			first.join().refused(503);
			all(more).forEach((answer) -> answer.refused(503));
		}
		assertThat(stored(free)).isEqualTo(31);
		untilTaken(held);
		assertExact(held);
		assertExact(free);
	}

	@Test
	void aRowThatTheDatabaseRefusesHarmsNobodyElse() throws Exception {
		UUID survey = this.api.npsSurvey();
		this.sql.run("alter table response add constraint poison check (channel is distinct from 'poison') not valid");
		try {
			for (int poisoned = 0; poisoned < 4; poisoned++) {
				List<CompletableFuture<Api.Reply>> answers = new ArrayList<>();
				// Together in one batch, since the writer waits until all are queued.
				try (Sql.Hold hold = this.sql.hold(survey)) {
					CompletableFuture<Api.Reply> first = send(survey, ANSWER);
					untilTheWriterWaits();
					for (int i = 0; i < 4; i++) {
						answers.add(send(survey, "{\"channel\": \"" + ((i == poisoned) ? "poison" : "web")
								+ "\", \"answers\": {\"nps\": 9}}"));
					}
					hold.close();
					first.join();
				}
				for (int i = 0; i < 4; i++) {
					if (i == poisoned) {
						answers.get(i).join().refused(422);
					}
					else {
						answers.get(i).join().is(201);
					}
				}
			}
			JsonNode batch = this.api
				.post("/api/v1/surveys/" + survey + "/responses/batch",
						"[" + ANSWER + ",{\"channel\": \"poison\", \"answers\": {\"nps\": 9}}," + ANSWER + "]")
				.is(200)
				.json();
			assertThat(batch.get("accepted").intValue()).isEqualTo(2);
			assertThat(batch.at("/errors/0/line").intValue()).isEqualTo(2);
		}
		finally {
			this.sql.run("alter table response drop constraint poison");
		}
		assertExact(survey);
	}

	@Test
	void ofTwoFirstPostsOfOneIdOneIsStoredAndTheOtherFindsIt() {
		UUID survey = this.api.npsSurvey();
		for (int i = 0; i < 20; i++) {
			String body = "{\"id\": \"" + UUID.randomUUID() + "\", \"answers\": {\"nps\": 9}}";
			List<Integer> statuses = all(List.of(send(survey, body), send(survey, body))).stream()
				.map(Api.Reply::status)
				.sorted()
				.toList();
			assertThat(statuses).containsExactly(200, 201);
		}
		assertThat(stored(survey)).isEqualTo(20);
		assertExact(survey);
	}

	@Test
	void ofTwoContentsUnderOneIdOneIsAConflict() {
		UUID survey = this.api.npsSurvey();
		for (int i = 0; i < 20; i++) {
			String id = "{\"id\": \"" + UUID.randomUUID() + "\", \"answers\": {\"nps\": ";
			List<Integer> statuses = all(List.of(send(survey, id + "9}}"), send(survey, id + "3}}"))).stream()
				.map(Api.Reply::status)
				.sorted()
				.toList();
			assertThat(statuses).containsExactly(201, 409);
		}
		assertExact(survey);
	}

	@Test
	void aClientThatDisconnectsWhileItWaitsDoesNoHarm() throws Exception {
		UUID survey = this.api.npsSurvey();
		try (Sql.Hold hold = this.sql.hold(survey)) {
			for (int i = 0; i < 3; i++) {
				leave(survey);
			}
			untilTheWriterWaits();
		}
		for (int i = 0; i < 3; i++) {
			untilTaken(survey);
		}
		leave(survey);
		this.api.post(path(survey), ANSWER).is(201);
		assertExact(survey);
	}

	/** Sends an answer and hangs up without waiting. */
	private void leave(UUID survey) throws IOException {
		try (Socket socket = new Socket("localhost", this.port)) {
			socket.setSoLinger(true, 0);
			socket.getOutputStream()
				.write(("POST " + path(survey) + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
						+ "Content-Length: " + ANSWER.length() + "\r\n\r\n" + ANSWER)
					.getBytes(StandardCharsets.US_ASCII));
			socket.getOutputStream().flush();
		}
	}

}
