package dev.voce.event;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import org.springframework.stereotype.Component;

import dev.voce.scoring.ScoreClass;
import dev.voce.survey.QuestionType;
import dev.voce.survey.SurveyDefinition;
import dev.voce.web.Languages;
import dev.voce.web.Message;
import dev.voce.web.PublicAddress;

/** Writes events as people want to read them, in the language of the survey. */
@Component
class Cards {

	/** How long a comment may be, in characters; a longer one is cut at a word. */
	private static final int LONGEST_COMMENT = 500;

	private final PublicAddress address;

	Cards(PublicAddress address) {
		this.address = address;
	}

	/**
	 * Writes an event.
	 * @param data what is sent of it
	 * @param survey the survey that it is about; {@code null} where there is none
	 * @param name the survey's name
	 */
	Card of(Event event, JsonNode data, @Nullable SurveyDefinition survey, String name) {
		Locale language = language(survey);
		return switch (event.type()) {
			case RESPONSE_CREATED, RESPONSE_SETTLED, RESPONSE_AMENDED ->
				response(event.type(), data, survey, name, language);
			case RESPONSE_ERASED -> new Card(language, text(language, "event.erased"), "", name, null, List.of(), null);
			case CASE_OPENED, CASE_ASSIGNED, CASE_OVERDUE, CASE_CLOSED ->
				about(event.type(), data, survey, name, language);
			case ALERT_RAISED, ALERT_CLEARED -> alert(data, survey, name, language);
			case SURVEY_PUBLISHED ->
				new Card(language, name, "", text(language, "event.published"), null, List.of(), null);
			case SURVEY_CLOSED -> new Card(language, name, "", text(language, "event.closed"), null, List.of(), null);
			case WEBHOOK_TEST -> new Card(language, text(language, "event.test"), "", "", null, List.of(), null);
		};
	}

	private Card about(EventType type, JsonNode data, @Nullable SurveyDefinition survey, String name, Locale language) {
		JsonNode said = data.path("said");
		String where = name;
		if (said.path("score").isInt()) {
			where = text(language, "event.score", said.path("score").intValue(), said.path("max").intValue())
					+ (said.has("class")
							? ", " + text(language, name(ScoreClass.valueOf(said.path("class").asString("")))) : "")
					+ " · " + name;
		}
		List<String> facts = new ArrayList<>(List.of(who(said, said, language)));
		if (survey != null) {
			facts.add(text(language, "event.due",
					moment(text(language, "event.due.moment"), data.path("dueAt").asString(null), survey, language)));
		}
		facts.add(data.has("owner") ? text(language, "event.owner", data.path("owner").path("name").asString(""))
				: text(language, "event.nobody"));
		String comment = said.path("comment").asString("");
		String root = this.address.configured();
		Card.Link link = (root != null)
				? new Card.Link(root + "/cases/" + data.path("id").asString(""), text(language, "event.openCase"))
				: null;
		return new Card(language, title(type, data.path("number").asLong(), language), "", where,
				comment.isBlank() ? null : text(language, "event.comment", shortened(comment)), facts, link);
	}

	private static String title(EventType type, long number, Locale language) {
		return switch (type) {
			case CASE_OPENED -> text(language, "event.caseOpened", number);
			case CASE_ASSIGNED -> text(language, "event.caseAssigned", number);
			case CASE_OVERDUE -> text(language, "event.caseOverdue", number);
			default -> text(language, "event.caseClosed", number);
		};
	}

	private Card alert(JsonNode data, @Nullable SurveyDefinition survey, String name, Locale language) {
		String root = this.address.configured();
		Card.Link link = (root != null && survey != null) ? new Card.Link(
				root + data.path("path").asString("/surveys/" + survey.id()), text(language, "event.openAlert")) : null;
		String value = data.path("value").asString("");
		String part = value.isEmpty() ? name : name + " (" + value + ")";
		return new Card(language, part + ": " + data.path("headline").asString(""), "", "",
				data.path("explanation").asString(null), List.of(), link);
	}

