package dev.voce;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.voce.testing.Api;
import dev.voce.testing.InstalledServer;
import dev.voce.testing.Node;
import dev.voce.testing.Script;
import dev.voce.testing.ServiceProcess;
import dev.voce.testing.VoceTest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Runs the steps of docs/operations.md. */
class OperationsTest {

	@Test
	void whatWasCopiedIsThereAfterItIsPutBack(@TempDir Path directory) throws Exception {
		Path data = directory.resolve("data");
		Map<String, String> settings = Map.of("VOCE_DATA_DIRECTORY", data.toString(), "VOCE_SAMPLE", "false",
				"VOCE_BOOTSTRAP_KEY", VoceTest.KEY);
		Map<String, String> names = Map.of("VOCE_DATA_DIRECTORY", data.toString(), "BACKUP",
				directory.resolve("backup.tar.gz").toString());
		UUID survey;
		try (ServiceProcess service = ServiceProcess.start(settings)) {
			survey = answered(new Api(service.port()));
			service.terminate();
			service.exit();
		}
		run("copy", names);
		Files.writeString(data.resolve("postgresql/PG_VERSION"), "lost");
		run("put-back", names);
		try (ServiceProcess service = ServiceProcess.start(settings)) {
			agrees(service.port(), survey);
		}
	}

	@Test
	void whatWasDumpedIsThereAfterItIsRestored(@TempDir Path directory) throws Exception {
		Path programs = InstalledServer.programs().orElse(null);
		assumeTrue(programs != null, "no PostgreSQL is installed, so dump and restore are not tried");
		try (InstalledServer server = InstalledServer.start(Objects.requireNonNull(programs), directory)) {
			Map<String, String> names = Map.of("VOCE_DATABASE", server.url().replace("jdbc:", "") + "?user=postgres",
					"BACKUP", directory.resolve("backup.dump").toString(), "PATH",
					programs + File.pathSeparator + System.getenv("PATH"));
			UUID survey;
			try (Node node = Node.start(server.url(), "postgres", "")) {
				survey = answered(node.api());
				run("dump", names);
				answered(node.api(), survey);
			}
			run("restore", names);
			try (Node node = Node.start(server.url(), "postgres", "")) {
				agrees(node.api().get("/docs").response().uri().getPort(), survey);
			}
		}
	}

	@Test
	void dataOfAnotherPostgresqlIsCarriedOverToTheEmbeddedOne(@TempDir Path directory) throws Exception {
		Path programs = InstalledServer.programs().orElse(null);
		assumeTrue(programs != null, "no PostgreSQL is installed, so dump and restore are not tried");
		String path = programs + File.pathSeparator + System.getenv("PATH");
		String backup = directory.resolve("backup.dump").toString();
		Path data = directory.resolve("data");
		UUID survey;
		try (InstalledServer server = InstalledServer.start(Objects.requireNonNull(programs), directory);
				Node node = Node.start(server.url(), "postgres", "")) {
			survey = answered(node.api());
			// As if it were another Voce's embedded one.
			Path old = Files.createDirectories(directory.resolve("old"));
			Files.writeString(server.data().resolve("voce.password"), "any");
			Files.createSymbolicLink(old.resolve("postgresql"), server.data());
			run("embedded dump", Map.of("VOCE_DATA_DIRECTORY", old.toString(), "BACKUP", backup, "PATH", path));
		}
		Map<String, String> settings = Map.of("VOCE_DATA_DIRECTORY", data.toString(), "VOCE_SAMPLE", "false",
				"VOCE_BOOTSTRAP_KEY", "the-key-of-an-empty-voce");
		try (ServiceProcess service = ServiceProcess.start(settings)) {
			service.port();
			run("embedded restore", Map.of("VOCE_DATA_DIRECTORY", data.toString(), "BACKUP", backup, "PATH", path));
			service.terminate();
			service.exit();
		}
		try (ServiceProcess service = ServiceProcess.start(settings)) {
			agrees(service.port(), survey);
		}
	}

	private static UUID answered(Api api) {
		UUID survey = api.npsSurvey();
		answered(api, survey);
		return survey;
	}

	private static void answered(Api api, UUID survey) {
		api.post("/api/v1/surveys/" + survey + "/responses/batch",
				"{\"answers\": {\"nps\": 9, \"why\": \"words\"}}\n".repeat(500), "Content-Type", "application/x-ndjson")
			.is(200);
	}

	private static void agrees(int port, UUID survey) throws Exception {
		Api api = new Api(port);
		assertThat(api.get("/api/v1/surveys/" + survey + "/kpis").json().at("/overall/responses").intValue())
			.isEqualTo(500);
		Map<String, String> names = Map.of("VOCE_URL", "http://localhost:" + port, "VOCE_KEY", VoceTest.KEY);
		assertThat(run("audit", names)).contains("every survey agrees");
		assertThat(api.get("/api/v1/surveys/" + survey + "/kpis/audit").json().get("differences")).isEmpty();
	}

	/** Runs blocks of the page as they stand there. */
	private static String run(String blocks, Map<String, String> names) throws Exception {
		StringBuilder script = new StringBuilder();
		for (String block : blocks.split(" ")) {
			Matcher commands = Pattern.compile("(?ms)^```bash " + block + "\\n(.*?)^```")
				.matcher(Files.readString(Path.of("docs/operations.md")));
			assertThat(commands.find()).as(block).isTrue();
			script.append(commands.group(1));
		}
		return Script.run(script.toString(), names);
	}

}
