package dev.voce.user;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

import org.jspecify.annotations.NullUnmarked;
import tools.jackson.databind.JsonNode;

import dev.voce.testing.Api;

/** Somebody with a browser: keeps cookies, and sends the token back that they hold. */
@NullUnmarked
final class Person {

	static final String PASSWORD = "correct horse";

	private final Api api;

	private final Map<String, String> cookies = new LinkedHashMap<>();

	private final List<String> headers;

	/**
	 * Somebody who has just opened a page, with headers that each call has: name, value …
	 */
	Person(int port, String... headers) {
		this.api = new Api(port, null);
		this.headers = List.of(headers);
		get("/session").is(200);
	}

	private Person(Api api, Map<String, String> cookies, List<String> headers) {
		this.api = api;
		this.cookies.putAll(cookies);
		this.headers = headers;
	}

	/** The same browser at another port. */
	Person at(int port) {
		return new Person(new Api(port, null), this.cookies, this.headers);
	}

	/** The same browser with other headers, as in another network. */
	Person with(int port, String... headers) {
		return new Person(new Api(port, null), this.cookies, List.of(headers));
	}

	/** Invites somebody new, who chooses a password and so is logged in. */
	static Person invited(int port, Api administrator, Role role, String... headers) {
		JsonNode user = invite(administrator, role);
		Person person = new Person(port, headers);
		person
			.post("/session/invitation",
					"{\"token\": \"" + user.get("invitation").stringValue() + "\", \"password\": \"" + PASSWORD + "\"}")
			.is(200);
		return person;
	}

	static JsonNode invite(Api administrator, Role role) {
		return administrator.post("/api/v1/users", """
				{"email": "%s@shop.example", "name": "Ada", "role": "%s"}""".formatted(UUID.randomUUID(), role))
			.is(201)
			.json();
	}

	Api.Reply logIn(String email, String password) {
		return post("/session", "{\"email\": \"" + email + "\", \"password\": \"" + password + "\"}");
	}

	JsonNode self() {
		return get("/session").is(200).json().get("user");
	}

	String email() {
		return self().get("email").stringValue();
	}

	String id() {
		return self().get("id").stringValue();
	}

	Api.Reply get(String path) {
		return send("GET", path, null);
	}

	Api.Reply post(String path, String body) {
		return send("POST", path, body);
	}

	Api.Reply put(String path, String body, String... headers) {
		return send("PUT", path, body, headers);
	}

	Api.Reply delete(String path) {
		return send("DELETE", path, null);
	}

	Api.Reply send(String method, String path, String body, String... headers) {
		List<String> all = new ArrayList<>(List.of("Cookie", cookies()));
		all.addAll(this.headers);
		this.cookies.forEach((name, value) -> {
			if (name.endsWith("XSRF-TOKEN")) {
				all.addAll(List.of("X-XSRF-TOKEN", value));
			}
		});
		all.addAll(Arrays.asList(headers));
		Api.Reply answer = this.api.send(method, path, body, all.toArray(String[]::new));
		answer.response().headers().allValues("Set-Cookie").forEach((cookie) -> {
			String[] pair = cookie.split(";")[0].split("=", 2);
			this.cookies.put(pair[0], pair[1]);
		});
		return answer;
	}

	/** The cookies as a browser sends them. */
	String cookies() {
		return this.cookies.entrySet()
			.stream()
			.map((cookie) -> cookie.getKey() + "=" + cookie.getValue())
			.collect(Collectors.joining("; "));
	}

}
