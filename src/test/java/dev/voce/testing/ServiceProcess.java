package dev.voce.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.voce.Voce;

/** The service as a process of its own, as users start it. */
public final class ServiceProcess implements AutoCloseable {

	private static final Pattern LISTENS = Pattern.compile("Voce listens on http://localhost:(\\d+)");

	private final Process process;

	private final List<String> output = new CopyOnWriteArrayList<>();

	private final Thread reader;

	private ServiceProcess(Process process) {
		this.process = process;
		this.reader = new Thread(this::read, "service-output");
		this.reader.start();
	}

	/**
	 * Starts the service on a free port, with nothing configured but what is given.
	 * @param settings environment variables
	 */
	public static ServiceProcess start(Map<String, String> settings) {
		return start(settings, "-cp", System.getProperty("java.class.path"), Voce.class.getName());
	}

	/** The same, of a jar that was built before. */
	public static ServiceProcess ofJar(Path jar, Map<String, String> settings) {
		return start(settings, "-jar", jar.toString());
	}

	private static ServiceProcess start(Map<String, String> settings, String... program) {
		ProcessBuilder builder = new ProcessBuilder(System.getProperty("java.home") + "/bin/java",
				"-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");
		builder.command().addAll(List.of(program));
		builder.environment().keySet().removeIf((name) -> name.startsWith("SPRING_") || name.startsWith("VOCE_"));
		builder.environment().put("SERVER_PORT", "0");
		builder.environment().put("VOCE_JOBS_STARTAFTER", "0s"); // tests wait for jobs
		builder.environment().put("VOCE_LIMITS_ADDRESSPERMINUTE", "0"); // all load comes
																		// from one
																		// address
		builder.environment().put("VOCE_LIMITS_SURVEYPERMINUTE", "0");
		if (Citus.holds(settings.get("SPRING_DATASOURCE_URL"))) {
			builder.environment().put("VOCE_DATA_CITUS", "true");
		}
		builder.environment().putAll(settings);
		try {
			return new ServiceProcess(builder.redirectErrorStream(true).start());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void read() {
		try (BufferedReader lines = new BufferedReader(
				new InputStreamReader(this.process.getInputStream(), StandardCharsets.UTF_8))) {
			for (String line = lines.readLine(); line != null; line = lines.readLine()) {
				this.output.add(line);
			}
		}
		catch (IOException ex) {
			this.output.add(ex.toString());
		}
	}

	/** Waits until it prints its address. */
	public int port() throws Exception {
		List<Integer> port = new ArrayList<>();
		Wait.until("the service listens", () -> {
			for (String line : this.output) {
				Matcher listens = LISTENS.matcher(line);
				if (listens.find()) {
					port.add(Integer.valueOf(listens.group(1)));
				}
			}
			if (port.isEmpty() && !this.process.isAlive()) {
				throw new IllegalStateException("the service ended: " + output());
			}
			return !port.isEmpty();
		});
		return port.get(0);
	}

	/** All that it printed until now. */
	public String output() {
		return String.join("\n", this.output);
	}

	/** Asks it to stop, as init systems and container engines do (SIGTERM). */
	public void terminate() {
		this.process.destroy();
	}

	/** Ends it without notice (SIGKILL). */
	public void kill() throws InterruptedException {
		this.process.destroyForcibly().waitFor();
	}

	/** Waits until it has ended, and returns its exit code. */
	public int exit() throws InterruptedException {
		if (!this.process.waitFor(60, TimeUnit.SECONDS)) {
			throw new AssertionError("the service does not end: " + output());
		}
		this.reader.join();
		return this.process.exitValue();
	}

	@Override
	public void close() throws InterruptedException {
		if (this.process.isAlive()) {
			terminate();
			if (!this.process.waitFor(30, TimeUnit.SECONDS)) {
				kill();
			}
		}
	}

}
