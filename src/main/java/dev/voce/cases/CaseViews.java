package dev.voce.cases;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

import dev.voce.cases.CaseView.Named;
import dev.voce.cases.CaseView.Said;
import dev.voce.delivery.Outbox;
import dev.voce.person.KnownPeople;
import dev.voce.person.People;
import dev.voce.person.PersonView;
import dev.voce.response.ResponseView;
import dev.voce.response.Responses;
import dev.voce.response.StoredResponse;
import dev.voce.scoring.Formula;
import dev.voce.survey.QuestionType;
import dev.voce.survey.SurveyDefinition;
import dev.voce.survey.SurveyNotFound;
import dev.voce.survey.Surveys;
import dev.voce.user.Colleagues;

/** Shows cases with what their responses say, and with names in place of ids. */
@Component
class CaseViews {

	private static final UUID FIRST = new UUID(0, 0);

	/** How many responses of a person to one survey are looked at. */
	private static final int MOST_READ = 200;

	private static final int MOST_EARLIER = 20;

	private final CaseRepository cases;

	private final CaseEventRepository events;

	private final Surveys surveys;

	private final Responses responses;

	private final Colleagues colleagues;

	private final Replies replies;

	private final People people;

	private final Outbox outbox;

	private final Clock clock;

	CaseViews(CaseRepository cases, CaseEventRepository events, Surveys surveys, Responses responses,
			Colleagues colleagues, Replies replies, People people, Outbox outbox, Clock clock) {
		this.cases = cases;
		this.events = events;
		this.surveys = surveys;
		this.responses = responses;
		this.colleagues = colleagues;
		this.replies = replies;
		this.people = people;
		this.outbox = outbox;
		this.clock = clock;
	}

	/** Shows cases of one workspace; those of deleted surveys are left out. */
	List<CaseView> all(UUID workspace, List<Case> cases) {
		if (cases.isEmpty()) {
			return List.of();
		}
		Map<UUID, Set<UUID>> wanted = cases.stream()
			.collect(Collectors.groupingBy(Case::surveyId, Collectors.mapping(Case::responseId, Collectors.toSet())));
		Map<UUID, Map<UUID, StoredResponse>> answered = new HashMap<>();
		wanted.forEach((survey, ids) -> answered.put(survey, this.responses.find(survey, ids)));
		Names names = names(workspace, answered.values().stream().flatMap((each) -> each.values().stream()));
		return cases.stream()
			.filter((one) -> names.surveys().containsKey(one.surveyId()))
			.map((one) -> view(one, Objects.requireNonNull(answered.get(one.surveyId())).get(one.responseId()), names))
			.toList();
	}

	/** Shows all of a case. */
	CaseView.Detail detail(Case found) {
		StoredResponse response = this.responses.find(found.surveyId(), Set.of(found.responseId()))
			.get(found.responseId());
		Names names = names(found.workspaceId(), Stream.ofNullable(response));
		String person = (response != null) ? person(response) : null;
		List<StoredResponse> others = (person != null) ? others(found, person) : List.of();
		return CaseView.Detail.of(view(found, response, names), found.rule(),
				(response != null) ? ResponseView.of(response) : null,
				others.stream()
					.limit(MOST_EARLIER)
					.map((other) -> new CaseView.Earlier(names.survey(other.survey()), other.id(),
							said(other, null, names)))
					.toList(),
				all(found.workspaceId(), casesOf(others)), this.replies.way(found, response), events(found, names),
				names.personId(response));
	}

	private static @Nullable String person(StoredResponse response) {
		return (response.respondent() != null) ? response.respondent() : text(response, "contact");
	}

	private List<StoredResponse> others(Case found, String respondent) {
		List<UUID> answered = this.responses.surveysOf(this.surveys.ids(found.workspaceId()), respondent);
		return answered.stream()
			.flatMap((survey) -> this.responses.ofPerson(survey, respondent, FIRST, MOST_READ).stream())
			.filter((other) -> !other.id().equals(found.responseId()) || !other.survey().equals(found.surveyId()))
			.sorted(Comparator.comparing(StoredResponse::submittedAt).reversed())
			.toList();
	}

	private List<Case> casesOf(List<StoredResponse> responses) {
		Map<UUID, Set<UUID>> bySurvey = responses.stream()
			.collect(Collectors.groupingBy(StoredResponse::survey,
					Collectors.mapping(StoredResponse::id, Collectors.toSet())));
		List<Case> found = new ArrayList<>();
		bySurvey.forEach((survey, ids) -> found.addAll(this.cases.of(survey, ids)));
		found.sort(Comparator.comparing(Case::openedAt).reversed());
		return found;
	}

	private List<CaseView.Event> events(Case found, Names names) {
		List<CaseEvent> stored = this.events.findBySurveyIdAndCaseIdOrderByAtAscIdAsc(found.surveyId(), found.id());
		List<CaseView.Event> events = new ArrayList<>();
		// What a rule opens is stored without an event: it would say what the case says.
		if (found.rule() != null) {
			events.add(new CaseView.Event(found.id(), found.openedAt(), CaseEvent.Kind.OPENED, null,
					names.user(found.rule().owner()), null, null, null, null, null, null, null, null, null, null,
					null));
		}
		Map<UUID, Outbox.Status> mails = this.outbox
			.states(stored.stream().map((event) -> event.facts().mail()).filter(Objects::nonNull).toList());
		stored.forEach((event) -> events.add(event(event, names, mails)));
		return events;
	}

