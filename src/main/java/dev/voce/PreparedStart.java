package dev.voce;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.springframework.aot.AotDetector;
import org.springframework.beans.factory.config.DependencyDescriptor;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.ContextAnnotationAutowireCandidateResolver;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.SpringProperties;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.data.repository.Repository;
import org.springframework.util.ClassUtils;

/**
 * Starts from the list of parts that the build wrote into the jar (Spring's ahead-of-time
 * processing) instead of searching for them, which takes a quarter of a start. Settings
 * of Spring's own can ask for other parts: with one that is not known to leave them as
 * they are, the start searches.
 */
final class PreparedStart implements ApplicationListener<ApplicationEnvironmentPreparedEvent>,
		ApplicationContextInitializer<GenericApplicationContext> {

	/** The frameworks', whose parts depend on settings; Voce's own never do. */
	private static final Set<String> FRAMEWORKS = Set.of("management", "server", "spring", "springdoc");

	/** Change what parts do, but not which there are. */
	private static final List<ConfigurationPropertyName> HARMLESS = Stream
		.of("server.address", "server.compression", "server.forward-headers-strategy",
				"server.max-http-request-header-size", "server.port", "server.servlet", "server.shutdown", "server.ssl",
				"server.tomcat", "spring.application", "spring.config", "spring.datasource.hikari",
				"spring.datasource.password", "spring.datasource.url", "spring.datasource.username", "spring.lifecycle",
				"spring.mail.host", "spring.mail.password", "spring.mail.port", "spring.mail.properties",
				"spring.mail.protocol", "spring.mail.ssl", "spring.mail.username", "spring.main.banner-mode",
				"spring.output", "spring.profiles.active", "spring.ssl")
		.map(ConfigurationPropertyName::of)
		.toList();

	/** What the build knew when it chose the parts. */
	private static final String OWN_SETTINGS = "class path resource";

	private final String parts;

	PreparedStart(Class<?> application) {
		this.parts = application.getName() + "__ApplicationContextInitializer";
	}

	@Override
	public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
		if (ClassUtils.isPresent(this.parts, null) && leavesParts(event.getEnvironment())) {
			SpringProperties.setFlag(AotDetector.AOT_ENABLED);
		}
	}

	/** As without preparation, a repository is made when it is first used. */
	@Override
	public void initialize(GenericApplicationContext context) {
		if (AotDetector.useGeneratedArtifacts()) {
			context.getDefaultListableBeanFactory()
				.setAutowireCandidateResolver(new ContextAnnotationAutowireCandidateResolver() {

					@Override
					protected boolean isLazy(DependencyDescriptor descriptor) {
						return Repository.class.isAssignableFrom(descriptor.getDependencyType())
								|| super.isLazy(descriptor);
					}

				});
		}
	}

	// Sources that can't list their names make values up, such as random ones.
	static boolean leavesParts(ConfigurableEnvironment environment) {
		return environment.getPropertySources()
			.stream()
			.filter((source) -> !source.getName().contains(OWN_SETTINGS))
			.map(ConfigurationPropertySource::from)
			.filter(IterableConfigurationPropertySource.class::isInstance)
			.flatMap((source) -> ((IterableConfigurationPropertySource) source).stream())
			.allMatch(PreparedStart::leavesParts);
	}

	private static boolean leavesParts(ConfigurationPropertyName name) {
		return name.isEmpty() || !FRAMEWORKS.contains(name.getElement(0, ConfigurationPropertyName.Form.UNIFORM))
				|| HARMLESS.stream().anyMatch((known) -> known.equals(name) || known.isAncestorOf(name));
	}

}
