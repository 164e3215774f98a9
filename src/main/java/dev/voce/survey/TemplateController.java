package dev.voce.survey;

import java.util.List;

import io.swagger.v3.oas.annotations.tags.Tag;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import dev.voce.web.Problem;

/** Returns templates of surveys. */
@Tag(name = "Surveys")
@RestController
@RequestMapping(path = "/api/v1/templates", produces = MediaType.APPLICATION_JSON_VALUE)
class TemplateController {

	private final Templates templates;

	TemplateController(Templates templates) {
		this.templates = templates;
	}

	/**
	 * A template.
	 *
	 * @param key its name
	 * @param survey a body for {@code POST /api/v1/surveys}
	 */
	record Template(String key, SurveyInput survey) {
	}

	/**
	 * All templates.
	 *
	 * @param items in English and Italian
	 */
	record TemplateList(List<Template> items) {
	}

	/**
	 * Lists the templates for new surveys.
	 * @return all of them
	 */
	@GetMapping
	TemplateList list() {
		return new TemplateList(this.templates.all()
			.entrySet()
			.stream()
			.map((template) -> new Template(template.getKey(), template.getValue()))
			.toList());
	}

	/**
	 * Reads the template for a new survey.
	 * @param key nps, csat, ces, cx-pyramid or delivery
	 * @return a body for {@code POST /api/v1/surveys}
	 */
	@GetMapping("/{key}")
	SurveyInput read(@PathVariable String key) {
		return this.templates.find(key)
			.orElseThrow(() -> new Problem(HttpStatus.NOT_FOUND,
					"no such template; there are " + String.join(", ", this.templates.all().keySet())));
	}

}
