package dev.voce;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import javax.sql.DataSource;

import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

import dev.voce.testing.Api;
import dev.voce.testing.ApiContract;
import dev.voce.testing.ApiContract.Operation;
import dev.voce.testing.Sql;
import dev.voce.testing.VoceTest;
import dev.voce.testing.Wait;

import static org.assertj.core.api.Assertions.assertThat;

/** Holds the OpenAPI document against what the service answers. */
@NullUnmarked
@VoceTest
// So that invitations have an address and a server, which takes none.
@TestPropertySource(properties = { "voce.outbound.allow=127.0.0.1", "voce.public.url=http://localhost",
		"spring.mail.host=localhost", "spring.mail.port=9" })
class OpenApiTest {

	private static final JsonMapper json = new JsonMapper();

	private static final String LONG = "a".repeat(1_100_000);

	private static final List<String> ODD_BODIES = List.of("", "{", "1", "null", "\"x\"", "[]", "{}", "[{}]",
			"{\"x\": 1, \"x\": 1}", "[".repeat(50) + "]".repeat(50), "{\"answers\": {\"why\": \"" + LONG + "\"}}");

	private static final List<String> ODD_PARAMETERS = List.of("x", "-1", "0", "1000000000000", "1.5", "\0", "%", "[]",
			"true", "2026-02-30", "0000-01-01", "2026-01-31", "2026-W05", "null", LONG.substring(0, 2_000));