	private Card response(EventType type, JsonNode data, @Nullable SurveyDefinition survey, String name,
			Locale language) {
		SurveyDefinition.Question scored = (survey != null) ? scored(survey, data) : null;
		String strong = text(language, "event.response");
		String more = "";
		if (scored != null && scored.formula() != null) {
			strong = text(language, "event.score", data.path("answers").path(scored.key()).intValue(),
					scored.formula().scale().max());
			ScoreClass scoreClass = ScoreFacts.classOf(scored, data);
			more = (scoreClass != null) ? ", " + text(language, name(scoreClass)) : "";
		}
		if (type == EventType.RESPONSE_AMENDED) {
			more += " (" + text(language, "event.amended") + ")";
		}
		List<String> facts = new ArrayList<>(List.of(who(data, data.path("attributes"), language)));
		if (survey != null) {
			String reasons = reasons(survey, data);
			if (!reasons.isEmpty()) {
				facts.add(text(language, "event.reasons", shortened(reasons)));
			}
			facts
				.add(moment(text(language, "event.moment"), data.path("submittedAt").asString(null), survey, language));
		}
		String comment = (survey != null) ? comment(survey, data) : null;
		return new Card(language, strong, more, name,
				(comment != null) ? text(language, "event.comment", comment) : null, facts,
				link(survey, data, language));
	}

	private static String name(ScoreClass scoreClass) {
		return switch (scoreClass) {
			case PROMOTER -> "event.promoter";
			case PASSIVE -> "event.passive";
			case DETRACTOR -> "event.detractor";
			case SATISFIED -> "event.satisfied";
			case NEUTRAL -> "event.neutral";
			case DISSATISFIED -> "event.dissatisfied";
			case EASY -> "event.easy";
			case DIFFICULT -> "event.difficult";
		};
	}

	private Card.@Nullable Link link(@Nullable SurveyDefinition survey, JsonNode data, Locale language) {
		String root = this.address.configured();
		return (root != null && survey != null)
				? new Card.Link(root + "/surveys/" + survey.id() + "/responses/" + data.path("id").asString(""),
						text(language, "event.openResponse"))
				: null;
	}

	private static SurveyDefinition.@Nullable Question scored(SurveyDefinition survey, JsonNode data) {
		return survey.at(data.path("version").asInt())
			.stream()
			.filter((question) -> question.formula() != null && data.path("answers").path(question.key()).isInt())
			.findFirst()
			.orElse(null);
	}

	private static @Nullable String comment(SurveyDefinition survey, JsonNode data) {
		return survey.at(data.path("version").asInt())
			.stream()
			.filter((question) -> question.type() == QuestionType.TEXT)
			.map((question) -> data.path("answers").path(question.key()).asString(""))
			.filter((comment) -> !comment.isBlank())
			.findFirst()
			.map(Cards::shortened)
			.orElse(null);
	}

	private static String reasons(SurveyDefinition survey, JsonNode data) {
		List<String> chosen = new ArrayList<>();
		for (SurveyDefinition.Question question : survey.at(data.path("version").asInt())) {
			if (question.type() == QuestionType.CHOICE) {
				data.path("answers")
					.path(question.key())
					.forEach((option) -> chosen
						.add(question.optionText(option.asString(""), List.of(survey.defaultLocale()))));
			}
		}
		return String.join(", ", chosen);
	}

	private static String who(JsonNode data, JsonNode attributes, Locale language) {
		String name = attributes.path("name").asString("");
		String respondent = data.path("respondent").asString("");
		if (!name.isBlank()) {
			return name;
		}
		return respondent.isBlank() ? text(language, "event.unknown") : respondent;
	}

	private static String moment(String pattern, @Nullable String instant, SurveyDefinition survey, Locale language) {
		return (instant == null) ? ""
				: DateTimeFormatter.ofPattern(pattern, language).withZone(survey.zone()).format(Instant.parse(instant));
	}

	/** A comment that is too long is cut at a word. */
	static String shortened(String comment) {
		if (comment.length() <= LONGEST_COMMENT) {
			return comment;
		}
		String beginning = EventBodies.shortened(comment, LONGEST_COMMENT);
		int space = beginning.lastIndexOf(' ');
		return (space > LONGEST_COMMENT / 2) ? beginning.substring(0, space) + "…" : beginning;
	}

	private static Locale language(@Nullable SurveyDefinition survey) {
		return (survey == null) ? Locale.ENGLISH
				: Locale.forLanguageTag(new Message("language.tag").text(Languages.supported(survey.defaultLocale())));
	}

	private static String text(Locale language, String code, @Nullable Object... arguments) {
		return new Message(code, arguments).text(language);
	}

}
