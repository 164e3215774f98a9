package dev.voce.webhook;

import java.net.URI;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.LongPredicate;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import dev.voce.delivery.OutboundGuard;
import dev.voce.delivery.OutboundRefused;
import dev.voce.event.EventType;
import dev.voce.event.Format;
import dev.voce.jobs.Jobs;
import dev.voce.scoring.ScoreClass;
import dev.voce.survey.Surveys;
import dev.voce.web.Flaw;
import dev.voce.web.Problem;
import dev.voce.workspace.ActivityLog;

/** Makes and changes webhooks, and knows them for those that write events. */
@Service
class Webhooks {

	private static final int MOST = 50;

	private static final int LONGEST_DESCRIPTION = 100;

	private final WebhookRepository repository;

	private final Surveys surveys;

	private final OutboundGuard guard;

	private final ActivityLog activity;

	private final Jobs jobs;

	private final Clock clock;

	private final TransactionTemplate transaction;

	/**
	 * Expires after a second, so that a change reaches every node within two, and a
	 * workspace without webhooks costs the intake no statement per batch.
	 */
	private final LoadingCache<UUID, List<Webhook>> known;

	Webhooks(WebhookRepository repository, Surveys surveys, OutboundGuard guard, ActivityLog activity, Jobs jobs,
			Clock clock, PlatformTransactionManager transactions) {
		this.repository = repository;
		this.surveys = surveys;
		this.guard = guard;
		this.activity = activity;
		this.jobs = jobs;
		this.clock = clock;
		this.transaction = new TransactionTemplate(transactions);
		this.known = Caffeine.newBuilder()
			.expireAfterWrite(Duration.ofSeconds(1))
			.maximumSize(10_000)
			.build(this.repository::findByWorkspaceIdOrderById);
	}

	/** The webhooks of a workspace, at most a second old. */
	List<Webhook> of(UUID workspace) {
		return Objects.requireNonNull(this.known.get(workspace));
	}

	/** The webhooks of a workspace as they are stored, the oldest first. */
	List<Webhook> all(UUID workspace) {
		return this.repository.findByWorkspaceIdOrderById(workspace);
	}

	/**
	 * Finds a webhook.
	 * @throws Problem (404) if the workspace has none under the id
	 */
	Webhook find(UUID workspace, UUID id) {
		return this.repository.findByIdAndWorkspaceId(id, workspace).orElseThrow(Webhooks::missing);
	}

	/**
	 * Makes a webhook.
	 * @throws Problem (422) if there are too many, or something is not accepted
	 */
	Webhook create(UUID workspace, WebhookInput input) {
		Settings settings = settings(workspace, input, null);
		Webhook made = this.transaction.execute((status) -> {
			this.repository.lockCount(workspace.toString());
			if (this.repository.countByWorkspaceId(workspace) >= MOST) {
				throw Problem.invalid(Flaw.at("", "webhook.count", MOST));
			}
			Webhook webhook = new Webhook(workspace, settings, now());
			if (Boolean.FALSE.equals(input.enabled())) {
				webhook.disable(null, now());
			}
			this.activity.add(workspace, ActivityLog.Entry.of("created", webhook.label()));
			return this.repository.save(webhook);
		});
		this.known.invalidate(workspace);
		return made;
	}

	/**
	 * Replaces what a user entered.
	 * @throws Problem (404, 412, 422)
	 */
	Webhook edit(UUID workspace, UUID id, WebhookInput input, LongPredicate expected) {
		Settings settings = settings(workspace, input, find(workspace, id).settings().url());
		return change(workspace, id, "changed", (webhook) -> {
			if (!expected.test(webhook.revision())) {
				throw new Problem(HttpStatus.PRECONDITION_FAILED, "webhook.changed");
			}
			webhook.edit(settings);
			if (Boolean.TRUE.equals(input.enabled()) && webhook.isDisabled()) {
				webhook.enable();
				this.jobs.runSoon(WebhookSender.JOB);
			}
			else if (Boolean.FALSE.equals(input.enabled()) && !webhook.isDisabled()) {
				webhook.disable(null, now());
			}
		});
	}

