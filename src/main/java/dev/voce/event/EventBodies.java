package dev.voce.event;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

import org.springframework.stereotype.Component;

import dev.voce.scoring.ScoreClass;
import dev.voce.survey.SurveyDefinition;
import dev.voce.survey.SurveyNotFound;
import dev.voce.survey.Surveys;

/** Makes of events what is sent. */
@Component
public class EventBodies {

	/** Bytes. */
	private static final int LONGEST = 20_000;

	/**
	 * How long texts may be, the longest that fits first, in characters: more than an id
	 * has.
	 */
	private static final List<Integer> CUTS = List.of(5_000, 2_000, 1_000, 400, 100, 40);

	private final Surveys surveys;

	private final Cards cards;

	private final ChannelBodies channels;

	private final JsonMapper json;

	/** The names of a workspace's surveys, at most a second old. */
	private final LoadingCache<UUID, Map<UUID, String>> names;

	EventBodies(Surveys surveys, Cards cards, ChannelBodies channels, JsonMapper json) {
		this.surveys = surveys;
		this.cards = cards;
		this.channels = channels;
		this.json = json;
		this.names = Caffeine.newBuilder()
			.expireAfterWrite(Duration.ofSeconds(1))
			.maximumSize(1_000)
			.build(surveys::names);
	}

	/**
	 * Whether an event is wanted: a response that settled may have another score than at
	 * first.
	 * @param event what happened
	 * @param classes of responses with a score of which classes; {@code null} for all
	 * @return {@code false} for one that settled with a score of another class
	 */
	public boolean isWanted(Event event, @Nullable List<ScoreClass> classes) {
		SurveyDefinition survey = survey(event.survey());
		return survey == null || event.type() != EventType.RESPONSE_SETTLED
				|| ScoreFacts.hasClass(survey, this.json.readTree(event.content()), classes);
	}

	/**
	 * Makes what is sent of events.
	 * @param events what happened: several in a message of Slack, else one
	 * @param format for whom
	 * @return JSON in UTF-8
	 */
	public byte[] of(List<Event> events, Format format) {
		return switch (format) {
			case STANDARD -> standard(events.get(0));
			case SLACK -> bytes(this.channels.slack(events.stream().map(this::card).toList()));
			case TEAMS -> bytes(this.channels.teams(card(events.get(0))));
		};
	}

	/**
	 * What an event is about, in one line.
	 * @param event what happened
	 * @return the line, in the survey's language
	 */
	public String summary(Event event) {
		Card card = card(event);
		return card.where().isEmpty() ? card.title() : card.where() + ": " + card.title();
	}

	private Card card(Event event) {
		SurveyDefinition survey = survey(event.survey());
		return this.cards.of(event, this.json.readTree(event.content()), survey, name(event, survey));
	}

	private String name(Event event, @Nullable SurveyDefinition survey) {
		if (survey == null) {
			return "";
		}
		if (!this.names.get(event.workspace()).containsKey(survey.id())) {
			// One that was made since.
			this.names.invalidate(event.workspace());
		}
		return this.names.get(event.workspace()).getOrDefault(survey.id(), "");
	}

	/**
	 * The same message without what a receiver refused.
	 * @param slack a message of Slack
	 * @return its text alone
	 */
	public byte[] textAlone(byte[] slack) {
		return bytes(((ObjectNode) this.json.readTree(slack)).retain("text"));
	}

	private byte[] standard(Event event) {
		ObjectNode data = (ObjectNode) this.json.readTree(event.content());
		SurveyDefinition survey = survey(event.survey());
		if (survey != null && event.type().isAboutResponse() && event.type() != EventType.RESPONSE_ERASED) {
			data.put("surveyName", name(event, survey));
			data.set("questions", questions(survey, data));
		}
		return standard(event.type(), event.at(), data);
	}

	/** A message as Standard Webhooks has it. */
	private byte[] standard(EventType type, Instant at, ObjectNode data) {
		ObjectNode body = this.json.createObjectNode();
		body.put("type", type.toString());
		body.put("timestamp", at.toString());
		body.set("data", data);
		byte[] written = bytes(body);
		for (int i = 0; written.length >= LONGEST && i < CUTS.size(); i++) {
			cut(data, CUTS.get(i));
			data.put("cut", true);
			written = bytes(body);
		}
		// What is left are many short texts.
		while (written.length >= LONGEST) {
			data.remove(Collections.max(data.propertyNames(),
					Comparator.comparing((name) -> data.path(name).toString().length())));
			written = bytes(body);
		}
		return written;
	}

	private byte[] bytes(ObjectNode body) {
		return this.json.writeValueAsString(body).getBytes(StandardCharsets.UTF_8);
	}

	private @Nullable SurveyDefinition survey(@Nullable UUID id) {
		try {
			return (id != null) ? this.surveys.definition(id) : null;
		}
		catch (SurveyNotFound deletedMeanwhile) {
			return null;
		}
	}

	private ArrayNode questions(SurveyDefinition survey, ObjectNode data) {
		ArrayNode questions = this.json.createArrayNode();
		for (SurveyDefinition.Question question : survey.at(data.path("version").asInt(survey.version()))) {
			ObjectNode each = questions.addObject();
			each.put("key", question.key());
			each.put("type", question.type().name());
			each.put("text", question.text(List.of(survey.defaultLocale())));
			if (question.formula() != null) {
				each.put("min", question.formula().scale().min());
				each.put("max", question.formula().scale().max());
				ScoreClass scoreClass = ScoreFacts.classOf(question, data);
				if (scoreClass != null) {
					each.put("class", scoreClass.name());
				}
			}
		}
		return questions;
	}

	/** Cuts all texts. */
	private static void cut(JsonNode node, int longest) {
		if (node instanceof ObjectNode object) {
			object.properties().forEach((entry) -> {
				cut(entry.getValue(), longest);
				if (entry.getValue().isString()) {
					entry.setValue(shortened(entry.getValue(), longest));
				}
			});
		}
		else if (node instanceof ArrayNode array) {
			for (int i = 0; i < array.size(); i++) {
				cut(array.get(i), longest);
				if (array.get(i).isString()) {
					array.set(i, shortened(array.get(i), longest));
				}
			}
		}
	}

	private static StringNode shortened(JsonNode text, int longest) {
		return StringNode.valueOf(shortened(text.stringValue(), longest));
	}

	/** The beginning of a text, never half of a character. */
	static String shortened(String text, int longest) {
		if (text.length() <= longest) {
			return text;
		}
		int end = Character.isHighSurrogate(text.charAt(longest - 2)) ? longest - 2 : longest - 1;
		return text.substring(0, end) + "…";
	}

}
