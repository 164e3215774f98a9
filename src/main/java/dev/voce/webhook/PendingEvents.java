package dev.voce.webhook;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import dev.voce.event.EventType;
import dev.voce.response.ResponseView;
import dev.voce.response.Responses;
import dev.voce.response.StoredResponse;
import dev.voce.survey.SurveyNotFound;
import dev.voce.survey.SurveyStates;
import dev.voce.survey.Surveys;
import dev.voce.webhook.DeliveryTable.About;
import dev.voce.webhook.DeliveryTable.Added;
import dev.voce.webhook.DeliveryTable.Pending;
import dev.voce.webhook.DeliveryTable.Unsettled;

/**
 * Makes deliveries of what happened to responses, many by one transaction: their content
 * is what is stored then.
 */
@Component
class PendingEvents {

	/** How long a response that isn't finished may still be amended. */
	private static final Duration SETTLING = Duration.ofMinutes(10);

	/** How many rows are taken at a time, each of up to 100 responses. */
	private static final int ROWS = 4;

	private final DeliveryRepository deliveries;

	private final Responses responses;

	private final Surveys surveys;

	private final SurveyStates states;

	private final JsonMapper json;

	PendingEvents(DeliveryRepository deliveries, Responses responses, Surveys surveys, SurveyStates states,
			JsonMapper json) {
		this.deliveries = deliveries;
		this.responses = responses;
		this.surveys = surveys;
		this.states = states;
		this.json = json;
	}

	/**
	 * Makes some deliveries for a webhook.
	 * @return whether there may be more to make
	 */
	@Transactional
	boolean deliver(UUID webhook) {
		// Who erases responses holds what is pending of them: they are read after this.
		List<Pending> taken = this.deliveries.takePending(webhook, ROWS);
		Map<UUID, Map<UUID, StoredResponse>> stored = new HashMap<>();
		List<Added> added = new ArrayList<>();
		List<Unsettled> renewed = new ArrayList<>();
		for (Pending pending : taken) {
			Map<UUID, StoredResponse> found = stored.computeIfAbsent(pending.survey(),
					(survey) -> stored(survey, taken));
			for (UUID id : pending.responses()) {
				StoredResponse response = found.get(id);
				if (!pending.renews()) {
					added.add(added(pending, id, response));
				}
				else if (response != null) {
					renewed.add(new Unsettled(webhook, pending.survey(), id, json(ResponseView.of(response)),
							due(pending, response)));
				}
			}
		}
		this.deliveries.add(added);
		this.deliveries.renew(renewed);
		return !taken.isEmpty();
	}

	/**
	 * The responses that events are made of, by id, but those that are erased meanwhile.
	 */
	private Map<UUID, StoredResponse> stored(UUID survey, List<Pending> taken) {
		Set<UUID> ids = taken.stream()
			.filter((pending) -> pending.survey().equals(survey) && pending.event() != EventType.RESPONSE_ERASED)
			.flatMap((pending) -> pending.responses().stream())
			.collect(Collectors.toSet());
		try {
			Map<UUID, StoredResponse> stored = this.responses.find(survey, ids);
			ZoneId zone = this.surveys.definition(survey).zone();
			SurveyStates.State state = this.states.read(survey);
			stored.values().removeIf((response) -> state.isPurged(response.submittedAt(), zone));
			return stored;
		}
		catch (SurveyNotFound deletedMeanwhile) {
			return Map.of();
		}
	}

	private Added added(Pending pending, UUID id, @Nullable StoredResponse response) {
		About about = new About(id, (response != null) ? response.submittedAt() : null);
		if (pending.event() == EventType.RESPONSE_ERASED) {
			return new Added(pending.webhook(), pending.event(), about, pending.survey(),
					json(Map.of("id", id, "survey", pending.survey())), pending.at(), pending.at());
		}
		return (response != null)
				? new Added(pending.webhook(), pending.event(), about, pending.survey(),
						json(ResponseView.of(response)), pending.at(), due(pending, response))
				: new Added(pending.webhook(), pending.event(), about, pending.survey(), null, pending.at(),
						pending.at());
	}

	private static Instant due(Pending pending, StoredResponse response) {
		return (pending.event() != EventType.RESPONSE_SETTLED || response.finished()) ? pending.at()
				: pending.at().plus(SETTLING);
	}

	private String json(Object value) {
		return this.json.writeValueAsString(value);
	}

}
