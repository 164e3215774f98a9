package dev.voce.scoring;

import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/** Formulas and random answers that laws are checked on. */
final class Samples {

	static final Formula NPS = Formula.of(Metric.NPS, new Scale(0, 10), Orientation.NORMAL);

	static final Formula CSAT = Formula.of(Metric.CSAT, new Scale(1, 5), Orientation.NORMAL);

	static final Formula CES = Formula.of(Metric.CES, new Scale(1, 7), Orientation.NORMAL);

	static final Formula RATING = Formula.of(Metric.RATING, new Scale(1, 5), Orientation.NORMAL);

	private static final long[] MAGNITUDES = { 1, 3, 50, 1_000_000, 1_000_000_000_000_000L };

	private Samples() {
	}

	static Stream<Formula> formulas() {
		return Stream.of(NPS, of(Metric.NPS, 1, 10), CSAT, of(Metric.CSAT, 1, 7), of(Metric.CSAT, 1, 10),
				of(Metric.CSAT, 1, 3), of(Metric.CSAT, 0, 1), reversed(CSAT), reversed(of(Metric.CSAT, 1, 7)),
				reversed(of(Metric.CSAT, 1, 10)), reversed(of(Metric.CSAT, 1, 3)), reversed(of(Metric.CSAT, 0, 1)), CES,
				Formula.of(Metric.CES, new Scale(1, 5), Orientation.EASE),
				Formula.of(Metric.CES, new Scale(1, 5), Orientation.EFFORT), RATING, of(Metric.RATING, 0, 1),
				of(Metric.RATING, -5, 5), of(Metric.RATING, 90, 100));
	}

	static Formula of(Metric metric, int min, int max) {
		return Formula.of(metric, new Scale(min, max), Orientation.NORMAL);
	}

	static Formula reversed(Formula formula) {
		return Formula.of(formula.metric(), formula.scale(), Orientation.REVERSED);
	}

	/** Promoters, passives and detractors on the scale 0 to 10. */
	static Distribution nps(long promoters, long passives, long detractors) {
		return Distribution.of(NPS.scale(), detractors, 0, 0, 0, 0, 0, 0, passives, 0, promoters, 0);
	}

	/** Satisfied and dissatisfied answers on the scale 1 to 5. */
	static Distribution csat(long satisfied, long total) {
		return Distribution.of(CSAT.scale(), total - satisfied, 0, 0, 0, satisfied);
	}

	/** Same answers with the scale turned round. */
	static Distribution mirror(Distribution answers) {
		long[] counts = answers.counts();
		return Distribution.of(answers.scale(),
				LongStream.range(0, counts.length).map((i) -> counts[counts.length - 1 - (int) i]).toArray());
	}

	static Distribution times(Distribution answers, long factor) {
		return Distribution.of(answers.scale(),
				LongStream.of(answers.counts()).map((count) -> count * factor).toArray());
	}

	/** From single answers to 10^15 at each score, with gaps; the same at every run. */
	static void forRandomAnswers(Scale scale, Consumer<Distribution> law) {
		Random random = new Random(20261121);
		for (int i = 0; i < 400; i++) {
			law.accept(random(scale, random));
		}
	}

	static Distribution random(Scale scale, Random random) {
		long magnitude = MAGNITUDES[random.nextInt(MAGNITUDES.length)];
		double gaps = random.nextDouble();
		return Distribution.of(scale,
				LongStream.range(0, scale.size())
					.map((i) -> (random.nextDouble() < gaps) ? 0 : 1 + (long) (random.nextDouble() * magnitude))
					.map((count) -> Math.min(count, magnitude))
					.toArray());
	}

	/** What must be there. */
	static <T> T there(@Nullable T figure) {
		return Objects.requireNonNull(figure);
	}

}
