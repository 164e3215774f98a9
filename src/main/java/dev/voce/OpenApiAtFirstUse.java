package dev.voce;

import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.stereotype.Component;

/**
 * Creates what makes the OpenAPI document when it is first asked for. It has a Jackson of
 * its own, with more than a thousand classes.
 */
@Component
class OpenApiAtFirstUse implements BeanFactoryPostProcessor {

	/** What the document needs but does not ask for. */
	private static final String[] REGISTERING = { "initExtraSchemas", "modelConverterRegistrar" };

	@Override
	public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
		for (String name : beans.getBeanDefinitionNames()) {
			BeanDefinition definition = beans.getBeanDefinition(name);
			String configuration = definition.getFactoryBeanName(); // which itself stays
																	// eager: some
																	// register
			if (configuration != null && configuration.startsWith("org.springdoc.")) {
				definition.setLazyInit(true);
			}
		}
		beans.getBeanDefinition("openApiResource").setDependsOn(REGISTERING);
	}

}
