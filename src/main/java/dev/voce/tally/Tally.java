package dev.voce.tally;

import java.io.Serializable;
import java.time.LocalDate;
import java.util.UUID;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;

/** One day of a series, and up to 64 of its values, packed. */
@Entity
@IdClass(Tally.Key.class)
final class Tally {

	@Id
	UUID surveyId;

	@Id
	int series;

	@Id
	LocalDate day;

	@Id
	short part;

	byte[] cells;

	@SuppressWarnings("NullAway.Init") // for JPA
	protected Tally() {
	}

	/** Names a row among all surveys'. */
	record Key(UUID surveyId, int series, LocalDate day, short part) implements Serializable {
	}

}
