package dev.voce.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/** A script of the documentation. */
public final class Script {

	private Script() {
	}

	/**
	 * Runs a script in bash, which ends at the first command that fails.
	 * @param script its text
	 * @param environment variables besides those of this process
	 * @return what it printed
	 * @throws AssertionError if it fails, or takes longer than two minutes
	 */
	public static String run(String script, Map<String, String> environment) throws Exception {
		Path output = Files.createTempFile("script", ".txt");
		ProcessBuilder bash = new ProcessBuilder("bash", "-euo", "pipefail", "-c", script).redirectErrorStream(true)
			.redirectOutput(output.toFile());
		bash.environment().putAll(environment);
		Process process = bash.start();
		boolean ended = process.waitFor(120, TimeUnit.SECONDS);
		process.destroyForcibly();
		String printed = Files.readString(output);
		Files.delete(output);
		assertThat(ended).as(printed).isTrue();
		assertThat(process.exitValue()).as(printed).isZero();
		return printed;
	}

}
