package dev.voce.storage;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.voce.testing.Wait;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

class EmbeddedServerTest {

	@TempDir
	private static Path unpacked;

	@TempDir
	private Path home;

	@BeforeAll
	static void unpack() throws Exception {
		new PostgresProgram(unpacked).unpack();
	}

	/** As a start before has left it, since unpacking takes seconds. */
	@BeforeEach
	void copyProgram() throws Exception {
		try (Stream<Path> paths = Files.walk(unpacked.resolve("program"))) {
			for (Path path : paths.toList()) {
				Files.copy(path, this.home.resolve(unpacked.relativize(path)), StandardCopyOption.COPY_ATTRIBUTES,
						LinkOption.NOFOLLOW_LINKS);
			}
		}
	}

	@Test
	void whatIsCommittedIsOnDiskAndOneServerAloneHasTheDirectory() throws Exception {
		// What a process leaves behind that was killed while it made the data.
		Path unfinished = Files.createDirectories(this.home.resolve("postgresql.unfinished"));
		Files.writeString(unfinished.resolve("postgresql.conf"), "half a file");
		try (EmbeddedServer server = new EmbeddedServer(this.home)) {
			assertThat(unfinished).doesNotExist();
			assertThat(ask(server, "show fsync")).isEqualTo("on");
			assertThat(ask(server, "show synchronous_commit")).isEqualTo("on");
			assertThat(ask(server, "show full_page_writes")).isEqualTo("on");
			assertThatExceptionOfType(DirectoryInUse.class).isThrownBy(() -> new EmbeddedServer(this.home))
				.withMessage(this.home + " is in use by another Voce");
			assertThat(ask(server, "select 'alive'")).isEqualTo("alive");
		}
	}

	@Test
	void nobodyElseOnTheMachineGetsInAtAnyMomentOfAStart() throws Exception {
		// Without data; with an earlier Voce's, which let everybody in; with the
		// password's file lost, or half written.
		for (String access : new String[] { "", "host all all all trust\nlocal all all trust\n", null, "" }) {
			try (Intruder intruder = Intruder.at(this.home); EmbeddedServer server = new EmbeddedServer(this.home)) {
				assertThat(ask(server, "select 'in'")).isEqualTo("in");
				assertThatExceptionOfType(SQLException.class)
					.isThrownBy(() -> DriverManager.getConnection(server.url(), "postgres", "").close());
				assertThat(ask(server, "select string_agg(distinct auth_method, ',') from pg_hba_file_rules"))
					.isEqualTo("scram-sha-256");
				assertThat(ask(server, "select rolpassword from pg_authid where rolname = 'postgres'"))
					.startsWith("SCRAM-SHA-256$1:");
				// Roles that others make are hashed as ever.
				assertThat(ask(server, "show scram_iterations")).isEqualTo("4096");
				assertThat(ask(server, "show unix_socket_directories")).isEmpty();
				assertThat(ask(server, "show listen_addresses")).isEqualTo("127.0.0.1");
				intruder.close();
				assertThat(intruder.seen).isEmpty();
			}
			Files.writeString(this.home.resolve("postgresql/voce.password"), "");
			if (access == null) {
				Files.delete(this.home.resolve("postgresql/voce.password"));
			}
			else if (!access.isEmpty()) {
				Files.writeString(this.home.resolve("postgresql/pg_hba.conf"), access);
			}
		}
	}

