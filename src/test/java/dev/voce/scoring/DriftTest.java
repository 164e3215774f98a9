package dev.voce.scoring;

import java.util.Random;

import org.assertj.core.data.Offset;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Looks that are repeated: vectors and simulation of the scoring document. */
@NullUnmarked
class DriftTest {

	private static final Formula NPS = Formula.of(Metric.NPS, new Scale(0, 10), Orientation.NORMAL);

	private static final Formula CSAT = Formula.of(Metric.CSAT, new Scale(1, 5), Orientation.NORMAL);

	private static final Offset<Double> EXACT = Offset.offset(1e-6);

	private static final long SEED = 20_261_126;

	private static Distribution nps(long promoters, long passives, long detractors) {
		return Distribution.of(NPS.scale(), detractors, 0, 0, 0, 0, 0, 0, passives, 0, promoters, 0);
	}

	@ParameterizedTest
	@CsvSource({ "90, 60, 50, .097343, .063664, .210127, .810481, -.105656, .300343, 1",
			"80, 60, 110, -.218278, .061212, 3.975144, .018777, -.412071, -.024485, .009399" })
	void computesTheVectors(long promoters, long passives, long detractors, double delta, double error, double log,
			double pValue, double lower, double upper, double below) {
		Sample difference = NPS.sample(nps(promoters, passives, detractors)).minus(NPS.sample(nps(462, 176, 362)));
		assertThat(difference.centre()).isCloseTo(delta, EXACT);
		assertThat(Math.sqrt(difference.variance())).isCloseTo(error, EXACT);
		assertThat(difference.logRatio()).isCloseTo(log, EXACT);
		assertThat(difference.pValue()).isCloseTo(pValue, EXACT);
		assertThat(difference.centre() - difference.half(0.05)).isCloseTo(lower, EXACT);
		assertThat(difference.centre() + difference.half(0.05)).isCloseTo(upper, EXACT);
		assertThat(difference.pValueBelow()).isCloseTo(below, EXACT);
	}

	@Test
	void computesTheVectorOfASmallSample() {
		Sample difference = NPS.sample(nps(30, 30, 40)).minus(NPS.sample(nps(500, 300, 200)));
		assertThat(difference.pValue()).isCloseTo(.002924, EXACT);
		assertThat(difference.pValueBelow()).isCloseTo(.001462, EXACT);
	}

	@Test
	void theIntervalAgreesWithTheTestThatRaises() {
		Drift drift = Drift.fromBaseline(NPS, nps(18, 13, 18), nps(708, 300, 192), 0.05);
		assertThat(drift.fell()).isTrue();
		assertThat(drift.delta()).isCloseTo(-43, Offset.offset(1e-9));
		assertThat(drift.level()).isEqualTo(0.9);
		assertThat(Math.round(drift.lower())).isEqualTo(-85);
		assertThat(Math.round(drift.upper())).isEqualTo(-1);
		assertThat(drift.pValue()).isCloseTo(0.047, Offset.offset(5e-4));
		assertThat(Drift.fromBaseline(NPS, nps(13, 11, 15), nps(708, 300, 192), 0.05).fell()).isFalse();
	}

	@Test
	void fewerThanTenAnswersOnASideTellNothing() {
		assertThat(Drift.fromBaseline(NPS, nps(0, 0, 9), nps(708, 300, 192), 0.05)).isNull();
		assertThat(Drift.fromBaseline(NPS, nps(0, 0, 90), nps(9, 0, 0), 0.05)).isNull();
		assertThat(Drift.fromThreshold(NPS, nps(0, 0, 9), 0, 0.05)).isNull();
	}

	@Test
	void aShareIsSurelyBelowAValueWhereItsWholeIntervalIs() {
		Distribution many = Distribution.of(CSAT.scale(), 100, 60, 40, 100, 100);
		Drift drift = Drift.fromThreshold(CSAT, many, 75, 0.05);
		assertThat(drift.fell()).isTrue();
		assertThat(drift.delta()).isCloseTo(-25, Offset.offset(1e-9));
		assertThat(drift.upper()).isNegative();
		assertThat(Drift.fromThreshold(CSAT, many, 52, 0.05).fell()).isFalse();
		assertThat(Drift.fromThreshold(CSAT, many, 25, 0.05).fell()).as("it is above").isFalse();
	}

	@Test
	void lookingDailyRaisesFewFalseAlarmsAndFindsADrop() {
		Random random = new Random(SEED);
		assertThat(raised(random, 2_000, 180, 0.5, 0.2)).as("seed %d", SEED).isLessThanOrEqualTo(60);
		assertThat(raised(random, 500, 180, 0.4, 0.3)).as("seed %d", SEED).isGreaterThanOrEqualTo(475);
	}

	/**
	 * In how many runs an alert is raised against a baseline of 50 % and 20 %, 20 answers
	 * a day.
	 */
	private static int raised(Random random, int runs, int days, double promoters, double detractors) {
		int raised = 0;
		for (int run = 0; run < runs; run++) {
			long[] before = answers(random, 1_800, 0.5, 0.2);
			Distribution baseline = nps(before[0], before[1], before[2]);
			long[] now = new long[3];
			for (int day = 0; day < days; day++) {
				long[] came = answers(random, 20, promoters, detractors);
				for (int i = 0; i < now.length; i++) {
					now[i] += came[i];
				}
				if (Drift.fromBaseline(NPS, nps(now[0], now[1], now[2]), baseline, 0.05).fell()) {
					raised++;
					break;
				}
			}
		}
		return raised;
	}

	private static long[] answers(Random random, int n, double promoters, double detractors) {
		long[] answers = new long[3];
		for (int i = 0; i < n; i++) {
			double drawn = random.nextDouble();
			answers[(drawn < promoters) ? 0 : (drawn < 1 - detractors) ? 1 : 2]++;
		}
		return answers;
	}

	@ParameterizedTest
	@CsvSource({ "14, .000758", "9, .059509", "0, 1" })
	void countsMoreThanABaselineMakesPlausible(long events, double pValue) {
		assertThat(Surge.pValue(events, 7, 60, 90)).isCloseTo(pValue, EXACT);
	}

	@Test
	void theFewestEventsAreTheFirstThatChanceDoesNotExplain() {
		long fewest = Surge.fewest(7, 60, 90, 0.01);
		assertThat(Surge.pValue(fewest, 7, 60, 90)).isLessThanOrEqualTo(0.01);
		assertThat(Surge.pValue(fewest - 1, 7, 60, 90)).isGreaterThan(0.01);
		assertThat(Surge.fewest(7, 0, 90, 0.01)).isEqualTo(2);
	}

}
