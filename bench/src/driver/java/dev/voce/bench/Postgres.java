package dev.voce.bench;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The processor time of the embedded PostgreSQL, where the system has {@code /proc}. */
final class Postgres {

	private final Path processes = Path.of("/proc");

	private final Path pidFile;

	/**
	 * Finds the server.
	 * @param dataDirectory the service's
	 */
	Postgres(Path dataDirectory) throws IOException {
		try (var files = Files.find(dataDirectory, 3, (path, attributes) -> path.endsWith("postmaster.pid"))) {
			this.pidFile = files.findFirst().orElse(dataDirectory.resolve("postmaster.pid"));
		}
	}

	/**
	 * Processor time so far, in nanoseconds.
	 *
	 * @param byProcess of each process of the server
	 */
	record Usage(Map<String, Long> byProcess) {

		/** Microseconds of all processes since an earlier look, {@code NaN} if unknown. */
		double microsSince(Usage earlier) {
			return this.byProcess.isEmpty() ? Double.NaN
					: this.byProcess.keySet().stream().mapToLong((process) -> nanos(process, earlier)).sum() / 1e3;
		}

		/** The same of the process that was busiest: the one the intake writes by. */
		double busiestSince(Usage earlier) {
			return this.byProcess.keySet()
				.stream()
				.mapToLong((process) -> nanos(process, earlier))
				.max()
				.stream()
				.mapToDouble((nanos) -> nanos / 1e3)
				.findFirst()
				.orElse(Double.NaN);
		}

		private long nanos(String process, Usage earlier) {
			return this.byProcess.getOrDefault(process, 0L) - earlier.byProcess.getOrDefault(process, 0L);
		}

	}

	Usage usage() throws IOException {
		Map<String, Long> usage = new HashMap<>();
		if (Files.exists(this.pidFile) && Files.isDirectory(this.processes)) {
			String server = Files.readAllLines(this.pidFile).get(0).strip();
			try (DirectoryStream<Path> processes = Files.newDirectoryStream(this.processes, "[0-9]*")) {
				for (Path process : processes) {
					read(process, server, usage);
				}
			}
		}
		return new Usage(usage);
	}

	// The name may hold anything, in parentheses; the parent's id is the second field
	// after it. The first number of schedstat is the time on a processor.
	private static void read(Path process, String server, Map<String, Long> usage) {
		try {
			String stat = Files.readString(process.resolve("stat"));
			if (stat.substring(stat.lastIndexOf(')') + 2).split(" ")[1].equals(server)) {
				usage.put(process.getFileName().toString(),
						Long.parseLong(Files.readString(process.resolve("schedstat")).split(" ")[0]));
			}
		}
		catch (IOException ex) {
			// It ended meanwhile.
		}
	}

}
