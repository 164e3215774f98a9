package dev.voce.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.util.FileSystemUtils;

/**
 * The directory of the embedded server, locked as long as this is open. The server's
 * superuser has a password before the server listens for the first time, and only Voce's
 * user can read it.
 */
final class DataDirectory implements AutoCloseable {

	private static final Logger log = LoggerFactory.getLogger(DataDirectory.class);

	private static final Duration PATIENCE = Duration.ofMinutes(10);

	/** Who may connect, and how. */
	private static final String ACCESS = "host all all 127.0.0.1/32 scram-sha-256\n";

	/** What Voce puts into the directory, and the file system. */
	private static final Set<String> CONTENT = Set.of("lock", "program", "program.unfinished", "postgresql",
			"postgresql.unfinished", "password.unfinished", "lost+found");

	private final Path home;

	private final FileChannel lock;

	/**
	 * Locks a directory.
	 * @param home created when missing
	 * @throws DirectoryInUse if another process uses it
	 */
	DataDirectory(Path home) throws IOException {
		this.home = home;
		OwnerOnly.makeDirectories(home);
		restrict();
		this.lock = OwnerOnly.open(home.resolve("lock"));
		if (isTaken(this.lock)) {
			this.lock.close();
			throw new DirectoryInUse(home);
		}
	}

	/** PostgreSQL's own directory. */
	Path cluster() {
		return this.home.resolve("postgresql");
	}

	/** The password of the user {@code postgres}. */
	String password() throws IOException {
		return Files.readString(passwordFile());
	}

	/**
	 * The file of the password: in PostgreSQL's directory, which others can't enter.
	 */
	Path passwordFile() {
		return cluster().resolve("voce.password");
	}

	/**
	 * Creates everything that the server needs to start; nobody can connect meanwhile. No
	 * server may run on the directory.
	 * @throws DataOfAnotherVersion if another major version created the data
	 */
	void prepare(PostgresProgram program) throws IOException, InterruptedException {
		if (!Files.exists(cluster())) {
			create(program);
		}
		else {
			checkVersion(program);
			if (!Files.exists(passwordFile()) || Files.size(passwordFile()) == 0) {
				setPassword(program); // created by an earlier Voce, or the file was lost
			}
		}
		OwnerOnly.write(cluster().resolve("pg_hba.conf"), ACCESS);
	}

	@Override
	public void close() throws IOException {
		this.lock.close();
	}

	// A cluster gets its final name only when it is complete: a process that is killed
	// while creating it leaves nothing that a later start would use as data.
	private void create(PostgresProgram program) throws IOException, InterruptedException {
		Path unfinished = this.home.resolve("postgresql.unfinished");
		FileSystemUtils.deleteRecursively(unfinished);
		Path file = this.home.resolve("password.unfinished");
		String password = newPassword();
		OwnerOnly.write(file, password);
		// The same locale on every machine: order by bytes, and case rules for all of
		// Unicode, so that searches match É and é.
		program.run("", PATIENCE, "initdb", "--pgdata=" + unfinished, "--username=postgres", "--auth=scram-sha-256",
				"--pwfile=" + file, "--encoding=UTF8", "--locale=C", "--locale-provider=builtin",
				"--builtin-locale=C.UTF-8", "--no-instructions");
		setPassword(program, unfinished, password);
		Files.move(file, unfinished.resolve(passwordFile().getFileName()));
		Files.move(unfinished, cluster(), StandardCopyOption.ATOMIC_MOVE);
	}

	// The file is written last: until then, nobody needs the password.
	private void setPassword(PostgresProgram program) throws IOException, InterruptedException {
		String password = newPassword();
		setPassword(program, cluster(), password);
		Path unfinished = this.home.resolve("password.unfinished");
		OwnerOnly.write(unfinished, password);
		Files.move(unfinished, passwordFile(), StandardCopyOption.ATOMIC_MOVE);
	}

	// Done by a single process that accepts no connections. The password is hashed once:
	// to do so thousands of times protects those that can be guessed, and would take a
	// twentieth of a start.
	private static void setPassword(PostgresProgram program, Path cluster, String password)
			throws IOException, InterruptedException {
		program.run("alter role postgres password '" + password + "'\n", PATIENCE, "postgres", "--single", "-D",
				cluster.toString(), "-c", "password_encryption=scram-sha-256", "-c", "scram_iterations=1", "postgres");
	}

	private void checkVersion(PostgresProgram program) throws IOException, InterruptedException {
		String made = Files.readString(cluster().resolve("PG_VERSION")).trim();
		int brought = program.version();
		if (!made.equals(String.valueOf(brought))) {
			throw new DataOfAnotherVersion(cluster(), made, brought);
		}
	}

	// A directory that holds other things as well may have other users on purpose; only
	// Voce's user can read what Voce creates in it in any case.
	private void restrict() throws IOException {
		if (OwnerOnly.is(this.home)) {
			return;
		}
		List<String> foreign;
		try (Stream<Path> content = Files.list(this.home)) {
			foreign = content.map((path) -> path.getFileName().toString())
				.filter((name) -> !CONTENT.contains(name))
				.toList();
		}
		if (!foreign.isEmpty()) {
			log.warn("Others may enter {}, and it stays so, as it holds more than Voce's data: {}", this.home, foreign);
			return;
		}
		try {
			OwnerOnly.restrict(this.home, true);
		}
		catch (IOException ex) {
			log.warn("Others may enter {}, which belongs to another user", this.home);
		}
	}

	private static boolean isTaken(FileChannel channel) throws IOException {
		try {
			return channel.tryLock() == null;
		}
		catch (OverlappingFileLockException ex) {
			return true;
		}
	}

	private static String newPassword() {
		byte[] secret = new byte[24];
		new SecureRandom().nextBytes(secret);
		return HexFormat.of().formatHex(secret);
	}

}
