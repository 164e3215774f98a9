package dev.voce;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.Paths;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import io.swagger.v3.oas.models.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.web.access.WebInvocationPrivilegeEvaluator;
import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.method.HandlerMethod;

import dev.voce.workspace.Scope;

/**
 * Adds to the OpenAPI document what follows from rules, so that controllers describe only
 * what is specific to them: scopes, problems, conditional requests, examples.
 */
@Component
class ApiDocument implements GlobalOperationCustomizer, GlobalOpenApiCustomizer {

	private static final String KEY = "apiKey";

	private static final String SESSION = "session";

	private static final String JSON = "application/json";

	/** The description of each problem whose operation has none of its own. */
	private static final Map<String, String> PROBLEMS = Map.ofEntries(Map.entry("400",
			"the parameters can't be read, or the body is not JSON in UTF-8, has duplicate keys, or is nested more than 20 deep"),
			Map.entry("401", "no API key, or one that is unknown or expired"),
			Map.entry("403", "the API key lacks the scope"),
			Map.entry("404", "there is no such resource, or it is not the caller's"),
			Map.entry("405", "the path has other methods, which Allow lists"),
			Map.entry("406", "no media type in Accept is available"), Map.entry("410", "the response was erased"),
			Map.entry("412", "it was changed since it was read"),
			Map.entry("413", "the body is longer than 64 KiB, where it is a response, or else than 1 MiB"),
			Map.entry("415", "the body is of another media type, or compressed where Accept-Encoding does not say so"),
			Map.entry("422", "what is well formed but not accepted: `errors` lists every flaw and its place"),
			Map.entry("429",
					"too many requests from the address, or responses to the survey; try again after the seconds that Retry-After names"),
			Map.entry("503", "Voce can't take the request now; try again after the seconds that Retry-After names"));

	private static final Map<String, String> PROBLEM_HEADERS = Map.of("401", "WWW-Authenticate", "405", "Allow", "429",
			"Retry-After", "503", "Retry-After");

	private static final Map<String, String> PATH_PARAMETERS = Map.of("survey", "the survey's id", "response",
			"the response's id", "alert", "the alert's id");

	/** What is returned with an ETag. */
	private static final Set<String> WITH_REVISION = Set.of("#/components/schemas/SurveyView",
			"#/components/schemas/WorkspaceView", "#/components/schemas/AlertView");

	private final WebInvocationPrivilegeEvaluator privileges;

	private final JsonMapper json;

	private final ServerProperties server;

	ApiDocument(WebInvocationPrivilegeEvaluator privileges, JsonMapper json, ServerProperties server) {
		this.server = server;
		this.privileges = privileges;
		this.json = json;
	}

	/** Names operations after their controller, and adds what their mapping refuses. */
	@Override
	public Operation customize(Operation operation, HandlerMethod handler) {
		String controller = handler.getBeanType().getSimpleName().replace("Controller", "");
		operation
			.operationId(StringUtils.uncapitalize(controller) + StringUtils.capitalize(handler.getMethod().getName()));
		if (produces(handler)) {
			problem(operation, "406");
		}
		return operation;
	}

	private static boolean produces(HandlerMethod handler) {
		RequestMapping method = AnnotatedElementUtils.findMergedAnnotation(handler.getMethod(), RequestMapping.class);
		RequestMapping type = AnnotatedElementUtils.findMergedAnnotation(handler.getBeanType(), RequestMapping.class);
		return (method != null && method.produces().length > 0) || (type != null && type.produces().length > 0);
	}

