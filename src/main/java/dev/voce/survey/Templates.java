package dev.voce.survey;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import tools.jackson.databind.json.JsonMapper;

import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

/** Templates: bodies of surveys, in English and Italian. */
@Component
public class Templates {

	private static final List<String> KEYS = List.of("nps", "csat", "ces", "cx-pyramid", "delivery");

	private final SingletonSupplier<Map<String, SurveyInput>> all;

	Templates(JsonMapper json) {
		this.all = SingletonSupplier.of(() -> read(json));
	}

	private static Map<String, SurveyInput> read(JsonMapper json) {
		Map<String, SurveyInput> all = new LinkedHashMap<>();
		for (String key : KEYS) {
			try (InputStream in = new ClassPathResource("templates/" + key + ".json").getInputStream()) {
				SurveyInput template = json.readValue(in, SurveyInput.class);
				SurveyRules.check(template);
				all.put(key, template);
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}
		return Collections.unmodifiableMap(all);
	}

	/**
	 * Finds a template.
	 * @param key nps, csat, ces, cx-pyramid or delivery
	 * @return the template, empty for other keys
	 */
	public Optional<SurveyInput> find(String key) {
		return Optional.ofNullable(all().get(key));
	}

	Map<String, SurveyInput> all() {
		return this.all.obtain();
	}

}
