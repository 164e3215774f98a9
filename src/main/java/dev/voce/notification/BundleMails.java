package dev.voce.notification;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

import dev.voce.cases.CaseReader;
import dev.voce.cases.CaseView;
import dev.voce.letter.Addresses;
import dev.voce.letter.Comments;
import dev.voce.letter.FigureText;
import dev.voce.letter.Letter;
import dev.voce.letter.Post;
import dev.voce.response.Responses;
import dev.voce.response.StoredResponse;
import dev.voce.survey.SurveyDefinition;
import dev.voce.survey.SurveyNotFound;
import dev.voce.survey.Surveys;
import dev.voce.user.Colleagues;

/** Tells a user of responses, and of several cases, in one mail. */
@Component
class BundleMails {

	/** How many responses of a survey are quoted. */
	private static final int MOST_LISTED = 20;

	private static final int LONGEST = 1_000;

	private final CaseReader cases;

	private final Responses responses;

	private final Surveys surveys;

	private final UserChoices choices;

	private final Addresses addresses;

	private final Post post;

	BundleMails(CaseReader cases, Responses responses, Surveys surveys, UserChoices choices, Addresses addresses,
			Post post) {
		this.cases = cases;
		this.responses = responses;
		this.surveys = surveys;
		this.choices = choices;
		this.addresses = addresses;
		this.post = post;
	}

	/** Responses to a survey, the newest first. */
	private record Answered(SurveyDefinition survey, String name, List<StoredResponse> responses) {
	}

	/** A case, and what happened to it. */
	private record Happened(PendingMessage.Kind kind, CaseView.Detail detail) {
	}

	/** Writes the mail, in the transaction that ends the wait of the messages. */
	void send(UUID workspace, Colleagues.Colleague to, List<PendingMessage> messages) {
		List<Happened> happened = messages.stream()
			.filter((message) -> message.kind() != PendingMessage.Kind.RESPONSE)
			.flatMap((message) -> this.cases.find(message.surveyId(), message.subject())
				.map((facts) -> new Happened(message.kind(), facts.detail()))
				.stream())
			.filter((each) -> each.detail().closedAt() == null)
			.sorted(Comparator.comparing((Happened each) -> each.detail().dueAt()))
			.toList();
		List<Answered> answered = answered(workspace, messages);
		if (happened.isEmpty() && answered.isEmpty()) {
			return;
		}
		this.post.send(workspace, null, to, null, (words) -> letter(workspace, happened, answered, words));
	}

	private List<Answered> answered(UUID workspace, List<PendingMessage> messages) {
		Map<UUID, List<UUID>> bySurvey = messages.stream()
			.filter((message) -> message.kind() == PendingMessage.Kind.RESPONSE)
			.collect(Collectors.groupingBy(PendingMessage::surveyId, LinkedHashMap::new,
					Collectors.mapping(PendingMessage::subject, Collectors.toList())));
		Map<UUID, String> names = this.surveys.names(workspace);
		List<Answered> answered = new ArrayList<>();
		bySurvey.forEach((survey, ids) -> {
			SurveyDefinition definition = definition(survey);
			List<StoredResponse> found = (definition == null) ? List.of()
					: this.responses.find(survey, ids)
						.values()
						.stream()
						.filter(StoredResponse::counts)
						.sorted((one, other) -> other.submittedAt().compareTo(one.submittedAt()))
						.toList();
			if (definition != null && !found.isEmpty()) {
				answered.add(new Answered(definition, names.getOrDefault(survey, ""), found));
			}
		});
		return answered;
	}

	private @Nullable SurveyDefinition definition(UUID survey) {
		try {
			return this.surveys.definition(survey);
		}
		catch (SurveyNotFound deleted) {
			return null;
		}
	}

	private Letter letter(UUID workspace, List<Happened> happened, List<Answered> answered, FigureText words) {
		long count = answered.stream().mapToLong((each) -> each.responses().size()).sum();
		String title = Stream
			.of(happened.isEmpty() ? null : words.counted("letter.message.cases", happened.size()),
					(count == 0) ? null : words.counted("letter.message.responses", count))
			.filter(Objects::nonNull)
			.collect(Collectors.joining(", "));
		String names = answered.stream().map(Answered::name).distinct().collect(Collectors.joining(", "));
		String subject = names.isEmpty() ? title : names + ": " + title;
		Letter letter = new Letter(words.language(), subject, preview(answered, title), title);
		if (!happened.isEmpty()) {
			ZoneId zone = this.choices.zone(workspace);
			letter.tasks(happened.stream()
				.limit(MOST_LISTED)
				.map((each) -> new Letter.Fact(words.text("letter.message.case", each.detail().number()),
						words.text("letter.message.bundle." + each.kind(), each.detail().survey().name(),
								words.moment(each.detail().dueAt(), zone)),
						this.addresses.page("/cases/" + each.detail().id())))
				.toList());
			int more = happened.size() - MOST_LISTED;
			if (more > 0) {
				letter.muted(words.counted("letter.message.moreCases", more));
			}
			letter.button(words.text("letter.message.case.all"), this.addresses.page("/cases"));
		}
		answered.forEach((each) -> responses(letter, each, words));
		return letter.foot(words.text(happened.isEmpty() ? "letter.message.why.RESPONSE" : "letter.message.why.bundle"))
			.foot(words.text("letter.message.choices"), this.addresses.page("/notifications#mine"));
	}

	private static String preview(List<Answered> answered, String title) {
		return answered.stream()
			.flatMap((each) -> each.responses().stream().map((response) -> Comments.comment(each.survey(), response)))
			.filter(Objects::nonNull)
			.map((comment) -> Comments.cut(comment, 80))
			.findFirst()
			.orElse(title);
	}

	private void responses(Letter letter, Answered answered, FigureText words) {
		letter.heading(answered.name());
		String link = this.addresses.page("/surveys/" + answered.survey().id() + "/responses");
		letter.quotes(answered.responses()
			.stream()
			.limit(MOST_LISTED)
			.map((response) -> quote(answered.survey(), response, link, words))
			.toList());
		int more = answered.responses().size() - MOST_LISTED;
		if (more > 0) {
			letter.muted(words.counted("letter.message.more", more));
		}
		letter.button(words.text("letter.message.responses.open"), link);
	}

	private static Letter.Quote quote(SurveyDefinition survey, StoredResponse response, @Nullable String link,
			FigureText words) {
		Integer score = survey.at(response.version())
			.stream()
			.filter((question) -> question.formula() != null)
			.map((question) -> response.score(question.key()))
			.filter(Objects::nonNull)
			.findFirst()
			.orElse(null);
		String comment = Comments.comment(survey, response);
		return new Letter.Quote(
				new Letter.Source(survey.id(), response.id(),
						LocalDate.ofInstant(response.submittedAt(), survey.zone())),
				score, (comment != null) ? Comments.cut(comment, LONGEST) : words.text("letter.message.noComment"),
				words.moment(response.submittedAt(), survey.zone()),
				(link != null) ? link + "/" + response.id() : null);
	}

}
