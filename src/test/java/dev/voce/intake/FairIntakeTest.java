package dev.voce.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import javax.sql.DataSource;

import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import dev.voce.testing.Api;
import dev.voce.testing.Sql;
import dev.voce.testing.VoceTest;
import dev.voce.testing.Wait;

import static org.assertj.core.api.Assertions.assertThat;

/** That what a survey costs is its own. */
@VoceTest
class FairIntakeTest {

	private static final int FLOOD = 150;

	private final Random random = new Random(13);

	private final Api api;

	private final Sql sql;

	private final MeterRegistry meters;

	FairIntakeTest(@LocalServerPort int port, @Autowired DataSource dataSource, @Autowired MeterRegistry meters) {
		this.api = new Api(port);
		this.sql = new Sql(dataSource);
		this.meters = meters;
	}

	private static String path(UUID survey) {
		return "/api/v1/public/surveys/" + survey + "/responses";
	}

	private UUID expensiveSurvey() {
		return this.api.survey("{\"name\": \"Expensive\", \"segments\": ["
				+ IntStream.range(0, 8).mapToObj((i) -> "\"s" + i + "\"").collect(Collectors.joining(","))
				+ "], \"questions\": ["
				+ IntStream.range(0, 10)
					.mapToObj((i) -> """
							{"key": "q%d", "type": "NPS", "text": {"en": "How likely?"}}""".formatted(i))
					.collect(Collectors.joining(","))
				+ "]}");
	}

	private String expensiveAnswer() {
		return "{\"answers\": {"
				+ IntStream.range(0, 10)
					.mapToObj((i) -> "\"q" + i + "\": " + this.random.nextInt(11))
					.collect(Collectors.joining(","))
				+ "}, \"attributes\": {"
				+ IntStream.range(0, 8)
					.mapToObj((i) -> "\"s" + i + "\": \"" + this.random.nextInt() + "\"")
					.collect(Collectors.joining(","))
				+ "}}";
	}

	@Test
	void whoeverAnswersAnotherSurveyDoesNotWaitForAFlood() throws Exception {
		UUID flooded = expensiveSurvey();
		UUID other = this.api.npsSurvey();
		List<CompletableFuture<Api.Reply>> flood = new ArrayList<>();
		ExecutorService clients = Executors.newCachedThreadPool();
		try (Sql.Hold hold = this.sql.hold(flooded)) {
			for (int i = 0; i < FLOOD; i++) {
				String body = expensiveAnswer();
				flood.add(CompletableFuture.supplyAsync(() -> this.api.post(path(flooded), body), clients));
			}
			Wait.until("the flood waits", () -> waiting() >= FLOOD);
			this.api.post(path(other), "{\"answers\": {\"nps\": 9}}").is(201);
			assertThat(flood).noneMatch(CompletableFuture::isDone);
		}
		flood.forEach((one) -> one.join().is(201));
		clients.shutdown();
	}

	private double waiting() {
		return this.meters.get("voce.intake.waiting").gauge().value();
	}

}
