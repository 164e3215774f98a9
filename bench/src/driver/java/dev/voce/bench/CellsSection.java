package dev.voce.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

import dev.voce.counting.Cells;

/** What packed days cost by themselves, in this process. */
final class CellsSection {

	private static final int DAYS = 365;

	private static final int VALUES = 10;

	private static final int SCORES = 11;

	private static final int SECONDS = 2;

	private final Results results;

	private final List<byte[]> packed = new ArrayList<>();

	private final List<Cells> cells = new ArrayList<>();

	/** Keeps the compiler from leaving out what nobody reads. */
	private long consumed;

	CellsSection(Results results) throws Cells.UnreadableCells {
		this.results = results;
		SplittableRandom random = new SplittableRandom(1);
		for (int day = 0; day < DAYS; day++) {
			Cells.Sum sum = new Cells.Sum();
			for (int value = 0; value < VALUES; value++) {
				for (int score = 0; score < SCORES; score++) {
					sum.add(value, score, random.nextInt(300));
				}
			}
			this.packed.add(sum.cells().pack());
			this.cells.add(Cells.unpack(this.packed.get(day)));
		}
	}

	private interface OfDay {

		long run(int day) throws Cells.UnreadableCells;

	}

	void run() throws Cells.UnreadableCells {
		row("a day of 10 values packed, µs", (day) -> this.cells.get(day).pack().length);
		row("unpacked, µs", (day) -> Cells.unpack(this.packed.get(day)).isEmpty() ? 1 : 0);
		row("two of them added, µs",
				(day) -> this.cells.get(day).plus(this.cells.get((day + 1) % DAYS)).isEmpty() ? 1 : 0);
		row("365 of them unpacked and added up, µs each", new OfDay() {

			private final long[] sums = new long[VALUES * Cells.SCORES];

			@Override
			public long run(int day) throws Cells.UnreadableCells {
				Cells.unpack(CellsSection.this.packed.get(day))
					.forEach((value, score, count) -> this.sums[value * Cells.SCORES + score] += count);
				return this.sums[day % this.sums.length];
			}

		});
		System.out.println("cells consumed " + this.consumed);
	}

	// The second half alone is timed.
	private void row(String what, OfDay operation) throws Cells.UnreadableCells {
		long start = System.nanoTime();
		long timedFrom = start;
		long days = 0;
		while (System.nanoTime() < start + SECONDS * 1_000_000_000L) {
			if (timedFrom == start && System.nanoTime() > start + SECONDS * 500_000_000L) {
				timedFrom = System.nanoTime();
				days = 0;
			}
			for (int day = 0; day < DAYS; day++) {
				this.consumed += operation.run(day);
			}
			days += DAYS;
		}
		this.results.row("`Cells`: " + what, (System.nanoTime() - timedFrom) / 1e3 / days, "%.2f", "");
	}

}
