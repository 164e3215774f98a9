package dev.voce.cases;

import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;

import dev.voce.hours.BusinessHours;
import dev.voce.web.Problem;

/** What is done about one response. */
@Entity
@Table(name = "survey_case")
@IdClass(Case.Key.class)
final class Case {

	@Id
	private UUID surveyId;

	@Id
	private UUID id;

	private UUID responseId;

	private UUID workspaceId;

	private long number;

	@JdbcTypeCode(SqlTypes.JSON)
	private @Nullable Rule rule;

	@Enumerated(EnumType.STRING)
	private Status status;

	private @Nullable UUID owner;

	private Instant openedAt;

	private Instant dueAt;

	private @Nullable Instant overdueAt;

	private @Nullable Instant handOverAt;

	private @Nullable Instant firstActionAt;

	private @Nullable Instant waitingSince;

	private @Nullable Instant waitUntil;

	private @Nullable Instant closedAt;

	@Enumerated(EnumType.STRING)
	private @Nullable Outcome outcome;

	private @Nullable String cause;

	@JdbcTypeCode(SqlTypes.JSON)
	private @Nullable BeforeVoid beforeVoid;

	private long revision;

	@SuppressWarnings("NullAway.Init") // for JPA
	protected Case() {
	}

	/** What is next with a case. */
	enum Status {

		/** Nobody has done anything yet. */
		NEW,

		/** Somebody works on it. */
		OPEN,

		/** Nothing is done before a time, or before the respondent says more. */
		WAITING,

		/** Nothing is left to do. */
		CLOSED

	}

	/** How a case ended. */
	enum Outcome {

		/** The respondent is satisfied again. */
		SATISFIED_AGAIN,

		/** What was wrong is put right. */
		RESOLVED,

		/** The respondent could not be reached. */
		UNREACHABLE,

		/** Nothing was to be done. */
		NO_ACTION,

		/** The response was erased, or marked as spam or test. */
		VOID

	}

	/** Identifies a case; the survey's id tells where it is stored. */
	record Key(UUID surveyId, UUID id) implements Serializable {
	}

	/**
	 * To what a case returns when the mark of its response is taken away.
	 *
	 * @param status its status
	 * @param closedAt when it was closed
	 * @param outcome how it had ended
	 * @param cause the root cause
	 */
	record BeforeVoid(Status status, @Nullable Instant closedAt, @Nullable Outcome outcome, @Nullable String cause) {
	}

	/** Gives the case to somebody, or to nobody. */
	void assign(@Nullable UUID user) {
		requireNotClosed();
		this.owner = user;
		changed();
	}

	/** Says whose it was, closed or not. */
	void belongTo(UUID user) {
		this.owner = user;
		changed();
	}

	/** Somebody wrote down what they know or did. */
	void note(Instant now) {
		act(now);
	}

	/** Somebody wrote to the respondent. */
	void reply(Instant now) {
		requireNotClosed();
		act(now);
	}

	private void act(Instant now) {
		if (this.status == Status.NEW) {
			this.status = Status.OPEN;
		}
		firstAction(now);
		changed();
	}

	void await(Instant until, Instant now) {
		requireNotClosed();
		this.waitingSince = (this.waitingSince != null) ? this.waitingSince : now;
		this.waitUntil = until;
		this.status = Status.WAITING;
		firstAction(now);
		changed();
	}

	/** Goes on after waiting: the business time of waiting is added to the due time. */
	void resume(BusinessHours hours, Instant now) {
		endWaiting(hours, now);
		this.status = Status.OPEN;
		changed();
	}

	void close(Outcome outcome, @Nullable String cause, BusinessHours hours, Instant now) {
		requireNotClosed();
		endWaiting(hours, now);
		firstAction(now);
		end(outcome, cause, now);
	}

	/** Opens a closed case again, which is due anew; one that waits goes on. */
	void reopen(Duration due, BusinessHours hours, Instant now) {
		if (this.status == Status.WAITING) {
			resume(hours, now);
			return;
		}
		if (this.status != Status.CLOSED || this.outcome == Outcome.VOID) {
			throw new Problem(HttpStatus.CONFLICT, "case.reopen");
		}
		this.status = Status.OPEN;
		this.closedAt = null;
		this.outcome = null;
		this.cause = null;
		this.dueAt = hours.after(now, due);
		this.overdueAt = null;
		this.handOverAt = null;
		changed();
	}

