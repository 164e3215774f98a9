package dev.voce.testing;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import javax.sql.DataSource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** A client of a running service, as any HTTP client would be one. */
public final class Api {

	private static final HttpRequest.BodyPublisher NO_BODY = HttpRequest.BodyPublishers.noBody();

	private static final JsonMapper json = new JsonMapper();

	private static final HttpClient client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

	/** What belongs into a log and not into an answer. */
	private static final Pattern INTERNALS = Pattern
		.compile("Exception|dev\\.voce|java\\.|jakarta\\.|tools\\.jackson|springframework|hibernate|postgres|SQL|"
				+ "insert into|constraint|\\tat |Whitelabel|\\{\\d}", Pattern.CASE_INSENSITIVE);

	public static final String PASSWORD = "the password of the tests";

	private static final String ADMINISTRATOR = "administrator@voce.example";

	private final String base;

	private final String[] credentials;

	public Api(int port) {
		this(port, VoceTest.KEY);
	}

	/** A client with another key; without any when it is {@code null}. */
	public Api(int port, String key) {
		this(port, (key != null) ? new String[] { "Authorization", "Bearer " + key } : new String[0]);
	}

	private Api(int port, String[] credentials) {
		this.base = "http://localhost:" + port;
		this.credentials = credentials;
	}

	/** The administrator of the first workspace, logged in as with a browser. */
	public static Api administrator(int port, DataSource database) {
		new Sql(database).administrator(ADMINISTRATOR, VoceTest.KEY);
		return loggedIn(port, ADMINISTRATOR);
	}

	/** The administrator of another workspace, which is this key's. */
	public static Api administrator(int port, DataSource database, String key) {
		String email = UUID.randomUUID() + "@voce.example";
		new Sql(database).administrator(email, key);
		return loggedIn(port, email);
	}

	private static Api loggedIn(int port, String email) {
		Map<String, String> cookies = cookies(port, "/session",
				"{\"email\": \"" + email + "\", \"password\": \"" + PASSWORD + "\"}");
		String header = cookies.entrySet()
			.stream()
			.map((each) -> each.getKey() + "=" + each.getValue())
			.collect(Collectors.joining("; "));
		return new Api(port, new String[] { "Cookie", header, "X-XSRF-TOKEN", cookies.get("XSRF-TOKEN") });
	}

	/**
	 * The cookies, by name, of somebody who sends this to log in or to accept an
	 * invitation.
	 */
	public static Map<String, String> cookies(int port, String path, String body) {
		Api nobody = new Api(port, (String) null);
		Map<String, String> cookies = cookies(nobody.get("/session").is(200));
		String token = cookies.get("XSRF-TOKEN");
		Reply answer = nobody.post(path, body, "Cookie", "XSRF-TOKEN=" + token, "X-XSRF-TOKEN", token).is(200);
		cookies.putAll(cookies(answer));
		return cookies;
	}

	private static Map<String, String> cookies(Reply answer) {
		return answer.response()
			.headers()
			.allValues("Set-Cookie")
			.stream()
			.map((set) -> set.split("[=;]", 3))
			.collect(Collectors.toMap((set) -> set[0], (set) -> set[1], (first, second) -> second, TreeMap::new));
	}

	/**
	 * An answer.
	 *
	 * @param status the HTTP status
	 * @param body the body as text
	 * @param response headers and the rest
	 */
	public record Reply(int status, String body, HttpResponse<String> response) {

		public JsonNode json() {
			return json.readTree(this.body);
		}

		public String header(String name) {
			return this.response.headers().firstValue(name).orElse("");
		}

		/** Checks the status, and shows the body where it is another. */
		public Reply is(int status) {
			assertThat(this.status).as("%s %s: %s", this.response.request().method(), this.response.uri(), this.body)
				.isEqualTo(status);
			return this;
		}

