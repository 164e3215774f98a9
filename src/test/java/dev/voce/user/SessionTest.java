package dev.voce.user;

import java.util.List;
import java.util.UUID;

import javax.sql.DataSource;

import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import dev.voce.testing.Api;
import dev.voce.testing.Sql;
import dev.voce.testing.VoceTest;

import static org.assertj.core.api.Assertions.assertThat;

/** Who gets in, and how far. */
@NullUnmarked
@VoceTest
class SessionTest {

	private static final String SURVEY = """
			{"name": "Session", "questions": [{"key": "nps", "type": "NPS", "text": {"en": "How likely?"}}]}""";

	private final int port;

	private final Sql sql;

	private final Api administrator;

	SessionTest(@LocalServerPort int port, @Autowired DataSource dataSource) {
		this.port = port;
		this.sql = new Sql(dataSource);
		this.administrator = Api.administrator(port, dataSource);
	}

	private Person person(Role role) {
		return Person.invited(this.port, this.administrator, role);
	}

	@Test
	void whoWasInvitedChoosesAPasswordAndLogsInWithIt() {
		Person ada = person(Role.VIEWER);
		assertThat(ada.self().get("role").stringValue()).isEqualTo("VIEWER");
		Person later = new Person(this.port);
		assertThat(later.self().isNull()).isTrue();
		later.logIn(" " + ada.email().toUpperCase(java.util.Locale.ROOT), Person.PASSWORD).is(200);
		later.get("/api/v1/surveys").is(200);
	}

	@Test
	void theCookieIsForTheServerAlone() {
		Person ada = person(Role.VIEWER);
		Api.Reply answer = new Person(this.port).logIn(ada.email(), Person.PASSWORD).is(200);
		assertThat(answer.response().headers().allValues("Set-Cookie"))
			.anySatisfy((cookie) -> assertThat(cookie).startsWith("voce_session=")
				.contains("HttpOnly", "SameSite=Lax", "Path=/"));
	}

	@Test
	void aWrongPasswordAndAnUnknownEmailAreAnsweredAlike() {
		String wrong = new Person(this.port).logIn(person(Role.VIEWER).email(), "wrong horse").refused(401).body();
		assertThat(new Person(this.port).logIn(UUID.randomUUID() + "@shop.example", "wrong horse").refused(401).body())
			.isEqualTo(wrong);
		JsonNode invited = Person.invite(this.administrator, Role.VIEWER);
		assertThat(new Person(this.port).logIn(invited.get("email").stringValue(), "").refused(401).body())
			.isEqualTo(wrong);
	}

	@Test
	void passwordsAreGuessedTenTimesAtMost() {
		String email = person(Role.VIEWER).email();
		for (int i = 0; i < LoginThrottle.PER_ORIGIN; i++) {
			new Person(this.port).logIn(email, "guess " + i).refused(401);
		}
		Api.Reply refused = new Person(this.port).logIn(email, Person.PASSWORD).refused(429);
		assertThat(refused.header("Retry-After")).isEqualTo("900");
		new Person(this.port).logIn(person(Role.VIEWER).email(), Person.PASSWORD).is(200);
		this.sql.run("update login_attempt set attempted_at = attempted_at - interval '15 minutes' where email = ?",
				email);
		new Person(this.port).logIn(email, Person.PASSWORD).is(200);
	}

	@Test
	void wrongPasswordsAtLoginKeepNobodyFromChangingTheirs() {
		Person ada = person(Role.VIEWER);
		String email = ada.email();
		String change = "{\"current\": \"%s\", \"password\": \"a better horse\"}";
		for (int i = 0; i <= LoginThrottle.PER_ORIGIN; i++) {
			new Person(this.port).logIn(email, "guess " + i).refused((i < LoginThrottle.PER_ORIGIN) ? 401 : 429);
		}
		for (int i = 0; i < LoginThrottle.PER_ORIGIN - 1; i++) {
			ada.put("/session/password", change.formatted("guess " + i)).flawed("/current");
		}
		ada.put("/session/password", change.formatted(Person.PASSWORD)).is(204);
		for (int i = 0; i < LoginThrottle.PER_ORIGIN; i++) {
			ada.put("/session/password", change.formatted("guess " + i)).flawed("/current");
		}
		ada.put("/session/password", change.formatted("a better horse")).refused(429);
		ada.logIn(email, "a better horse").is(200);
	}

	@ParameterizedTest
	@CsvSource({ "29, 200", "30, 401" })
	void aSessionEndsAfterThirtyDaysHoweverOftenItIsUsed(int days, int status) {
		Person ada = person(Role.VIEWER);
		String id = ada.id();
		this.sql.run("update user_session set creation_time = creation_time - ? where principal_name = ?",
				java.time.Duration.ofDays(days).toMillis(), id);
		assertThat(ada.get("/api/v1/surveys").status()).isEqualTo(status);
		assertThat(this.sql.count("select count(*) from user_session where principal_name = ?", id))
			.isEqualTo((status == 200) ? 1 : 0);
	}

