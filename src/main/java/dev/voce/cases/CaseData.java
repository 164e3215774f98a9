package dev.voce.cases;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import dev.voce.respondent.PersonalData;
import dev.voce.response.Responses;
import dev.voce.response.StoredResponse;
import dev.voce.survey.SurveyRows;
import dev.voce.survey.Surveys;

/**
 * Exports the cases of a person, and removes those of deleted surveys. When a response is
 * erased, {@link Opening} removes what was written about it.
 */
@Component
class CaseData implements PersonalData, SurveyRows {

	private static final UUID FIRST = new UUID(0, 0);

	private static final int STRIDE = 500;

	private final CaseRepository cases;

	private final CaseEventRepository events;

	private final FollowUpRepository followUps;

	private final Surveys surveys;

	private final Responses responses;

	CaseData(CaseRepository cases, CaseEventRepository events, FollowUpRepository followUps, Surveys surveys,
			Responses responses) {
		this.cases = cases;
		this.events = events;
		this.followUps = followUps;
		this.surveys = surveys;
		this.responses = responses;
	}

	@Override
	public Map<String, Stream<?>> of(UUID workspace, String person) {
		List<UUID> answered = this.responses.surveysOf(this.surveys.ids(workspace), person);
		List<Case> found = answered.stream()
			.flatMap((survey) -> Stream
				.iterate(this.responses.ofPerson(survey, person, FIRST, STRIDE), (page) -> !page.isEmpty(),
						(page) -> (page.size() < STRIDE) ? List.of()
								: this.responses.ofPerson(survey, person, page.get(STRIDE - 1).id(), STRIDE))
				.flatMap((page) -> this.cases
					.of(survey, page.stream().map(StoredResponse::id).collect(Collectors.toSet()))
					.stream()))
			.toList();
		return found.isEmpty() ? Map.of()
				: Map.of("cases",
						found.stream()
							.map((one) -> PersonsCase.of(one,
									this.events.findBySurveyIdAndCaseIdOrderByAtAscIdAsc(one.surveyId(), one.id()))));
	}

	/** A case as the person whom it is about may read it. */
	private record PersonsCase(UUID id, UUID survey, UUID response, long number, Instant openedAt,
			@Nullable Instant closedAt, Case.@Nullable Outcome outcome, List<Written> events) {

		private static PersonsCase of(Case found, List<CaseEvent> events) {
			return new PersonsCase(found.id(), found.surveyId(), found.responseId(), found.number(), found.openedAt(),
					found.closedAt(), found.outcome(),
					events.stream().map((event) -> new Written(event.at(), event.kind(), event.words())).toList());
		}

	}

	/** What happened, and what was written then. */
	private record Written(Instant at, CaseEvent.Kind kind, CaseEvent.@Nullable Words words) {
	}

	@Override
	public long erase(UUID workspace, String person, boolean keepFigures) {
		return 0;
	}

	@Override
	@Transactional
	public int removeSome(UUID survey, int limit) {
		return this.events.removeSome(survey, limit) + this.cases.removeSome(survey, limit)
				+ this.followUps.removeOf(survey);
	}

}
