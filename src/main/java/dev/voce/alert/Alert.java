package dev.voce.alert;

import java.time.Instant;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

import dev.voce.storage.Ids;

/** An alert of a survey. */
@Entity
final class Alert {

	@Id
	private UUID id;

	private UUID workspaceId;

	private UUID surveyId;

	@JdbcTypeCode(SqlTypes.JSON)
	private AlertRule rule;

	private String author;

	private Instant createdAt;

	private long revision;

	private @Nullable Instant raisedAt;

	/** Names the last period in which it was raised: it is raised once in each. */
	private @Nullable String raisedFor;

	@JdbcTypeCode(SqlTypes.JSON)
	private Seen seen;

	@SuppressWarnings("NullAway.Init") // for JPA
	protected Alert() {
	}

	Alert(UUID workspaceId, UUID surveyId, AlertRule rule, String author, Instant now) {
		this.id = Ids.next();
		this.workspaceId = workspaceId;
		this.surveyId = surveyId;
		this.rule = rule;
		this.author = author;
		this.createdAt = now;
		this.revision = 1;
		this.seen = Seen.NOTHING;
	}

	/**
	 * What the last look saw.
	 *
	 * @param finding the figures; {@code null} where there were none
	 * @param quiet how long no response came; {@code null} for other kinds
	 */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	record Seen(@Nullable Finding finding, @Nullable Quiet quiet) {

		static final Seen NOTHING = new Seen(null, null);

	}

	/** What a look changed. */
	enum Step {

		/** Nothing. */
		NONE,

		/** It was raised. */
		RAISED,

		/** What it was raised for is over. */
		ENDED

	}

	/** Replaces the rule: what was seen by the one before says nothing any more. */
	void edit(AlertRule other) {
		this.rule = other;
		this.seen = Seen.NOTHING;
		this.raisedAt = null;
		this.raisedFor = null;
		this.revision++;
	}

	void forget(UUID user) {
		this.rule = this.rule.without(user);
		this.revision++;
	}

	/**
	 * Takes what a look saw. A period raises it once, and ends it.
	 * @param period names the period
	 */
	Step looked(Seen now, String period, Instant at) {
		this.seen = now;
		if (this.raisedAt != null && !period.equals(this.raisedFor)) {
			this.raisedAt = null;
			return Step.ENDED;
		}
		if (this.raisedAt == null && now.finding() != null && now.finding().raises()
				&& !period.equals(this.raisedFor)) {
			this.raisedAt = at;
			this.raisedFor = period;
			return Step.RAISED;
		}
		return Step.NONE;
	}

	/** Somebody has taken note of it: it is not raised again before its next period. */
	boolean clear() {
		boolean raised = this.raisedAt != null;
		this.raisedAt = null;
		return raised;
	}

	UUID id() {
		return this.id;
	}

	UUID workspaceId() {
		return this.workspaceId;
	}

	UUID surveyId() {
		return this.surveyId;
	}

	AlertRule rule() {
		return this.rule;
	}

	/** The name of who made it. */
	String author() {
		return this.author;
	}

	Instant createdAt() {
		return this.createdAt;
	}

	long revision() {
		return this.revision;
	}

	@Nullable Instant raisedAt() {
		return this.raisedAt;
	}

	Seen seen() {
		return this.seen;
	}

}