		/** Checks that this is a problem with the status that reveals no internals. */
		public Reply refused(int status) {
			is(status);
			assertThat(header("Content-Type")).isEqualTo("application/problem+json");
			assertThat(json().get("status").intValue()).isEqualTo(status);
			assertThat(json().get("title").stringValue()).isNotBlank();
			assertThat(json().get("detail").stringValue()).isNotBlank();
			assertThat(this.body).doesNotContainPattern(INTERNALS);
			return this;
		}

		/**
		 * Checks that this is a 422 that says what is accepted at a place in the body.
		 */
		public Reply flawed(String pointer) {
			return flawed("pointer", pointer);
		}

		/** Checks that this is a 422 that says what a query parameter accepts. */
		public Reply flawedParameter(String name) {
			return flawed("parameter", name);
		}

		private Reply flawed(String kind, String where) {
			refused(422);
			assertThat(json().get("errors").valueStream().map((flaw) -> flaw.path(kind).asString(null))).as(this.body)
				.contains(where);
			json().get("errors")
				.forEach((flaw) -> assertThat(flaw.get("detail").stringValue()).containsPattern(
						"must |accepted|takes |has no |has 2 to 11|questions are|required|go together|too many"));
			return this;
		}

	}

	/** Reads a line of JSON. */
	public static JsonNode read(String line) {
		return json.readTree(line);
	}

	public Reply get(String path, String... headers) {
		return send("GET", path, (byte[]) null, headers);
	}

	public Reply post(String path, String body, String... headers) {
		return send("POST", path, body, headers);
	}

	public Reply put(String path, String body, String... headers) {
		return send("PUT", path, body, headers);
	}

	public Reply delete(String path, String... headers) {
		return send("DELETE", path, (byte[]) null, headers);
	}

	/**
	 * Sends JSON with the key, unless headers say otherwise: name, value, name, value …
	 */
	public Reply send(String method, String path, String body, String... headers) {
		return send(method, path, (body == null) ? null : body.getBytes(StandardCharsets.UTF_8), headers);
	}

	/** The same with bytes that need not be text. */
	public Reply send(String method, String path, byte[] body, String... headers) {
		return send(method, path, (body == null) ? NO_BODY : HttpRequest.BodyPublishers.ofByteArray(body), headers);
	}

	/** The same with a body that may come in its own time. */
	public Reply send(String method, String path, HttpRequest.BodyPublisher body, String... headers) {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(this.base + path))
			.timeout(Duration.ofSeconds(60));
		request.method(method, body);
		if (!path.startsWith("/api/v1/public/")) {
			for (int i = 0; i < this.credentials.length; i += 2) {
				request.setHeader(this.credentials[i], this.credentials[i + 1]);
			}
		}
		if (body != NO_BODY) {
			request.setHeader("Content-Type", "application/json");
		}
		for (int i = 0; i < headers.length; i += 2) {
			request.setHeader(headers[i], headers[i + 1]);
		}
		try {
			HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
			return new Reply(response.statusCode(), response.body(), response);
		}
		catch (IOException ex) {
			throw new IllegalStateException(method + " " + path + ": " + ex, ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	/** Makes a survey of this body and publishes it. */
	public UUID survey(String body) {
		Reply created = post("/api/v1/surveys", body);
		if (created.status() != 201) {
			throw new IllegalStateException(created.body());
		}
		UUID id = UUID.fromString(created.json().get("id").stringValue());
		Reply published = post("/api/v1/surveys/" + id + "/publish", "");
		if (published.status() != 200) {
			throw new IllegalStateException(published.body());
		}
		return id;
	}

	/** Makes a survey with one NPS question, {@code nps}, and publishes it. */
	public UUID npsSurvey() {
		return survey("""
				{"name": "NPS", "questions": [
					{"key": "nps", "type": "NPS", "text": {"en": "How likely are you to recommend us?"}},
					{"key": "why", "type": "TEXT", "text": {"en": "Why?"}}]}""");
	}

}
