package dev.voce;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.regex.Pattern;

import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ContainerNode;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.jdbc.datasource.DriverManagerDataSource;

import dev.voce.testing.Api;
import dev.voce.testing.ApiContract;
import dev.voce.testing.ApiContract.Operation;
import dev.voce.testing.Node;
import dev.voce.testing.Sql;
import dev.voce.testing.TestDatabase;
import dev.voce.testing.VoceTest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Calls every operation of the OpenAPI document with what is nearly right, and with what
 * is not. {@code bench/fuzz} makes more calls than a build does.
 */
@NullUnmarked
class FuzzTest {

	private static final JsonMapper json = new JsonMapper();

	private static final Duration LONGEST = Duration.ofSeconds(1);

	/** Texts that only internals of a service produce. */
	private static final Pattern INTERNALS = Pattern
		.compile("Exception\\b|\\tat |org\\.(spring|hibernate|postgresql|apache)|dev\\.voce|tools\\.jackson"
				+ "|java\\.(lang|util|io)|SQLSTATE|JDBC|Apache Tomcat");

	private static final List<String> ODD = List.of("", " ", "x", "null", "-1", "0", "1.5", "1e400",
			"99999999999999999999", "2026-02-30", "2026-03-29T02:30:00", "9999-12-31", "0000-01-01T00:00:00Z",
			"2026-W54", "Europe/Nowhere", "\0", "\u202e", "\uD83D\uDE80", "' or 1=1 --", "<script>", "${jndi:x}",
			"%s%n", "../..", "=1+1", "(other)", "(none)", "a".repeat(300), "é".repeat(6_000));

	private static final List<String> ODD_JSON = List.of("null", "true", "-1", "0", "1.5", "1e400", "1e-400",
			"9223372036854775808", "\"\"", "\"\\u0000\"", "\"\\ud800\"", "[]", "{}", "[null]", "[[[[[[]]]]]]",
			"{\"\": 1}", "{\"a\": 1, \"a\": 2}", "\"" + "x".repeat(70_000) + "\"", "NaN", "\"2026-13-01\"");

	private static final List<String> TYPES = List.of("application/json", "application/json;charset=UTF-16",
			"application/json;;", "application/x-ndjson", "text/plain", "text/csv", "application/xml",
			"application/x-www-form-urlencoded", "multipart/form-data", "*/*", "json", "");

	private static final List<String> HEADERS = List.of("If-Match", "If-None-Match", "Idempotency-Key", "Origin",
			"Accept-Language", "Accept-Encoding", "Content-Encoding", "X-Request-Id", "X-Forwarded-For", "Cookie",
			"Range", "X-HTTP-Method-Override", "Access-Control-Request-Method");

	private final long seed = Long.getLong("fuzz.seed", 20261122);

	private final Random random = new Random(this.seed);

	private final Map<String, List<String>> known = new HashMap<>();

	private int port;

	private Api api;

	private String otherKey;

	/** What was sent, as it can be sent again. */
	private record Call(String head, byte[] body) {

		@Override
		public String toString() {
			return this.head + "body in base64, its first bytes: "
					+ Base64.getEncoder().encodeToString(Arrays.copyOf(this.body, Math.min(this.body.length, 3_000)));
		}

	}

	/** What came back; empty where the connection was closed. */
	private record Answer(String text, Duration time) {

		int status() {
			return this.text.startsWith("HTTP/1.1 ") ? Integer.parseInt(this.text.substring(9, 12)) : 0;
		}

	}

	@Test
	void nothingThatIsSentMakesTheServiceFailRevealInternalsOrTakeLong() throws Exception {
		String url = TestDatabase.create();
		try (Node node = Node.start(url, TestDatabase.user(), TestDatabase.password())) {
			this.port = node.port();
			this.api = node.api();
			this.otherKey = new Sql(new DriverManagerDataSource(url, TestDatabase.user(), TestDatabase.password()))
				.workspace();
			fuzz();
		}
	}

