package dev.voce.tally;

import java.time.LocalDate;
import java.util.UUID;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import org.jspecify.annotations.Nullable;

/**
 * How far a survey's tallies are. Whoever writes tallies locks this row first, and always
 * updates it, so that whoever saw an older snapshot fails and begins again.
 */
@Entity
final class TallyState {

	@Id
	UUID surveyId;

	long talliedTo;

	long revision;

	int lastSeries;

	int lastRows;

	@Nullable LocalDate askedFrom;

	@Nullable String zoneRules;

	@Nullable String zoneVersion;

	@SuppressWarnings("NullAway.Init") // for JPA
	protected TallyState() {
	}

}
