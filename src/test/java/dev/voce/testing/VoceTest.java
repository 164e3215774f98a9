package dev.voce.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.ContextConfiguration;

import dev.voce.Voce;

/** A test against the running service, on a database that such tests share. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(classes = Voce.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ContextConfiguration(initializers = VoceTest.OwnDatabase.class)
public @interface VoceTest {

	/** The key of the first workspace, with all scopes. */
	String KEY = "the-key-of-the-tests";

	/** Points a service at a fresh database. */
	class OwnDatabase implements ApplicationContextInitializer<ConfigurableApplicationContext> {

		@Override
		public void initialize(ConfigurableApplicationContext context) {
			TestPropertyValues
				.of("spring.datasource.url=" + TestDatabase.create(),
						"spring.datasource.username=" + TestDatabase.user(),
						"spring.datasource.password=" + TestDatabase.password(), "voce.bootstrap.key=" + KEY,
						"voce.data.citus=" + Citus.isGiven(), "voce.limits.address-per-minute=0",
						"voce.limits.survey-per-minute=0")
				.applyTo(context);
		}

	}

}