	@Test
	void whomAnInvitationIsForIsAskedWithoutTheTokenInTheAddress() {
		JsonNode user = Person.invite(this.administrator, Role.EDITOR);
		String token = user.get("invitation").stringValue();
		Person ada = new Person(this.port);
		JsonNode recipient = ada.post("/session/invitation/recipient", "{\"token\": \"" + token + "\"}").is(200).json();
		assertThat(recipient.get("email").stringValue()).isEqualTo(user.get("email").stringValue());
		ada.post("/session/invitation/recipient", "{\"token\": \"guessed\"}").refused(403);
		ada.post("/session/invitation/recipient", "{}").flawed("/token");
		ada.get("/session/invitation?token=" + token).refused(405);
	}

	@Test
	void anInvitationWorksOnceAndForAWeek() {
		JsonNode user = Person.invite(this.administrator, Role.EDITOR);
		String body = "{\"token\": \"" + user.get("invitation").stringValue() + "\", \"password\": \"" + Person.PASSWORD
				+ "\"}";
		for (String weak : List.of("short", "1234567890", user.get("email").stringValue())) {
			new Person(this.port).post("/session/invitation", body.replace(Person.PASSWORD, weak)).flawed("/password");
		}
		new Person(this.port).post("/session/invitation", body).is(200);
		new Person(this.port).post("/session/invitation", body).refused(403);

		JsonNode late = Person.invite(this.administrator, Role.EDITOR);
		this.sql.run("update app_user set invitation_expires_at = now() where id = ?",
				UUID.fromString(late.get("id").stringValue()));
		new Person(this.port)
			.post("/session/invitation",
					body.replace(user.get("invitation").stringValue(), late.get("invitation").stringValue()))
			.refused(403);
	}

	@ParameterizedTest
	@CsvSource({ "VIEWER, GET, /api/v1/surveys, 200", "VIEWER, POST, /api/v1/surveys, 403",
			"VIEWER, GET, /api/v1/keys, 403", "VIEWER, GET, /api/v1/users, 403",
			"VIEWER, GET, /actuator/prometheus, 401", "EDITOR, POST, /api/v1/surveys, 201",
			"EDITOR, GET, /api/v1/keys, 403", "EDITOR, POST, /api/v1/keys, 403", "EDITOR, GET, /api/v1/users, 403",
			"EDITOR, POST, /api/v1/users, 403", "EDITOR, GET, /api/v1/workspace, 403",
			"VIEWER, GET, /api/v1/workspace, 403", "ADMIN, GET, /api/v1/workspace, 200",
			"ADMIN, POST, /api/v1/surveys, 201", "ADMIN, GET, /api/v1/keys, 200", "ADMIN, GET, /api/v1/users, 200" })
	void eachRoleMayDoItsOwn(Role role, String method, String path, int status) {
		Api.Reply answer = person(role).send(method, path, method.equals("POST") ? SURVEY : null);
		if (status < 400) {
			answer.is(status);
		}
		else {
			answer.refused(status);
		}
	}

	@Test
	void anotherRoleCountsFromTheNextCallOn() {
		Person ada = person(Role.VIEWER);
		ada.post("/api/v1/surveys", SURVEY).refused(403);
		this.administrator.put("/api/v1/users/" + ada.id(), "{\"name\": \"Ada\", \"role\": \"EDITOR\"}").is(200);
		ada.post("/api/v1/surveys", SURVEY).is(201);
		this.administrator.delete("/api/v1/users/" + ada.id()).is(204);
		ada.get("/api/v1/surveys").refused(401);
		assertThat(ada.self().isNull()).isTrue();
	}

	@Test
	void noKeySeesOrChangesUsers() {
		Api key = new Api(this.port);
		JsonNode ada = Person.invite(this.administrator, Role.EDITOR);
		String user = "/api/v1/users/" + ada.get("id").stringValue();
		for (Api.Reply answer : List.of(key.get("/api/v1/users"), key.post("/api/v1/users", """
				{"email": "eve@shop.example", "name": "Eve", "role": "ADMIN"}"""), key.post(user + "/invitation", ""),
				key.put(user, "{\"name\": \"Ada\", \"role\": \"ADMIN\"}"), key.delete(user),
				key.get("/api/v1/%75sers"))) {
			assertThat(answer.refused(403).body()).contains("an administrator who is logged in");
		}
		assertThat(this.sql.count("select count(*) from app_user where email = 'eve@shop.example'")).isZero();
		assertThat(this.sql.count("select count(*) from app_user where id = ? and role = 'EDITOR'",
				UUID.fromString(ada.get("id").stringValue())))
			.isOne();
	}

