package dev.voce.invitation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import dev.voce.jobs.Jobs;
import dev.voce.storage.DatabaseFault;
import dev.voce.survey.SurveyDefinition;
import dev.voce.user.Colleagues;
import dev.voce.web.Problem;
import dev.voce.workspace.ActivityLog;
import dev.voce.workspace.Caller;

/** Reads lists of invitations, and pauses, continues and stops them. */
@Component
class Sendings {

	private static final Logger log = LoggerFactory.getLogger(Sendings.class);

	/** How many invitations are cancelled at a time. */
	private static final int STEP = 500;

	/** How often rows are tried while the database is busy, with growing pauses. */
	private static final int MOST_TRIES = 6;

	/** After which time without a row a list is not going to be read to its end. */
	private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

	private final SendingRepository repository;

	private final InvitationRepository invitationRepository;

	private final Invitations invitations;

	private final InvitationLists lists;

	private final Colleagues colleagues;

	private final ActivityLog activity;

	private final Jobs jobs;

	private final Clock clock;

	private final TransactionTemplate transaction;

	Sendings(SendingRepository repository, InvitationRepository invitationRepository, Invitations invitations,
			InvitationLists lists, Colleagues colleagues, ActivityLog activity, Jobs jobs, Clock clock,
			PlatformTransactionManager transactions) {
		this.repository = repository;
		this.invitationRepository = invitationRepository;
		this.invitations = invitations;
		this.lists = lists;
		this.colleagues = colleagues;
		this.activity = activity;
		this.jobs = jobs;
		this.clock = clock;
		this.transaction = new TransactionTemplate(transactions);
	}

	/**
	 * Begins a list. Nothing of it is sent before it is finished.
	 * @return its id
	 */
	UUID begin(Caller caller, SurveyDefinition survey) {
		Sending begun = new Sending(caller.workspace(), survey.id(), name(caller), now());
		this.transaction.executeWithoutResult((status) -> this.repository.save(begun));
		return begun.id();
	}

	/**
	 * Makes the invitations of some rows.
	 * @return what became of each; nothing if the list was stopped
	 */
	Optional<List<InvitationLists.Result>> read(SurveyDefinition survey, UUID sending, List<InvitationInput> rows) {
		return repeat(() -> this.lists.invite(survey, sending, rows));
	}

	/** Tells what would become of some rows. */
	List<InvitationLists.Result> tryOut(SurveyDefinition survey, List<InvitationInput> rows) {
		return repeat(() -> this.lists.tryOut(survey, rows));
	}

	private <T> T repeat(Supplier<T> step) {
		for (int tried = 1; true; tried++) {
			try {
				return step.get();
			}
			catch (RuntimeException ex) {
				if (tried == MOST_TRIES || !isUndone(ex)) {
					throw ex;
				}
				log.warn("Rows of a list are taken once more: {}", DatabaseFault.reason(ex));
				LockSupport.parkNanos(Duration.ofMillis(100L << tried).toNanos());
			}
		}
	}

	/** Whether nothing was stored, and the same can be tried again. */
	private static boolean isUndone(RuntimeException failure) {
		return switch (DatabaseFault.of(failure)) {
			case CONFLICT, LOCKED, TOO_LONG -> true;
			case UNAVAILABLE -> failure instanceof CannotCreateTransactionException;
			case DATA, OTHER -> false;
		};
	}

	/**
	 * All rows were read: mails go out, unless somebody paused the list.
	 * @throws Problem (409) if somebody stopped it
	 */
	void finish(SurveyDefinition survey, UUID sending, ListRows rows) {
		boolean stopped = Objects.requireNonNull(this.transaction.execute((status) -> {
			Sending read = this.repository.lock(sending, survey.id()).orElseThrow(Sendings::missing);
			read.finish(rows.rows(), rows.skips());
			if (read.status() != Sending.Status.STOPPED) {
				this.activity.add(survey.workspace(),
						new ActivityLog.Entry("invited", rows.scheduled() + " people", survey.id(), null));
				this.jobs.runSoon(Sender.JOB);
			}
			return read.status() == Sending.Status.STOPPED;
		}));
		if (stopped) {
			throw new Problem(HttpStatus.CONFLICT, "invitation.stopped");
		}
	}

	/** A list of which not all could be read asks nobody: it is going to come again. */
	void abandon(SurveyDefinition survey, UUID sending) {
		this.transaction
			.executeWithoutResult((status) -> this.repository.lock(sending, survey.id()).ifPresent(this::end));
		cancelRest(sending, true);
	}

	private void end(Sending sending) {
		sending.abandon(now());
	}

	/** Does so with lists whose node failed while it read them. */
	void abandonLost() {
		List<UUID> lost = Objects.requireNonNull(this.transaction.execute((status) -> {
			List<Sending> found = this.repository.lockReading(now().minus(LONGEST_PAUSE));
			found.forEach(this::end);
			return found.stream().map(Sending::id).toList();
		}));
		lost.forEach((one) -> cancelRest(one, true));
	}

	/**
	 * Pauses, continues or stops a list.
	 * @throws Problem (404) if there is none; (409) if it was stopped
	 */
	Sending change(Caller caller, UUID survey, UUID id, Sending.Status wanted) {
		Sending changed = Objects.requireNonNull(this.transaction.execute((status) -> {
			Sending sending = this.repository.lock(id, survey).orElseThrow(Sendings::missing);
			if (sending.status() == Sending.Status.STOPPED && wanted != Sending.Status.STOPPED) {
				throw new Problem(HttpStatus.CONFLICT, "invitation.stopped");
			}
			if (sending.status() != wanted) {
				sending.change(wanted, name(caller), now());
				this.activity.add(caller.workspace(),
						new ActivityLog.Entry(wanted.name().toLowerCase(Locale.ROOT), "sending " + id, survey, null));
				this.jobs.runSoon(Sender.JOB);
			}
			return sending;
		}));
		if (wanted == Sending.Status.STOPPED) {
			cancelRest(id, false);
		}
		return changed;
	}

	/** Cancels what is not sent; where it comes again, under keys that are free again. */
	private void cancelRest(UUID sending, boolean again) {
		boolean more = true;
		while (more) {
			more = Objects.requireNonNullElse(this.transaction.execute((status) -> {
				List<Invitation> some = this.invitationRepository.lockScheduled(sending, STEP);
				this.invitations.end(some, Invitation.Status.CANCELLED);
				if (again) {
					some.forEach(Invitation::freeKey);
				}
				return some.size() == STEP;
			}), false);
		}
	}

	static Problem missing() {
		return new Problem(HttpStatus.NOT_FOUND, "invitation.sending");
	}

	/** As colleagues know the caller: the name of a person, or of a key. */
	private String name(Caller caller) {
		return Optional.ofNullable(caller.user())
			.flatMap((user) -> this.colleagues.find(caller.workspace(), user))
			.map(Colleagues.Colleague::name)
			.or(() -> Optional.ofNullable(ActivityLog.callerName()))
			.orElseGet(caller::name);
	}

	private Instant now() {
		return this.clock.instant().truncatedTo(ChronoUnit.MICROS);
	}

}
