package dev.voce.kpi;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

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

	private final Headlines headlines;

	SurveyListController(Surveys surveys, Headlines headlines) {
		this.surveys = surveys;
		this.headlines = headlines;
	}

	/**
	 * A survey in the list.
	 *
	 * @param survey the survey
	 * @param firstPublishedAt when it was first published; absent for a draft
	 * @param headline its figures; {@code null} where no question has a score
	 */
	record Item(@JsonUnwrapped SurveyView survey,
			@JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Instant firstPublishedAt,
			@JsonInclude Headlines.@Nullable Headline headline) {

		static Item of(SurveyView survey, Headlines.Known known) {
			return new Item(survey, known.firstPublishedAt(), known.headline());
		}

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
		Page<SurveyView> page = Page
			.of(limit,
					(count) -> deleted ? this.surveys.deletedPage(caller.workspace(), cursor, count)
							: this.surveys.page(caller.workspace(), cursor, count),
					Function.identity(), SurveyView::id);
		Map<UUID, Headlines.Known> known = deleted ? Map.of() : this.headlines.of(page.items());
		return new Page<>(page.items()
			.stream()
			.map((survey) -> Item.of(survey, known.getOrDefault(survey.id(), Headlines.Known.NOTHING)))
			.toList(), page.next());
	}

}
