package dev.voce.kpi;

import java.io.Serializable;
import java.time.Instant;
import java.util.UUID;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import org.hibernate.annotations.Immutable;

/**
 * How often each score was given to a question in one period, by those of one segment
 * value. Changed by the repository's statements, a batch at a time.
 */
@Entity
@Immutable
@IdClass(Tally.Key.class)
class Tally {

	/** How many scores a scale has at most. */
	static final int COUNTERS = 11;

	@Id
	UUID surveyId;

	@Id
	UUID questionId;

	@Id
	String segment;

	@Id
	@Enumerated(EnumType.STRING)
	Granularity granularity;

	@Id
	Instant periodStart;

	@Id
	String segmentValue;

	long n0;

	long n1;

	long n2;

	long n3;

	long n4;

	long n5;

	long n6;

	long n7;

	long n8;

	long n9;

	long n10;

	@SuppressWarnings("NullAway.Init") // for JPA
	protected Tally() {
	}

	/** Names a row. */
	record Key(UUID surveyId, UUID questionId, String segment, Granularity granularity, Instant periodStart,
			String segmentValue) implements Serializable {
	}

}
