package dev.voce.user;

import javax.sql.DataSource;

import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import org.springframework.jdbc.datasource.DriverManagerDataSource;

import dev.voce.testing.Api;
import dev.voce.testing.Node;
import dev.voce.testing.Sql;
import dev.voce.testing.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/** Who is kept out when passwords are guessed, and who is not. */
@NullUnmarked
class LoginThrottleTest {

	private static Node node;

	private static Sql sql;

	private static Api administrator;

	@BeforeAll
	static void start() {
		String url = TestDatabase.create();
		DataSource database = new DriverManagerDataSource(url, TestDatabase.user(), TestDatabase.password());
		sql = new Sql(database);
		node = Node.start(url, TestDatabase.user(), TestDatabase.password(), "voce.sample=false",
				"server.forward-headers-strategy=native",
				"server.tomcat.remoteip.internal-proxies=127\\.0\\.0\\.1|0:0:0:0:0:0:0:1");
		administrator = Api.administrator(node.port(), database);
	}

	@AfterAll
	static void stop() {
		node.close();
	}

	private static Person from(String address) {
		return new Person(node.port(), "X-Forwarded-For", address);
	}

	private static String email() {
		return Person.invited(node.port(), administrator, Role.VIEWER).email();
	}

	private static void guess(String email, String address) {
		for (int i = 0; i < LoginThrottle.PER_ORIGIN; i++) {
			from(address).logIn(email, "guess " + i).refused(401);
		}
		from(address).logIn(email, Person.PASSWORD).refused(429);
	}

	@Test
	void wrongPasswordsLockALoginForTheirOwnNetworkAlone() {
		String email = email();
		guess(email, "203.0.113.1");
		from("203.0.113.2").logIn(email, Person.PASSWORD).is(200);
		// Nor does the success allow the others more attempts.
		from("203.0.113.1").logIn(email, Person.PASSWORD).refused(429);
	}

	@Test
	void aNetworkOfIPv6IsOneCaller() {
		String email = email();
		guess(email, "2001:db8:1:2::1");
		from("2001:db8:1:2:ffff::9").logIn(email, Person.PASSWORD).refused(429);
		from("2001:db8:1:3::1").logIn(email, Person.PASSWORD).is(200);
	}

	@Test
	void aKnownDeviceMayLogInWhereOthersMayNot() {
		Person ada = from("198.51.100.1");
		String email = email();
		ada.logIn(email, Person.PASSWORD).is(200);
		ada.delete("/session").is(204);
		guess(email, "198.51.100.1");
		sql.run("insert into login_attempt (id, email, origin, attempted_at) select gen_random_uuid(), ?, "
				+ "'network ' || n, now() from generate_series(1, ?) n", email, LoginThrottle.PER_EMAIL);
		from("198.51.100.2").logIn(email, Person.PASSWORD).refused(429);
		for (int i = 0; i < LoginThrottle.PER_ORIGIN - 1; i++) {
			ada.logIn(email, "guess " + i).refused(401);
		}
		ada.with(node.port(), "X-Forwarded-For", "198.51.100.2").logIn(email, Person.PASSWORD).is(200);
		for (int i = 0; i < LoginThrottle.PER_ORIGIN; i++) {
			ada.logIn(email, "guess " + i).refused(401);
		}
		ada.logIn(email, Person.PASSWORD).refused(429);
	}

	@Test
	void aDeviceIsKnownForItsOwnUserAlone() {
		Person mallory = Person.invited(node.port(), administrator, Role.VIEWER, "X-Forwarded-For", "192.0.2.1");
		String email = email();
		guess(email, "192.0.2.1");
		mallory.logIn(email, Person.PASSWORD).refused(429);
		mallory.logIn(mallory.email(), Person.PASSWORD).is(200);
	}

	@Test
	void anotherPasswordMakesTheOtherDevicesUnknown() {
		Person ada = Person.invited(node.port(), administrator, Role.VIEWER, "X-Forwarded-For", "192.0.2.2");
		String email = ada.email();
		Person elsewhere = from("192.0.2.2");
		elsewhere.logIn(email, Person.PASSWORD).is(200);
		ada.put("/session/password", "{\"current\": \"" + Person.PASSWORD + "\", \"password\": \"a better horse\"}")
			.is(204);
		for (int i = 0; i < LoginThrottle.PER_ORIGIN; i++) {
			from("192.0.2.2").logIn(email, "guess " + i).refused(401);
		}
		elsewhere.logIn(email, "a better horse").refused(429);
		ada.logIn(email, "a better horse").is(200);
	}

	@Test
	void aDeviceIsKnownForNinetyDays() {
		Person ada = Person.invited(node.port(), administrator, Role.VIEWER, "X-Forwarded-For", "192.0.2.3");
		assertThat(ada.logIn(ada.email(), Person.PASSWORD).is(200).response().headers().allValues("Set-Cookie"))
			.anySatisfy((cookie) -> assertThat(cookie).startsWith(KnownDevice.COOKIE + "=")
				.contains("Max-Age=" + KnownDevice.LIFETIME.toSeconds(), "HttpOnly", "SameSite=Lax", "Path=/"));
	}

}
