package dev.voce.exactness;

import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.io.ClassPathResource;

import dev.voce.testing.Api;
import dev.voce.testing.VoceTest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * Figures and exports that literature and other programs give, in {@code vectors.json}.
 */
@VoceTest
class VectorsTest {

	private static final JsonMapper json = JsonMapper.builder()
		.enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
		.build();

	@LocalServerPort
	private int port;

	/**
	 * What a survey's responses must lead to.
	 *
	 * @param name what it is about
	 * @param source who says so
	 * @param kind {@code csv} for an export; figures when absent
	 * @param survey the survey without its name
	 * @param responses pairs of a number and the response that is sent so many times
	 * @param query the parameters of the figures
	 * @param expect of figures by their path, of an export by its column
	 * @param tolerance how far a figure may be off
	 */
	private record Vector(String name, String source, String kind, ObjectNode survey, List<JsonNode> responses,
			Map<String, String> query, Map<String, JsonNode> expect, Double tolerance) {

		@Override
		public String toString() {
			return this.name;
		}

	}

	static List<Vector> vectors() throws IOException {
		return List.of(json.readValue(new ClassPathResource("vectors.json").getContentAsByteArray(), Vector[].class));
	}

	@ParameterizedTest
	@MethodSource("vectors")
	void theServiceComesToWhatIsExpected(Vector vector) {
		assertThat(vector.expect()).isNotEmpty();
		Api api = new Api(this.port);
		UUID survey = api.survey(vector.survey().put("name", vector.name()).toString());
		String path = "/api/v1/surveys/" + survey;
		List<String> responses = vector.responses()
			.stream()
			.flatMap((pair) -> Collections.nCopies(pair.get(0).intValue(), pair.get(1).toString()).stream())
			.toList();
		JsonNode batch = api
			.post(path + "/responses/batch", String.join("\n", responses), "Content-Type", "application/x-ndjson")
			.is(200)
			.json();
		assertThat(batch.get("accepted").intValue()).as(batch.toString()).isEqualTo(responses.size());
		switch ((vector.kind() != null) ? vector.kind() : "figures") {
			case "figures" -> {
				String query = vector.query()
					.entrySet()
					.stream()
					.map((parameter) -> parameter.getKey() + "=" + parameter.getValue())
					.collect(Collectors.joining("&"));
				JsonNode figures = api.get(path + "/kpis?" + query).is(200).json();
				vector.expect().forEach((where, expected) -> equal(where, at(figures, where), expected, vector));
			}
			case "csv" -> {
				List<List<String>> lines = api.get(path + "/responses", "Accept", "text/csv")
					.is(200)
					.body()
					.lines()
					.map((line) -> Arrays.asList(line.replace("\uFEFF", "").split(",", -1)))
					.toList();
				assertThat(lines).hasSize(1 + responses.size());
				vector.expect().forEach((column, expected) -> {
					assertThat(lines.get(0)).contains(column);
					assertThat(lines.get(1).get(lines.get(0).indexOf(column))).as(column)
						.isEqualTo(expected.stringValue());
				});
			}
			default -> throw new AssertionError("no such kind of vector: " + vector.kind());
		}
	}

	/** What stands at a path such as {@code segments.value=a.versusRest.delta}. */
	private static JsonNode at(JsonNode figures, String path) {
		JsonNode node = figures;
		for (String step : path.split("\\.")) {
			String[] wanted = step.split("=");
			List<JsonNode> found = (wanted.length == 1) ? Stream.ofNullable(node.get(step)).toList()
					: node.valueStream().filter((each) -> each.get(wanted[0]).asString().equals(wanted[1])).toList();
			assertThat(found).as("%s of %s in %s", step, path, node).hasSize(1);
			node = found.get(0);
		}
		return node;
	}

	private static void equal(String where, JsonNode figure, JsonNode expected, Vector vector) {
		if (expected.isNumber()) {
			assertThat(figure.isNumber()).as(where).isTrue();
			assertThat(figure.doubleValue()).as("%s, by %s", where, vector.source())
				.isCloseTo(expected.doubleValue(), within(vector.tolerance()));
		}
		else {
			assertThat(figure).as("%s, by %s", where, vector.source()).isEqualTo(expected);
		}
	}

}
