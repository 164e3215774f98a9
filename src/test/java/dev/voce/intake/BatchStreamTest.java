package dev.voce.intake;

import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;

import org.springframework.boot.test.web.server.LocalServerPort;

import dev.voce.testing.Api;
import dev.voce.testing.VoceTest;
import dev.voce.testing.Wait;

import static org.assertj.core.api.Assertions.assertThat;

@VoceTest
class BatchStreamTest {

	@LocalServerPort
	private int port;

	@Test
	void linesAreStoredWhileTheBodyIsStillOnItsWay() throws Exception {
		Api api = new Api(this.port);
		UUID survey = api.npsSurvey();
		byte[] line = ("{\"answers\":{\"nps\":9,\"why\":\"" + "x".repeat(2_000) + "\"}}\n")
			.getBytes(StandardCharsets.UTF_8);
		PipedInputStream body = new PipedInputStream(1 << 16);
		try (OutputStream out = new PipedOutputStream(body)) {
			HttpRequest request = HttpRequest
				.newBuilder(
						URI.create("http://localhost:" + this.port + "/api/v1/surveys/" + survey + "/responses/batch"))
				.header("Authorization", "Bearer " + VoceTest.KEY)
				.header("Content-Type", "application/x-ndjson")
				.POST(HttpRequest.BodyPublishers.ofInputStream(() -> body))
				.build();
			CompletableFuture<HttpResponse<String>> answer = HttpClient.newHttpClient()
				.sendAsync(request, HttpResponse.BodyHandlers.ofString());
			for (int part = 1; part <= 2; part++) {
				for (int i = 0; i < 5_000; i++) {
					out.write(line);
				}
				out.flush();
				int stored = part * 5_000 - 2_000; // a chunk, and what lies in buffers on
													// the way
				Wait.until(stored + " answers are stored", () -> responses(api, survey) >= stored);
				assertThat(answer).isNotDone();
			}
			out.close();
			assertThat(Api.read(answer.get().body()).get("accepted").intValue()).isEqualTo(10_000);
		}
		assertThat(responses(api, survey)).isEqualTo(10_000);
	}

	private static int responses(Api api, UUID survey) {
		return api.get("/api/v1/surveys/" + survey + "/kpis").json().at("/overall/responses").intValue();
	}

}
