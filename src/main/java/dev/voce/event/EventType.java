package dev.voce.event;

import java.util.Arrays;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;

/** What webhooks can get. */
@Schema(type = "string",
		allowableValues = { "response.created", "response.settled", "response.amended", "response.erased",
				"case.opened", "case.assigned", "case.overdue", "case.closed", "alert.raised", "alert.cleared",
				"survey.published", "survey.closed", "webhook.test" })
public enum EventType {

	/** A response is stored. */
	RESPONSE_CREATED("response.created"),

	/**
	 * A response is finished, or was not amended for 10 minutes: once per response.
	 */
	RESPONSE_SETTLED("response.settled"),

	/** What is stored of a response differs: its answers, its mark or its person. */
	RESPONSE_AMENDED("response.amended"),

	/** A response is erased. */
	RESPONSE_ERASED("response.erased"),

	/** A case is opened, by a rule or by somebody. */
	CASE_OPENED("case.opened"),

	/** A case gets another owner, or none. */
	CASE_ASSIGNED("case.assigned"),

	/** A case's due time passed. */
	CASE_OVERDUE("case.overdue"),

	/** A case is closed. */
	CASE_CLOSED("case.closed"),

	/** An alert is raised. */
	ALERT_RAISED("alert.raised"),

	/** An alert is cleared, or its period is over. */
	ALERT_CLEARED("alert.cleared"),

	/** A survey is opened for responses, for the first time or again. */
	SURVEY_PUBLISHED("survey.published"),

	/** A survey is closed. */
	SURVEY_CLOSED("survey.closed"),

	/** A webhook is tried, whatever events it gets. */
	WEBHOOK_TEST("webhook.test");

	/** What can be chosen. */
	public static final List<String> CHOICES = Arrays.stream(values())
		.filter((type) -> type != WEBHOOK_TEST)
		.map(EventType::toString)
		.toList();

	private final String value;

	EventType(String value) {
		this.value = value;
	}

	boolean isAboutResponse() {
		return this.value.startsWith("response.");
	}

	@JsonValue
	@Override
	public String toString() {
		return this.value;
	}

	/**
	 * Finds an event.
	 * @param value its name
	 * @return the event
	 * @throws IllegalArgumentException if there is none of that name
	 */
	@JsonCreator
	public static EventType of(String value) {
		return Arrays.stream(values())
			.filter((type) -> type.value.equals(value))
			.findFirst()
			.orElseThrow(() -> new IllegalArgumentException("no such event"));
	}

	/** Stores an event under its name. */
	@Converter
	public static class Column implements AttributeConverter<EventType, String> {

		@Override
		public String convertToDatabaseColumn(EventType event) {
			return event.toString();
		}

		@Override
		public EventType convertToEntityAttribute(String name) {
			return of(name);
		}

	}

}
