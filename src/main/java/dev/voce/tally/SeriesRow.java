package dev.voce.tally;

import java.io.Serializable;
import java.time.LocalDate;
import java.util.UUID;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;

/** What is counted of a survey, and from which day on. */
@Entity
@Table(name = "tally_series")
@IdClass(SeriesRow.Key.class)
final class SeriesRow {

	@Id
	UUID surveyId;

	@Id
	int id;

	UUID questionId;

	String segment;

	LocalDate coversFrom;

	boolean holdsPurged;

	boolean serving;

	@SuppressWarnings("NullAway.Init") // for JPA
	protected SeriesRow() {
	}

	/** Names a series among all surveys'. */
	record Key(UUID surveyId, int id) implements Serializable {
	}

}
