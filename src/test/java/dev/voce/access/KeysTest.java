package dev.voce.access;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import javax.sql.DataSource;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import dev.voce.testing.Api;
import dev.voce.testing.Sql;
import dev.voce.testing.VoceTest;

import static org.assertj.core.api.Assertions.assertThat;

/** Keys, and what they open. */
@VoceTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeysTest {

	private static final String SURVEY = """
			{"name": "Keys", "questions": [{"key": "nps", "type": "NPS", "text": {"en": "How likely?"}}]}""";

	private static final String ANSWER = "{\"answers\": {\"nps\": 9}}";

	private final int port;

	private final Api api;

	private final DataSource dataSource;

	private final Sql sql;

	KeysTest(@LocalServerPort int port, @Autowired DataSource dataSource) {
		this.port = port;
		this.api = new Api(port);
		this.dataSource = dataSource;
		this.sql = new Sql(dataSource);
	}

	private JsonNode key(String rest) {
		return this.api.post("/api/v1/keys", "{\"name\": \"a key\", " + rest + "}").is(201).json();
	}

	private Api with(JsonNode key) {
		return new Api(this.port, key.get("secret").stringValue());
	}

	@Test
	void theSecretIsInTheReplyThatMadeItAlone() {
		JsonNode key = key("\"scopes\": [\"read\", \"responses:write\"]");
		String secret = key.get("secret").stringValue();
		assertThat(key.get("scopes").toString()).contains("\"read\"").contains("\"responses:write\"");
		Api.Reply list = this.api.get("/api/v1/keys").is(200);
		assertThat(list.body()).contains(key.get("id").stringValue()).doesNotContain(secret).doesNotContain("secret");
		assertThat(this.sql.count("select count(*) from api_key k where k::text like ?", "%" + secret + "%")).isZero();
		assertThat(list.json().at("/items/0/id")).isEqualTo(key.get("id"));
	}

	@Test
	void aRevokedKeyIsRefused() {
		JsonNode key = key("\"scopes\": [\"read\"]");
		with(key).get("/api/v1/surveys").is(200);
		this.api.delete("/api/v1/keys/" + key.get("id").stringValue()).is(204);
		with(key).get("/api/v1/surveys").refused(401);
		this.api.delete("/api/v1/keys/" + key.get("id").stringValue()).refused(404);
		this.api.delete("/api/v1/keys/42").refused(404);
	}

	@Test
	void aKeyRevokedOnAnotherNodeIsOutWithinTwoSeconds() throws InterruptedException {
		JsonNode key = key("\"scopes\": [\"read\"]");
		with(key).get("/api/v1/surveys").is(200);
		this.sql.run("delete from api_key where id = ?", UUID.fromString(key.get("id").stringValue()));
		Thread.sleep(2_000);
		with(key).get("/api/v1/surveys").refused(401);
	}

	@Test
	void anExpiredKeyIsRefused() {
		JsonNode key = key("\"scopes\": [\"read\"], \"expiresAt\": \"" + Instant.now().plusSeconds(3600) + "\"");
		with(key).get("/api/v1/surveys").is(200);
		JsonNode expired = key("\"scopes\": [\"read\"], \"expiresAt\": \"" + Instant.now().plusSeconds(3600) + "\"");
		this.sql.run("update api_key set expires_at = now() where id = ?",
				UUID.fromString(expired.get("id").stringValue()));
		with(expired).get("/api/v1/surveys").refused(401);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			/name      | {"scopes": ["read"]}
			/name      | {"name": " ", "scopes": ["read"]}
			/name      | {"name": "a\\u0000", "scopes": ["read"]}
			/name      | {"name": "a\\ud800", "scopes": ["read"]}
			/scopes    | {"name": "x"}
			/scopes    | {"name": "x", "scopes": []}
			/scopes    | {"name": "x", "scopes": "read"}
			/scopes/0  | {"name": "x", "scopes": ["write"]}
			/scopes/0  | {"name": "x", "scopes": [0]}
			/scopes/0  | {"name": "x", "scopes": [null]}
			/expiresAt | {"name": "x", "scopes": ["read"], "expiresAt": "2020-01-01T00:00:00Z"}
			/expiresAt | {"name": "x", "scopes": ["read"], "expiresAt": "tomorrow"}
			/expiresAt | {"name": "x", "scopes": ["read"], "expiresAt": 1e30}
			/expiresAt | {"name": "x", "scopes": ["read"], "expiresAt": 99999999999999999999}
			/expiresAt | {"name": "x", "scopes": ["read"], "expiresAt": "+999999999-12-31T23:59:59Z"}
			/scope     | {"name": "x", "scope": ["read"]}
			/id        | {"id": "x", "name": "x", "scopes": ["read"]}
			""")
	void aFlawOfANewKeyIsReportedWithItsPlace(String pointer, String body) {
		this.api.post("/api/v1/keys", body).flawed(pointer);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "[]", "null", "{", "{\"name\": \"a\", \"name\": \"b\", \"scopes\": [\"read\"]}",
			"{\"name\": \"x\", \"scopes\": [\"read\"]} x" })
	void aBodyThatIsNoJsonObjectIsRefused(String body) {
		this.api.post("/api/v1/keys", body).refused(400);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "Bearer", "Bearer ", "Bearer wrong", "Basic dXNlcjpwYXNz", "the-key-of-the-tests" })
	void noKeyOrAWrongOneIsRefused(String authorization) {
		Api nobody = new Api(this.port, null);
		for (String path : List.of("/api/v1/surveys", "/api/v1/keys", "/api/v1/templates", "/api/v1/surveys/42",
				"/api/v1/nothing", "/actuator/prometheus")) {
			Api.Reply refused = authorization.isEmpty() ? nobody.get(path)
					: nobody.get(path, "Authorization", authorization);
			assertThat(refused.refused(401).header("WWW-Authenticate")).isEqualTo("Bearer");
		}
		nobody.post("/api/v1/surveys", SURVEY).refused(401);
	}

	@Test
	void aKeyGivesOnlyScopesThatItHas() {
		Api manager = with(key("\"scopes\": [\"manage\"]"));
		for (String scopes : List.of("\"read\"", "\"manage\", \"read\"", "\"manage\", \"responses:write\"")) {
			assertThat(manager.post("/api/v1/keys", "{\"name\": \"more\", \"scopes\": [" + scopes + "]}")
				.refused(403)
				.body()).contains(scopes.contains("read") ? "lacks read" : "lacks responses:write");
		}
		assertThat(this.sql.count("select count(*) from api_key where name = 'more'")).isZero();
		String other = manager.post("/api/v1/keys", "{\"name\": \"same\", \"scopes\": [\"manage\"]}")
			.is(201)
			.json()
			.get("id")
			.stringValue();
		manager.delete("/api/v1/keys/" + other).is(204);
	}

	@Test
	void anAdministratorGivesEveryScope() {
		Api.administrator(this.port, this.dataSource)
			.post("/api/v1/keys", "{\"name\": \"all\", \"scopes\": [\"manage\", \"read\", \"responses:write\"]}")
			.is(201);
	}

	@Test
	void theSchemeIsWrittenInAnyCase() {
		new Api(this.port, null).get("/api/v1/surveys", "Authorization", "bearer " + VoceTest.KEY).is(200);
	}

	private static String call(String method, String path) {
		return method + " " + path;
	}

	static Stream<Arguments> eachCallNeedsItsScopeAndNoOther() {
		return Stream
			.of(List.of("manage", call("GET", "/api/v1/keys"), call("POST", "/api/v1/keys"),
					call("DELETE", "/api/v1/keys/{}"), call("POST", "/api/v1/surveys"),
					call("POST", "/api/v1/surveys/preview"), call("PUT", "/api/v1/surveys/{}"),
					call("POST", "/api/v1/surveys/{}/publish"), call("POST", "/api/v1/surveys/{}/pause"),
					call("POST", "/api/v1/surveys/{}/close"), call("DELETE", "/api/v1/surveys/{}"),
					call("DELETE", "/api/v1/surveys/{}/responses/{}"), call("GET", "/api/v1/surveys/{}/kpis/audit"),
					call("POST", "/api/v1/surveys/{}/kpis/rebuild"), call("GET", "/api/v1/surveys/{}/kpis/rebuild/{}")),
					List.of("read", call("GET", "/api/v1/surveys"), call("GET", "/api/v1/surveys/{}"),
							call("GET", "/api/v1/templates"), call("GET", "/api/v1/templates/nps"),
							call("GET", "/api/v1/surveys/{}/responses"), call("GET", "/api/v1/surveys/{}/responses/{}"),
							call("GET", "/api/v1/surveys/{}/kpis")),
					List.of("responses:write", call("POST", "/api/v1/surveys/{}/responses"),
							call("PUT", "/api/v1/surveys/{}/responses/{}"),
							call("POST", "/api/v1/surveys/{}/responses/batch")))
			.flatMap((calls) -> calls.stream().skip(1).map((call) -> Arguments.of(calls.get(0), call)));
	}

	@ParameterizedTest
	@MethodSource
	void eachCallNeedsItsScopeAndNoOther(String scope, String call) {
		String method = call.split(" ")[0];
		String path = call.split(" ")[1].replace("{}", UUID.randomUUID().toString());
		String body = method.startsWith("P") ? "{}" : null;
		List<String> others = new ArrayList<>(List.of("read", "manage", "responses:write"));
		others.remove(scope);
		Api without = new Api(this.port, withScopes(others));
		without.send(method, path, body).refused(403);
		int status = new Api(this.port, withScopes(List.of(scope))).send(method, path, body).status();
		assertThat(status).isNotIn(401, 403);
	}

	private final java.util.Map<List<String>, String> secrets = new java.util.HashMap<>();

	private String withScopes(List<String> scopes) {
		return this.secrets.computeIfAbsent(scopes,
				(wanted) -> key("\"scopes\": [\"" + String.join("\", \"", wanted) + "\"]").get("secret").stringValue());
	}

	@Test
	void anotherWorkspacesIdsAreNotFound() {
		UUID mine = this.api.survey(SURVEY);
		String survey = "/api/v1/surveys/" + mine;
		String response = this.api.post(survey + "/responses", ANSWER).is(201).json().get("id").stringValue();
		String rebuild = this.api.post(survey + "/kpis/rebuild", "").is(202).header("Location");
		String key = key("\"scopes\": [\"read\"]").get("id").stringValue();
		String etag = this.api.get(survey).header("ETag");

		Api other = new Api(this.port, this.sql.workspace());
		assertThat(other.get("/api/v1/surveys").is(200).json().get("items").isEmpty()).isTrue();
		assertThat(other.get("/api/v1/keys").is(200).json().get("items").size()).isOne();
		other.get(survey).refused(404);
		other.put(survey, SURVEY, "If-Match", etag).refused(404);
		other.put(survey, SURVEY).refused(404);
		for (String verb : List.of("publish", "pause", "close")) {
			other.post(survey + "/" + verb, "").refused(404);
		}
		other.post(survey + "/responses", ANSWER).refused(404);
		other.put(survey + "/responses/" + response, ANSWER).refused(404);
		other.post(survey + "/responses/batch", "[" + ANSWER + "]").refused(404);
		other.post(survey + "/responses/batch", ANSWER, "Content-Type", "application/x-ndjson").refused(404);
		for (String format : List.of("application/json", "application/x-ndjson", "text/csv")) {
			other.get(survey + "/responses", "Accept", format).refused(404);
		}
		other.get(survey + "/responses/" + response).refused(404);
		other.delete(survey + "/responses/" + response).refused(404);
		other.get(survey + "/kpis").refused(404);
		other.get(survey + "/kpis/audit").refused(404);
		other.post(survey + "/kpis/rebuild", "").refused(404);
		other.get(rebuild).refused(404);
		other.delete("/api/v1/keys/" + key).refused(404);
		other.delete(survey).refused(404);

		assertThat(this.api.get(survey).is(200).header("ETag")).isEqualTo(etag);
		assertThat(this.api.get(survey + "/responses").json().get("items").size()).isOne();
		this.api.get(rebuild).is(200);
	}

	@Test
	void aWorkspacesSurveysAreItsOwn() {
		Api other = new Api(this.port, this.sql.workspace());
		UUID theirs = other.survey(SURVEY);
		assertThat(this.api.get("/api/v1/surveys?limit=200").body()).doesNotContain(theirs.toString());
		assertThat(other.get("/api/v1/surveys").json().at("/items/0/id").stringValue()).isEqualTo(theirs.toString());
		// The public API is not limited to a workspace.
		other.post("/api/v1/public/surveys/" + theirs + "/responses", ANSWER).is(201);
	}

}
