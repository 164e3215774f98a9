package dev.voce;

import java.time.Clock;
import java.time.Duration;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.data.jpa.repository.config.EnableJpaRepositories;
import org.springframework.data.jpa.repository.query.QueryEnhancerFactories;
import org.springframework.data.jpa.repository.query.QueryEnhancerSelector;
import org.springframework.data.repository.config.BootstrapMode;

/**
 * Voce: accepts responses to surveys, scores them and returns figures. The queries of a
 * repository are parsed when it is first used, so that a start does not wait for all of
 * them. A class that implements one is named after how it does.
 */
@SpringBootApplication(exclude = UserDetailsServiceAutoConfiguration.class)
@ConfigurationPropertiesScan
@EnableJpaRepositories(bootstrapMode = BootstrapMode.LAZY, repositoryImplementationPostfix = "Jdbc",
		queryEnhancerSelector = Voce.AsWritten.class)
public class Voce {

	/**
	 * Queries run as they are written: none has to be understood so that it can be sorted
	 * or counted, and parsing them took a quarter of a first call.
	 */
	public static final class AsWritten extends QueryEnhancerSelector.DefaultQueryEnhancerSelector {

		public AsWritten() {
			super(QueryEnhancerFactories.fallback(), QueryEnhancerFactories.fallback());
		}

	}

	public static void main(String[] args) {
		PreparedStart prepared = new PreparedStart(Voce.class);
		SpringApplication application = new SpringApplication(Voce.class);
		application.addListeners(prepared);
		application.addInitializers(prepared);
		application.run(args);
	}

	/** In microseconds, as PostgreSQL stores time: so replies contain what is stored. */
	@Bean
	Clock clock() {
		return Clock.tick(Clock.systemUTC(), Duration.ofNanos(1_000));
	}

}
