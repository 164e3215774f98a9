package dev.voce.testing;

import java.util.Objects;

/**
 * The Citus server that is given in the environment, if there is one: a coordinator that
 * keeps shards itself. Tests then run on it, with what grows distributed.
 */
public final class Citus {

	private static final String url = Objects.requireNonNullElse(System.getenv("VOCE_TEST_CITUS_URL"), "");

	private Citus() {
	}

	public static boolean isGiven() {
		return !url.isEmpty();
	}

	/** Whether a database is on that server. */
	public static boolean holds(String database) {
		return isGiven() && database != null && database.startsWith(url.substring(0, url.lastIndexOf('/') + 1));
	}

	static String url() {
		return url;
	}

	static String user() {
		return Objects.requireNonNullElse(System.getenv("VOCE_TEST_CITUS_USER"), "postgres");
	}

	static String password() {
		return Objects.requireNonNullElse(System.getenv("VOCE_TEST_CITUS_PASSWORD"), "");
	}

}
