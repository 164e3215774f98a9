package dev.voce;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.voce.testing.Api;
import dev.voce.testing.ServiceProcess;
import dev.voce.testing.VoceTest;

import static org.assertj.core.api.Assertions.assertThat;

/** The jar as it was built, which no other test starts. */
class JarIT {

	@TempDir
	private Path data;

	@ParameterizedTest
	@CsvSource({ "SPRING_MAIL_HOST,true", "SPRING_MAIN_LAZYINITIALIZATION,false" })
	void threeAnswersMakeAnNps(String setting, boolean prepared) throws Exception {
		Map<String, String> settings = new HashMap<>(Map.of("VOCE_DATA_DIRECTORY", this.data.toString(),
				"VOCE_BOOTSTRAP_KEY", VoceTest.KEY, "VOCE_SAMPLE", "false"));
		settings.put(setting, "false");
		try (ServiceProcess service = ServiceProcess.ofJar(Path.of("target/voce.jar"), settings)) {
			Api api = new Api(service.port());
			assertThat(service.output().contains("Starting AOT-processed Voce")).isEqualTo(prepared);
			UUID survey = api.npsSurvey();
			for (int score : new int[] { 10, 9, 3 }) {
				assertThat(api
					.post("/api/v1/public/surveys/" + survey + "/responses", "{\"answers\":{\"nps\":" + score + "}}")
					.status()).isEqualTo(201);
			}
			assertThat(api.get("/api/v1/surveys/" + survey + "/kpis").json().at("/overall/value").doubleValue())
				.isEqualTo(100.0 / 3);
		}
	}

}
