package dev.voce.cases;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import dev.voce.cases.CaseEvent.Actor;
import dev.voce.cases.CaseEvent.Facts;
import dev.voce.cases.CaseEvent.Kind;
import dev.voce.cases.CaseEvent.Reason;
import dev.voce.hours.BusinessHours;
import dev.voce.jobs.Jobs;
import dev.voce.user.Colleagues;
import dev.voce.workspace.Workspaces;

/**
 * What comes to cases with time: waiting ends, they become overdue, and then go to
 * somebody else.
 */
@Component
class DueCases {

	private static final int STEP = 200;

	private final CaseRepository cases;

	private final CaseEventRepository events;

	private final Workspaces workspaces;

	private final Colleagues colleagues;

	private final Clock clock;

	private final Jobs jobs;

	private final TransactionTemplate transaction;

	DueCases(CaseRepository cases, CaseEventRepository events, Workspaces workspaces, Colleagues colleagues,
			Clock clock, Jobs jobs, CaseProperties properties, PlatformTransactionManager transactions) {
		this.cases = cases;
		this.events = events;
		this.workspaces = workspaces;
		this.colleagues = colleagues;
		this.clock = clock;
		this.jobs = jobs;
		this.transaction = new TransactionTemplate(transactions);
		jobs.every("cases", properties.every(), this::run);
	}

	/**
	 * How cases are followed.
	 *
	 * @param every how often cases are looked for that are overdue, or whose waiting is
	 * over, at least 1 ms
	 */
	@ConfigurationProperties("voce.cases")
	record CaseProperties(@DefaultValue("10s") Duration every) {
	}

	/** Finds cases for which something is to be done. */
	private interface Search {

		List<Case.Key> find(Instant now, int limit);

	}

	/** Does it to one of them, unless it was done meanwhile. */
	private interface Step {

		void apply(Case.Key key, Instant now);

	}

	private void run() {
		all(this.cases::findWaited, (key, now) -> lock(key).ifPresent((found) -> resume(found, now)));
		all(this.cases::findLate, (key, now) -> lock(key).ifPresent((found) -> overdue(found, now)));
		all(this.cases::findToHandOver, this::handOver);
	}

	private Optional<Case> lock(Case.Key key) {
		return this.cases.lock(key.surveyId(), key.id());
	}

	private void all(Search search, Step step) {
		Instant now = this.clock.instant().truncatedTo(ChronoUnit.MICROS);
		List<Case.Key> found;
		do {
			found = search.find(now, STEP);
			for (Case.Key key : found) {
				this.transaction.executeWithoutResult((status) -> step.apply(key, now));
			}
		}
		while (found.size() == STEP && !this.jobs.stopping());
	}

	private void resume(Case found, Instant now) {
		if (found.status() == Case.Status.WAITING && found.waitUntil() != null && !found.waitUntil().isAfter(now)) {
			found.resume(hours(found), now);
			add(found, now, Kind.REOPENED, Facts.of(Reason.WAITED));
		}
	}

	private void overdue(Case found, Instant now) {
		if (found.isOverdue(now) && !found.isRecordedAsOverdue()) {
			Rule.@Nullable HandOver handOver = (found.rule() != null) ? found.rule().handOver() : null;
			found.overdue((handOver != null) ? hours(found).after(found.dueAt(), handOver.after()) : null, now);
			add(found, now, Kind.OVERDUE, Facts.NONE);
		}
	}

	// The user is locked before the case, as by whoever removes the user.
	private void handOver(Case.Key key, Instant now) {
		UUID receiver = this.cases.findReceiver(key.surveyId(), key.id())
			.flatMap((named) -> this.colleagues.keep(named.getWorkspace(), named.getReceiver()))
			.filter(Colleagues.Colleague::worksOnCases)
			.map(Colleagues.Colleague::id)
			.orElse(null);
		lock(key).filter((found) -> found.isOverdue(now) && found.handOverAt() != null)
			.ifPresent((found) -> handOver(found, (receiver != null) ? receiver : found.owner(), now));
	}

	private void handOver(Case found, @Nullable UUID to, Instant now) {
		UUID former = found.owner();
		found.handOver(to);
		if (!Objects.equals(former, found.owner())) {
			add(found, now, Kind.ASSIGNED, Facts.assigned(former, found.owner(), Reason.OVERDUE));
		}
	}

	private BusinessHours hours(Case found) {
		return this.workspaces.hours(found.workspaceId());
	}

	private void add(Case found, Instant now, Kind kind, Facts facts) {
		this.events.save(new CaseEvent(found, now, kind, Actor.VOCE, facts, null));
	}

}
