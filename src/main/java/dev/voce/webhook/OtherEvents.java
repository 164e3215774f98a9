package dev.voce.webhook;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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
 * Writes the events of cases, alerts and surveys, in the transaction of what happens.
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
	 * @param webhooks those that it names; the others whose events name alerts get it too
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
	 * Writes the event of an alert.
	 * @param alert what happened
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void publish(Alert alert) {
		EventType type = alert.raised() ? EventType.ALERT_RAISED : EventType.ALERT_CLEARED;
		ObjectNode data = this.json.valueToTree(alert.alert());
		data.put("headline", alert.headline());
		data.put("explanation", alert.explanation());
		data.put("path", alert.path());
		add(wanting(alert.workspace(),
				(webhook) -> alert.webhooks().contains(webhook.id()) || webhook.settings().wants(type, alert.survey())),
				List.of(new Happened(type, alert.survey(), null, data)));
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
			add(wanting(changed.workspace(), (webhook) -> webhook.settings().wants(type, survey)),
					List.of(new Happened(type, survey, null, this.json.valueToTree(changed.survey()))));
		}
	}

	@EventListener
	@Transactional(propagation = Propagation.MANDATORY)
	void follow(CaseReader.Changes changes) {
		changes.all()
			.stream()
			.filter((changed) -> type(changed.kind()) != null)
			.collect(
					Collectors.groupingBy((changed) -> new Group(changed.workspace(), changed.survey(), changed.kind()),
							LinkedHashMap::new, Collectors.mapping(CaseReader.Changed::id, Collectors.toList())))
			.forEach(this::add);
	}

	/** To what the same happened. */
	private record Group(UUID workspace, UUID survey, CaseReader.Changed.Kind kind) {
	}

	private static @Nullable EventType type(CaseReader.Changed.Kind kind) {
		return switch (kind) {
			case OPENED -> EventType.CASE_OPENED;
			case ASSIGNED -> EventType.CASE_ASSIGNED;
			case OVERDUE -> EventType.CASE_OVERDUE;
			case CLOSED -> EventType.CASE_CLOSED;
			case REOPENED -> null;
		};
	}

	private void add(Group group, List<UUID> cases) {
		EventType type = Objects.requireNonNull(type(group.kind()));
		List<UUID> wanting = wanting(group.workspace(), (webhook) -> webhook.settings().wants(type, group.survey()));
		if (!wanting.isEmpty()) {
			add(wanting,
					this.cases.views(group.workspace(), group.survey(), cases)
						.stream()
						.map((found) -> new Happened(type, group.survey(),
								new About(found.response(),
										(found.said() != null) ? found.said().submittedAt() : found.openedAt()),
								this.json.valueToTree(found)))
						.toList());
		}
	}

	/** What happened to one thing. */
	private record Happened(EventType type, UUID survey, @Nullable About about, ObjectNode data) {
	}

	private List<UUID> wanting(UUID workspace, Predicate<Webhook> wanted) {
		return this.webhooks.of(workspace)
			.stream()
			.filter((webhook) -> !webhook.isDisabled())
			.filter(wanted)
			.map(Webhook::id)
			.toList();
	}

	private void add(List<UUID> webhooks, List<Happened> happened) {
		Instant now = this.clock.instant().truncatedTo(ChronoUnit.MICROS);
		List<Added> added = new ArrayList<>();
		for (Happened each : happened) {
			String content = this.json.writeValueAsString(each.data());
			webhooks
				.forEach((id) -> added.add(new Added(id, each.type(), each.about(), each.survey(), content, now, now)));
		}
		this.deliveries.add(added);
		this.sender.wake(webhooks);
	}

}
