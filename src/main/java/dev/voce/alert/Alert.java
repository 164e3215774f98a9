package dev.voce.alert;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

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

	/** How many of the times are kept at which it was raised. */
	private static final int KEPT = 3;

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

	/** When it was made, changed, cleared, or its period ended, whichever came last. */
	private Instant quietSince;

	@JdbcTypeCode(SqlTypes.JSON)
	private List<Instant> raisings;

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
		this.quietSince = now;
		this.raisings = List.of();
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
	void edit(AlertRule other, Instant now) {
		this.rule = other;
		this.seen = Seen.NOTHING;
		this.raisedAt = null;
		this.quietSince = now;
		this.raisings = List.of();
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
			this.quietSince = at;
			return Step.ENDED;
		}
		if (this.raisedAt == null && now.finding() != null && now.finding().raises()
				&& !period.equals(this.raisedFor)) {
			this.raisedAt = at;
			this.raisedFor = period;
			this.raisings = Stream.concat(this.raisings.stream(), Stream.of(at))
				.skip(Math.max(0, this.raisings.size() + 1 - KEPT))
				.toList();
			return Step.RAISED;
		}
		return Step.NONE;
	}

	/** Somebody has taken note of it: it is not raised again before its next period. */
	boolean clear(Instant now) {
		boolean raised = this.raisedAt != null;
		this.raisedAt = null;
		this.quietSince = raised ? now : this.quietSince;
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

	/** Since when it is quiet, unless it is raised. */
	Instant quietSince() {
		return this.quietSince;
	}

	/** When it was raised, up to three times, the latest last. */
	List<Instant> raisings() {
		return this.raisings;
	}

	Seen seen() {
		return this.seen;
	}

}
