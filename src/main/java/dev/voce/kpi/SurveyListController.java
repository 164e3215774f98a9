package dev.voce.kpi;

import java.time.Clock;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import dev.voce.scoring.Interval;
import dev.voce.scoring.Metric;
import dev.voce.scoring.Score;
import dev.voce.survey.SurveyDefinition;
import dev.voce.survey.SurveyNotFound;
import dev.voce.survey.SurveyView;
import dev.voce.survey.Surveys;
import dev.voce.web.Page;
import dev.voce.workspace.Caller;

/**
 * Lists surveys with their headline figures: here, as surveys themselves know no figures.
 */
@Tag(name = "Surveys")
@RestController
@RequestMapping(path = "/api/v1/surveys", produces = MediaType.APPLICATION_JSON_VALUE)
class SurveyListController {

	private final Surveys surveys;

	private final Figures figures;

	private final Clock clock;

	SurveyListController(Surveys surveys, Figures figures, Clock clock) {
		this.surveys = surveys;
		this.figures = figures;
		this.clock = clock;
	}

	/**
	 * The figure of a survey's first scored question over the current month and the
	 * eleven before it.
	 *
	 * @param question the question's key
	 * @param metric what is measured
	 * @param responses the answers it is made of
	 * @param value the figure; {@code null} without answers
	 * @param interval of the value
	 */
	@JsonInclude(JsonInclude.Include.ALWAYS)
	record Headline(String question, Metric metric, long responses, @Nullable Double value,
			@Nullable Interval interval) {
	}

	/**
	 * A survey in the list.
	 *
	 * @param survey the survey
	 * @param headline its figure; {@code null} where no question has a score
	 */
	record Item(@JsonUnwrapped SurveyView survey, @JsonInclude @Nullable Headline headline) {
	}

	/**
	 * Lists the workspace's surveys with their headline figures, newest first.
	 * @param deleted whether those are listed instead that were deleted and can be
	 * restored, which have no headline
	 * @param cursor {@code next} of the page before
	 * @param limit how many at most
	 * @return a page of surveys
	 */
	@GetMapping
	Page<Item> list(@AuthenticationPrincipal Caller caller, @RequestParam(defaultValue = "false") boolean deleted,
			@RequestParam(required = false) @Nullable UUID cursor,
			@RequestParam(defaultValue = "50") @Schema(minimum = "1", maximum = "200") int limit) {
		return Page.of(limit,
				(count) -> deleted ? this.surveys.deletedPage(caller.workspace(), cursor, count)
						: this.surveys.page(caller.workspace(), cursor, count),
				(survey) -> new Item(survey, headline(survey.id())), SurveyView::id);
	}

	private @Nullable Headline headline(UUID id) {
		try {
			return this.figures.inForce(this.surveys.definition(id), this::headline);
		}
		catch (SurveyNotFound deletedMeanwhile) {
			return null;
		}
	}

	private @Nullable Headline headline(SurveyDefinition survey) {
		if (survey.at(survey.version()).stream().allMatch((question) -> question.formula() == null)) {
			return null;
		}
		KpiRequest request = KpiRequest.of(survey, KpiRequest.Parameters.NONE, this.clock.instant());
		Score score = this.figures.overall(request);
		return new Headline(request.question().key(), request.formula().metric(), score.responses(), score.value(),
				score.interval());
	}

}