	/** The person is asked again how things are, once the case is closed. */
	void askAgain() {
		if (this.status != Status.CLOSED || this.outcome == Outcome.VOID) {
			throw new Problem(HttpStatus.CONFLICT, "case.askAgain");
		}
		changed();
	}

	/** The response is no customer's opinion any more. */
	void voidIt(Instant now) {
		if (this.outcome != Outcome.VOID) {
			this.beforeVoid = new BeforeVoid(this.status, this.closedAt, this.outcome, this.cause);
			end(Outcome.VOID, null, now);
		}
	}

	/** The response counts again. */
	void restore() {
		if (this.outcome == Outcome.VOID && this.beforeVoid != null) {
			this.status = this.beforeVoid.status();
			this.closedAt = this.beforeVoid.closedAt();
			this.outcome = this.beforeVoid.outcome();
			this.cause = this.beforeVoid.cause();
			this.beforeVoid = null;
			changed();
		}
	}

	/** A mail to the respondent was refused for good. */
	void replyFailed(BusinessHours hours, Duration due, Instant now) {
		if (this.outcome == Outcome.VOID) {
			return;
		}
		if (this.status == Status.CLOSED) {
			reopen(due, hours, now);
		}
		else {
			resume(hours, now);
		}
	}

	/** Records that the due time has passed, once. */
	void overdue(@Nullable Instant handOverAt, Instant now) {
		this.overdueAt = now;
		this.handOverAt = handOverAt;
		changed();
	}

	/** Gives an overdue case to somebody else, once. */
	void handOver(@Nullable UUID to) {
		this.owner = to;
		this.handOverAt = null;
		changed();
	}

	/** Something was added to what is known of it. */
	void changed() {
		this.revision++;
	}

	private void requireNotClosed() {
		if (this.status == Status.CLOSED) {
			throw new Problem(HttpStatus.CONFLICT, "case.closed");
		}
	}

	private void firstAction(Instant now) {
		this.firstActionAt = (this.firstActionAt != null) ? this.firstActionAt : now;
	}

	private void endWaiting(BusinessHours hours, Instant now) {
		if (this.waitingSince != null) {
			this.dueAt = hours.after(this.dueAt, hours.between(this.waitingSince, now));
			this.waitingSince = null;
			this.waitUntil = null;
		}
	}

	private void end(Outcome outcome, @Nullable String cause, Instant now) {
		this.status = Status.CLOSED;
		this.outcome = outcome;
		this.cause = cause;
		this.closedAt = now;
		changed();
	}

	/** Whether somebody should have closed it by now. */
	boolean isOverdue(Instant now) {
		return (this.status == Status.NEW || this.status == Status.OPEN) && this.dueAt.isBefore(now);
	}

	boolean isRecordedAsOverdue() {
		return this.overdueAt != null;
	}

	UUID surveyId() {
		return this.surveyId;
	}

	UUID id() {
		return this.id;
	}

	UUID responseId() {
		return this.responseId;
	}

	UUID workspaceId() {
		return this.workspaceId;
	}

	long number() {
		return this.number;
	}

	@Nullable Rule rule() {
		return this.rule;
	}

	Status status() {
		return this.status;
	}

	@Nullable UUID owner() {
		return this.owner;
	}

	Instant openedAt() {
		return this.openedAt;
	}

	Instant dueAt() {
		return this.dueAt;
	}

	@Nullable Instant handOverAt() {
		return this.handOverAt;
	}

	@Nullable Instant firstActionAt() {
		return this.firstActionAt;
	}

	@Nullable Instant waitUntil() {
		return this.waitUntil;
	}

	@Nullable Instant closedAt() {
		return this.closedAt;
	}

	@Nullable Outcome outcome() {
		return this.outcome;
	}

	@Nullable String cause() {
		return this.cause;
	}

	long revision() {
		return this.revision;
	}

}
