package dev.voce.tally;

import java.io.Serializable;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** A rebuild that was asked for, and how far it is. */
@Entity
@Table(name = "rebuild")
@IdClass(RebuildRow.Key.class)
final class RebuildRow {

	@Id
	UUID surveyId;

	@Id
	UUID id;

	@Enumerated(EnumType.STRING)
	Status status;

	Instant requestedAt;

	/** Days from this one on are done. */
	@Nullable LocalDate before;

	/** Whether values get their names anew. */
	boolean names;

	long checked;

	long corrected;

	@SuppressWarnings("NullAway.Init") // for JPA
	protected RebuildRow() {
	}

	/** Names a rebuild among all surveys'. */
	record Key(UUID surveyId, UUID id) implements Serializable {
	}

	enum Status {

		RUNNING, DONE, FAILED

	}

	/** Goes on from here next time. */
	void doneFrom(LocalDate day, long checked, long corrected) {
		this.before = day;
		this.checked += checked;
		this.corrected += corrected;
	}

	void end(Status status) {
		this.status = status;
	}

}
