package dev.voce.intake;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;

import dev.voce.response.Operation;
import dev.voce.response.Outcome;
import dev.voce.response.ResponsesChanged;
import dev.voce.response.ShownInput;
import dev.voce.response.Source;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class IntakeQueueTest {

	private static final UUID FLOODED = UUID.randomUUID();

	private static final UUID OTHER = UUID.randomUUID();

	private static final Outcome DONE = Outcome.of(Outcome.Kind.NOTED);

	private final IntakeQueue queue = new IntakeQueue(1_000, 10);

	/** What was offered, in order. */
	private final Map<UUID, List<Waiting>> offered = new HashMap<>();

	private Waiting offer(UUID survey) {
		return offer(erasure(survey));
	}

	private Waiting offer(Waiting waiting) {
		assertThat(this.queue.offer(waiting)).isTrue();
		this.offered.computeIfAbsent(waiting.survey(), (key) -> new ArrayList<>()).add(waiting);
		return waiting;
	}

	private void offer(UUID survey, int count) {
		IntStream.range(0, count).forEach((i) -> offer(survey));
	}

	private static Waiting erasure(UUID survey) {
		return waiting(new Operation.Erase(survey, UUID.randomUUID(), "somebody"));
	}

	private static Waiting shown(UUID survey) {
		return waiting(new Operation.Show(new ResponsesChanged.Shown(survey, UUID.randomUUID(), ShownInput.Stage.SHOWN,
				Instant.EPOCH, Source.PAGE, null, null), null));
	}

	private static Waiting waiting(Operation operation) {
		return new Waiting(operation, Duration.ofSeconds(10), (outcome) -> {
		});
	}

	/** Takes a batch and writes it, each of whose operations takes its time. */
	private List<Waiting> write(Map<UUID, Integer> millis) {
		List<Waiting> batch = this.queue.take();
		done(batch, millis);
		return batch;
	}

	private void done(List<Waiting> batch, Map<UUID, Integer> millis) {
		this.queue.took(batch, Duration
			.ofMillis(batch.stream().mapToInt((waiting) -> millis.getOrDefault(waiting.survey(), 1)).sum()));
		batch.forEach((waiting) -> waiting.complete(DONE, this.queue));
	}

	private static long count(List<Waiting> batch, UUID survey) {
		return batch.stream().filter((waiting) -> waiting.survey().equals(survey)).count();
	}

	@Test
	void oneSurveysOperationsKeepTheirOrder() {
		offer(OTHER, 100);
		List<Waiting> taken = new ArrayList<>();
		while (!this.queue.isEmpty()) {
			taken.addAll(write(Map.of()));
		}
		assertThat(taken).isEqualTo(this.offered.get(OTHER));
	}

	@Test
	void surveysTakeTurnsInABatch() {
		offer(FLOODED, 5);
		offer(OTHER, 5);
		assertThat(this.queue.take()).extracting(Waiting::survey)
			.containsExactly(FLOODED, OTHER, FLOODED, OTHER, FLOODED, OTHER, FLOODED, OTHER, FLOODED, OTHER);
	}

	@Test
	void batchHoldsNoMoreOperationsThanItMay() {
		for (int i = 0; i < 100; i++) {
			offer(shown(OTHER));
			offer(shown(FLOODED));
		}
		assertThat(write(Map.of())).hasSize(10);
		assertThat(write(Map.of())).hasSize(10);
	}

	@Test
	void whoeverComesToAnotherSurveyDuringAFloodIsInTheNextBatch() {
		Map<UUID, Integer> millis = Map.of(FLOODED, 30);
		offer(FLOODED, 450);
		for (int i = 0; i < 40; i++) {
			assertThat(write(millis)).hasSize(10).extracting(Waiting::survey).containsOnly(FLOODED);
			Waiting waiting = offer(OTHER);
			assertThat(write(millis)).containsExactly(waiting);
		}
	}

	@Test
	void floodsAtSeveralSurveysDelayAnotherByOneBatchToo() {
		Map<UUID, Integer> millis = new HashMap<>();
		offer(OTHER);
		for (int i = 0; i < 6; i++) {
			UUID flooded = UUID.randomUUID();
			millis.put(flooded, 20 + i);
			offer(flooded, 80);
		}
		IntStream.range(0, 12).forEach((i) -> write(millis));
		for (int i = 0; i < 10; i++) {
			write(millis);
			Waiting waiting = offer(OTHER);
			assertThat(write(millis)).contains(waiting);
		}
	}

	@Test
	void floodHasHalfOfTheTimeAndAnotherThatIsBusyTheOther() {
		Map<UUID, Integer> millis = Map.of(FLOODED, 25, OTHER, 2);
		offer(FLOODED, 400);
		offer(OTHER, 200);
		double flooded = 0;
		double other = 0;
		for (int batches = 0; batches < 200; batches++) {
			List<Waiting> batch = write(millis);
			flooded += 25 * count(batch, FLOODED);
			other += 2 * count(batch, OTHER);
			offer(OTHER, (int) count(batch, OTHER));
		}
		assertThat(flooded / other).isBetween(0.8, 1.25);
	}

	@Test
	void floodIsServedHoweverBusyTheOthersAre() {
		List<UUID> others = List.of(UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID());
		offer(FLOODED, 200);
		long served = 0;
		for (int batches = 0; batches < 1_000; batches++) {
			others.forEach(this::offer);
			served += count(write(Map.of(FLOODED, 25)), FLOODED);
		}
		// Each has a quarter of the time, which is 4 seconds by then.
		assertThat(served).isBetween(30L, 50L);
	}

	@Test
	void surveyMayHoldAsManyPlacesAsAreLeft() {
		offer(FLOODED, 500);
		assertThat(this.queue.offer(erasure(FLOODED))).isFalse();
		offer(OTHER, 250);
		assertThat(this.queue.offer(erasure(OTHER))).isFalse();
		UUID third = UUID.randomUUID();
		offer(third, 125);
		assertThat(this.queue.offer(erasure(third))).isFalse();
		assertThat(this.queue.uncompleted()).isEqualTo(875);
	}

	@Test
	void placeIsFreeWhenItsOperationIsCompleted() {
		offer(FLOODED, 500);
		List<Waiting> batch = this.queue.take();
		assertThat(this.queue.offer(erasure(FLOODED))).isFalse();
		batch.get(0).complete(DONE, this.queue);
		batch.get(0).complete(DONE, this.queue);
		offer(FLOODED);
		assertThat(this.queue.uncompleted()).isEqualTo(500);
		assertThat(this.queue.offer(erasure(FLOODED))).isFalse();
	}

	@Test
	void whatHasWaitedForTooLongIsTakenOut() {
		Waiting first = offer(OTHER);
		this.queue.remove(first);
		this.queue.remove(first);
		assertThat(this.queue.isEmpty()).isTrue();
		Waiting second = offer(OTHER);
		assertThat(this.queue.take()).containsExactly(second);
	}

	@Test
	void surveyThatIsHeldStopsNoOtherAndKeepsItsOrder() {
		offer(FLOODED, 5);
		List<Waiting> batch = this.queue.take();
		offer(FLOODED, 2);
		this.queue.hold(batch);
		this.queue.took(batch, Duration.ofMillis(1));
		offer(FLOODED);
		Waiting other = offer(OTHER);
		assertThat(write(Map.of())).containsExactly(other);
		assertThat(this.queue.take()).isEmpty();
		assertThat(this.queue.held()).containsExactly(FLOODED);
		List<Waiting> again = this.queue.takeHeld(FLOODED);
		assertThat(again).isEqualTo(this.offered.get(FLOODED));
		done(again, Map.of());
		assertThat(this.queue.held()).isEmpty();
		Waiting later = offer(FLOODED);
		assertThat(this.queue.take()).containsExactly(later);
	}

	@Test
	void nothingIsLostOrTakenTwice() {
		long seed = new Random().nextLong();
		Random random = new Random(seed);
		List<UUID> surveys = IntStream.range(0, 8).mapToObj((i) -> new UUID(0, i)).toList();
		Map<UUID, Integer> millis = new HashMap<>();
		surveys.forEach((survey) -> millis.put(survey, 1 << random.nextInt(8)));
		Map<UUID, List<Waiting>> taken = new HashMap<>();
		for (int step = 0; step < 5_000; step++) {
			UUID survey = surveys.get(random.nextInt(surveys.size()));
			if (random.nextInt(3) > 0 && this.queue.uncompleted() < 400) {
				offer(random.nextBoolean() ? erasure(survey) : shown(survey));
			}
			boolean held = this.queue.held().contains(survey);
			List<Waiting> batch = switch (random.nextInt(20)) {
				case 0 -> this.queue.take();
				case 1 -> held ? this.queue.takeHeld(survey) : List.<Waiting>of();
				default -> List.<Waiting>of();
			};
			if (random.nextInt(4) == 0) {
				this.queue.hold(batch);
				this.queue.took(batch, Duration.ofMillis(1));
			}
			else {
				done(batch, millis);
				batch.forEach((one) -> taken.computeIfAbsent(one.survey(), (key) -> new ArrayList<>()).add(one));
			}
		}
		while (!this.queue.isEmpty()) {
			List<Waiting> batch = new ArrayList<>(this.queue.take());
			this.queue.held().forEach((survey) -> batch.addAll(this.queue.takeHeld(survey)));
			done(batch, millis);
			batch.forEach((one) -> taken.computeIfAbsent(one.survey(), (key) -> new ArrayList<>()).add(one));
		}
		assertThat(taken).as("seed %d", seed).isEqualTo(this.offered);
		assertThat(this.queue.uncompleted()).isZero();
	}

}