	@Override
	public void customise(OpenAPI document) {
		document.info(new Info().title("Voce")
			.version("1")
			.description("Surveys, the responses to them, and the figures made of these. Every refusal is a problem "
					+ "(RFC 9457). Unknown query parameters are refused, except by public calls, which "
					+ "ignore them.")
			.license(new License().name("Apache-2.0").identifier("Apache-2.0")))
			.servers(List
				.of(new Server().url(Objects.requireNonNullElse(this.server.getServlet().getContextPath(), "/"))))
			.tags(List.of(tag("Surveys", "the surveys and their questions"),
					tag("Responses", "the responses, from server to server"),
					tag("Respondents", "the data of a person: export and erasure"),
					tag("Cases", "what is done about bad responses"),
					tag("People", "whom surveys may ask, and who is not written to"),
					tag("Invitations", "asking people by mail"), tag("Alerts", "when a figure is worth a message"),
					tag("Notifications", "the mails that somebody who is logged in gets"),
					tag("Figures", "NPS, CSAT, CES and means, per period and segment"),
					tag("Public", "calls of web pages, without credentials"), tag("Keys", "API keys and their scopes"),
					tag("Users", "who may log in"), tag("Activity", "who changed what"),
					tag("Webhooks", "events for other programs, Slack and Teams"),
					tag("Workspace", "settings for all surveys")));
		Components components = Objects.requireNonNullElseGet(document.getComponents(), Components::new);
		components.addSchemas("Problem", problemSchema());
		components.addSecuritySchemes(KEY,
				new SecurityScheme().type(SecurityScheme.Type.HTTP)
					.scheme("bearer")
					.description("`Authorization: Bearer <API key>`. A key carries one or more of the scopes "
							+ "`responses:write`, `read`, `manage` and `cases`; none implies another."));
		components.addSecuritySchemes(SESSION,
				new SecurityScheme().type(SecurityScheme.Type.APIKEY)
					.in(SecurityScheme.In.COOKIE)
					.name("voce_session")
					.description("The cookie of somebody who is logged in. What changes something needs the cookie "
							+ "`XSRF-TOKEN` in the header `X-XSRF-TOKEN` besides."));
		components.getSchemas().forEach((name, schema) -> {
			plain(schema);
			addExample(name, schema);
		});
		Paths sorted = new Paths();
		new TreeMap<>(document.getPaths()).forEach(sorted::addPathItem);
		document.components(components).paths(sorted);
		sorted.forEach((path, item) -> item.readOperationsMap()
			.forEach((method, operation) -> complete(path, method, operation)));
	}

	private void complete(String path, PathItem.HttpMethod method, Operation operation) {
		boolean isPublic = path.startsWith("/api/v1/public/");
		boolean isOpen = isPublic || isAllowed(path, method, AuthorityUtils.NO_AUTHORITIES);
		problem(operation, "405");
		problem(operation, "503");
		if (isPublic) {
			problem(operation, "429");
			operation.getResponses()
				.addApiResponse("403", new ApiResponse().description("the survey does not allow the page's origin"));
		}
		else {
			// Any call can have parameters that are unknown, or that can't be read.
			List.of("400", "422").forEach((status) -> problem(operation, status));
		}
		if (!isOpen) {
			List.of("401", "403").forEach((status) -> problem(operation, status));
		}
		if (path.contains("{")) {
			problem(operation, "404");
		}
		if (operation.getRequestBody() != null) {
			List.of("400", "415", "422").forEach((status) -> problem(operation, status));
			if (!path.endsWith("/batch")) {
				problem(operation, "413");
			}
		}
		complete(operation);
		if (!isOpen) {
			String scope = scope(path, method);
			operation.addSecurityItem((scope != null) ? new SecurityRequirement().addList(KEY, scope)
					: new SecurityRequirement().addList(SESSION));
			operation.setDescription(((operation.getDescription() != null) ? operation.getDescription() + "\n\n" : "")
					+ ((scope != null) ? "Scope: `" + scope + "`."
							: path.startsWith("/api/v1/users/me/") ? "For anybody who is logged in; no key may call it."
									: "For administrators who are logged in; no key may call it."));
		}
	}

	private void complete(Operation operation) {
		for (Parameter parameter : Objects.requireNonNullElse(operation.getParameters(), List.<Parameter>of())) {
			if (parameter.getDescription() == null) {
				parameter.setDescription(PATH_PARAMETERS.get(parameter.getName()));
			}
			parameter.setDescription(plain(parameter.getDescription()));
			if (parameter.getSchema().getTypes() != null) {
				parameter.getSchema().getTypes().remove("null"); // it can be absent alone
			}
			if (parameter.getIn().equals("query") && isConstrained(parameter.getSchema())) {
				problem(operation, "422");
			}
		}
		String summary = plain(operation.getSummary());
		String description = plain(operation.getDescription());
		operation.setSummary(summary);
		operation.setDescription((description == null || summary == null || !description.startsWith(summary))
				? description : StringUtils.hasText(description.substring(summary.length()))
						? description.substring(summary.length()).trim() : null);
		if (operation.getResponses().containsKey("304")) {
			operation.addParametersItem(new Parameter().in("header")
				.name("If-None-Match")
				.description("the ETag of an earlier reply")
				.schema(new Schema<>().types(Set.of("string"))));
		}
		operation.getResponses().forEach((status, response) -> complete(operation, status, response));
		Map<String, ApiResponse> inOrder = new TreeMap<>(operation.getResponses());
		operation.getResponses().clear();
		operation.getResponses().putAll(inOrder);
	}