	private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)}");

	private static final List<String> GOOD_QUERIES = List.of("segment=channel&level=0.9", "segment=channel&value=web",
			"segment=reason&level=0.8", "period=day&from=2026-01-01&to=2026-02-01", "period=year&zone=Asia/Kathmandu",
			"window=30", "level=0.9", "question=nps&version=1", "question=nps&score=3", "question=nps&class=DETRACTOR",
			"q=good%20bad", "test=false", "limit=1", "locale=en-GB", "dryRun=true", "status=SENT", "key=k");

	@Autowired
	private DataSource database;

	@LocalServerPort
	private int port;

	@Autowired
	@Qualifier("requestMappingHandlerMapping")
	private RequestMappingHandlerMapping mappings;

	private Api api;

	private Api administrator;

	private ApiContract contract;

	@BeforeEach
	void readTheDocument() {
		this.api = new Api(this.port);
		this.administrator = Api.administrator(this.port, this.database);
		this.contract = new ApiContract(this.api.get("/v3/api-docs").json());
	}

	@Test
	void everyHandlerIsDocumentedAndNothingElse() {
		Set<String> handlers = new TreeSet<>();
		this.mappings.getHandlerMethods()
			.keySet()
			.forEach((mapping) -> mapping.getPatternValues()
				.stream()
				.filter((path) -> path.startsWith("/api/"))
				.forEach((path) -> mapping.getMethodsCondition()
					.getMethods()
					.forEach((method) -> handlers.add(method + " " + path))));
		assertThat(this.contract.operations()).extracting(Operation::toString)
			.containsExactlyInAnyOrderElementsOf(handlers);
	}

	@Test
	void everythingIsDescribed() {
		List<String> silent = new ArrayList<>();
		Set<String> tags = new TreeSet<>();
		this.contract.document().get("tags").forEach((tag) -> tags.add(tag.get("name").stringValue()));
		Set<String> ids = new TreeSet<>();
		this.contract.operations().forEach((operation) -> {
			if (!operation.node().has("summary") || !tags.contains(operation.node().at("/tags/0").asString(""))
					|| !ids.add(operation.node().get("operationId").stringValue())) {
				silent.add(operation.toString());
			}
			operation.node().path("parameters").forEach((parameter) -> {
				if (!parameter.has("description")) {
					silent.add(operation + " parameter " + parameter.get("name"));
				}
			});
			operation.node().get("responses").properties().forEach((response) -> {
				if (response.getValue().path("description").asString("").isBlank()) {
					silent.add(operation + " response " + response.getKey());
				}
			});
		});
		this.contract.schemas().forEach((name, schema) -> {
			if (!schema.has("description")) {
				silent.add(name);
			}
			schema.path("properties").properties().forEach((property) -> {
				if (!property.getValue().has("description")) {
					silent.add(name + "." + property.getKey());
				}
			});
		});
		assertThat(silent).isEmpty();
	}

	@Test
	void examplesAreWhatTheirSchemasSay() {
		Map<String, List<String>> differences = new HashMap<>();
		Map<String, JsonNode> schemas = this.contract.schemas();
		schemas.values().removeIf((schema) -> !schema.has("example"));
		assertThat(schemas).containsKeys("SurveyInput", "ResponseInput", "KpiView");
		schemas.forEach((name, schema) -> {
			ObjectNode reference = json.createObjectNode().put("$ref", "#/components/schemas/" + name);
			differences.put(name, this.contract.differences(reference, schema.get("example").toString()));
		});
		assertThat(differences.values()).allMatch(List::isEmpty);
	}

	@TestFactory
	Stream<DynamicTest> everyAnswerIsAsDocumentedAndEveryDocumentedAnswerIsGiven() {
		return this.contract.operations()
			.stream()
			.map((operation) -> DynamicTest.dynamicTest(operation.toString(), () -> new Walk(operation).walk()));
	}

	@Test
	void nothingOfAWorkspaceIsThereForAnother() {
		World world = new World("LIVE");
		String key = new Sql(this.database).workspace();
		Api stranger = new Api(this.port, key);
		Api administrator = Api.administrator(this.port, this.database, key);
		List<String> open = new ArrayList<>();
		this.contract.operations()
			.stream()
			.filter((operation) -> !operation.isOpen() && operation.path().contains("{")
					&& !operation.path().startsWith("/api/v1/templates/"))
			.forEach((operation) -> {
				Api.Reply answer = (operation.isForAdministrators() ? administrator : stranger).send(operation.method(),
						world.path(operation), new Walk(operation).body(world), "If-Match", "*");
				if (answer.status() != 404) {
					open.add(operation + " " + answer.status());
				}
			});
		assertThat(open).isEmpty();
		for (String list : List.of("/api/v1/surveys", "/api/v1/keys", "/api/v1/activity", "/api/v1/workspace")) {
			assertThat(stranger.get(list).is(200).body()).doesNotContain(world.survey.toString())
				.doesNotContain(world.id("id"));
		}
	}

	/** Somebody who may call an operation. */
	private Api caller(Operation operation) {
		return operation.isForAdministrators() ? this.administrator : this.api;
	}

	/** All kinds of calls of one operation. */
	private final class Walk {

		private final Operation operation;

		private final Set<String> seen = new TreeSet<>();

		private final Set<String> differences = new LinkedHashSet<>();

		Walk(Operation operation) {
			this.operation = operation;
		}

		void walk() {
			World world = new World("LIVE");
			strangers(world);
			wrongMethodsAndMediaTypes(world);
			unknownIds(world);
			unknownParameters(world);
			oddParameters(world);
			oddBodies(world);
			origins(world);
			List<World> worlds = this.operation.path().contains("{survey}") ? statuses().map(World::new).toList()
					: List.of(world);
			worlds.forEach(this::goodCalls);
			assertThat(this.differences).isEmpty();
			Set<String> unseen = this.operation.statuses();
			unseen.removeAll(this.seen);
			assertThat(unseen)
				.as("documented, but never answered, but for a database that is unavailable, and for limits")
				.containsExactlyElementsOf(isLimited() ? List.of("429", "503") : List.of("503"));
		}

		/** Whether requests above a limit are refused, which this test doesn't send. */
		private boolean isLimited() {
			return this.operation.isPublic() || this.operation.path().equals("/api/v1/bounces/{token}");
		}

		private Stream<String> statuses() {
			Stream<String> all = Stream.of("DRAFT", "LIVE", "PAUSED", "CLOSED");
			return this.operation.path().endsWith("/restore") ? Stream.concat(all, Stream.of("DELETED")) : all;
		}

		private void strangers(World world) {
			String body = body(world);
			if (this.operation.isOpen()) {
				return;
			}
			for (String authorization : List.of("", "Bearer nobody", "Bearer ", "Basic bm9ib2R5Og==")) {
				expect(401, call(world.path(this.operation), body, "Authorization", authorization));
			}
			World draft = new World("DRAFT");
			List<String> opening = new ArrayList<>();
			for (String scope : List.of("responses:write", "read", "manage", "cases", "people")) {
				Api.Reply answer = call(draft.path(this.operation), body, "Authorization", "Bearer " + key(scope));
				// A key that may make keys gives no scope that it lacks.
				if (answer.status() != 403 || answer.body().contains("scopes that it has itself")) {
					opening.add(scope);
				}
			}
			if (!opening.equals(this.operation.isForAdministrators() ? List.of() : List.of(this.operation.scope()))) {
				this.differences.add("opened by " + opening + " and not by " + this.operation.scope());
			}
		}

		private void wrongMethodsAndMediaTypes(World world) {
			String path = world.path(this.operation);
			expect(405, check(caller(this.operation).send("PATCH", path, "{}")));
			if (this.operation.answers(406)) {
				for (String accept : List.of("application/yaml", "text/html", "application/xml")) {
					expect(406, call(path, body(world), "Accept", accept));
				}
			}
			if (!this.operation.consumes().isEmpty()) {
				for (String type : List.of("application/yaml", "application/xml", "application/vnd.x+json",
						"multipart/form-data", "application/octet-stream")) {
					expect(415, call(path, body(world), "Content-Type", type));
				}
			}
		}

		private void unknownIds(World world) {
			for (JsonNode variable : this.operation.parameters("path")) {
				String name = variable.get("name").stringValue();
				List<String> ids = new ArrayList<>(List.of("x", "1-1-1-1-1"));
				if (!this.operation.method().equals("PUT") || !name.equals("response")) {
					ids.add(UUID.randomUUID().toString());
				}
				for (String id : ids) {
					expect(404, call(world.path(this.operation, name, id), body(world), "If-Match", "*"));
				}
			}
		}

		private void unknownParameters(World world) {
			// Nobody but a server may amend what a server stored.
			String path = this.operation.isPublic()
					? world.path(this.operation, "response", UUID.randomUUID().toString()) : world.path(this.operation);
			path += (path.contains("?") ? "&" : "?");
			Api.Reply answer = call(path + "nonesuch=1", body(world), "If-Match", "*");
			if (this.operation.isPublic()) {
				if (answer.status() >= 400) {
					this.differences.add(described(answer) + " instead of ignoring the parameter");
				}
				return;
			}
			expect(422, answer);
			if (!answer.body().contains("\"parameter\":\"nonesuch\"")) {
				this.differences.add(described(answer) + " without naming the parameter");
			}
			expect(400, call(path + "x=%ff", body(world), "If-Match", "*"));
		}

		private void oddParameters(World world) {
			for (JsonNode parameter : this.operation.parameters("query")) {
				String path = world.path(this.operation);
				if (parameter.path("required").asBoolean()) {
					path = path.replaceAll("[?].*", "");
					expect(422, call(path, body(world)));
				}
				for (String value : ODD_PARAMETERS) {
					String query = (path.contains("?") ? "&" : "?") + parameter.get("name").stringValue() + "="
							+ URLEncoder.encode(value, StandardCharsets.UTF_8);
					Api.Reply answer = call(path + query, body(world));
					if (!OpenApiTest.this.contract.accepts(parameter, value)) {
						expect(422, answer);
					}
				}
			}
			if (this.operation.has("header", "Idempotency-Key")) {
				expect(422, call(world.path(this.operation), body(world), "Idempotency-Key", "a".repeat(201)));
			}
		}

		private void oddBodies(World world) {
			for (String type : this.operation.consumes()) {
				List<String> bodies = new ArrayList<>(ODD_BODIES);
				if (type.equals("application/json")) {
					mutations(example(type)).forEach((mutation) -> bodies.add(mutation.toString()));
				}
				for (String body : bodies) {
					Api.Reply answer = call(world.path(this.operation, "response", UUID.randomUUID().toString()), body,
							"Content-Type", type, "If-Match", "*");
					if (body.length() > 66_000 && this.operation.answers(413)) {
						expect(413, answer);
					}
				}
			}
		}

		private void origins(World world) {
			if (this.operation.isPublic()) {
				expect(403, call(world.path(this.operation), body(world), "Origin", "https://elsewhere.example"));
			}
		}

		/** What a client that means well may call, again and again. */
		private void goodCalls(World world) {
			List<String> paths = new ArrayList<>();
			if (this.operation.path().contains("{response}")) {
				List.of(world.stored, world.erased, UUID.randomUUID())
					.forEach((id) -> paths.add(world.path(this.operation, "response", id.toString())));
			}
			else if (this.operation.path().contains("{case}")) {
				Stream.of("case", "closed")
					.forEach((id) -> paths.add(world.path(this.operation, "case", world.id(id))));
			}
			else {
				paths.add(world.path(this.operation));
			}
			for (String path : paths) {
				if (this.operation.consumes().isEmpty() && this.operation.has("header", "If-Match")) {
					call(path, null, "If-Match", "\"0\"");
					call(path, null, "If-Match", "*");
				}
				for (String type : this.operation.consumes()) {
					for (String body : goodBodies(world, type)) {
						call(path, body, "Content-Type", type);
						call(path, body, "Content-Type", type, "If-Match", "\"0\"");
						call(path, body, "Content-Type", type, "If-Match", etag(path));
					}
				}
				GOOD_QUERIES.stream()
					.filter((query) -> Stream.of(query.split("&")).allMatch(this::isParameter))
					.forEach((query) -> good(call(path + "?" + query, body(world))));
				for (String accept : this.operation.produces()) {
					call(path, body(world), "Accept", accept);
				}
				String etag = call(path, body(world)).header("ETag");
				if (this.operation.answers(304) && !etag.isEmpty()) {
					expect(304, call(path, null, "If-None-Match", etag));
				}
			}
		}

		// A status is one of others where it is not an invitation's.
		private boolean isParameter(String part) {
			String[] pair = part.split("=");
			return this.operation.parameters("query")
				.stream()
				.anyMatch((parameter) -> parameter.get("name").stringValue().equals(pair[0])
						&& (!pair[0].equals("status") || OpenApiTest.this.contract.accepts(parameter, pair[1])));
		}

		private void good(Api.Reply answer) {
			if (answer.status() != 200 && !this.operation.isPublic()) {
				this.differences.add(described(answer));
			}
		}

		private List<String> goodBodies(World world, String type) {
			JsonNode example = example(type);
			if (example == null) {
				return List.of(); // bytes that are no text
			}
			String body = world.ids(example.isString() ? example.stringValue() : example.toString());
			example = example.isString() ? example : json.readTree(body);
			List<String> bodies = new ArrayList<>(List.of(body, body));
			if (example.has("answers")) {
				for (UUID id : List.of(world.stored, world.erased)) {
					bodies.add(((ObjectNode) example.deepCopy()).put("id", id.toString()).toString());
				}
				bodies.add(((ObjectNode) example.deepCopy()).without("id").toString());
			}
			if (example.has("ids")) {
				bodies.add(((ObjectNode) example.deepCopy())
					.set("ids", json.createArrayNode().add(world.erased.toString()))
					.toString());
			}
			if (example.has("response")) {
				bodies.add(((ObjectNode) example.deepCopy()).put("survey", world.erased.toString()).toString());
				bodies.add(((ObjectNode) example.deepCopy()).put("response", world.erased.toString()).toString());
			}
			return bodies;
		}

		private JsonNode example(String type) {
			JsonNode example = OpenApiTest.this.contract
				.example(this.operation.node().at("/requestBody/content").get(type).get("schema"));
			return this.operation.path().contains("{response}") ? ((ObjectNode) example.deepCopy()).without("id")
					: example;
		}

		private String body(World world) {
			return this.operation.consumes().isEmpty() ? null : goodBodies(world, usualType()).get(0);
		}

		/** JSON where it is accepted. */
		private String usualType() {
			List<String> types = List.copyOf(this.operation.consumes());
			return types.contains("application/json") ? "application/json" : types.get(types.size() - 1);
		}

		private Api.Reply call(String path, String body, String... headers) {
			String[] all = (body == null || List.of(headers).contains("Content-Type")) ? headers
					: Stream.concat(Stream.of("Content-Type", usualType()), Stream.of(headers)).toArray(String[]::new);
			return check(caller(this.operation).send(this.operation.method(), path, body, all));
		}

		private Api.Reply check(Api.Reply answer) {
			this.seen.add(Integer.toString(answer.status()));
			OpenApiTest.this.contract.differences(this.operation, answer)
				.forEach((difference) -> this.differences.add(described(answer) + ": " + difference));
			return answer;
		}

		private void expect(int status, Api.Reply answer) {
			if (answer.status() != status) {
				this.differences.add(described(answer) + " instead of " + status);
			}
		}

		private String described(Api.Reply answer) {
			String body = answer.body();
			String uri = answer.response().request().uri().toString();
			return uri.substring(uri.indexOf("/api"), Math.min(uri.length(), 200)) + " "
					+ answer.response().request().headers().map() + " answered " + answer.status() + " "
					+ body.substring(0, Math.min(body.length(), 300));
		}

	}

	/** A survey with what can be called for, made when it is. */
	private final class World {

		private final Api api = OpenApiTest.this.api;

		private final String status;

		private final UUID survey;

		private final UUID stored = UUID.randomUUID();

		private final UUID erased = UUID.randomUUID();

		private final Map<String, String> made = new HashMap<>();

		World(String status) {
			this.status = status;
			this.survey = UUID.fromString(made("/api/v1/surveys",
					OpenApiTest.this.contract.schemas().get("SurveyInput").get("example").toString()));
			for (String step : Map
				.of("DRAFT", "", "LIVE", "publish", "PAUSED", "publish,pause", "CLOSED", "publish,close", "DELETED", "")
				.get(status)
				.split(",")) {
				if (!step.isEmpty()) {
					assertThat(this.api.post(of("/" + step), "").status()).isEqualTo(200);
				}
			}
			List.of(this.stored, this.erased).forEach(this::store);
			assertThat(this.api.delete(of("/responses/" + this.erased)).status()).isEqualTo(204);
			// So that mails to respondents have a sender.
			OpenApiTest.this.administrator
				.put("/api/v1/workspace",
						OpenApiTest.this.contract.schemas().get("WorkspaceInput").get("example").toString(), "If-Match",
						"*")
				.is(200);
			if (status.equals("DELETED")) {
				this.api.delete(of("")).is(204);
			}
		}

		/** The id of the one that a variable of paths names. */
		String id(String variable) {
			String id = this.made.get(variable);
			if (id == null) {
				id = make(variable);
				this.made.put(variable, id);
			}
			return id;
		}

		private String make(String variable) {
			String person = "{\"email\": \"" + UUID.randomUUID() + "@posta.example\"}";
			return switch (variable) {
				case "survey" -> this.survey.toString();
				case "response" -> this.stored.toString();
				case "respondent" -> "customer%20of%20" + this.survey;
				case "key" -> "nps";
				case "id" -> made("/api/v1/keys", "{\"name\": \"key\", \"scopes\": [\"read\"]}");
				case "rebuild" -> this.api.post(of("/kpis/rebuild"), "").header("Location").replaceAll(".*/", "");
				case "note" -> made(of("/notes"), "{\"day\": \"2026-04-04\", \"text\": \"note\"}");
				case "user" -> OpenApiTest.this.administrator
					.post("/api/v1/users",
							"{\"email\": \"" + UUID.randomUUID()
									+ "@shop.example\", \"name\": \"user\", \"role\": \"VIEWER\"}")
					.is(201)
					.json()
					.get("id")
					.stringValue();
				case "case" -> caseOf(this.stored);
				case "closed" -> closedCase();
				case "mail" -> {
					id("closed"); // whose reply is a mail
					yield first(OpenApiTest.this.administrator.get("/api/v1/workspace/mail/outbox?limit=1"));
				}
				case "webhook" -> webhook();
				case "delivery" -> {
					String webhook = id("webhook");
					store(UUID.randomUUID());
					yield firstOf("/api/v1/webhooks/" + webhook + "/deliveries");
				}
				case "alert" -> alert();
				case "person" -> this.api.put("/api/v1/people", person).is(200).json().get("id").stringValue();
				case "token" -> this.api.get("/api/v1/bounces").json().get("path").stringValue().replaceAll(".*/", "");
				case "suppression" -> made("/api/v1/suppressions", person);
				case "invitation" -> this.api.post(of("/invitations"), person).is(202).json().get("id").stringValue();
				case "sending" -> sending();
				default -> "{" + variable + "}";
			};
		}

		private String of(String path) {
			return "/api/v1/surveys/" + this.survey + path;
		}

		private String made(String path, String body) {
			return created(path, body).get("id").stringValue();
		}

		/** The first of what is made after the commit. */
		private String firstOf(String path) {
			try {
				Wait.until("there is one", () -> !this.api.get(path).json().get("items").isEmpty());
			}
			catch (Exception ex) {
				throw new IllegalStateException(ex);
			}
			return first(this.api.get(path));
		}

		private static String first(Api.Reply list) {
			return list.json().at("/items/0/id").stringValue();
		}

		private void store(UUID id) {
			assertThat(this.api.put(of("/responses/" + id),
					"{\"answers\": {\"nps\": 3}, \"attributes\": {\"contact\": \"marta@posta.example\"}, \"respondent\": \"customer of "
							+ this.survey + "\", \"test\": " + List.of("DRAFT", "DELETED").contains(this.status) + "}")
				.status()).isEqualTo(201);
		}

		private String closedCase() {
			UUID response = UUID.randomUUID();
			store(response);
			String closed = "/api/v1/cases/" + caseOf(response);
			this.api.post(closed + "/reply", "{\"text\": \"Hello\"}", "If-Match", "*").is(200);
			this.api.post(closed + "/close", "{\"outcome\": \"RESOLVED\"}", "If-Match", "*").is(200);
			return closed.substring(closed.lastIndexOf('/') + 1);
		}

		private String alert() {
			String alert = made("/api/v1/alerts", "{\"survey\": \"" + this.survey + "\", \"kind\": \"SURGE\"}");
			new Sql(OpenApiTest.this.database).run("update alert set raised_at = now() where id = cast(? as uuid)",
					alert);
			return alert;
		}

		private String sending() {
			String sending = this.api.post(of("/sendings"), "[]").is(202).json().get("sending").stringValue();
			if (this.status.equals("CLOSED")) {
				this.api.post(of("/sendings/" + sending + "/stop"), "").is(200);
			}
			return sending;
		}

		/** One that nobody listens at; a workspace has only some. */
		private String webhook() {
			JsonNode all = OpenApiTest.this.api.get("/api/v1/webhooks").json().get("items");
			for (int i = 0; all.size() > 30 && i < 20; i++) {
				OpenApiTest.this.api.delete("/api/v1/webhooks/" + all.get(i).get("id").stringValue());
			}
			return created("/api/v1/webhooks",
					"{\"url\": \"http://127.0.0.1:9/\", \"events\": [\"response.created\"], \"surveys\": [\""
							+ this.survey + "\"]}")
				.get("id")
				.stringValue();
		}

		private String caseOf(UUID response) {
			return OpenApiTest.this.api
				.post("/api/v1/cases", "{\"survey\": \"" + this.survey + "\", \"response\": \"" + response + "\"}")
				.is(200)
				.json()
				.get("id")
				.stringValue();
		}

		/** Puts ids of this world in place of those of examples. */
		String ids(String example) {
			String id = "0198f0a0-0000-7000-8000-00000000000";
			return example.replace(id + "1", this.survey.toString())
				.replace("https://erp.shop.example", "http://127.0.0.1:9")
				.replace(id + "2", this.stored.toString())
				.replace(id + "3", example.contains(id + "3") ? id("case") : "");
		}

		String path(Operation operation) {
			return path(operation, "", "");
		}

		String path(Operation operation, String variable, String value) {
			String path = VARIABLE.matcher(operation.path())
				.replaceAll((found) -> Matcher
					.quoteReplacement(found.group(1).equals(variable) ? value : id(found.group(1))));
			if (operation.has("query", "respondent")) {
				path += "?respondent=" + id("respondent");
			}
			return path;
		}

	}

	/** The tag of what a call changes. */
	private String etag(String path) {
		String changed = path.startsWith("/api/v1/cases/") ? path.replaceAll("(cases/[^/]+)/.*", "$1") : path;
		return this.api.get(changed.replaceAll("[?].*", "")).header("ETag");
	}

	private String key(String scope) {
		return created("/api/v1/keys", "{\"name\": \"key\", \"scopes\": [\"" + scope + "\"]}").get("secret")
			.stringValue();
	}

	private JsonNode created(String path, String body) {
		Api.Reply answer = this.api.post(path, body);
		assertThat(answer.status()).as(answer.body()).isEqualTo(201);
		return answer.json();
	}

	/** What becomes of a tree when one of its nodes is removed or replaced. */
	private static List<JsonNode> mutations(JsonNode tree) {
		List<JsonNode> mutations = new ArrayList<>();
		List<JsonNode> replacements = Stream.of("null", "-1", "3.5", "\"x\\u0000\"", "[null]", "{\"x\": null}")
			.<JsonNode>map(json::readTree)
			.toList();
		if (tree instanceof ObjectNode object) {
			mutations.add(object.deepCopy().put("unknown", 1));
			for (String name : object.propertyNames()) {
				mutations.add(object.deepCopy().without(name));
				replacements.forEach((node) -> mutations.add(((ObjectNode) object.deepCopy()).set(name, node)));
				mutations(object.get(name))
					.forEach((node) -> mutations.add(((ObjectNode) object.deepCopy()).set(name, node)));
			}
		}
		if (tree instanceof ArrayNode array) {
			for (int i = 0; i < array.size(); i++) {
				int index = i;
				replacements.forEach((node) -> mutations.add(array.deepCopy().set(index, node)));
				mutations(array.get(i)).forEach((node) -> mutations.add(array.deepCopy().set(index, node)));
			}
		}
		return mutations;
	}

}
