package dev.voce.storage;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class EmbeddedServerTest {

	@TempDir
	private Path home;

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
	void nobodyElseOnTheMachineGetsInAlsoWhereAnEarlierVoceMadeTheData() throws Exception {
		for (String access : new String[] { "host all all all trust\n", null, "" }) {
			try (EmbeddedServer server = new EmbeddedServer(this.home)) {
				assertThat(ask(server, "select 'in'")).isEqualTo("in");
				assertThatExceptionOfType(SQLException.class)
					.isThrownBy(() -> DriverManager.getConnection(server.url()).close())
					.withMessageContaining("password");
				assertThat(ask(server, "select string_agg(distinct auth_method, ',') from pg_hba_file_rules"))
					.isEqualTo("scram-sha-256");
			}
			assertThat(Files.getPosixFilePermissions(this.home.resolve("program")))
				.isEqualTo(Files.getPosixFilePermissions(this.home.resolve("postgresql")));
			// As an earlier Voce left it, or as it is when the file is lost, or half
			// written.
			Files.writeString(this.home.resolve("postgresql/voce.password"), "");
			if (access == null) {
				Files.delete(this.home.resolve("postgresql/voce.password"));
			}
			else if (!access.isEmpty()) {
				Files.writeString(this.home.resolve("postgresql/pg_hba.conf"), access);
			}
		}
	}

	private static String ask(EmbeddedServer server, String sql) throws SQLException {
		try (Connection connection = DriverManager.getConnection(server.url(), "postgres", server.password());
				Statement statement = connection.createStatement();
				ResultSet rows = statement.executeQuery(sql)) {
			rows.next();
			return rows.getString(1);
		}
	}

}
