package dev.voce.bench;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The rows of the table, and the arithmetic that they need. */
final class Results {

	private final List<String> rows = new ArrayList<>();

	void row(String what, double value, String format, String wanted) {
		this.rows.add("| " + what + " | "
				+ (Double.isNaN(value) ? "not known on this system" : String.format(Locale.ROOT, format, value)) + " | "
				+ wanted + " |");
	}

	void text(String what, String value, String wanted) {
		this.rows.add("| " + what + " | " + value + " | " + wanted + " |");
	}

	void remark(String remark) {
		this.rows.add("| *" + remark + "* | | |");
	}

	void print() {
		System.out.println();
		System.out.println("| what | measured | wanted |");
		System.out.println("|---|---|---|");
		this.rows.forEach(System.out::println);
	}

	static double median(Collection<Double> values) {
		return quantile(values, 0.5);
	}

	static double quantile(Collection<Double> values, double share) {
		List<Double> sorted = values.stream().sorted().toList();
		double at = share * (sorted.size() - 1);
		double low = sorted.get((int) Math.floor(at));
		return low + (at - Math.floor(at)) * (sorted.get((int) Math.ceil(at)) - low);
	}

	/** Times as a cell of the table: their median and how they are spread. */
	static String spread(Collection<Double> millis) {
		return String.format(Locale.ROOT, "%.2f (90 %% %.2f, 99 %% %.2f)", median(millis), quantile(millis, 0.9),
				quantile(millis, 0.99));
	}

	/** What was measured in alternating rounds, by what was measured. */
	static final class Rounds {

		private final Map<String, List<Double>> values = new LinkedHashMap<>();

		void add(String what, double value) {
			this.values.computeIfAbsent(what, (name) -> new ArrayList<>()).add(value);
		}

		List<Double> of(String what) {
			return this.values.getOrDefault(what, List.of());
		}

		double median(String what) {
			return Results.median(of(what));
		}

		/**
		 * The median of the rounds' ratios, so that what disturbs a round disturbs both
		 * sides.
		 */
		double ratio(String one, String other) {
			List<Double> ratios = new ArrayList<>();
			for (int round = 0; round < of(one).size(); round++) {
				ratios.add(of(one).get(round) / of(other).get(round));
			}
			return Results.median(ratios);
		}

	}

}