	/** Makes a new secret; the one before signs too for 24 hours. */
	Webhook rotate(UUID workspace, UUID id) {
		return change(workspace, id, "rotated the secret of", (webhook) -> webhook.rotate(now()));
	}

	/**
	 * Ends the pause of a receiver that fails: somebody wants to know whether it works.
	 */
	void hurry(UUID id) {
		this.transaction.executeWithoutResult((status) -> this.repository.hurry(id));
	}

	/** Deletes a webhook, and soon what was to be sent to it. */
	void delete(UUID workspace, UUID id) {
		change(workspace, id, "deleted", (webhook) -> {
			this.repository.delete(id);
			this.jobs.runSoon(DeliveryRemoval.JOB);
		});
	}

	private Webhook change(UUID workspace, UUID id, String action, Consumer<Webhook> verb) {
		Webhook changed = this.transaction.execute((status) -> {
			Webhook webhook = this.repository.lock(id)
				.filter((found) -> found.workspaceId().equals(workspace))
				.orElseThrow(Webhooks::missing);
			verb.accept(webhook);
			this.activity.add(workspace, ActivityLog.Entry.of(action, webhook.label()));
			return webhook;
		});
		this.known.invalidate(workspace);
		return changed;
	}

	private static Problem missing() {
		return new Problem(HttpStatus.NOT_FOUND, "webhook.missing");
	}

	private Settings settings(UUID workspace, WebhookInput input, @Nullable String storedUrl) {
		List<Flaw> flaws = new ArrayList<>();
		String url = (input.url() != null) ? input.url() : storedUrl;
		checkUrl(url, flaws);
		List<EventType> events = distinct(input.events());
		if (events == null || events.contains(EventType.WEBHOOK_TEST)) {
			flaws.add(Flaw.at("/events", "webhook.events", EventType.CHOICES));
		}
		List<UUID> chosen = distinct(input.surveys());
		// A filter that names nothing known must not let all through.
		if (hasNull(input.surveys())
				|| (chosen != null && !this.surveys.names(workspace).keySet().containsAll(chosen))) {
			flaws.add(Flaw.at("/surveys", "webhook.surveys"));
		}
		List<ScoreClass> classes = distinct(input.classes());
		if (hasNull(input.classes())) {
			flaws.add(Flaw.at("/classes", "message.classes"));
		}
		String description = input.description();
		if (description != null && (description.isBlank() || description.length() > LONGEST_DESCRIPTION
				|| !description.matches("[^\\p{Cntrl}\\p{Cs}\u2028\u2029]*"))) {
			flaws.add(Flaw.at("/description", "workspace.line", LONGEST_DESCRIPTION));
		}
		if (!flaws.isEmpty()) {
			throw Problem.invalid(flaws);
		}
		return new Settings(Objects.requireNonNull(url), (input.format() != null) ? input.format() : Format.STANDARD,
				Objects.requireNonNull(events), chosen, classes, description);
	}

	private static boolean hasNull(@Nullable List<?> given) {
		return given != null && given.stream().anyMatch(Objects::isNull);
	}

	/** Nothing where nothing is named. */
	private static <T> @Nullable List<T> distinct(@Nullable List<@Nullable T> given) {
		List<T> named = (given != null)
				? given.stream().filter(Objects::nonNull).map((each) -> (T) each).distinct().toList() : List.of();
		return named.isEmpty() ? null : named;
	}

	private void checkUrl(@Nullable String text, List<Flaw> flaws) {
		URI url = (text != null) ? OutboundGuard.parse(text) : null;
		if (url == null) {
			flaws.add(Flaw.at("/url", "webhook.url"));
			return;
		}
		try {
			this.guard.check(url);
		}
		catch (OutboundRefused ex) {
			flaws.add(Flaw.at("/url", "webhook.url.refused", url.getHost()));
		}
		catch (UnknownHostException ex) {
			flaws.add(Flaw.at("/url", "webhook.url.unknown", url.getHost()));
		}
	}

	private Instant now() {
		return this.clock.instant().truncatedTo(ChronoUnit.MICROS);
	}

}
