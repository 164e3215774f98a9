package dev.voce.tally;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

import dev.voce.counting.Counting;
import dev.voce.counting.Series;
import dev.voce.counting.SeriesKey;
import dev.voce.survey.SurveyDefinition;

/**
 * The series of surveys: which there are, what they cover, and what their values are
 * called. Whoever changes them holds the lock of the survey's tallies.
 */
@Component
class SeriesCatalog {

	private final SeriesRepository repository;

	private final TallyStateRepository states;

	private final TallyRepository tallies;

	SeriesCatalog(SeriesRepository repository, TallyStateRepository states, TallyRepository tallies) {
		this.repository = repository;
		this.tallies = tallies;
		this.states = states;
	}

	/** All series of a survey, those that are being built beside others included. */
	List<Series> all(UUID survey) {
		return this.repository.findBySurvey(survey).stream().map(SeriesCatalog::series).toList();
	}

	private static Series series(SeriesRepository.Named row) {
		return new Series(row.getId(), new SeriesKey(row.getQuestionId(), row.getSegment()), row.getCoversFrom(),
				row.getHoldsPurged(), row.getServing(), (row.getAllowed() != null) ? Set.of(row.getAllowed()) : null,
				List.of(row.getNames()));
	}

	/** Stores the names that were given while rows were counted. */
	void storeNewNames(UUID survey, Collection<Series> series) {
		List<Integer> ids = new ArrayList<>();
		List<Integer> numbers = new ArrayList<>();
		List<String> values = new ArrayList<>();
		for (Series one : series) {
			int number = one.firstNewNumber();
			for (String name : one.newNames()) {
				ids.add(one.id());
				numbers.add(number++);
				values.add(name);
			}
		}
		if (!ids.isEmpty()) {
			this.repository.name(survey, ids.toArray(Integer[]::new), numbers.toArray(Integer[]::new),
					values.toArray(String[]::new));
		}
	}

	/**
	 * Adds the series that a survey lacks and removes those that it no longer counts.
	 * @param survey what is to be counted
	 * @param coversFrom what the new ones cover: {@link Series#ALWAYS} where nothing is
	 * stored that they would have to count
	 * @param unanswered questions that no stored response can answer
	 */
	void adjust(SurveyDefinition survey, LocalDate coversFrom, Set<UUID> unanswered) {
		List<SeriesKey> wanted = new Counting(survey).series();
		List<Series> present = all(survey.id());
		Set<SeriesKey> keys = present.stream().map(Series::key).collect(Collectors.toSet());
		List<SeriesKey> lacking = wanted.stream().filter((key) -> !keys.contains(key)).toList();
		add(survey, lacking.stream().filter((key) -> unanswered.contains(key.question())).toList(), Series.ALWAYS,
				true);
		add(survey, lacking.stream().filter((key) -> !unanswered.contains(key.question())).toList(), coversFrom, true);
		Set<SeriesKey> kept = Set.copyOf(wanted);
		remove(survey.id(), present.stream().filter((one) -> !kept.contains(one.key())).toList());
	}

	/**
	 * Begins a second series beside each of a segment: its values get their names anew,
	 * and it serves once it covers as much as the first. One that was begun already
	 * begins again.
	 * @param segment one segment; {@code null} for all
	 */
	void nameAnew(SurveyDefinition survey, List<Series> present, @Nullable String segment) {
		List<Series> named = present.stream()
			.filter((one) -> !one.key().isWhole() && (segment == null || one.key().segment().equals(segment)))
			.toList();
		remove(survey.id(), named.stream().filter((one) -> !one.isServing()).toList());
		add(survey, named.stream().filter(Series::isServing).map(Series::key).toList(), Series.NEVER, false);
	}

	private void add(SurveyDefinition survey, List<SeriesKey> keys, LocalDate coversFrom, boolean serving) {
		int last = this.states.read(survey.id()).orElseThrow().getLastSeries();
		for (SeriesKey key : keys) {
			Set<String> allowed = survey.segmentValues(key.segment());
			this.repository.add(survey.id(), ++last, key.question(), key.segment(), coversFrom, serving,
					(allowed != null) ? allowed.toArray(String[]::new) : null);
		}
		if (!keys.isEmpty()) {
			this.states.revised(survey.id(), last);
		}
	}

	/** Removes series with all that they count. */
	void remove(UUID survey, Collection<Series> series) {
		if (!series.isEmpty()) {
			Integer[] ids = series.stream().map(Series::id).toArray(Integer[]::new);
			this.repository.remove(survey, ids);
			this.repository.forgetNames(survey, ids);
			this.tallies.removeSeries(survey, ids);
			revise(survey);
		}
	}

	/** Removes all series of a survey, whose days will be those of another zone. */
	void discard(UUID survey) {
		remove(survey, all(survey));
		this.states.forgetZone(survey);
	}

	/** Says that figures may differ from before. */
	void revise(UUID survey) {
		this.states.revised(survey, this.states.read(survey).orElseThrow().getLastSeries());
	}

	/** Says that series cover earlier days than before. */
	void cover(UUID survey, Collection<Series> series, LocalDate from) {
		if (series.isEmpty()) {
			return;
		}
		this.repository.cover(survey, series.stream().map(Series::id).toArray(Integer[]::new), from);
		revise(survey);
	}

	/** Has a series that was built beside another take its place. */
	void replace(UUID survey, Series old, Series fresh) {
		remove(survey, List.of(old));
		this.repository.serve(survey, fresh.id(), old.coversFrom(), old.holdsPurged());
	}

}
