package dev.voce.testing;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

import dev.voce.Voce;

/** A running service, one of any number on a database. */
public final class Node implements AutoCloseable {

	private final ConfigurableApplicationContext context;

	private Node(ConfigurableApplicationContext context) {
		this.context = context;
	}

	/** Starts one, on a free port unless the properties name one. */
	public static Node start(String url, String user, String password, String... properties) {
		return start(url, user, password, (context) -> {
		}, properties);
	}

	/** Starts one that goes by a clock of the test's. */
	public static Node start(String url, Clock clock) {
		return start(url, "postgres", "", clock);
	}

	/** The same with properties. */
	public static Node start(String url, String user, String password, Clock clock, String... properties) {
		return start(url, user, password, (context) -> context.registerBean("testClock", Clock.class, () -> clock,
				(definition) -> definition.setPrimary(true)), properties);
	}

	private static Node start(String url, String user, String password,
			ApplicationContextInitializer<GenericApplicationContext> more, String... properties) {
		List<String> arguments = new ArrayList<>(List.of("--server.shutdown=immediate", "--spring.main.banner-mode=off",
				"--spring.datasource.url=" + url, "--spring.datasource.username=" + user,
				"--spring.datasource.password=" + password, "--voce.bootstrap.key=" + VoceTest.KEY));
		if (Arrays.stream(properties).noneMatch((property) -> property.startsWith("voce.limits"))) {
			arguments.addAll(List.of("--voce.limits.address-per-minute=0", "--voce.limits.survey-per-minute=0"));
		}
		if (Arrays.stream(properties).noneMatch((property) -> property.startsWith("server.port"))) {
			arguments.add("--server.port=0");
		}
		if (Arrays.stream(properties).noneMatch((property) -> property.startsWith("voce.data.citus"))) {
			arguments.add("--voce.data.citus=" + Citus.holds(url));
		}
		for (String property : properties) {
			arguments.add("--" + property);
		}
		return new Node(new SpringApplicationBuilder(Voce.class).registerShutdownHook(false)
			.initializers(more)
			.run(arguments.toArray(String[]::new)));
	}

	public int port() {
		return ((WebServerApplicationContext) this.context).getWebServer().getPort();
	}

	public Api api() {
		return new Api(port());
	}

	/** A part of it, for what no client could do. */
	public <T> T bean(Class<T> type) {
		return this.context.getBean(type);
	}

	@Override
	public void close() {
		this.context.close();
	}

}