	private static void complete(Operation operation, String status, ApiResponse response) {
		response.setDescription(plain(response.getDescription()));
		if (status.equals("304")) {
			response.description("the same as when the ETag was sent").content(null);
		}
		if (status.compareTo("400") >= 0) {
			HttpStatus known = HttpStatus.valueOf(Integer.parseInt(status));
			if (response.getDescription() == null || response.getDescription().equals(known.getReasonPhrase())) {
				response.setDescription(PROBLEMS.get(status));
			}
			response.setContent(new Content().addMediaType("application/problem+json",
					new MediaType().schema(new Schema<>().$ref("Problem"))));
		}
		boolean conditional = operation.getResponses().containsKey("304") || hasRevision(response);
		String header = (status.compareTo("400") < 0 && conditional) ? "ETag" : PROBLEM_HEADERS.get(status);
		if (header != null) {
			response.addHeaderObject(header, new Header().schema(new Schema<>().types(Set.of("string"))));
		}
	}

	private static boolean isConstrained(Schema<?> schema) {
		return schema.getEnum() != null || schema.getFormat() != null || !Set.of("string").equals(schema.getTypes());
	}

	private static boolean hasRevision(ApiResponse response) {
		return response.getContent() != null && response.getContent().containsKey(JSON)
				&& WITH_REVISION.contains(String.valueOf(response.getContent().get(JSON).getSchema().get$ref()));
	}

	/**
	 * The scope that the security filter chain requires of a key; {@code null} where it
	 * refuses every key.
	 */
	private @Nullable String scope(String path, PathItem.HttpMethod method) {
		for (Scope scope : Scope.values()) {
			if (isAllowed(path, method, AuthorityUtils.createAuthorityList(scope.toString()))) {
				return scope.toString();
			}
		}
		return null;
	}

	private boolean isAllowed(String path, PathItem.HttpMethod method, List<GrantedAuthority> authorities) {
		return this.privileges.isAllowed("", path.replaceAll("\\{\\w+}", "x"), HttpMethod.valueOf(method.name()).name(),
				UsernamePasswordAuthenticationToken.authenticated("", null, authorities));
	}

	private static void problem(Operation operation, String status) {
		operation.getResponses().computeIfAbsent(status, (code) -> new ApiResponse());
	}

	private static Schema<?> problemSchema() {
		Schema<?> flaw = object("one thing that is wrong",
				Map.of("pointer", text("the place in the body as a JSON pointer (RFC 6901)"), "parameter",
						text("the name of the query parameter or header, when the flaw is not in the body"), "detail",
						text("what is accepted there")))
			.required(List.of("detail"));
		Schema<?> errors = new Schema<>().types(Set.of("array")).description("every flaw that was found, with 422");
		errors.setItems(flaw);
		return object("Why a request was refused (RFC 9457).",
				Map.of("type", text("names the kind of problem; about:blank when absent"), "title",
						text("the status in words"), "status",
						new Schema<>().types(Set.of("integer")).description("the HTTP status"), "detail",
						text("what was wrong and what is accepted"), "instance", text("the path that was called"),
						"errors", errors))
			.required(List.of("title", "status", "detail"));
	}

	private static Schema<?> object(String description, Map<String, Schema<?>> properties) {
		Schema<?> schema = new Schema<>().types(Set.of("object")).description(description);
		new TreeMap<>(properties).forEach(schema::addProperty);
		return schema;
	}

	private static Schema<?> text(String description) {
		return new Schema<>().types(Set.of("string")).description(description);
	}

	private static Tag tag(String name, String description) {
		return new Tag().name(name).description(description);
	}

	private void addExample(String name, Schema<?> schema) {
		ClassPathResource file = new ClassPathResource("openapi/" + name + ".json");
		if (file.exists()) {
			try (InputStream in = file.getInputStream()) {
				schema.setExample(this.json.readValue(in, Object.class));
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}
	}

	private static void plain(Schema<?> schema) {
		schema.setDescription(plain(schema.getDescription()));
		if (schema.getProperties() != null) {
			schema.getProperties().values().forEach(ApiDocument::plain);
		}
	}

	/** Javadoc as Markdown. */
	private static @Nullable String plain(@Nullable String javadoc) {
		return (javadoc != null) ? javadoc.replaceAll("</?code>", "`").replaceAll("\\s+", " ").trim() : null;
	}

}
