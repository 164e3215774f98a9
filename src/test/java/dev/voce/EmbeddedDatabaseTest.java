package dev.voce;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.voce.testing.Api;
import dev.voce.testing.Load;
import dev.voce.testing.ServiceProcess;
import dev.voce.testing.VoceTest;
import dev.voce.testing.Wait;

import static org.assertj.core.api.Assertions.assertThat;

/** The service with its embedded PostgreSQL, which is killed. */
class EmbeddedDatabaseTest {

	@TempDir
	private Path directory;

	@Test
	void nothingIsLostWhenTheDatabaseIsKilledAndProbesShowItsState() throws Exception {
		try (ServiceProcess service = ServiceProcess.start(Map.of("VOCE_DATA_DIRECTORY", this.directory.toString(),
				"VOCE_SAMPLE", "false", "VOCE_BOOTSTRAP_KEY", VoceTest.KEY,
				// An entity that its table lacks would keep it from starting.
				"SPRING_JPA_HIBERNATE_DDLAUTO", "validate"))) {
			Api api = new Api(service.port());
			UUID survey = api.npsSurvey();
			Load load = Load.start(api, survey, 8, true);
			try (load) {
				for (int times = 0; times < 3; times++) {
					load.more(200);
					postmaster().destroyForcibly();
				}
				load.more(200);
			}
			assertThat(load.wrong).isEmpty();
			assertThat(load.repeated).hasPositiveValue();
			assertThat(load.slowest).hasValueLessThan(15_000);
			load.isStored(api, survey);
			assertThat(probe(api, "readiness")).isEqualTo(200);

			Path control = this.directory.resolve("postgresql/global/pg_control");
			Path hidden = this.directory.resolve("pg_control");
			Files.move(control, hidden); // without it, no server starts
			postmaster().destroyForcibly();
			Wait.until("it is not ready", () -> probe(api, "readiness") == 503);
			assertThat(probe(api, "liveness")).isEqualTo(200);
			Api.Reply refused = api.get("/api/v1/surveys/" + survey + "/kpis");
			assertThat(refused.status()).isEqualTo(503);
			assertThat(refused.header("Retry-After")).isNotEmpty();
			Wait.until("it is to be started anew", () -> probe(api, "liveness") == 503);
			Files.move(hidden, control);
			Wait.until("it is ready again", () -> probe(api, "readiness") == 200);
			assertThat(probe(api, "liveness")).isEqualTo(200);
			load.isStored(api, survey);
			service.terminate();
			assertThat(service.exit()).isIn(0, 143);
		}
		assertThat(this.directory.resolve("postgresql/postmaster.pid")).doesNotExist();
	}

	private static int probe(Api api, String group) {
		return api.get("/actuator/health/" + group, "Authorization", "none").status();
	}

	private ProcessHandle postmaster() throws Exception {
		Path pid = this.directory.resolve("postgresql/postmaster.pid");
		Wait.until("a server runs", () -> Files.exists(pid));
		return ProcessHandle.of(Long.parseLong(Files.readAllLines(pid).get(0).trim())).orElseThrow();
	}

}
