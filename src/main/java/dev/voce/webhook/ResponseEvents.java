package dev.voce.webhook;

import java.time.Clock;
import java.time.Duration;
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

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import dev.voce.event.EventType;
import dev.voce.event.ScoreFacts;
import dev.voce.response.ResponseView;
import dev.voce.response.Responses;
import dev.voce.response.ResponsesChanged.Change;
import dev.voce.response.ResponsesChanged;
import dev.voce.response.StoredResponse;
import dev.voce.survey.SurveyDefinition;
import dev.voce.webhook.DeliveryTable.About;
import dev.voce.webhook.DeliveryTable.Added;
import dev.voce.webhook.DeliveryTable.Unsettled;

/**
 * Writes the events of responses, in the transaction that stores these. It costs nothing
 * where a workspace has no webhook.
 */
@Component
class ResponseEvents {

	/** How long a response that isn't finished may still be amended. */
	private static final Duration SETTLING = Duration.ofMinutes(10);

	private final Webhooks webhooks;

	private final DeliveryRepository deliveries;

	private final WebhookSender sender;

	private final JsonMapper json;

	private final Clock clock;

	ResponseEvents(Webhooks webhooks, DeliveryRepository deliveries, WebhookSender sender, JsonMapper json,
			Clock clock) {
		this.webhooks = webhooks;
		this.deliveries = deliveries;
		this.sender = sender;
		this.json = json;
		this.clock = clock;
	}

	/** Follows responses, whose surveys' states are locked. */
	@EventListener
	@Transactional(propagation = Propagation.MANDATORY)
	void follow(ResponsesChanged changed) {
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

	/** What the changes of one transaction lead to. */
	private final class Batch {

		private final ResponsesChanged changed;

		private final Instant now;

		private final List<Added> added = new ArrayList<>();

		/** By response: the last change holds. */
		private final Map<UUID, Unsettled> renewed = new LinkedHashMap<>();

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
				add(wanted(survey, EventType.RESPONSE_ERASED, Objects.requireNonNull(before)), survey,
						EventType.RESPONSE_ERASED, before, json(Map.of("id", before.id(), "survey", survey.id())),
						this.now);
			}
			else if (this.changed.isNews(after, this.now)) {
				add(survey, before, after);
			}
		}

		private void add(SurveyDefinition survey, @Nullable StoredResponse before, StoredResponse after) {
			Instant settled = after.finished() ? this.now : this.now.plus(SETTLING);
			EventType stored = (before == null) ? EventType.RESPONSE_CREATED : EventType.RESPONSE_AMENDED;
			List<UUID> wanting = wanted(survey, stored, after);
			List<UUID> wantingLater = wanted(survey, EventType.RESPONSE_SETTLED, after);
			if (wanting.isEmpty() && wantingLater.isEmpty()) {
				return;
			}
			String content = json(ResponseView.of(after));
			add(wanting, survey, stored, after, content, this.now);
			if (before == null) {
				add(wantingLater, survey, EventType.RESPONSE_SETTLED, after, content, settled);
			}
			else if (!wantingLater.isEmpty()) {
				this.renewed.put(after.id(), new Unsettled(survey.id(), after.id(), content, settled));
			}
		}

		private void add(List<UUID> wanting, SurveyDefinition survey, EventType event, StoredResponse response,
				String content, Instant dueAt) {
			About about = new About(response.id(), response.submittedAt());
			wanting.forEach((webhook) -> this.added
				.add(new Added(webhook, event, about, survey.id(), content, this.now, dueAt)));
		}

		private List<UUID> wanted(SurveyDefinition survey, EventType event, StoredResponse response) {
			return ResponseEvents.this.webhooks.of(survey.workspace())
				.stream()
				.filter((webhook) -> !webhook.isDisabled() && webhook.settings().wants(event, survey.id()))
				// Until it settles, another score may be given.
				.filter((webhook) -> event == EventType.RESPONSE_SETTLED
						|| ScoreFacts.hasClass(survey, response, webhook.settings().classes()))
				.map(Webhook::id)
				.toList();
		}

		private String json(Object value) {
			return ResponseEvents.this.json.writeValueAsString(value);
		}

		private void write() {
			this.forgotten.forEach((survey, responses) -> ResponseEvents.this.deliveries.forget(survey,
					responses.toArray(UUID[]::new), this.now));
			ResponseEvents.this.deliveries.add(this.added);
			ResponseEvents.this.deliveries.renew(this.renewed.values());
			ResponseEvents.this.sender
				.wake(this.added.stream().filter((each) -> each.dueAt().equals(this.now)).map(Added::webhook).toList());
		}

	}

	/** Removes what is held of responses of days that are no longer kept. */
	@EventListener
	@Transactional(propagation = Propagation.MANDATORY)
	void forget(Responses.Purging purging) {
		SurveyDefinition survey = purging.survey();
		this.deliveries.forgetBefore(survey.id(), purging.firstKept().atStartOfDay(survey.zone()).toInstant(),
				this.clock.instant().truncatedTo(ChronoUnit.MICROS));
	}

}
