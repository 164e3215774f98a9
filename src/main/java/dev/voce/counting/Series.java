package dev.voce.counting;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.voce.counting.Cells;
import dev.voce.counting.Series;
import dev.voce.counting.SeriesKey;

/**
 * A series of tallies with the names of its values. A value gets its number when it is
 * first counted and keeps it for as long as the series lives: 0 is {@link #NONE}, 1 is
 * {@link #OTHER}, under which all stand that come after 1,000 names were given. Not for
 * several threads.
 */
public final class Series {

	/** Responses without a value of the segment. */
	public static final String NONE = "(none)";

	/** Responses with a value that has no name of its own. */
	public static final String OTHER = "(other)";

	/** How many values have a name of their own. */
	public static final int MOST_NAMES = 1_000;

	private static final int FIRST_NAME = 2;

	/** Covers every day: nothing is left to build. */
	public static final LocalDate ALWAYS = LocalDate.of(1, 1, 1);

	/** Covers no day yet. */
	public static final LocalDate NEVER = LocalDate.of(9999, 12, 31);

	private final int id;

	private final SeriesKey key;

	private final LocalDate coversFrom;

	private final boolean holdsPurged;

	private final boolean serving;

	private final @Nullable Set<String> allowed;

	private final Map<String, Integer> numbers = new HashMap<>();

	private final List<String> names = new ArrayList<>();

	/** How many of the names are stored. */
	private final int stored;

	/**
	 * A series as stored.
	 * @param id unique in its survey, never used again
	 * @param key what it counts
	 * @param coversFrom the first local day that it counts
	 * @param holdsPurged whether it holds what was counted of purged days, though it does
	 * not cover all days after them yet
	 * @param serving whether figures are read from it, or from another beside which it is
	 * being built
	 * @param allowed the values that may have a name, as they were when it was begun;
	 * {@code null} for any
	 * @param names of its values, in the order of their numbers
	 */
	public Series(int id, SeriesKey key, LocalDate coversFrom, boolean holdsPurged, boolean serving,
			@Nullable Set<String> allowed, List<String> names) {
		this.id = id;
		this.key = key;
		this.coversFrom = coversFrom;
		this.holdsPurged = holdsPurged;
		this.serving = serving;
		this.allowed = allowed;
		names.forEach(this::name);
		this.stored = this.names.size();
	}

	public int id() {
		return this.id;
	}

	public SeriesKey key() {
		return this.key;
	}

	public LocalDate coversFrom() {
		return this.coversFrom;
	}

	public boolean holdsPurged() {
		return this.holdsPurged;
	}

	public boolean isServing() {
		return this.serving;
	}

	public boolean covers(LocalDate day) {
		return !day.isBefore(this.coversFrom);
	}

	private int name(String value) {
		this.names.add(value);
		int number = this.names.size() - 1 + FIRST_NAME;
		this.numbers.put(value, number);
		return number;
	}

	/**
	 * The number of a value that is being counted: it gets a name if there is one left.
	 */
	public int number(String value) {
		int known = known(value);
		return (known == 1 && mayHaveName(value) && this.names.size() < MOST_NAMES) ? name(value) : known;
	}

	private boolean mayHaveName(String value) {
		return !value.equals(OTHER) && (this.allowed == null || this.allowed.contains(value));
	}

	/** The number under which a value was counted. */
	public int known(String value) {
		if (this.key.isWhole() || value.equals(NONE)) {
			return 0;
		}
		return this.numbers.getOrDefault(value, 1);
	}

	/** The value that a number stands for. */
	public String value(int number) {
		return switch (number) {
			case 0 -> this.key.isWhole() ? "" : NONE;
			case 1 -> OTHER;
			default -> (number - FIRST_NAME < this.names.size()) ? this.names.get(number - FIRST_NAME) : OTHER;
		};
	}

	/** Whether values were counted together that came after all names were given. */
	public boolean isCapped() {
		return this.names.size() >= MOST_NAMES;
	}

	/** How many values are counted separately, those without a name included. */
	public int values() {
		return this.names.size() + FIRST_NAME;
	}

	/** How many rows a day has at most. */
	public int parts() {
		return (values() - 1) / Cells.VALUES + 1;
	}

	/** The names that were given since it was read, in the order of their numbers. */
	public List<String> newNames() {
		return List.copyOf(this.names.subList(this.stored, this.names.size()));
	}

	/** The number that the first of the new names has. */
	public int firstNewNumber() {
		return this.stored + FIRST_NAME;
	}

}