	private static CaseView.Event event(CaseEvent event, Names names, Map<UUID, Outbox.Status> mails) {
		CaseEvent.Facts facts = event.facts();
		CaseEvent.Words words = event.words();
		String former = (facts.reason() == CaseEvent.Reason.USER_REMOVED) ? event.actor().name()
				: names.user(facts.former());
		return new CaseView.Event(event.id(), event.at(), event.kind(),
				(facts.reason() == CaseEvent.Reason.USER_REMOVED) ? null : event.actor().name(),
				names.user(facts.owner()), former, facts.reason(), facts.from(), facts.to(), facts.until(),
				facts.outcome(), facts.cause(), (words != null) ? words.text() : null,
				(words != null) ? words.subject() : null, (words != null) ? words.to() : null,
				(facts.mail() != null) ? mails.get(facts.mail()) : null);
	}

	private CaseView view(Case one, @Nullable StoredResponse response, Names names) {
		return new CaseView(one.id(), one.number(), names.survey(one.surveyId()), one.responseId(),
				(response != null) ? said(response, one.rule(), names) : null, one.status(), names.owner(one.owner()),
				one.openedAt(), one.dueAt(), one.isOverdue(now()), one.firstActionAt(),
				(one.status() == Case.Status.WAITING) ? one.waitUntil() : null, one.closedAt(), one.outcome(),
				one.cause(), one.revision());
	}

	/** What a response says, with the score that a rule is about. */
	private Said said(StoredResponse response, @Nullable Rule rule, Names names) {
		SurveyDefinition survey = definition(response.survey());
		SurveyDefinition.Question scored = (survey != null) ? scored(survey, response, rule) : null;
		Integer score = (scored != null) ? response.score(scored.key()) : null;
		Formula formula = (scored != null) ? scored.formula() : null;
		return new Said(response.submittedAt(), (scored != null) ? scored.key() : null, score,
				(score != null && formula != null) ? formula.classOf(score) : null,
				(formula != null) ? formula.scale().min() : null, (formula != null) ? formula.scale().max() : null,
				(survey != null) ? comment(survey, response) : null, response.locale(), response.respondent(),
				names.of(response), text(response, "contact"));
	}

	private @Nullable SurveyDefinition definition(UUID survey) {
		try {
			return this.surveys.definition(survey);
		}
		catch (SurveyNotFound deletedMeanwhile) {
			return null;
		}
	}

	private static SurveyDefinition.@Nullable Question scored(SurveyDefinition survey, StoredResponse response,
			@Nullable Rule rule) {
		return survey.at(response.version())
			.stream()
			.filter((question) -> question.formula() != null && response.score(question.key()) != null)
			.filter((question) -> rule == null || question.key().equals(rule.question()))
			.findFirst()
			.orElse(null);
	}

	private static @Nullable String comment(SurveyDefinition survey, StoredResponse response) {
		return survey.at(response.version())
			.stream()
			.filter((question) -> question.type() == QuestionType.TEXT)
			.map((question) -> response.answers().get(question.key()))
			.filter(String.class::isInstance)
			.map(String.class::cast)
			.findFirst()
			.orElse(null);
	}

	private static @Nullable String text(StoredResponse response, String attribute) {
		return (response.attributes().get(attribute) instanceof String text) ? text : null;
	}

	private Instant now() {
		return this.clock.instant();
	}

	private Names names(UUID workspace, Stream<StoredResponse> responses) {
		return new Names(
				this.people.known(workspace,
						responses.flatMap((response) -> Stream.of(response.respondent(), text(response, "contact")))
							.filter(Objects::nonNull)
							.toList()),
				this.surveys.names(workspace),
				this.colleagues.of(workspace)
					.stream()
					.collect(Collectors.toMap(Colleagues.Colleague::id, Colleagues.Colleague::name)));
	}

	/** The names of respondents, and of a workspace's surveys and users. */
	private record Names(KnownPeople people, Map<UUID, String> surveys, Map<UUID, String> users) {

		@Nullable PersonView person(StoredResponse response) {
			return this.people.find(response.respondent(), text(response, "contact"));
		}

		@Nullable UUID personId(@Nullable StoredResponse response) {
			PersonView person = (response != null) ? person(response) : null;
			return (person != null) ? person.id() : null;
		}

		@Nullable String of(StoredResponse response) {
			String given = text(response, "name");
			PersonView person = (given != null) ? null : person(response);
			return (person != null) ? person.name() : given;
		}

		Named survey(UUID id) {
			return new Named(id, this.surveys.getOrDefault(id, ""));
		}

		@Nullable Named owner(@Nullable UUID id) {
			String name = user(id);
			return (id != null && name != null) ? new Named(id, name) : null;
		}

		@Nullable String user(@Nullable UUID id) {
			return (id != null) ? this.users.get(id) : null;
		}

	}

}
