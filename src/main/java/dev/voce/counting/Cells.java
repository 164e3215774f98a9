package dev.voce.counting;

import java.util.Arrays;

import dev.voce.counting.Cells;

/**
 * How often each score stands under each value of a segment: one row of tallies, of one
 * day and at most 64 values. Immutable. Packed, every count that isn't zero is its
 * place's distance from the place before and itself, both as varints (seven bits a byte,
 * the lowest first, the highest bit set where more follow), in rising order of places.
 */
public final class Cells {

	/** How many values of a segment stand in one row. */
	public static final int VALUES = 64;

	/** How many scores, or events, a value has at most. */
	public static final int SCORES = 16;

	/** No counts at all: no bytes. */
	public static final Cells NONE = new Cells(new int[0], new long[0]);

	/**
	 * What is stored where counts can't be right: no places can be equal, so that it is
	 * unreadable by construction.
	 */
	private static final byte[] UNREADABLE = { 0 };

	private static final int PLACES = VALUES * SCORES;

	/** Of a place and its count as varints. */
	private static final int MOST_BYTES = 2 + 9;

	private final int[] places;

	private final long[] counts;

	private Cells(int[] places, long[] counts) {
		this.places = places;
		this.counts = counts;
	}

	/** Takes each count that isn't zero. */
	@FunctionalInterface
	public interface Visitor {

		/**
		 * Takes a count.
		 * @param value the value's place in its row, from 0 to 63
		 * @param score the score's index on its scale, or an event's, from 0 to 15
		 * @param count how often, not 0
		 */
		void count(int value, int score, long count);

	}

	/** Bytes that no counts pack into. */
	public static final class UnreadableCells extends Exception {

		UnreadableCells(String why) {
			super(why);
		}

	}

	/**
	 * Reads packed counts.
	 * @param packed as {@link #pack} makes it
	 * @return the counts, none negative
	 * @throws UnreadableCells if they can't have been made so
	 */
	public static Cells unpack(byte[] packed) throws UnreadableCells {
		int[] places = new int[packed.length / 2];
		long[] counts = new long[packed.length / 2];
		int size = 0;
		long place = -1;
		Varints numbers = new Varints(packed);
		while (numbers.hasNext()) {
			long step = numbers.next();
			if (!numbers.hasNext()) {
				throw new UnreadableCells("a place without a count at byte " + numbers.at);
			}
			long count = numbers.next();
			if (step < 1 || step > PLACES || place + step >= PLACES || count < 1) {
				throw new UnreadableCells("place or count out of range before byte " + numbers.at);
			}
			place += step;
			places[size] = (int) place;
			counts[size] = count;
			size++;
		}
		return of(places, counts, size);
	}

	/** Reads varints one after the other. */
	private static final class Varints {

		private final byte[] packed;

		private int at;

		Varints(byte[] packed) {
			this.packed = packed;
		}

		boolean hasNext() {
			return this.at < this.packed.length;
		}

		long next() throws UnreadableCells {
			long number = 0;
			for (int shift = 0; hasNext() && shift < 63; shift += 7) {
				byte next = this.packed[this.at++];
				number |= (next & 0x7FL) << shift;
				if (next >= 0) {
					return number;
				}
			}
			throw new UnreadableCells("an endless number before byte " + this.at);
		}

	}

	/**
	 * Packs the counts.
	 * @return the bytes, empty without counts; unreadable ones where a count is negative,
	 * so that nobody takes it for right
	 */
	public byte[] pack() {
		byte[] packed = new byte[this.places.length * MOST_BYTES];
		int length = 0;
		int before = -1;
		for (int i = 0; i < this.places.length; i++) {
			if (this.counts[i] < 0) {
				return UNREADABLE.clone();
			}
			length = write(packed, length, this.places[i] - before);
			length = write(packed, length, this.counts[i]);
			before = this.places[i];
		}
		return Arrays.copyOf(packed, length);
	}

	private static int write(byte[] packed, int from, long number) {
		int at = from;
		long left = number;
		while (left > 0x7F) {
			packed[at++] = (byte) (left | 0x80);
			left >>>= 7;
		}
		packed[at++] = (byte) left;
		return at;
	}

	/**
	 * The counts of both together.
	 * @throws ArithmeticException if a sum doesn't fit a {@code long}
	 */
	public Cells plus(Cells other) {
		return merge(other, 1);
	}

