package dev.voce.survey;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import dev.voce.scoring.Formula;
import dev.voce.scoring.Metric;
import dev.voce.scoring.Orientation;
import dev.voce.scoring.Scale;
import dev.voce.scoring.ScoreClass;
import dev.voce.web.Problem;

/**
 * What an editor of surveys offers: templates, kinds of questions, and the texts of the
 * widget.
 */
@Tag(name = "Surveys")
@RestController
@RequestMapping(path = "/api/v1", produces = MediaType.APPLICATION_JSON_VALUE)
class EditorController {

	private final Templates templates;

	EditorController(Templates templates) {
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
	@GetMapping("/templates")
	TemplateList templates() {
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
	@GetMapping("/templates/{key}")
	SurveyInput template(@PathVariable String key) {
		return this.templates.find(key)
			.orElseThrow(() -> new Problem(HttpStatus.NOT_FOUND, "survey.template", this.templates.all().keySet()));
	}

	/**
	 * A kind of question.
	 *
	 * @param type its name
	 * @param scales what its score may be given on, the default first; empty where
	 * answers have no score
	 */
	record TypeView(QuestionType type, List<ScaleView> scales) {

		static TypeView of(QuestionType type) {
			Metric metric = type.metric();
			return new TypeView(type,
					(metric != null) ? Formula.usual(metric).stream().map(ScaleView::of).toList() : List.of());
		}

	}

	/**
	 * A scale of a kind of question.
	 *
	 * @param scale the lowest and highest score
	 * @param orientation which end is the good one
	 * @param scoreClasses the class of each score, the lowest first; empty for RATING
	 */
	record ScaleView(Scale scale, Orientation orientation, List<ScoreClass> scoreClasses) {

		static ScaleView of(Formula formula) {
			return new ScaleView(formula.scale(), formula.orientation(), formula.scoreClasses());
		}

	}

	/**
	 * The kinds of questions.
	 *
	 * @param items all of them
	 */
	record TypeList(List<TypeView> items) {
	}

	/**
	 * The widget's own texts in one language.
	 *
	 * @param locale the language that they are in
	 * @param words by name
	 */
	record WidgetWords(String locale, Map<String, String> words) {
	}

	/**
	 * Lists the kinds of questions, with the scales of each and the class of each score.
	 * A RATING takes other scales too.
	 * @return all of them
	 */
	@GetMapping("/question-types")
	@ApiResponse(responseCode = "200")
	TypeList types() {
		return new TypeList(Stream.of(QuestionType.values()).map(TypeView::of).toList());
	}

	/**
	 * Reads the texts of the widget where a survey has none of its own.
	 * @param locale the wanted language as a BCP 47 tag; English where it is not
	 * supported
	 * @return the words
	 */
	@GetMapping("/widget-words")
	@ApiResponse(responseCode = "200")
	WidgetWords words(@RequestParam(required = false) @Nullable String locale) {
		Words words = Words.in((locale != null) ? locale : Survey.DEFAULT_LOCALE);
		return new WidgetWords(words.language(), words.with(null));
	}

}