	private void fuzz() throws IOException {
		ApiContract contract = new ApiContract(this.api.get("/v3/api-docs").json());
		List<Operation> operations = contract.operations();
		int calls = Integer.getInteger("fuzz.calls", 3_000);
		List<String> wrong = new ArrayList<>();
		for (int i = 0; i < calls && wrong.size() < 5; i++) {
			if (i % 200 == 0) {
				learn(contract);
			}
			Operation operation = operations.get(this.random.nextInt(operations.size()));
			Call call = call(contract, operation);
			String fault = fault(operation, call, send(call));
			// On a busy machine anything takes long once.
			for (int again = 0; again < 2 && fault.startsWith("took"); again++) {
				fault = fault(operation, call, send(call));
			}
			if (!fault.isEmpty()) {
				wrong.add("call " + i + " of seed " + this.seed + " " + fault + ":\n" + call);
			}
		}
		assertThat(wrong).isEmpty();
		for (String survey : this.known.get("survey")) {
			Api.Reply audit = this.api.get("/api/v1/surveys/" + survey + "/kpis/audit");
			if (audit.status() != 404) { // some were deleted
				assertThat(audit.is(200).json().get("differences")).isEmpty();
			}
		}
	}

	/** Makes things that calls can name. */
	private void learn(ApiContract contract) {
		JsonNode example = contract.schemas().get("SurveyInput").get("example");
		String survey = this.api.survey(example.toString()).toString();
		String path = "/api/v1/surveys/" + survey;
		String response = UUID.randomUUID().toString();
		this.api.put(path + "/responses/" + response, "{\"answers\": {\"nps\": 3}, \"respondent\": \"Ada\"}").is(201);
		know("survey", survey);
		know("response", response);
		know("respondent", "Ada");
		know("template", "nps");
		know("segment", "channel");
		know("question", "nps");
		know("note", id(this.api.post(path + "/notes", "{\"day\": \"2026-01-31\", \"text\": \"x\"}")));
		know("key", id(this.api.post("/api/v1/keys", "{\"name\": \"spare\", \"scopes\": [\"read\"]}")));
		know("rebuild", this.api.post(path + "/kpis/rebuild", "").header("Location").replaceAll(".*/", ""));
	}

	private static String id(Api.Reply created) {
		return created.is(201).json().get("id").stringValue();
	}

	private void know(String name, String value) {
		this.known.computeIfAbsent(name, (key) -> new ArrayList<>()).add(value);
	}