	/** What is left of the counts without the other's; may be negative. */
	public Cells minus(Cells other) {
		return merge(other, -1);
	}

	// Both are in order of their places.
	private Cells merge(Cells other, int sign) {
		int[] places = new int[this.places.length + other.places.length];
		long[] counts = new long[places.length];
		int size = 0;
		int mine = 0;
		int its = 0;
		while (mine < this.places.length || its < other.places.length) {
			int place = Math.min(this.place(mine), other.place(its));
			long count = (place == this.place(mine)) ? this.counts[mine++] : 0;
			if (place == other.place(its)) {
				count = Math.addExact(count, Math.multiplyExact(sign, other.counts[its++]));
			}
			if (count != 0) {
				places[size] = place;
				counts[size] = count;
				size++;
			}
		}
		return of(places, counts, size);
	}

	private int place(int index) {
		return (index < this.places.length) ? this.places[index] : PLACES;
	}

	private static Cells of(int[] places, long[] counts, int size) {
		if (size == 0) {
			return NONE;
		}
		return (size == places.length) ? new Cells(places, counts)
				: new Cells(Arrays.copyOf(places, size), Arrays.copyOf(counts, size));
	}

	public boolean isEmpty() {
		return this.places.length == 0;
	}

	/** Whether a count is below zero, which no stored row's may be. */
	public boolean isNegative() {
		return Arrays.stream(this.counts).anyMatch((count) -> count < 0);
	}

	public void forEach(Visitor visitor) {
		for (int i = 0; i < this.places.length; i++) {
			visitor.count(this.places[i] / SCORES, this.places[i] % SCORES, this.counts[i]);
		}
	}

	@Override
	public boolean equals(Object other) {
		return other instanceof Cells that && Arrays.equals(this.places, that.places)
				&& Arrays.equals(this.counts, that.counts);
	}

	@Override
	public int hashCode() {
		return 31 * Arrays.hashCode(this.places) + Arrays.hashCode(this.counts);
	}

	@Override
	public String toString() {
		StringBuilder text = new StringBuilder("{");
		forEach((value, score, count) -> text.append((text.length() > 1) ? ", " : "")
			.append(value)
			.append('/')
			.append(score)
			.append('=')
			.append(count));
		return text.append('}').toString();
	}

	/**
	 * Adds counts up: a small hash table, since a tallying holds thousands of these. Not
	 * for several threads.
	 */
	public static final class Sum {

		private static final int EMPTY = -1;

		private int[] places = new int[8];

		private long[] counts = new long[8];

		private int used;

		public Sum() {
			Arrays.fill(this.places, EMPTY);
		}

		/**
		 * Adds to one count.
		 * @param value the value's place in its row, from 0 to 63
		 * @param score the score's index, from 0 to 15
		 * @param count how much, negative to take away
		 */
		public void add(int value, int score, long count) {
			add(value * SCORES + score, count);
		}

		private void add(int place, long count) {
			int slot = slot(place);
			if (this.places[slot] == EMPTY) {
				if (2 * ++this.used > this.places.length) {
					grow();
					slot = slot(place);
				}
				this.places[slot] = place;
			}
			this.counts[slot] = Math.addExact(this.counts[slot], count);
		}

		private int slot(int place) {
			int mask = this.places.length - 1;
			int slot = (place * 0x9E3779B1 >>> 16) & mask;
			while (this.places[slot] != EMPTY && this.places[slot] != place) {
				slot = (slot + 1) & mask;
			}
			return slot;
		}

		private void grow() {
			int[] places = this.places;
			long[] counts = this.counts;
			this.places = new int[2 * places.length];
			this.counts = new long[2 * counts.length];
			Arrays.fill(this.places, EMPTY);
			for (int i = 0; i < places.length; i++) {
				if (places[i] != EMPTY) {
					int slot = slot(places[i]);
					this.places[slot] = places[i];
					this.counts[slot] = counts[i];
				}
			}
		}

		/** What was added up so far. */
		public Cells cells() {
			int[] places = Arrays.stream(this.places)
				.filter((place) -> place != EMPTY && this.counts[slot(place)] != 0)
				.sorted()
				.toArray();
			return (places.length == 0) ? NONE
					: new Cells(places, Arrays.stream(places).mapToLong((place) -> this.counts[slot(place)]).toArray());
		}

	}

}
