package dev.voce.kpi;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

import org.springframework.context.event.EventListener;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

import dev.voce.jobs.Jobs;
import dev.voce.storage.Ids;
import dev.voce.storage.LongWork;
import dev.voce.survey.SegmentsChanged;
import dev.voce.survey.SurveyDefinition;
import dev.voce.survey.SurveyStates;
import dev.voce.survey.Surveys;
import dev.voce.web.Problem;

/**
 * Holds the tallies against the stored answers, and asks for what differs to be mended.
 */
@Service
class Audit {

	private static final int MOST_DIFFERENCES = 1_000;

	private final TallyRepository repository;

	private final Surveys surveys;

	private final SurveyStates states;

	private final LongWork longWork;

	private final Jobs jobs;

	private final Clock clock;

	Audit(TallyRepository repository, Surveys surveys, SurveyStates states, LongWork longWork, Jobs jobs, Clock clock) {
		this.longWork = longWork;
		this.states = states;
		this.repository = repository;
		this.surveys = surveys;
		this.jobs = jobs;
		this.clock = clock;
	}

	/**
	 * What an audit found.
	 *
	 * @param asOf when
	 * @param answers responses that count, with at least one score
	 * @param tallyRows tallies that were held against them
	 * @param differences tallies that are not what the answers say, the first 1,000:
	 * there must be none. Segments that are still being counted after their declaration
	 * are left out
	 * @param rawFrom where the survey keeps no older answers: periods before were left
	 * out
	 */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	record Report(Instant asOf, long answers, long tallyRows, List<Difference> differences, @Nullable Instant rawFrom) {
	}

	/**
	 * A tally that is not what the answers say.
	 *
	 * @param question the question's id; the survey's own for the reach
	 * @param segment the segment; empty for all answers
	 * @param granularity DAY or QUARTER_HOUR
	 * @param periodStart where the period starts
	 * @param value the segment value
	 * @param missing for each score what the tally lacks; negative where it has too many
	 */
	record Difference(UUID question, String segment, Granularity granularity, Instant periodStart, String value,
			List<Long> missing) {
	}

	/**
	 * A rebuild under way or done.
	 *
	 * @param status RUNNING, DONE or FAILED
	 * @param checked how many answers were counted again
	 * @param corrected how many tallies were mended
	 */
	record Rebuild(Status status, long checked, long corrected) {

		enum Status {

			RUNNING, DONE, FAILED

		}

	}

	@Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
	Report audit(UUID id) {
		this.longWork.begin();
		SurveyDefinition survey = this.surveys.currentDefinition(id);
		SurveyStates.State state = this.states.read(id);
		List<Difference> differences = this.repository
			.differences(survey.id(), segments(survey), survey.choices().toArray(String[]::new), MOST_DIFFERENCES)
			.stream()
			.map(Audit::difference)
			.filter((difference) -> !state.building().contains(difference.segment()))
			.toList();
		return new Report(this.clock.instant(), this.repository.countAnswers(id, rawFrom(state)),
				this.repository.countRows(id, rawFrom(state)), differences, state.rawFrom());
	}

	/** Asks for a rebuild, or finds the one that is under way. */
	@Transactional
	UUID requestRebuild(UUID survey) {
		UUID running = null;
		while (running == null) { // the one that was under way may end in between
			this.repository.request(survey, Ids.next(), this.clock.instant());
			running = this.repository.running(survey);
		}
		this.jobs.runSoon(Rebuilder.JOB);
		return running;
	}

	Rebuild rebuild(UUID survey, UUID id) {
		return this.repository.rebuild(survey, id)
			.stream()
			.map((row) -> new Rebuild(Rebuild.Status.valueOf((String) row[0]), ((Number) row[1]).longValue(),
					((Number) row[2]).longValue()))
			.findFirst()
			.orElseThrow(() -> new Problem(HttpStatus.NOT_FOUND, "kpi.rebuild"));
	}

	@EventListener
	void countUnder(SegmentsChanged changed) {
		if (!changed.added().isEmpty()) {
			requestRebuild(changed.survey());
		}
	}

	/** From when on the tallies can be held against answers. */
	static Instant rawFrom(SurveyStates.State state) {
		return (state.rawFrom() != null) ? state.rawFrom() : Instant.EPOCH;
	}

	/** Everything but choices that answers are counted under. */
	static String[] segments(SurveyDefinition survey) {
		List<String> segments = new ArrayList<>(SurveyDefinition.PLACES);
		segments.addAll(survey.segments());
		return segments.toArray(String[]::new);
	}

	private static Difference difference(Object[] row) {
		List<Long> missing = new ArrayList<>();
		for (int i = 0; i < Tally.COUNTERS; i++) {
			missing.add(((Number) row[i + 6]).longValue());
		}
		return new Difference((UUID) row[1], (String) row[2], Granularity.valueOf((String) row[3]), (Instant) row[4],
				(String) row[5], missing);
	}

}
