package dev.voce.testing;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A server of the PostgreSQL that the machine has installed, for what needs its tools
 * too: {@code pg_dump} refuses servers newer than itself.
 */
public final class InstalledServer implements AutoCloseable {

	private final Path programs;

	private final Path directory;

	private final int port;

	private InstalledServer(Path programs, Path directory, int port) {
		this.programs = programs;
		this.directory = directory;
		this.port = port;
	}

	/**
	 * Where the machine has servers with all their tools; the newest, if there is any.
	 */
	public static Optional<Path> programs() throws IOException {
		Path debian = Path.of("/usr/lib/postgresql");
		if (!Files.isDirectory(debian)) {
			return Optional.empty();
		}
		try (Stream<Path> versions = Files.list(debian)) {
			return versions.map((version) -> version.resolve("bin"))
				.filter((bin) -> Stream.of("initdb", "pg_ctl", "pg_dump", "pg_restore", "psql")
					.allMatch((tool) -> Files.isExecutable(bin.resolve(tool))))
				.max(Comparator.comparing((bin) -> Integer.parseInt(bin.getParent().getFileName().toString())));
		}
	}

	/** Makes an empty server in a directory, and starts it. */
	public static InstalledServer start(Path programs, Path directory) throws Exception {
		try (ServerSocket free = new ServerSocket(0)) {
			InstalledServer server = new InstalledServer(programs, directory, free.getLocalPort());
			free.close();
			server.run("initdb", "--pgdata=" + server.data(), "--username=postgres", "--auth=trust");
			server.run("pg_ctl", "--pgdata=" + server.data(), "--wait", "--log=" + directory.resolve("server.log"),
					"--options=-p " + server.port + " -c listen_addresses=localhost -c unix_socket_directories=''",
					"start");
			return server;
		}
	}

	/** The JDBC address, for the user {@code postgres}. */
	public String url() {
		return "jdbc:postgresql://localhost:" + this.port + "/postgres";
	}

	@Override
	public void close() throws Exception {
		run("pg_ctl", "--pgdata=" + data(), "--wait", "--mode=fast", "stop");
	}

	/** Where its files lie. */
	public Path data() {
		return this.directory.resolve("installed");
	}

	private void run(String program, String... arguments) throws Exception {
		List<String> command = new ArrayList<>();
		if (System.getProperty("user.name").equals("root")) {
			command.addAll(List.of("unshare", "--user")); // servers refuse to run as root
		}
		command.add(this.programs.resolve(program).toString());
		command.addAll(List.of(arguments));
		Path output = this.directory.resolve(program + ".log");
		Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile()).start();
		assertThat(process.waitFor(60, TimeUnit.SECONDS)).as(program).isTrue();
		assertThat(process.exitValue()).as(Files.readString(output)).isZero();
	}

}
