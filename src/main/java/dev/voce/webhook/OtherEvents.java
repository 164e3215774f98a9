package dev.voce.webhook;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import dev.voce.cases.CaseReader;
import dev.voce.delivery.OutboundGuard;
import dev.voce.event.EventType;
import dev.voce.survey.Surveys;
import dev.voce.webhook.DeliveryTable.About;
import dev.voce.webhook.DeliveryTable.Added;

/**
 * Writes what webhooks are told of cases, alerts and surveys, in the transaction of it.
 */
@Service
public class OtherEvents {

	private final Webhooks webhooks;

	private final CaseReader cases;

	private final DeliveryRepository deliveries;

	private final WebhookSender sender;

	private final JsonMapper json;

	private final Clock clock;

	OtherEvents(Webhooks webhooks, CaseReader cases, DeliveryRepository deliveries, WebhookSender sender,
			JsonMapper json, Clock clock) {
		this.webhooks = webhooks;
		this.cases = cases;
		this.deliveries = deliveries;
		this.sender = sender;
		this.json = json;
		this.clock = clock;
	}

	/**
	 * An alert that was raised or cleared.
	 *
	 * @param workspace whose
	 * @param survey the survey that it watches
	 * @param webhooks those that it names; the others that are told of alerts get it too
	 * @param raised whether it was raised; {@code false} where it was cleared
	 * @param alert what {@code GET} of the alert returns
	 * @param headline what happened, in the survey's language and in one line, without
	 * the survey's name
	 * @param explanation with what certainty, since when and from how many responses
	 * @param path where in the dashboard this is to be seen, such as
	 * {@code /surveys/…?from=2026-11-01}
	 */
	public record Alert(UUID workspace, UUID survey, Set<UUID> webhooks, boolean raised, Object alert, String headline,
			@Nullable String explanation, String path) {
	}

	/**
	 * The webhooks that an alert may name.
	 * @param workspace whose
	 * @return what people call each, or its host, by id
	 */
	public Map<UUID, String> names(UUID workspace) {
		return this.webhooks.all(workspace).stream().collect(Collectors.toMap(Webhook::id, OtherEvents::name));
	}

	private static String name(Webhook webhook) {
		String description = webhook.settings().description();
		return (description != null) ? description
				: Objects.requireNonNull(OutboundGuard.parse(webhook.settings().url())).getRawAuthority();
	}

	/**
	 * Tells of an alert.
	 * @param alert what happened
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void tell(Alert alert) {
		EventType type = alert.raised() ? EventType.ALERT_RAISED : EventType.ALERT_CLEARED;
		ObjectNode data = this.json.valueToTree(alert.alert());
		data.put("headline", alert.headline());
		data.put("explanation", alert.explanation());
		data.put("path", alert.path());
		add(alert.workspace(), type, alert.survey(), null, data,
				(webhook) -> alert.webhooks().contains(webhook.id()) || webhook.settings().wants(type, alert.survey()));
	}

	@EventListener
	@Transactional(propagation = Propagation.MANDATORY)
	void follow(Surveys.StatusChanged changed) {
		EventType type = switch (changed.survey().status()) {
			case LIVE -> EventType.SURVEY_PUBLISHED;
			case CLOSED -> EventType.SURVEY_CLOSED;
			case DRAFT, PAUSED -> null;
		};
		if (type != null) {
			UUID survey = changed.survey().id();
			add(changed.workspace(), type, survey, null, this.json.valueToTree(changed.survey()),
					(webhook) -> webhook.settings().wants(type, survey));
		}
	}

	@EventListener
	@Transactional(propagation = Propagation.MANDATORY)
	void follow(CaseReader.Changed changed) {
		EventType type = switch (changed.kind()) {
			case OPENED -> EventType.CASE_OPENED;
			case ASSIGNED -> EventType.CASE_ASSIGNED;
			case OVERDUE -> EventType.CASE_OVERDUE;
			case CLOSED -> EventType.CASE_CLOSED;
			case REOPENED -> null;
		};
		if (type == null || this.webhooks.of(changed.workspace())
			.stream()
			.noneMatch((webhook) -> !webhook.isDisabled() && webhook.settings().wants(type, changed.survey()))) {
			return;
		}
		this.cases.view(changed.workspace(), changed.survey(), changed.id())
			.ifPresent((found) -> add(changed.workspace(), type, changed.survey(),
					new About(found.response(), (found.said() != null) ? found.said().submittedAt() : found.openedAt()),
					this.json.valueToTree(found), (webhook) -> webhook.settings().wants(type, changed.survey())));
	}

	private void add(UUID workspace, EventType type, UUID survey, @Nullable About about, ObjectNode data,
			Predicate<Webhook> wanted) {
		List<UUID> told = this.webhooks.of(workspace)
			.stream()
			.filter((webhook) -> !webhook.isDisabled())
			.filter(wanted)
			.map(Webhook::id)
			.toList();
		Instant now = this.clock.instant().truncatedTo(ChronoUnit.MICROS);
		String content = this.json.writeValueAsString(data);
		this.deliveries.add(told.stream().map((id) -> new Added(id, type, about, survey, content, now, now)).toList());
		this.sender.wake(told);
	}

}
