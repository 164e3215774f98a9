package dev.voce;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

class PreparedStartTest {

	private final StandardEnvironment environment = new StandardEnvironment();

	PreparedStartTest() {
		this.environment.getPropertySources().remove(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME);
	}

	@Test
	void withoutSettingsThePartsAreThoseOfTheBuild() {
		assertThat(PreparedStart.leavesParts(this.environment)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "SPRING_DATASOURCE_URL", "SPRING_DATASOURCE_HIKARI_MAXIMUMPOOLSIZE", "SPRING_MAIL_HOST",
			"SPRING_MAIL_PROPERTIES_MAIL_SMTP_STARTTLS_REQUIRED", "SERVER_FORWARDHEADERSSTRATEGY", "SERVER_PORT",
			"SERVER_SERVLET_CONTEXT_PATH", "SERVER_TOMCAT_REMOTEIP_INTERNALPROXIES", "SPRING_PROFILES_ACTIVE",
			"VOCE_DATA_CITUS", "VOCE_PUBLIC_URL", "LOGGING_LEVEL_ROOT", "HOME", "_" })
	void theSettingsOfTheHandbookLeaveThemAsTheyAre(String name) {
		set(name);
		assertThat(PreparedStart.leavesParts(this.environment)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "MANAGEMENT_SERVER_PORT", "MANAGEMENT_ENDPOINTS_WEB_EXPOSURE_INCLUDE",
			"SPRING_AUTOCONFIGURE_EXCLUDE", "SPRING_DATASOURCE_TYPE", "SPRING_MAIL_JNDI_NAME",
			"SPRING_MAIN_LAZY_INITIALIZATION", "SPRING_THREADS_VIRTUAL_ENABLED", "SPRINGDOC_SWAGGER_UI_ENABLED" })
	void othersOfTheFrameworksMayAskForMore(String name) {
		set(name);
		assertThat(PreparedStart.leavesParts(this.environment)).isFalse();
	}

	@Test
	void itsOwnSettingsAreKnownToTheBuild() {
		Map<String, Object> settings = Map.of("spring.aop.auto", "false");
		this.environment.getPropertySources()
			.addLast(new MapPropertySource("Config resource 'class path resource [application.yaml]' via location ''",
					settings));
		assertThat(PreparedStart.leavesParts(this.environment)).isTrue();
		this.environment.getPropertySources()
			.addLast(new MapPropertySource("Config resource 'file [application.yaml]' via location ''", settings));
		assertThat(PreparedStart.leavesParts(this.environment)).isFalse();
	}

	private void set(String name) {
		this.environment.getPropertySources()
			.addFirst(new SystemEnvironmentPropertySource(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
					Map.of(name, "1")));
	}

}
