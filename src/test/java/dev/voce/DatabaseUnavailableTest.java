package dev.voce;

import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import dev.voce.testing.Api;
import dev.voce.testing.Load;
import dev.voce.testing.Network;
import dev.voce.testing.Node;
import dev.voce.testing.Sql;
import dev.voce.testing.Wait;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class DatabaseUnavailableTest extends OwnServerTest {

	DatabaseUnavailableTest() {
		super("voce.jobs.heartbeat=500ms");
	}

	@Test
	void nothingIsLostOrCountedTwiceWhenTheDatabaseCrashesAndComesBack(CapturedOutput output) throws Exception {
		Api api = this.node.api();
		UUID survey = api.npsSurvey();
		Load load = Load.start(api, survey, 24, true);
		try (load) {
			load.more(500);
			this.server.crash();
			Thread.sleep(5_000);
			assertThat(api.get("/api/v1/surveys/" + survey + "/kpis").status()).isEqualTo(503);
			assertThat(api.get("/actuator/health/liveness", "Authorization", "none").status()).isEqualTo(200);
			this.server.restart();
			load.more(500);
		}
		assertThat(load.wrong).isEmpty();
		assertThat(load.repeated).hasPositiveValue();
		// Nobody waits long for a database that is known to be unavailable.
		assertThat(load.slowest).hasValueLessThan(15_000);
		load.isStored(api, survey);
		Wait.until("jobs run again", () -> output.getAll().contains("The database is available again; jobs run"));
		assertThat(output.getAll().split("The database is unavailable; jobs wait", -1)).hasSize(2);
		assertThat(output).doesNotContain("com.github.kagkarlsson");
	}

	@Test
	void aPlainFormIsKeptToBeSentAgainWhileTheDatabaseDoesNotAnswer() throws Exception {
		Api api = this.node.api();
		UUID survey = api.npsSurvey();
		String[] form = { "Content-Type", "application/x-www-form-urlencoded", "Authorization", "none" };
		String answers = "form.id=" + UUID.randomUUID() + "&form.seen=nps,why&a.nps=9&a.why=Mine";
		this.server.crash();
		Api.Reply refused = api.post("/s/" + survey, answers, form).is(503);
		assertThat(refused.header("Retry-After")).isNotEmpty();
		assertThat(refused.header("Content-Type")).startsWith("text/html");
		assertThat(refused.body()).contains("name=\"a.why\" value=\"Mine\"", "<button class=\"go\">Send</button>");
		this.server.restart();
		Wait.until("the form is stored", () -> api.post("/s/" + survey, answers, form).status() == 200);
		String responses = "/api/v1/surveys/" + survey + "/responses";
		// Others have connections of their own, which are made again by themselves.
		Wait.until("the others' connections are made", () -> api.get(responses).status() == 200);
		assertThat(api.get(responses).json().get("items")).hasSize(1);
	}

	@Test
	void aNetworkThatDropsPacketsStopsTheIntakeForAWhileOnly() throws Exception {
		try (Network network = Network.to(this.server.port()); Node far = start(network)) {
			Api api = far.api();
			UUID survey = api.npsSurvey();
			Load load = Load.start(api, survey, 8, true);
			try (load) {
				load.more(100);
				network.swallow("lock_timeout = '2s'"); // the writer's
				load.more(100);
			}
			assertThat(load.wrong).isEmpty();
			assertThat(load.repeated).hasPositiveValue();
			assertThat(load.slowest).hasValueLessThan(15_000);
			load.isStored(this.node.api(), survey);
		}
	}

	@Test
	void aNetworkThatDropsPacketsHoldsNoRequestForEverAndRecountsHaveTheirTime() throws Exception {
		try (Network network = Network.to(this.server.port());
				Node far = start(network, "spring.datasource.hikari.data-source-properties.socketTimeout=1")) {
			Api api = far.api();
			UUID survey = api.npsSurvey();
			String kpis = "/api/v1/surveys/" + survey + "/kpis";
			api.get(kpis).is(200);
			Sql sql = new Sql(new DriverManagerDataSource(this.server.url(), "postgres", ""));
			try (var held = sql.holdTable("tally")) {
				CompletableFuture<Api.Reply> audit = CompletableFuture.supplyAsync(() -> api.get(kpis + "/audit"));
				assertThat(api.get(kpis).status()).isEqualTo(503);
				Thread.sleep(1_500);
				held.close();
				audit.get(30, TimeUnit.SECONDS).is(200);
			}
			network.swallow("lock_timeout = '8s'"); // everyone's but the writer's
			assertThat(api.get(kpis).status()).isEqualTo(503);
			Wait.until("others connections are made", () -> api.get(kpis).status() == 200);
		}
	}

	@Test
	void aSlowDatabaseMakesAnswersSlowAndNothingElse() throws Exception {
		try (Network network = Network.to(this.server.port()); Node far = start(network)) {
			Api api = far.api();
			UUID survey = api.npsSurvey();
			network.delay(50);
			Load load = Load.start(api, survey, 24, true);
			try (load) {
				load.more(200);
			}
			assertThat(load.wrong).isEmpty();
			assertThat(load.repeated).hasValue(0);
			network.delay(0);
			load.isStored(api, survey);
		}
	}

	@Test
	void nothingIsLostOrCountedTwiceWhenConnectionsBreakAtAnyMoment() throws Exception {
		Api api = this.node.api();
		UUID survey = api.npsSurvey();
		Load load = Load.start(api, survey, 24, true);
		try (load) {
			load.more(100);
			for (int round = 0; round < 20; round++) {
				this.server.terminateConnections();
				Thread.sleep(50 + round * 97 % 300);
			}
			load.more(100);
		}
		assertThat(load.wrong).isEmpty();
		load.isStored(api, survey);
	}

}
