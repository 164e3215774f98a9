package dev.voce.storage;

import java.util.Map;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.flyway.autoconfigure.FlywayConfigurationCustomizer;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.boot.jdbc.health.DataSourceHealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Chooses the database and opens three pools to it, one for each lane. */
@Configuration(proxyBeanMethods = false)
class StorageConfiguration {

	/** Citus finds a statement's shard by the values at hand, when it plans it. */
	private static final String PLAN_EACH_TIME = "set plan_cache_mode = force_custom_plan";

	/** So that {@code set local} holds on the servers that run a statement. */
	private static final String HAND_SETTINGS_ON = "set citus.propagate_set_commands = 'local'";

	@Bean(destroyMethod = "close")
	@ConditionalOnProperty(name = "spring.datasource.url", matchIfMissing = true, havingValue = "embedded")
	EmbeddedServer embeddedServer(StorageProperties properties) {
		return new EmbeddedServer(properties.directory());
	}

	@Bean(defaultCandidate = false)
	@ConfigurationProperties("spring.datasource.hikari")
	HikariDataSource sharedPool(DataSourceProperties properties, ObjectProvider<EmbeddedServer> embedded,
			StorageProperties storage) {
		HikariDataSource pool = pool(properties, embedded, storage);
		pool.setPoolName("shared");
		// A network that swallows packets must not hold a request for ever. Searches are
		// given up by the server before; LongWork has its own time.
		pool.addDataSourceProperty("socketTimeout", "75");
		// Whoever waits longer for a survey's lock is answered 503 and may try again.
		pool.setConnectionInitSql(
				"set lock_timeout = '8s'" + (storage.citus() ? "; " + PLAN_EACH_TIME + "; " + HAND_SETTINGS_ON : ""));
		return pool;
	}

	@Bean(defaultCandidate = false)
	HikariDataSource lookupPool(DataSourceProperties properties, ObjectProvider<EmbeddedServer> embedded,
			StorageProperties storage) {
		HikariDataSource pool = pool(properties, embedded, storage);
		pool.setPoolName("lookup");
		pool.setMaximumPoolSize(2);
		pool.addDataSourceProperty("socketTimeout", "20");
		return pool;
	}

	@Bean(defaultCandidate = false)
	HikariDataSource writerPool(DataSourceProperties properties, ObjectProvider<EmbeddedServer> embedded,
			StorageProperties storage) {
		HikariDataSource pool = pool(properties, embedded, storage);
		pool.setPoolName("writer");
		pool.setMaximumPoolSize(1);
		// A network that swallows packets must not stop the intake for ever.
		pool.addDataSourceProperty("socketTimeout", "20");
		// It repeats a few statements whose plans never differ. The server gives a
		// survey's lock up by itself when the network swallows what the writer says.
		pool.setConnectionInitSql("set lock_timeout = '2s'; set idle_in_transaction_session_timeout = '10s'; "
				+ (storage.citus() ? PLAN_EACH_TIME : "set plan_cache_mode = force_generic_plan"));
		return pool;
	}

	@Bean
	DataSource dataSource(@Qualifier("sharedPool") HikariDataSource shared,
			@Qualifier("lookupPool") HikariDataSource lookup, @Qualifier("writerPool") HikariDataSource writer) {
		return new Lanes(Map.of(Lane.SHARED, shared, Lane.LOOKUP, lookup, Lane.WRITER, writer));
	}

	/** An index on a large table takes its time. */
	@Bean
	FlywayConfigurationCustomizer patientMigrations(@Qualifier("sharedPool") HikariDataSource shared) {
		return (flyway) -> flyway.dataSource(shared.getJdbcUrl(), shared.getUsername(), shared.getPassword());
	}

	@Bean
	@ConditionalOnBooleanProperty("voce.data.citus")
	FlywayConfigurationCustomizer distribution() {
		// Each statement of the script is a select whose result, mostly none, would be
		// logged as a table.
		return (flyway) -> flyway.locations("classpath:db/migration", "classpath:db/citus").outputQueryResults(false);
	}

	@Bean
	FlywayMigrationStrategy migrationOfWhatIsNewEnough() {
		return (flyway) -> {
			DatabaseTooOld.check(flyway.getConfiguration().getDataSource());
			flyway.migrate();
		};
	}

	/** Looks at everyone's connections alone: the writer's is not for probes. */
	@Bean
	DataSourceHealthIndicator dbHealthContributor(@Qualifier("sharedPool") HikariDataSource shared) {
		return new DataSourceHealthIndicator(shared);
	}

	private static HikariDataSource pool(DataSourceProperties properties, ObjectProvider<EmbeddedServer> embedded,
			StorageProperties storage) {
		EmbeddedServer server = embedded.getIfAvailable();
		HikariDataSource pool = new HikariDataSource();
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
		pool.addDataSourceProperty("tcpKeepAlive", "true");
		return pool;
	}

}
