package dev.voce.invitation;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

import dev.voce.storage.Ids;

/** A list of invitations that was posted at once. */
@Entity
final class Sending {

	@Id
	private UUID id;

	private UUID workspaceId;

	private UUID surveyId;

	@Enumerated(EnumType.STRING)
	private Status status;

	private int rowCount;

	@JdbcTypeCode(SqlTypes.JSON)
	private Map<SkipRules.Skip.Rule, Integer> skips;

	private Instant startedAt;

	private String startedBy;

	private @Nullable Instant readingAt;

	private Instant changedAt;

	private String changedBy;

	@SuppressWarnings("NullAway.Init") // for JPA
	protected Sending() {
	}

	Sending(UUID workspaceId, UUID surveyId, String by, Instant now) {
		this.id = Ids.next();
		this.workspaceId = workspaceId;
		this.surveyId = surveyId;
		this.status = Status.RUNNING;
		this.skips = Map.of();
		this.startedAt = now;
		this.startedBy = by;
		this.changedAt = now;
		this.changedBy = by;
		this.readingAt = now;
	}

	/** Whether its mails go out. */
	enum Status {

		/** They do, as soon as all of the list is read. */
		RUNNING,

		/** They wait until somebody continues. */
		PAUSED,

		/** Those that were not sent never are. */
		STOPPED

	}

	/** Some rows were read, and more follow. */
	void read(int rows, Instant now) {
		this.rowCount += rows;
		this.readingAt = now;
	}

	/** No more rows follow, though there are more. */
	void abandon(Instant now) {
		this.readingAt = null;
		if (this.status != Status.STOPPED) {
			change(Status.STOPPED, this.startedBy, now);
		}
	}

	/** All rows were read: mails may go out, unless somebody said otherwise meanwhile. */
	void finish(int rows, Map<SkipRules.Skip.Rule, Integer> skipped) {
		this.rowCount = rows;
		this.skips = skipped;
		this.readingAt = null;
	}

	boolean isReading() {
		return this.readingAt != null;
	}

	void change(Status wanted, String by, Instant now) {
		this.status = wanted;
		this.changedBy = by;
		this.changedAt = now;
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

	Status status() {
		return this.status;
	}

	int rowCount() {
		return this.rowCount;
	}

	Map<SkipRules.Skip.Rule, Integer> skips() {
		return this.skips;
	}

	Instant startedAt() {
		return this.startedAt;
	}

	String startedBy() {
		return this.startedBy;
	}

	Instant changedAt() {
		return this.changedAt;
	}

	String changedBy() {
		return this.changedBy;
	}

}
