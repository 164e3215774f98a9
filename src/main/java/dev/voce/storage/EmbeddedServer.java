package dev.voce.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.util.FileSystemUtils;

/**
 * The PostgreSQL server that Voce brings along for machines where none is configured. Its
 * data outlives the process; a server that a killed process left behind is stopped first.
 * Whoever else works on the machine needs a password that only Voce's user can read.
 */
public final class EmbeddedServer implements AutoCloseable {

	private static final Logger log = LoggerFactory.getLogger(EmbeddedServer.class);

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	/** Who may connect, and how: the library lets everybody in. */
	private static final String ACCESS = """
			local all all scram-sha-256
			host all all 127.0.0.1/32 scram-sha-256
			host all all ::1/128 scram-sha-256
			""";

	/** Until there is a password: in the moment in which it is set. */
	private static final String OPEN = """
			host all postgres 127.0.0.1/32 trust
			host all postgres ::1/128 trust
			""";

	private static final Set<PosixFilePermission> OWNER = PosixFilePermissions.fromString("rwx------");

	private final FileChannel lock;

	private final EmbeddedPostgres postgres;

	private final String password;

	/**
	 * Starts the server on a free port of the loopback interface.
	 * @param directory holds data and program, made when it is missing
	 * @throws DirectoryInUse if another process uses the directory
	 * @throws IllegalStateException if the server does not start
	 */
	EmbeddedServer(Path directory) {
		Path home = directory.toAbsolutePath().normalize();
		Path data = home.resolve("postgresql");
		this.lock = lock(home);
		try {
			if (!Files.exists(data)) {
				create(home, data);
			}
			if (!Files.exists(password(data)) || Files.size(password(data)) == 0) {
				protect(home, data); // made by an earlier Voce, or the file was lost
			}
			this.password = Files.readString(password(data));
			this.postgres = start(home, data, this.password);
		}
		catch (IOException ex) {
			throw new IllegalStateException("the embedded PostgreSQL in " + home + " did not start", ex);
		}
		log.info("Embedded PostgreSQL runs on port {} with its data in {}", this.postgres.getPort(), data);
	}

	/** The password of the user {@code postgres}. */
	String password() {
		return this.password;
	}

	/**
	 * Tells where the server listens.
	 * @return the JDBC address of its database, for the user {@code postgres}
	 */
	public String url() {
		return this.postgres.getJdbcUrl("postgres", "postgres");
	}

	@Override
	public void close() throws IOException {
		try (this.lock) {
			this.postgres.close();
		}
	}

	// Held from before the first look at the data until after the server has stopped.
	private static FileChannel lock(Path home) {
		try {
			Files.createDirectories(home);
			FileChannel channel = FileChannel.open(home.resolve("lock"), StandardOpenOption.CREATE,
					StandardOpenOption.WRITE);
			if (isTaken(channel)) {
				channel.close();
				throw new DirectoryInUse(home);
			}
			return channel;
		}
		catch (IOException ex) {
			throw new IllegalStateException("the directory " + home + " can't be used", ex);
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

	// A cluster appears under its name only when it is whole: a process killed while
	// making it leaves nothing that a later start would take for data.
	private static void create(Path home, Path data) throws IOException {
		Path unfinished = home.resolve("postgresql.unfinished");
		if (Files.exists(unfinished)) {
			stopOrphan(home, unfinished);
			FileSystemUtils.deleteRecursively(unfinished);
		}
		protect(home, unfinished);
		Files.move(unfinished, data);
	}

	// The file comes last: until then, nobody needs the password yet.
	private static void protect(Path home, Path data) throws IOException {
		byte[] secret = new byte[24];
		new SecureRandom().nextBytes(secret);
		String password = HexFormat.of().formatHex(secret);
		if (Files.exists(data.resolve("pg_hba.conf"))) {
			Files.writeString(data.resolve("pg_hba.conf"), OPEN);
		}
		try (EmbeddedPostgres open = start(home, data, null);
				Connection connection = DriverManager.getConnection(open.getJdbcUrl("postgres", "postgres"));
				Statement statement = connection.createStatement()) {
			statement.execute("alter role postgres password '" + password + "'");
		}
		catch (SQLException ex) {
			throw new IOException(ex);
		}
		Path file = data.resolve("voce.password.unfinished");
		Files.writeString(file, password);
		try (FileChannel written = FileChannel.open(file, StandardOpenOption.WRITE)) {
			written.force(true);
		}
		Files.move(file, password(data), StandardCopyOption.ATOMIC_MOVE);
	}

	private static Path password(Path data) {
		return data.resolve("voce.password"); // in PostgreSQL's directory, which others
												// can't enter
	}

	private static EmbeddedPostgres start(Path home, Path data, @Nullable String password) throws IOException {
		stopOrphan(home, data);
		Files.createDirectories(program(home));
		if (Files.getFileStore(home).supportsFileAttributeView(PosixFileAttributeView.class)) {
			Files.setPosixFilePermissions(program(home), OWNER);
		}
		EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder();
		if (password != null) {
			Files.writeString(data.resolve("pg_hba.conf"), ACCESS);
			builder.setConnectConfig("password", password);
		}
		return builder.setDataDirectory(data)
			.setOverrideWorkingDirectory(program(home).toFile())
			.setCleanDataDirectory(false)
			.setRegisterShutdownHook(false) // stopped after the intake has drained
			.setPGStartupWait(PATIENCE)
			// The same everywhere, whatever the machine speaks: ordered by bytes, while
			// a search knows É from é.
			.setLocaleConfig("locale", "C")
			.setLocaleConfig("locale-provider", "builtin")
			.setLocaleConfig("builtin-locale", "C.UTF-8")
			// The library starts servers for tests, which may lose what was
			// committed. This one may not.
			.setServerConfig("fsync", "on")
			.setServerConfig("synchronous_commit", "on")
			.setServerConfig("max_connections", "50")
			.setServerConfig("max_wal_size", "2GB")
			.start();
	}

	private static Path program(Path home) {
		return home.resolve("program");
	}

	private static void stopOrphan(Path home, Path data) {
		Path file = data.resolve("postmaster.pid");
		if (!Files.exists(file)) {
			return;
		}
		try {
			List<String> lines = Files.readAllLines(file);
			long pid = Long.parseLong(lines.get(0).trim());
			ProcessHandle orphan = ProcessHandle.of(pid).orElse(null);
			if (orphan == null || !isOurs(orphan, home)) {
				return;
			}
			log.info("Stopping the PostgreSQL server (process {}) that an earlier run left behind", pid);
			orphan.destroy();
			orphan.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("interrupted while stopping an earlier PostgreSQL server", ex);
		}
		catch (Exception ex) {
			throw new IllegalStateException(
					"the PostgreSQL server that an earlier run left behind in " + data + " does not stop", ex);
		}
	}

	// After a reboot the number may be another program's, also that of a PostgreSQL
	// server which is none of ours.
	private static boolean isOurs(ProcessHandle process, Path home) throws IOException {
		Path command = Path.of(process.info().command().orElse(""));
		return Files.exists(command) && command.toRealPath().startsWith(program(home).toRealPath());
	}

}
