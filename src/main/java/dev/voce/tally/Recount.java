package dev.voce.tally;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.UUID;

import org.springframework.stereotype.Component;

import dev.voce.counting.Counting;
import dev.voce.counting.Deltas;
import dev.voce.counting.LocalDays;
import dev.voce.counting.Series;
import dev.voce.survey.SurveyDefinition;
import dev.voce.counting.Deltas.Range;

/**
 * Counts days anew from the stored responses: what building, rebuild and audit have in
 * common. Within the caller's transaction and snapshot.
 */
@Component
class Recount {

	/** How many responses, or stages of asking, a step counts, more or less. */
	private static final int STEP = 100_000;

	private final CountedRows rows;

	Recount(CountedRows rows) {
		this.rows = rows;
	}

	/**
	 * The days of a step.
	 * @param survey whose
	 * @param before the first day after them
	 * @param floor the first day that can be counted
	 * @return days that hold about as many responses as a step counts, one day at least
	 */
	Range step(SurveyDefinition survey, LocalDate before, LocalDate floor) {
		ZoneId zone = survey.zone();
		Instant end = LocalDays.start(before, zone);
		Instant start = this.rows.goBack(survey.id(), end, STEP);
		LocalDate from = start.equals(Instant.MIN) ? floor : LocalDays.of(start, zone);
		LocalDate last = before.minusDays(1);
		LocalDate earliest = from.isAfter(last) ? last : from;
		return new Range(earliest.isBefore(floor) ? floor : earliest, before);
	}

	/**
	 * What was counted.
	 *
	 * @param deltas the rows as they should be
	 * @param responses how many stored responses of these days count and have a score,
	 * those that the tallies don't hold yet included
	 * @param read how many stored responses of these days there are
	 */
	record Result(Deltas deltas, long responses, long read) {
	}

	/**
	 * Counts days as of the sequence number that the tallies hold.
	 * @param survey whose
	 * @param series under which
	 * @param days which, none of them purged
	 * @param asOf the sequence number
	 * @return the rows as they should be
	 */
	Result count(SurveyDefinition survey, Collection<Series> series, Range days, long asOf) {
		Counting counting = new Counting(survey);
		Deltas deltas = new Deltas(counting, series, Series.ALWAYS);
		Instant from = LocalDays.start(days.from(), survey.zone());
		Instant to = LocalDays.end(days.to().minusDays(1), survey.zone());
		UUID id = survey.id();
		long[] responses = new long[1];
		long[] read = new long[1];
		this.rows.submitted(id, from, to, (response, since) -> {
			read[0]++;
			if (since <= asOf) {
				deltas.recount(days, (counts) -> counting.countSubmitted(response, counts));
			}
			responses[0] += (counting.isScored(response) && days.contains(counting.day(response.submittedAt()))) ? 1
					: 0;
		});
		this.rows.asked(id, from, to, asOf,
				(response) -> deltas.recount(days, (counts) -> counting.countAsked(response, counts)));
		this.rows.shown(id, from, to, asOf, (shown) -> deltas.recount(days, (counts) -> counting.count(shown, counts)));
		this.rows.superseded(id, asOf, (content) -> deltas.recount(days, (counts) -> counting.count(content, counts)));
		return new Result(deltas, responses[0], read[0]);
	}

}
