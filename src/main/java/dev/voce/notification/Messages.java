package dev.voce.notification;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import dev.voce.cases.CaseReader;
import dev.voce.jobs.Jobs;
import dev.voce.notification.MessageChoice.When;
import dev.voce.response.ResponsesChanged;
import dev.voce.response.ResponsesChanged.Change;
import dev.voce.response.StoredResponse;
import dev.voce.storage.Ids;
import dev.voce.survey.SurveyDefinition;
import dev.voce.workspace.Workspaces;

/** Notes down whom to notify of what, in the transaction in which it happens. */
@Component
class Messages {

	private final UserChoices choices;

	private final PendingMessageRepository pending;

	private final Workspaces workspaces;

	private final Jobs jobs;

	private final NotificationProperties properties;

	private final Clock clock;

	Messages(UserChoices choices, PendingMessageRepository pending, Workspaces workspaces, Jobs jobs,
			NotificationProperties properties, Clock clock) {
		this.choices = choices;
		this.pending = pending;
		this.workspaces = workspaces;
		this.jobs = jobs;
		this.properties = properties;
		this.clock = clock;
	}

	@EventListener
	@Transactional(propagation = Propagation.MANDATORY)
	void follow(CaseReader.Changes changes) {
		Map<Notice, List<CaseReader.Changed>> notices = new LinkedHashMap<>();
		for (CaseReader.Changed changed : changes.all()) {
			if (writes(changed.workspace())) {
				notices(changed)
					.forEach((each) -> notices.computeIfAbsent(each, (key) -> new ArrayList<>()).add(changed));
			}
		}
		notices.forEach((each, cases) -> add(each, cases.stream().map(CaseReader.Changed::survey).toList(),
				cases.stream().map(CaseReader.Changed::id).toList(), each.bundled() ? bundle() : now()));
	}

	/** Who is notified, of what, and how. */
	private record Notice(UUID workspace, UUID user, PendingMessage.Kind kind, boolean bundled) {
	}

	private List<Notice> notices(CaseReader.Changed changed) {
		List<Notice> notices = new ArrayList<>();
		Map<UUID, MessageChoice> chosen = this.choices.messages(changed.workspace());
		chosen.forEach((user, choice) -> notice(changed, user, choice.of(changed, user)).ifPresent(notices::add));
		if (changed.owner() != null && !chosen.containsKey(changed.owner())) {
			notice(changed, changed.owner(), MessageChoice.USUAL.of(changed, changed.owner())).ifPresent(notices::add);
		}
		return notices;
	}

	// Without a sender no mail is written, and nothing waits for one.
	private boolean writes(UUID workspace) {
		return this.workspaces.mail(workspace).from() != null;
	}

	private static Optional<Notice> notice(CaseReader.Changed changed, UUID user, When when) {
		if (when == When.OFF) {
			return Optional.empty();
		}
		boolean mine = user.equals(changed.owner());
		PendingMessage.Kind kind = switch (changed.kind()) {
			case OPENED -> mine ? PendingMessage.Kind.ASSIGNED : PendingMessage.Kind.OPENED;
			case ASSIGNED -> PendingMessage.Kind.ASSIGNED;
			case OVERDUE -> PendingMessage.Kind.OVERDUE;
			case REOPENED -> PendingMessage.Kind.REOPENED;
			case CLOSED -> throw new IllegalArgumentException("nobody is notified of it");
		};
		return Optional.of(new Notice(changed.workspace(), user, kind, when == When.BUNDLED));
	}

	@EventListener
	@Transactional(propagation = Propagation.MANDATORY)
	void follow(ResponsesChanged changed) {
		for (Change change : changed.changes()) {
			SurveyDefinition survey = Objects.requireNonNull(changed.surveys().get(change.survey()));
			StoredResponse after = change.after();
			if (after != null && after.counts() && changed.isNews(after, now()) && writes(survey.workspace())) {
				follow(survey, change.before(), after);
			}
		}
	}

	private void follow(SurveyDefinition survey, @Nullable StoredResponse before, StoredResponse after) {
		Instant settled = after.finished() ? now() : now().plus(this.properties.settled());
		boolean waited = false;
		for (Map.Entry<UUID, MessageChoice> each : this.choices.messages(survey.workspace()).entrySet()) {
			MessageChoice choice = each.getValue();
			if (!choice.isAbout(survey, after)) {
				continue;
			}
			if (before == null || !before.counts() || !choice.isAbout(survey, before)) {
				boolean bundled = choice.whole().responses() == When.BUNDLED;
				add(new Notice(survey.workspace(), each.getKey(), PendingMessage.Kind.RESPONSE, bundled),
						List.of(survey.id()), List.of(after.id()), bundled ? bundle() : settled);
			}
			else if (!waited) {
				waited = true;
				this.pending.postpone(after.id(), settled);
				this.jobs.runSoon(MessageMails.JOB);
			}
		}
	}

	private void add(Notice notice, List<UUID> surveys, List<UUID> subjects, Instant due) {
		UUID[] ids = subjects.stream().map((subject) -> Ids.next()).toArray(UUID[]::new);
		this.pending.add(ids, notice.workspace(), notice.user(), surveys.toArray(UUID[]::new),
				subjects.toArray(UUID[]::new), notice.kind().name(), notice.bundled(), due);
		if (!notice.bundled()) {
			this.jobs.runSoon(MessageMails.JOB);
		}
	}

	/** The next full multiple of the bundles' time. */
	private Instant bundle() {
		long length = this.properties.bundle().toMillis();
		return Instant.ofEpochMilli((now().toEpochMilli() / length + 1) * length);
	}

	private Instant now() {
		return this.clock.instant().truncatedTo(ChronoUnit.MICROS);
	}

}
