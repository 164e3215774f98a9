package dev.voce.webhook;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import dev.voce.delivery.Pace;
import dev.voce.event.EventType;
import dev.voce.event.ScoreFacts;
import dev.voce.response.Responses;
import dev.voce.response.ResponsesChanged.Change;
import dev.voce.response.ResponsesChanged;
import dev.voce.response.StoredResponse;
import dev.voce.survey.SurveyDefinition;
import dev.voce.webhook.DeliveryTable.Pending;

/**
 * Writes what happens to responses, in the transaction that stores these: the ids of
 * those to which the same happened, by one row. It costs nothing where a workspace has no
 * webhook.
 */
@Component
class ResponseEvents {

	private static final int MOST_IN_ROW = 100;

	private final Webhooks webhooks;

	private final DeliveryRepository deliveries;

	private final WebhookSender sender;

	private final Pace pace;

	private final Clock clock;

	ResponseEvents(Webhooks webhooks, DeliveryRepository deliveries, WebhookSender sender, Pace pace, Clock clock) {
		this.webhooks = webhooks;
		this.deliveries = deliveries;
		this.sender = sender;
		this.pace = pace;
		this.clock = clock;
	}

	/** Follows responses, whose surveys' states are locked. */
	@EventListener
	@Transactional(propagation = Propagation.MANDATORY)
	void follow(ResponsesChanged changed) {
		this.pace.came(changed.changes().size());
		Set<UUID> wanting = changed.surveys()
			.values()
			.stream()
			.filter((survey) -> !this.webhooks.of(survey.workspace()).isEmpty())
			.map(SurveyDefinition::id)
			.collect(Collectors.toSet());
		if (wanting.isEmpty() || changed.changes().isEmpty()) {
			return;
		}
		Batch batch = new Batch(changed, this.clock.instant().truncatedTo(ChronoUnit.MICROS));
		changed.changes().stream().filter((change) -> wanting.contains(change.survey())).forEach(batch::add);
		batch.write();
	}

	/**
	 * What happened to several responses alike.
	 *
	 * @param webhook whom it is for
	 * @param event what happened
	 * @param survey the survey's id
	 * @param renews whether it renews what waits for them to settle
	 */
	private record Happened(UUID webhook, EventType event, UUID survey, boolean renews) {
	}

	/** What the changes of one transaction lead to. */
	private final class Batch {

		private final ResponsesChanged changed;

		private final Instant now;

		private final Map<Happened, List<UUID>> happened = new LinkedHashMap<>();

		private final Map<UUID, List<UUID>> forgotten = new HashMap<>();

		private Batch(ResponsesChanged changed, Instant now) {
			this.changed = changed;
			this.now = now;
		}

		private void add(Change change) {
			SurveyDefinition survey = Objects.requireNonNull(this.changed.surveys().get(change.survey()));
			StoredResponse before = change.before();
			StoredResponse after = change.after();
			if (before != null && (after == null || (after.anonymous() && !before.anonymous()))) {
				this.forgotten.computeIfAbsent(survey.id(), (id) -> new ArrayList<>()).add(before.id());
			}
			if (after == null) {
				add(survey, EventType.RESPONSE_ERASED, Objects.requireNonNull(before), false);
			}
			else if (this.changed.isNews(after, this.now)) {
				add(survey, (before == null) ? EventType.RESPONSE_CREATED : EventType.RESPONSE_AMENDED, after, false);
				add(survey, EventType.RESPONSE_SETTLED, after, before != null);
			}
		}

		private void add(SurveyDefinition survey, EventType event, StoredResponse response, boolean renews) {
			for (Webhook webhook : ResponseEvents.this.webhooks.of(survey.workspace())) {
				if (wants(webhook, survey, event, response)) {
					this.happened
						.computeIfAbsent(new Happened(webhook.id(), event, survey.id(), renews),
								(key) -> new ArrayList<>())
						.add(response.id());
				}
			}
		}

		private static boolean wants(Webhook webhook, SurveyDefinition survey, EventType event,
				StoredResponse response) {
			return !webhook.isDisabled() && webhook.settings().wants(event, survey.id())
			// Until it settles, another score may be given.
					&& (event == EventType.RESPONSE_SETTLED
							|| ScoreFacts.hasClass(survey, response, webhook.settings().classes()));
		}

		private void write() {
			this.forgotten.forEach((survey, responses) -> {
				ResponseEvents.this.deliveries.holdPending(survey);
				ResponseEvents.this.deliveries.forget(survey, responses.toArray(UUID[]::new), this.now);
			});
			List<Pending> pending = new ArrayList<>();
			this.happened.forEach((each, responses) -> {
				for (int from = 0; from < responses.size(); from += MOST_IN_ROW) {
					pending.add(new Pending(each.webhook(), each.event(), each.survey(),
							responses.subList(from, Math.min(from + MOST_IN_ROW, responses.size())), each.renews(),
							this.now));
				}
			});
			ResponseEvents.this.deliveries.addPending(pending);
			ResponseEvents.this.sender.wake(pending.stream().map(Pending::webhook).toList());
		}

	}

	/** Removes what is held of responses of days that are no longer kept. */
	@EventListener
	@Transactional(propagation = Propagation.MANDATORY)
	void forget(Responses.Purging purging) {
		SurveyDefinition survey = purging.survey();
		this.deliveries.holdPending(survey.id());
		this.deliveries.forgetBefore(survey.id(), purging.firstKept().atStartOfDay(survey.zone()).toInstant(),
				this.clock.instant().truncatedTo(ChronoUnit.MICROS));
	}

}
