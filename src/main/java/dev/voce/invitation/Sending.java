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

	private Instant changedAt;

	private String changedBy;

	@SuppressWarnings("NullAway.Init") // for JPA
	protected Sending() {
	}

	Sending(UUID id, UUID workspaceId, UUID surveyId, String by, Instant now) {
		this.id = id;
		this.workspaceId = workspaceId;
		this.surveyId = surveyId;
		this.status = Status.PAUSED;
		this.skips = Map.of();
		this.startedAt = now;
		this.startedBy = by;
		this.changedAt = now;
		this.changedBy = by;
	}

	/** Whether its mails go out. */
	enum Status {

		/** They do. */
		RUNNING,

		/** They wait until somebody continues, or until the list is read. */
		PAUSED,

		/** Those that were not sent never are. */
		STOPPED

	}

	/** The list was read; its mails may go out, unless it was stopped meanwhile. */
	void begin(int rows, Map<SkipRules.Skip.Rule, Integer> skipped) {
		this.rowCount = rows;
		this.skips = skipped;
		if (this.status != Status.STOPPED) {
			this.status = Status.RUNNING;
		}
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