	@Test
	void nobodyElseReadsOrLocksAFileAndTheServerKnowsNothingOfTheEnvironment() throws Exception {
		Files.setPosixFilePermissions(this.home, PosixFilePermissions.fromString("rwxr-xr-x"));
		Files.writeString(this.home.resolve("lock"), ""); // as an earlier Voce made it
		Files.setPosixFilePermissions(this.home.resolve("lock"), PosixFilePermissions.fromString("rw-r--r--"));
		try (EmbeddedServer server = new EmbeddedServer(this.home); Stream<Path> paths = Files.walk(this.home)) {
			assertThat(paths.filter((path) -> !Files.isSymbolicLink(path))).allSatisfy((path) -> {
				assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path))).endsWith("------");
			}).contains(this.home, this.home.resolve("lock"), this.home.resolve("postgresql/voce.password"));
			assertThat(System.getenv()).hasSizeGreaterThan(1);
			assumeTrue(Files.exists(Path.of("/proc/self/environ")));
			for (ProcessHandle process : processes()) {
				String environment = Files.readString(Path.of("/proc/" + process.pid() + "/environ"));
				assertThat(environment.split("\0")).allMatch((variable) -> variable.matches("(PATH=.*)?"));
			}
			assertThat(server.isRunning()).isTrue();
		}
	}

	@Test
	void aDirectoryThatHoldsMoreThanVocesDataStaysOpenToOthersButNotWhatVoceMakesThere() throws Exception {
		Files.setPosixFilePermissions(this.home, PosixFilePermissions.fromString("rwxr-xr-x"));
		Files.writeString(this.home.resolve("voce.jar"), "");
		try (DataDirectory directory = new DataDirectory(this.home)) {
			assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(this.home))).isEqualTo("rwxr-xr-x");
			assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(this.home.resolve("lock"))))
				.isEqualTo("rw-------");
			assertThat(directory.cluster()).doesNotExist();
		}
	}

	@Test
	void aServerThatDiesIsBackWithTheSameAddressPasswordAndData() throws Exception {
		try (EmbeddedServer server = new EmbeddedServer(this.home)) {
			ask(server, "create table kept as select 1 as one; select 'made'");
			for (int times = 0; times < 2; times++) {
				List<ProcessHandle> before = processes();
				postmaster().destroyForcibly(); // its children live on for a moment
				Wait.until("another one runs", () -> {
					List<ProcessHandle> now = processes();
					return !now.isEmpty() && now.stream().noneMatch(before::contains) && server.isRunning();
				});
				assertThat(ask(server, "select one from kept")).isEqualTo("1");
				assertThat(server.isBroken()).isFalse();
			}
		}
		assertThat(processes()).isEmpty();
	}

	@Test
	void aServerThatDoesNotStartAgainIsTriedUntilItIsStopped() throws Exception {
		EmbeddedServer server = new EmbeddedServer(this.home);
		Path control = this.home.resolve("postgresql/global/pg_control");
		Path hidden = this.home.resolve("pg_control");
		try (server) {
			Files.move(control, hidden);
			postmaster().destroyForcibly();
			Wait.until("three tries have failed", () -> server.failures() >= 3);
			assertThat(server.isRunning()).isFalse();
			assertThat(server.isBroken()).isFalse();
			assertThatExceptionOfType(SQLException.class).isThrownBy(() -> ask(server, "select 1"));
			Wait.until("it counts as broken", server::isBroken);
			Files.move(hidden, control);
			Wait.until("it is back nevertheless", server::isRunning);
			assertThat(ask(server, "select 'back'")).isEqualTo("back");
			assertThat(server.isBroken()).isFalse();
			Files.move(control, hidden);
			postmaster().destroyForcibly();
			Wait.until("it is tried again", () -> !server.isRunning());
		}
		assertThat(processes()).isEmpty();
		Files.move(hidden, control, StandardCopyOption.REPLACE_EXISTING);
		try (EmbeddedServer next = new EmbeddedServer(this.home)) {
			assertThat(ask(next, "select 'next'")).isEqualTo("next");
		}
	}

	@Test
	void whoeverTakesThePortOfAServerThatIsDownGetsNoPasswordAndIsNotTrusted() throws Exception {
		String url;
		try (EmbeddedServer server = new EmbeddedServer(this.home)) {
			url = server.url();
		}
		byte[] clearText = ByteBuffer.allocate(9).put((byte) 'R').putInt(8).putInt(3).array();
		byte[] welcome = ByteBuffer.allocate(15)
			.put((byte) 'R')
			.putInt(8)
			.putInt(0)
			.put((byte) 'Z')
			.putInt(5)
			.put((byte) 'I')
			.array();
		for (byte[] answer : List.of(clearText, welcome)) {
			try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
				CompletableFuture<String> received = CompletableFuture.supplyAsync(() -> pretend(socket, answer));
				String there = url.replaceFirst("127\\.0\\.0\\.1:\\d+", "127.0.0.1:" + socket.getLocalPort())
						+ "&socketTimeout=5";
				assertThatExceptionOfType(SQLException.class)
					.isThrownBy(() -> DriverManager.getConnection(there, "postgres", "secret").close())
					.withMessageContaining("requireAuth");
				assertThat(received.get()).doesNotContain("secret");
			}
		}
	}

	@Test
	void aProgramThatWasUnpackedInPartIsUnpackedAgain() throws Exception {
		new EmbeddedServer(this.home).close();
		Files.write(this.home.resolve("program/bin/postgres"), new byte[0]);
		new EmbeddedServer(this.home).close();
		Files.delete(this.home.resolve("program/share/postgresql/postgres.bki"));
		Files.createDirectories(this.home.resolve("program.unfinished/bin")); // killed
																				// meanwhile
		new EmbeddedServer(this.home).close();
		Files.writeString(this.home.resolve("program/manifest"), "");
		try (EmbeddedServer server = new EmbeddedServer(this.home)) {
			assertThat(ask(server, "select 'whole'")).isEqualTo("whole");
			assertThat(this.home.resolve("program.unfinished")).doesNotExist();
		}
	}

	@Test
	void dataOfAnotherMajorVersionIsLeftAsItIs() throws Exception {
		new EmbeddedServer(this.home).close();
		Files.writeString(this.home.resolve("postgresql/PG_VERSION"), "17\n");
		assertThatExceptionOfType(DataOfAnotherVersion.class).isThrownBy(() -> new EmbeddedServer(this.home))
			.withMessage(this.home.resolve("postgresql")
					+ " is the data of PostgreSQL 17, and this Voce brings PostgreSQL 18");
		Files.writeString(this.home.resolve("postgresql/PG_VERSION"), "18\n");
		new EmbeddedServer(this.home).close();
	}

	private ProcessHandle postmaster() throws IOException {
		Path pid = this.home.resolve("postgresql/postmaster.pid");
		return ProcessHandle.of(Long.parseLong(Files.readAllLines(pid).get(0).trim())).orElseThrow();
	}

	private List<ProcessHandle> processes() throws IOException {
		String program = this.home.toRealPath() + "/program/";
		return ProcessHandle.allProcesses()
			.filter((process) -> process.info().command().filter((command) -> command.startsWith(program)).isPresent())
			.toList();
	}

	/** Sends one message to a client, and returns what it received. */
	private static String pretend(ServerSocket socket, byte[] answer) {
		try (Socket client = socket.accept()) {
			InputStream in = client.getInputStream();
			byte[] received = new byte[8192];
			int length = in.read(received);
			if (length == 8) { // asks for encryption
				client.getOutputStream().write('N');
				length = in.read(received);
			}
			client.getOutputStream().write(answer);
			client.setSoTimeout((int) Duration.ofSeconds(5).toMillis());
			int more = Math.max(in.read(received, length, received.length - length), 0);
			return new String(Arrays.copyOf(received, length + more), StandardCharsets.ISO_8859_1);
		}
		catch (IOException ex) {
			return String.valueOf(ex.getMessage());
		}
	}

	private static String ask(EmbeddedServer server, String sql) throws SQLException {
		try (Connection connection = DriverManager.getConnection(server.url(), "postgres", server.password());
				Statement statement = connection.createStatement()) {
			for (boolean rows = statement.execute(sql); !rows;) {
				rows = statement.getMoreResults();
			}
			try (ResultSet rows = statement.getResultSet()) {
				rows.next();
				return rows.getString(1);
			}
		}
	}

	/** Another account of the machine, which tries to get in all the time. */
	private static final class Intruder implements AutoCloseable {

		private final List<String> seen = new ArrayList<>();

		private final Path home;

		private final Thread thread;

		private volatile boolean going = true;

		private Intruder(Path home) {
			this.home = home;
			this.thread = new Thread(this::run, "intruder");
		}

		static Intruder at(Path home) {
			Intruder intruder = new Intruder(home);
			intruder.thread.start();
			return intruder;
		}

		private void run() {
			while (this.going) {
				for (String name : new String[] { "postgresql", "postgresql.unfinished" }) {
					try {
						Path cluster = this.home.resolve(name);
						List<String> lines = Files.readAllLines(cluster.resolve("postmaster.pid"));
						if (lines.get(0).startsWith("-")) {
							continue; // a single process, to which nobody connects
						}
						if (Files.readString(cluster.resolve("pg_hba.conf"))
							.lines()
							.anyMatch((line) -> !line.startsWith("#") && line.contains("trust"))
								&& !"0".equals(lines.get(3))) {
							this.seen.add("listens on " + lines.get(3) + " and trusts");
						}
						DriverManager
							.getConnection("jdbc:postgresql://127.0.0.1:" + lines.get(3) + "/postgres?connectTimeout=1",
									"postgres", "")
							.close();
						this.seen.add("in through " + lines.get(3));
					}
					catch (IOException | IndexOutOfBoundsException | SQLException ex) {
						Thread.onSpinWait(); // not there yet, or kept out
					}
				}
			}
		}

		@Override
		public void close() throws InterruptedException {
			this.going = false;
			this.thread.join();
		}

	}

}
