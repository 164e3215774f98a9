package dev.voce;

import java.util.UUID;

import org.junit.jupiter.api.Test;

import org.springframework.boot.test.web.server.LocalServerPort;

import dev.voce.testing.Api;
import dev.voce.testing.VoceTest;

import static org.assertj.core.api.Assertions.assertThat;

@VoceTest
class QuickWalkTest {

	@LocalServerPort
	private int port;

	@Test
	void threeAnswersMakeAnNps() {
		Api api = new Api(this.port);
		UUID survey = api.npsSurvey();
		for (int score : new int[] { 10, 9, 3 }) {
			assertThat(
					api.post("/api/v1/public/surveys/" + survey + "/responses", "{\"answers\":{\"nps\":" + score + "}}")
						.status())
				.isEqualTo(201);
		}
		assertThat(api.get("/api/v1/surveys/" + survey + "/kpis").json().at("/overall/value").doubleValue())
			.isEqualTo(100.0 / 3);
	}

}