	@Test
	void anAdministratorStays() {
		Person ada = person(Role.ADMIN);
		ada.put("/api/v1/users/" + ada.id(), "{\"name\": \"Ada\", \"role\": \"VIEWER\"}").refused(403);
		ada.delete("/api/v1/users/" + ada.id()).refused(403);
		ada.put("/api/v1/users/" + ada.id(), "{\"name\": \"Ada Rossi\", \"role\": \"ADMIN\"}").is(200);
		assertThat(ada.self().get("name").stringValue()).isEqualTo("Ada Rossi");
	}

	@Test
	void aCallWithTheCookieAloneChangesNothing() {
		Person ada = person(Role.ADMIN);
		Api forged = new Api(this.port, null);
		forged.get("/api/v1/surveys", "Cookie", ada.cookies()).is(200);
		forged.post("/api/v1/surveys", SURVEY, "Cookie", ada.cookies()).refused(403);
		forged.post("/api/v1/surveys", SURVEY, "Cookie", ada.cookies(), "X-XSRF-TOKEN", "guessed").refused(403);
		forged.delete("/session", "Cookie", ada.cookies()).refused(403);
		forged.post("/session", "{\"email\": \"a@b.example\", \"password\": \"x\"}").refused(403);
		ada.post("/api/v1/surveys", SURVEY).is(201);
	}

	@Test
	void aKeyNeedsNeitherTokenNorSession() {
		Person viewer = person(Role.VIEWER);
		Api.Reply made = new Api(this.port).post("/api/v1/surveys", SURVEY, "Cookie", viewer.cookies()).is(201);
		assertThat(made.header("Set-Cookie")).isEmpty();
		new Api(this.port, "wrong").get("/api/v1/surveys", "Cookie", viewer.cookies()).refused(401);
	}

	@Test
	void thePublicApiReadsNoSession() {
		UUID survey = new Api(this.port).npsSurvey();
		Person ada = person(Role.ADMIN);
		String seen = "select last_access_time from user_session where principal_name = ?";
		String id = ada.id();
		long before = this.sql.count(seen, id);
		Api.Reply answer = new Api(this.port, null)
			.post("/api/v1/public/surveys/" + survey + "/responses", "{\"answers\": {\"nps\": 9}}", "Cookie",
					ada.cookies())
			.is(201);
		assertThat(answer.header("Set-Cookie")).isEmpty();
		assertThat(this.sql.count(seen, id)).isEqualTo(before);
	}

	@Test
	void anotherPasswordEndsTheOtherSessions() {
		Person ada = person(Role.EDITOR);
		Person elsewhere = new Person(this.port);
		elsewhere.logIn(ada.email(), Person.PASSWORD).is(200);
		String change = "{\"current\": \"%s\", \"password\": \"%s\"}";
		ada.put("/session/password", change.formatted("wrong horse", "a better horse")).flawed("/current");
		ada.put("/session/password", change.formatted(Person.PASSWORD, "short")).flawed("/password");
		elsewhere.get("/api/v1/surveys").is(200);
		ada.put("/session/password", change.formatted(Person.PASSWORD, "a better horse")).is(204);
		ada.get("/api/v1/surveys").is(200);
		elsewhere.get("/api/v1/surveys").refused(401);
		elsewhere.logIn(ada.email(), Person.PASSWORD).refused(401);
		elsewhere.logIn(ada.email(), "a better horse").is(200);
	}

	@Test
	void whoLogsOutIsOutEverywhereTheCookieIsUsed() {
		Person ada = person(Role.VIEWER);
		String cookies = ada.cookies();
		ada.delete("/session").is(204);
		new Api(this.port, null).get("/api/v1/surveys", "Cookie", cookies).refused(401);
	}

	@Test
	void loggingInMakesANewSession() {
		Person ada = person(Role.VIEWER);
		String before = ada.cookies();
		ada.logIn(ada.email(), Person.PASSWORD).is(200);
		assertThat(ada.cookies()).isNotEqualTo(before);
		new Api(this.port, null).get("/api/v1/surveys", "Cookie", before).refused(401);
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", "{\"email\": null, \"password\": null}", "{\"email\": 1, \"password\": []}" })
	void whatIsNoLoginIsReported(String body) {
		new Person(this.port).post("/session", body).refused(422);
	}

	@Test
	void oddNamesAndPasswordsAreWrongOnes() {
		for (String odd : List.of("\\u0000", "a".repeat(10_000), "\\ud800", "' or 1=1 --")) {
			new Person(this.port).logIn(odd, odd).refused(401);
		}
	}

	@Test
	void secretsAreKeptAsHashes() {
		JsonNode user = Person.invite(this.administrator, Role.VIEWER);
		Person ada = person(Role.VIEWER);
		assertThat(this.sql.count("select count(*) from app_user u where u::text like ? or u::text like ?",
				"%" + Person.PASSWORD + "%", "%" + user.get("invitation").stringValue() + "%"))
			.isZero();
		assertThat(this.sql.count("select count(*) from app_user where id = ? and password like '{bcrypt}%'",
				UUID.fromString(ada.id())))
			.isOne();
	}

}
