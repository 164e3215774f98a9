package dev.voce.storage;

import java.util.Map;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.flyway.autoconfigure.FlywayConfigurationCustomizer;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.boot.jdbc.health.DataSourceHealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Chooses the database and opens three connection pools, one for each lane. */
@Configuration(proxyBeanMethods = false)
class StorageConfiguration {

	/** Citus chooses the shard of a statement by its parameters, when planning it. */
	private static final String PLAN_EACH_TIME = "set plan_cache_mode = force_custom_plan";

	/**
	 * Every statement finds its rows by keys. Without statistics, as in a new or restored
	 * database, PostgreSQL would read whole tables, and keep such a plan.
	 */
	private static final String BY_KEYS = "set enable_seqscan = off; set enable_hashjoin = off; "
			+ "set enable_mergejoin = off; ";

	/** So that {@code set local} holds on the servers that run a statement. */
	private static final String PROPAGATE_SETTINGS = "set citus.propagate_set_commands = 'local'";

	/** {@code null} where another server is set. */
	@Bean(destroyMethod = "close")
	@Nullable EmbeddedServer embeddedServer(DataSourceProperties database, StorageProperties properties) {
		return (database.getUrl() == null || database.getUrl().equals("embedded"))
				? new EmbeddedServer(properties.directory()) : null;
	}

	@Bean(defaultCandidate = false)
	@ConfigurationProperties("spring.datasource.hikari")
	HikariDataSource sharedPool(DataSourceProperties properties, ObjectProvider<EmbeddedServer> embedded,
			StorageProperties storage) {
		// The server cancels searches earlier; LongWork allows more time.
		HikariDataSource pool = pool("shared", 75, properties, embedded, storage);
		// A longer wait for a survey's lock is replied to with 503.
		pool.setConnectionInitSql(BY_KEYS + "set lock_timeout = '8s'"
				+ (storage.citus() ? "; " + PLAN_EACH_TIME + "; " + PROPAGATE_SETTINGS : ""));
		return pool;
	}

	@Bean(defaultCandidate = false)
	HikariDataSource lookupPool(DataSourceProperties properties, ObjectProvider<EmbeddedServer> embedded,
			StorageProperties storage) {
		HikariDataSource pool = pool("lookup", 20, properties, embedded, storage);
		pool.setMaximumPoolSize(2);
		return pool;
	}

	@Bean(defaultCandidate = false)
	HikariDataSource writerPool(DataSourceProperties properties, ObjectProvider<EmbeddedServer> embedded,
			StorageProperties storage) {
		HikariDataSource pool = pool("writer", 20, properties, embedded, storage);
		pool.setMaximumPoolSize(1);
		// It repeats a few statements whose plans never differ. The server releases a
		// survey's lock by itself when the network drops the writer's packets.
		pool.setConnectionInitSql(BY_KEYS + "set lock_timeout = '2s'; set idle_in_transaction_session_timeout = '10s'; "
				+ (storage.citus() ? PLAN_EACH_TIME : "set plan_cache_mode = force_generic_plan"));
		return pool;
	}

	@Bean
	DataSource dataSource(@Qualifier("sharedPool") HikariDataSource shared,
			@Qualifier("lookupPool") HikariDataSource lookup, @Qualifier("writerPool") HikariDataSource writer) {
		return new Lanes(Map.of(Lane.SHARED, shared, Lane.LOOKUP, lookup, Lane.WRITER, writer));
	}

	/** Without time limits: an index on a large table takes long to build. */
	@Bean
	FlywayConfigurationCustomizer migrationsWithoutTimeLimits(@Qualifier("sharedPool") HikariDataSource shared) {
		return (flyway) -> flyway.dataSource(shared.getJdbcUrl(), shared.getUsername(), shared.getPassword());
	}

	@Bean
	FlywayConfigurationCustomizer distribution(StorageProperties storage) {
		return (flyway) -> {
			if (storage.citus()) {
				// Each statement of the script is a select whose result, mostly none,
				// would be logged as a table.
				flyway.locations("classpath:db/migration", "classpath:db/citus").outputQueryResults(false);
			}
		};
	}

	@Bean
	FlywayMigrationStrategy migrationOfWhatIsNewEnough() {
		return (flyway) -> {
			DatabaseTooOld.check(flyway.getConfiguration().getDataSource());
			flyway.migrate();
		};
	}

	/** Checks the shared pool only: the writer's connection is not for probes. */
	@Bean
	DataSourceHealthIndicator dbHealthContributor(@Qualifier("sharedPool") HikariDataSource shared) {
		return new DataSourceHealthIndicator(shared);
	}

	/** For readiness: without its server, Voce can do nothing but refuse. */
	@Bean
	HealthIndicator embeddedRunningHealthIndicator(ObjectProvider<EmbeddedServer> embedded) {
		EmbeddedServer server = embedded.getIfAvailable();
		return () -> Health.status((server == null || server.isRunning()) ? Status.UP : Status.DOWN).build();
	}

	/** For liveness: a server that does not start again may do so with a new Voce. */
	@Bean
	HealthIndicator embeddedRestartsHealthIndicator(ObjectProvider<EmbeddedServer> embedded) {
		EmbeddedServer server = embedded.getIfAvailable();
		return () -> Health.status((server == null || !server.isBroken()) ? Status.UP : Status.DOWN).build();
	}

	private static HikariDataSource pool(String name, int socketTimeoutSeconds, DataSourceProperties properties,
			ObjectProvider<EmbeddedServer> embedded, StorageProperties storage) {
		EmbeddedServer server = embedded.getIfAvailable();
		HikariDataSource pool = new HikariDataSource();
		pool.setPoolName(name);
		if (server == null) {
			pool.setJdbcUrl(properties.determineUrl());
			pool.setUsername(properties.determineUsername());
			pool.setPassword(properties.determinePassword());
		}
		else {
			pool.setJdbcUrl(server.url());
			pool.setUsername("postgres");
			pool.setPassword(server.password());
		}
		pool.setConnectionTimeout(3_000);
		if (storage.citus()) {
			pool.setExceptionOverride(new CoordinatorStays());
		}
		// Statements are prepared at their second use: the intake repeats the same few.
		pool.addDataSourceProperty("prepareThreshold", "2");
		// A network that drops packets must not block a request or the intake for ever.
		pool.addDataSourceProperty("socketTimeout", Integer.toString(socketTimeoutSeconds));
		pool.addDataSourceProperty("tcpKeepAlive", "true");
		return pool;
	}

}