	private Call call(ApiContract contract, Operation operation) {
		StringBuilder head = new StringBuilder(
				often(0.95) ? operation.method() : one(List.of("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "X")));
		head.append(' ').append(path(operation)).append(query(operation)).append(" HTTP/1.1\r\nHost: localhost\r\n");
		head.append("Connection: close\r\n");
		if (often(0.9)) {
			head.append("Authorization: Bearer ")
				.append(often(0.9) ? VoceTest.KEY : one(List.of(this.otherKey, "x", "")))
				.append("\r\n");
		}
		byte[] body = new byte[0];
		if (!operation.consumes().isEmpty() || often(0.1)) {
			String type = operation.consumes().isEmpty() ? "application/json" : one(List.copyOf(operation.consumes()));
			body = body(contract, operation, type);
			head.append("Content-Type: ").append(often(0.9) ? type : one(TYPES)).append("\r\n");
			head.append("Content-Length: ").append(body.length).append("\r\n");
		}
		if (often(0.3)) {
			head.append("Accept: ").append(one(TYPES)).append("\r\n");
		}
		if (operation.method().equals("PUT") && often(0.7)) {
			head.append("If-Match: *\r\n");
		}
		while (often(0.2)) {
			head.append(one(HEADERS)).append(": ").append(printable(one(ODD))).append("\r\n");
		}
		return new Call(head.append("\r\n").toString(), body);
	}

	private String path(Operation operation) {
		StringBuilder path = new StringBuilder();
		for (String step : operation.path().substring(1).split("/")) {
			String name = step.startsWith("{") ? step.substring(1, step.length() - 1) : null;
			String value = (name == null) ? step
					: (often(0.85) && this.known.containsKey(name)) ? one(this.known.get(name)) : one(ODD);
			path.append('/').append((name == null) ? step : encoded(value));
		}
		return path.toString();
	}

	private String query(Operation operation) {
		List<String> pairs = new ArrayList<>();
		for (JsonNode parameter : operation.parameters("query")) {
			if (parameter.path("required").asBoolean(false) || often(0.25)) {
				String name = parameter.get("name").stringValue();
				JsonNode accepted = parameter.at("/schema/enum");
				String value = (accepted.isArray() && often(0.6))
						? accepted.get(this.random.nextInt(accepted.size())).asString()
						: (this.known.containsKey(name) && often(0.5)) ? one(this.known.get(name)) : one(ODD);
				pairs.add(name + "=" + encoded(value));
			}
		}
		if (often(0.05)) {
			pairs.add(encoded(one(ODD)) + "=" + (often(0.5) ? encoded(one(ODD)) : "%zz"));
		}
		return pairs.isEmpty() ? "" : "?" + String.join("&", pairs);
	}

	private byte[] body(ApiContract contract, Operation operation, String type) {
		JsonNode schema = operation.node().at("/requestBody/content").path(type).path("schema");
		JsonNode found = contract.example(schema);
		JsonNode example = (found != null) ? found : json.createObjectNode(); // of a file
																				// there
																				// is none
		String text = mutated(example.deepCopy());
		if (type.contains("ndjson")) {
			text = text + "\n" + mutated(example.deepCopy()) + one(List.of("", "\n", "\r\n", "\n\n{"));
		}
		byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
		if (often(0.1) && bytes.length > 0) {
			int at = this.random.nextInt(bytes.length);
			if (often(0.5)) {
				return Arrays.copyOf(bytes, at);
			}
			bytes[at] = (byte) this.random.nextInt();
		}
		return bytes;
	}

	/** JSON with some of its values replaced, removed or added. */
	private String mutated(JsonNode node) {
		if (often(0.3)) {
			return node.toString();
		}
		List<ContainerNode<?>> containers = new ArrayList<>();
		collect(node, containers);
		if (containers.isEmpty() || often(0.05)) {
			return one(ODD_JSON);
		}
		String mark = "\"replaced-" + this.random.nextInt() + "\"";
		for (int i = this.random.nextInt(3); i >= 0; i--) {
			ContainerNode<?> container = one(containers);
			JsonNode odd = json.readTree(mark);
			if (container instanceof ObjectNode object) {
				List<String> names = new ArrayList<>(object.propertyNames());
				String name = (names.isEmpty() || often(0.1)) ? one(ODD) : one(names);
				if (often(0.2)) {
					object.remove(name);
				}
				else {
					object.set(name, odd);
				}
			}
			else if (container instanceof ArrayNode array) {
				array.insert(this.random.nextInt(array.size() + 1), odd);
			}
		}
		// What is odd need not be JSON that a tree could hold.
		return node.toString().replace(mark, often(0.5) ? one(ODD_JSON) : json.writeValueAsString(one(ODD)));
	}

	private static void collect(JsonNode node, List<ContainerNode<?>> containers) {
		if (node instanceof ContainerNode<?> container) {
			containers.add(container);
			container.forEach((child) -> collect(child, containers));
		}
	}

	private Answer send(Call call) throws IOException {
		long start = System.nanoTime();
		ByteArrayOutputStream answer = new ByteArrayOutputStream();
		try (Socket socket = new Socket("localhost", this.port)) {
			socket.setSoTimeout(30_000);
			socket.getOutputStream().write(call.head().getBytes(StandardCharsets.ISO_8859_1));
			socket.getOutputStream().write(call.body());
			socket.getInputStream().transferTo(answer);
		}
		catch (java.net.SocketTimeoutException ex) {
			throw new IllegalStateException("no answer to " + call, ex);
		}
		catch (IOException ex) {
			// Closed before all was sent; what was answered until then counts.
		}
		return new Answer(answer.toString(StandardCharsets.UTF_8), Duration.ofNanos(System.nanoTime() - start));
	}

	/** What is wrong with an answer, or nothing. */
	private static String fault(Operation operation, Call call, Answer answer) {
		int status = answer.status();
		boolean longer = operation.path().endsWith("/audit");
		if (status == 0 && call.body().length < 60_000) {
			return "was not answered";
		}
		if (status >= 500 && status != 503 && !(status == 501 && !call.head().startsWith(operation.method()))) {
			return "answered " + answer.text();
		}
		if (status >= 400 && INTERNALS.matcher(answer.text()).find()) {
			return "revealed internals: " + answer.text();
		}
		if (status >= 400 && !call.head().startsWith("HEAD") && !answer.text().contains("application/problem+json")) {
			return "answered no problem: " + answer.text();
		}
		return (answer.time().compareTo(LONGEST) > 0 && !longer) ? "took " + answer.time() : "";
	}

	private boolean often(double chance) {
		return this.random.nextDouble() < chance;
	}

	private <T> T one(List<T> values) {
		return values.get(this.random.nextInt(values.size()));
	}

	private static String encoded(String value) {
		return URLEncoder.encode(value.substring(0, Math.min(value.length(), 1_000)), StandardCharsets.UTF_8);
	}

	private static String printable(String value) {
		return value.replaceAll("[^\\x20-\\x7e\\xa0-\\xff]", "?");
	}

}
