package dev.voce;

import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.voce.testing.Api;
import dev.voce.testing.Load;
import dev.voce.testing.Node;
import dev.voce.testing.ServiceProcess;
import dev.voce.testing.TestDatabase;
import dev.voce.testing.VoceTest;

import static org.assertj.core.api.Assertions.assertThat;

class ProcessTest {

	private static final Pattern KEY = Pattern.compile("Your API key, shown only this once: (\\S+)");

	@Test
	void theEmbeddedDatabaseKeepsEverythingThroughAKillAndIsStoppedWithTheService(@TempDir Path directory)
			throws Exception {
		// A language that the machine does not know must not matter.
		Map<String, String> settings = Map.of("VOCE_DATA_DIRECTORY", directory.toString(), "VOCE_SAMPLE", "false",
				"LC_ALL", "xx_XX.UTF-8");
		String key;
		UUID survey;
		Load load;
		try (ServiceProcess service = ServiceProcess.start(settings)) {
			int port = service.port();
			Matcher printed = KEY.matcher(service.output());
			assertThat(printed.find()).isTrue();
			key = printed.group(1);
			assertThat(printed.find()).isFalse();
			survey = new Api(port, key).npsSurvey();
			try (ServiceProcess second = ServiceProcess.start(settings)) {
				assertThat(second.exit()).isNotZero();
				assertThat(second.output())
					.contains(directory + " is in use by another Voce", "set VOCE_DATA_DIRECTORY")
					.doesNotContain("\tat ");
			}
			load = Load.start(new Api(port, key), survey, 8, false);
			load.more(200);
			service.kill();
			load.close();
		}
		assertThat(directory.resolve("postgresql/postmaster.pid")).exists();
		try (ServiceProcess service = ServiceProcess.start(settings)) {
			Api api = new Api(service.port(), key);
			assertThat(service.output()).contains("that an earlier run left behind").doesNotContain("API key");
			load.isStored(api, survey);
			String responses = "/api/v1/surveys/" + survey + "/responses";
			api.post(responses, "{\"answers\": {\"nps\": 9, \"why\": \"Perché no?\"}}").is(201);
			assertThat(api.get(responses + "?q=PERCH%C3%89").json().get("items")).hasSize(1);
			service.terminate();
			assertThat(service.exit()).isIn(0, 143);
		}
		assertThat(directory.resolve("postgresql/postmaster.pid")).doesNotExist();
	}

	@Test
	void aServiceThatIsAskedToStopStoresAllThatItAcknowledged() throws Exception {
		String url = TestDatabase.create();
		Load load;
		UUID survey;
		try (ServiceProcess service = ServiceProcess
			.start(Map.of("SPRING_DATASOURCE_URL", url, "SPRING_DATASOURCE_USERNAME", TestDatabase.user(),
					"SPRING_DATASOURCE_PASSWORD", TestDatabase.password(), "VOCE_BOOTSTRAP_KEY", VoceTest.KEY))) {
			Api api = new Api(service.port());
			assertThat(service.output()).doesNotContain("API key").doesNotContain("Embedded PostgreSQL");
			survey = api.npsSurvey();
			load = Load.start(api, survey, 24, false);
			load.more(1_000);
			long start = System.nanoTime();
			service.terminate();
			assertThat(service.exit()).isIn(0, 143);
			assertThat(System.nanoTime() - start).isLessThan(30_000_000_000L);
			load.close();
		}
		assertThat(load.wrong).isEmpty();
		try (Node node = Node.start(url, TestDatabase.user(), TestDatabase.password())) {
			load.isStored(node.api(), survey);
		}
	}

}
