package dev.voce.testing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The OpenAPI document of a running service, and what it says of answers. */
public final class ApiContract {

	private static final JsonMapper json = JsonMapper.builder()
		.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
		.build();

	private static final SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12,
			(builder) -> builder
				.schemaRegistryConfig(SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));

	private final JsonNode document;

	private final Map<JsonNode, Schema> compiled = new HashMap<>();

	public ApiContract(JsonNode document) {
		this.document = document;
	}

	/**
	 * An operation of the document.
	 *
	 * @param method in capitals
	 * @param path with its variables in braces
	 * @param node what the document says of it
	 */
	public record Operation(String method, String path, JsonNode node) {

		@Override
		public String toString() {
			return this.method + " " + this.path;
		}

		public boolean isPublic() {
			return this.path.startsWith("/api/v1/public/");
		}

		/** Whether it needs neither a key nor a session. */
		public boolean isOpen() {
			return !this.node.has("security");
		}

		public Set<String> statuses() {
			return new TreeSet<>(this.node.get("responses").propertyNames());
		}

		public boolean answers(int status) {
			return statuses().contains(Integer.toString(status));
		}

		/** Whether it needs the session of an administrator. */
		public boolean isForAdministrators() {
			return this.node.at("/security/0").has("session");
		}

		/** The scope that it needs, empty where it is not for keys. */
		public String scope() {
			return this.node.at("/security/0/apiKey/0").asString("");
		}

		public List<JsonNode> parameters(String in) {
			List<JsonNode> parameters = new ArrayList<>();
			this.node.path("parameters").forEach((parameter) -> {
				if (parameter.get("in").stringValue().equals(in)) {
					parameters.add(parameter);
				}
			});
			return parameters;
		}

		public boolean has(String in, String name) {
			return parameters(in).stream().anyMatch((parameter) -> parameter.get("name").stringValue().equals(name));
		}

		/** The media types of its body, empty without one. */
		public Set<String> consumes() {
			return new TreeSet<>(this.node.path("requestBody").path("content").propertyNames());
		}

		/** The media types of its answer when all is well, empty without a body. */
		public Set<String> produces() {
			Set<String> types = new TreeSet<>();
			statuses().stream()
				.filter((status) -> status.startsWith("2"))
				.forEach(
						(status) -> types.addAll(this.node.at("/responses/" + status).path("content").propertyNames()));
			return types;
		}

	}

	public List<Operation> operations() {
		List<Operation> operations = new ArrayList<>();
		this.document.get("paths").properties().forEach((path) -> path.getValue().properties().forEach((operation) -> {
			operations
				.add(new Operation(operation.getKey().toUpperCase(Locale.ROOT), path.getKey(), operation.getValue()));
		}));
		return operations;
	}

	public JsonNode document() {
		return this.document;
	}

	public Map<String, JsonNode> schemas() {
		Map<String, JsonNode> schemas = new TreeMap<>();
		this.document.at("/components/schemas").properties().forEach((e) -> schemas.put(e.getKey(), e.getValue()));
		return schemas;
	}

	/** An example of what a body may be. */
	public JsonNode example(JsonNode schema) {
		if (schema.has("$ref")) {
			return example(this.document.at(schema.get("$ref").stringValue().substring(1)));
		}
		if (schema.has("items")) {
			return json.createArrayNode().add(example(schema.get("items")));
		}
		return schema.get("example");
	}

	/**
	 * Returns where a reply isn't as documented.
	 * @return the differences: there should be none
	 */
	public List<String> differences(Operation operation, Api.Reply answer) {
		JsonNode response = operation.node().get("responses").get(Integer.toString(answer.status()));
		if (response == null) {
			return List.of("status " + answer.status() + " is not documented");
		}
		List<String> differences = new ArrayList<>();
		response.path("headers").propertyNames().forEach((name) -> {
			if (answer.header(name).isEmpty()) {
				differences.add("the header " + name + " is missing");
			}
		});
		JsonNode content = response.path("content");
		String type = answer.header("Content-Type").replaceAll(";.*", "");
		if (content.isEmpty()) {
			if (!answer.body().isEmpty()) {
				differences.add("a body that is not documented");
			}
		}
		else if (!content.has(type)) {
			differences.add("the media type " + type + " is not documented");
		}
		else if (type.endsWith("json")) {
			answer.body()
				.lines()
				.filter((line) -> !line.isBlank())
				.forEach((body) -> differences.addAll(differences(content.get(type).get("schema"), body)));
		}
		if (answer.status() == 422 && (!type.endsWith("json") || answer.json().path("errors").isEmpty())) {
			differences.add("422 without errors");
		}
		return differences;
	}

	/** Returns where a text of JSON doesn't match a schema. */
	public List<String> differences(JsonNode schema, String body) {
		return schema(schema).validate(json.readTree(body)).stream().map(Error::toString).toList();
	}

	/** Whether a parameter's text matches its schema. */
	public boolean accepts(JsonNode parameter, String text) {
		JsonNode schema = parameter.get("schema");
		String type = schema.path("type").asString("");
		boolean plain = type.equals("string");
		if (type.equals("boolean")) {
			return true; // more words are understood than true and false
		}
		JsonNode value;
		try {
			value = plain ? json.getNodeFactory().stringNode(text) : json.readTree(text);
		}
		catch (JacksonException ex) {
			value = json.getNodeFactory().stringNode(text);
		}
		return schema(schema).validate(value).isEmpty();
	}

	private Schema schema(JsonNode schema) {
		return this.compiled.computeIfAbsent(schema, (node) -> {
			ObjectNode root = (ObjectNode) node.deepCopy();
			root.set("components", closed(this.document.get("components").deepCopy()));
			return registry.getSchema(root);
		});
	}

	/** Lets a schema's objects have no fields but its own. */
	private static JsonNode closed(JsonNode node) {
		node.forEach(ApiContract::closed);
		if (node instanceof ObjectNode object && object.path("properties").isObject()
				&& !object.has("additionalProperties")) {
			object.put("additionalProperties", false);
		}
		return node;
	}

}
