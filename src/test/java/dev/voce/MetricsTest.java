package dev.voce;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import org.springframework.boot.test.web.server.LocalServerPort;

import dev.voce.testing.Api;
import dev.voce.testing.VoceTest;
import dev.voce.testing.Wait;

import static org.assertj.core.api.Assertions.assertThat;

/** What an operator can see. */
@VoceTest
class MetricsTest {

	@LocalServerPort
	private int port;

	/** The sum over all labels of a metric that is there. */
	private double metric(String name) {
		List<Double> values = values(name);
		assertThat(values).as(name).isNotEmpty();
		return sum(values);
	}

	/** What a counter has counted; 0 as long as it is not shown. */
	private double counted(String name) {
		return sum(values(name));
	}

	private List<Double> values(String name) {
		String text = new Api(this.port).get("/actuator/prometheus").is(200).body();
		return Pattern.compile("(?m)^" + Pattern.quote(name) + "(?:[{,}].*)? (\\S+)$")
			.matcher(text)
			.results()
			.map((value) -> Double.valueOf(value.group(1)))
			.toList();
	}

	private static double sum(List<Double> values) {
		return values.stream().mapToDouble(Double::doubleValue).sum();
	}

	@Test
	void whatBecomesOfAnswersIsCounted() throws Exception {
		Api api = new Api(this.port);
		UUID survey = api.npsSurvey();
		String responses = "/api/v1/surveys/" + survey + "/responses";
		String id = "\"id\": \"" + UUID.randomUUID() + "\", ";
		String first = "{" + id + "\"answers\": {\"nps\": 9}}";
		String created = "voce_operations_total{outcome=\"created\"";
		String unchanged = "voce_operations_total{outcome=\"unchanged\"";
		String conflict = "voce_operations_total{outcome=\"refused\",status=\"409\"";
		double before = counted(created);
		double unchangedBefore = counted(unchanged);
		double conflictBefore = counted(conflict);
		api.post(responses, first).is(201);
		api.post(responses, first).is(200);
		api.post(responses, "{" + id + "\"answers\": {\"nps\": 1}}").refused(409);
		Wait.until("all is counted", () -> counted(conflict) > conflictBefore);
		assertThat(metric(conflict)).isEqualTo(conflictBefore + 1);
		assertThat(metric(created)).isEqualTo(before + 1);
		assertThat(metric(unchanged)).isEqualTo(unchangedBefore + 1);
		api.get("/api/v1/surveys/" + survey + "/kpis").is(200);
		for (String name : new String[] { "voce_batch_size_count", "voce_batch_write_seconds_count",
				"voce_figures_seconds_count", "dbscheduler_task_completions_total{result=\"ok\",task=\"retention\"}",
				"hikaricp_connections{pool=\"shared\"", "hikaricp_connections{pool=\"writer\"",
				"http_server_requests_seconds_count" }) {
			assertThat(metric(name)).as(name).isPositive();
		}
		assertThat(metric("voce_intake_waiting")).isZero();
		for (String name : new String[] { "voce_webhook_waiting", "voce_webhook_oldest", "voce_mail_waiting",
				"voce_mail_oldest" }) {
			assertThat(values(name)).as(name).hasSize(1);
		}
		assertThat(metric("voce_operations_total{outcome=\"shed\"")).isZero();
	}

	@Test
	void whatIsNotTakenIsCountedByWhy() throws Exception {
		Api api = new Api(this.port);
		UUID survey = api.npsSurvey();
		String responses = "/api/v1/surveys/" + survey + "/responses";
		String open = "/api/v1/public/surveys/" + survey + "/responses";
		String id = "{\"id\": \"" + UUID.randomUUID() + "\", ";
		api.post(responses, id + "\"answers\": {\"nps\": 9}}").is(201);
		Map<String, Runnable> rejections = Map.of("malformed", () -> api.post(open, "{").refused(400),
				"invalid answers", () -> api.post(open, "{\"answers\": {\"nps\": 11}}").refused(422),
				"invalid submittedAt",
				() -> api.post(open, "{\"answers\": {\"nps\": 1}, \"submittedAt\": \"2001-01-01T00:00:00Z\"}")
					.refused(422),
				"invalid", () -> api.post(responses, "{\"answers\": {\"nps\": 1}, \"x y\": 1}").refused(422), "unknown",
				() -> api.post("/api/v1/public/surveys/" + UUID.randomUUID() + "/responses", "{}").refused(404),
				"conflict", () -> api.post(responses, id + "\"answers\": {\"nps\": 1}}").refused(409), "long",
				() -> api.post(open, " ".repeat(70_000)).refused(413), "invalid attributes",
				() -> api
					.post(responses + "/batch", "{\"answers\": {\"nps\": 1}, \"attributes\": []}\n", "Content-Type",
							"application/x-ndjson")
					.is(200));
		for (Map.Entry<String, Runnable> rejection : rejections.entrySet()) {
			String name = "voce_rejected_total{reason=\"" + rejection.getKey() + "\"}";
			double before = counted(name);
			rejection.getValue().run();
			Wait.until(name, () -> counted(name) > before);
			assertThat(metric(name)).as(name).isEqualTo(before + 1);
		}
	}

	@Test
	void eachRequestHasAName() {
		Api api = new Api(this.port);
		assertThat(api.get("/api/v1/surveys").header("X-Request-Id")).matches("[0-9a-f]{1,16}");
		assertThat(api.get("/api/v1/surveys", "X-Request-Id", "proxy-17.b_3").header("X-Request-Id"))
			.isEqualTo("proxy-17.b_3");
		assertThat(api.get("/api/v1/surveys", "X-Request-Id", "a b").header("X-Request-Id")).matches("[0-9a-f]{1,16}");
	}

}
