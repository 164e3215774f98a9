package dev.voce.intake;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * The operations that wait to be written. Within a survey they are taken in the order in
 * which they came. Among surveys the one that has had the least of the writer's time is
 * next (start-time fair queueing: round-robin where all take as long), so that a flood at
 * one survey delays another by one batch.
 * <p>
 * A survey that has more waiting than a batch may hold is written in batches of its own,
 * so that the time they take is counted as its own.
 */
final class IntakeQueue {

	/** Of how many surveys that have nothing waiting the time they had is remembered. */
	private static final int REMEMBERED = 10_000;

	private final int batchSize;

	private final int size;

	private final Map<UUID, Line> lines = new LinkedHashMap<>(16, 0.75f, true) {
		@Override
		protected boolean removeEldestEntry(Map.Entry<UUID, Line> eldest) {
			return size() > REMEMBERED && eldest.getValue().isIdle();
		}
	};

	/** The queues of the surveys, the next one first. */
	private final PriorityQueue<Line> turns = new PriorityQueue<>(
			Comparator.comparingLong((Line line) -> line.served).thenComparingLong((line) -> line.arrival));

	private final Set<Line> held = new LinkedHashSet<>();

	private int free;

	private int waiting;

	private long arrivals;

	/** How much time the survey had had whose turn was the last one. */
	private long served;

	/**
	 * Makes an empty queue.
	 * @param size how many operations may be uncompleted
	 * @param batchSize how many a batch may hold
	 */
	IntakeQueue(int size, int batchSize) {
		this.size = size;
		this.free = size;
		this.batchSize = batchSize;
	}

	/** The operations of one survey. */
	private static final class Line {

		private final UUID survey;

		private final Deque<Waiting> waiting = new ArrayDeque<>();

		/** How many are uncompleted: waiting or being written. */
		private int places;

		/** Nanoseconds of the writer's time that it has had, or could have had. */
		private long served;

		/** Decides among those that have had as much. */
		private long arrival;

		/** Whether a batch with operations of this survey is being written. */
		private boolean underWay;

		Line(UUID survey) {
			this.survey = survey;
		}

		boolean isIdle() {
			return this.places == 0 && this.waiting.isEmpty() && !this.underWay;
		}

		boolean isFlooded(int batchSize) {
			return this.waiting.size() > batchSize;
		}

	}

	/** A batch that is being put together. */
	private final class Batch {

		private final List<Waiting> operations = new ArrayList<>();

		/** Takes a line's first operation unless the batch is full. */
		boolean take(Line line) {
			if (line.waiting.isEmpty() || this.operations.size() == IntakeQueue.this.batchSize) {
				return false;
			}
			IntakeQueue.this.waiting--;
			return this.operations.add(line.waiting.remove());
		}

	}

	/**
	 * Adds an operation. A survey may have as many uncompleted as there are places left:
	 * half of them if it is the only one.
	 * @return whether there was a place for it
	 */
	synchronized boolean offer(Waiting operation) {
		Line line = line(operation);
		if (line.places >= this.free) {
			return false;
		}
		line.places++;
		this.free--;
		line.waiting.addLast(operation);
		this.waiting++;
		if (line.waiting.size() == 1) {
			line.served = Math.max(line.served, this.served);
			lineUp(line);
		}
		notifyAll();
		return true;
	}

	/** Gives the place back of an operation that is completed. */
	synchronized void release(Waiting operation) {
		line(operation).places--;
		this.free++;
	}

	/** Takes out an operation that has waited for too long. */
	synchronized void remove(Waiting operation) {
		Line line = line(operation);
		if (line.waiting.remove(operation)) {
			this.waiting--;
			if (line.waiting.isEmpty()) {
				this.turns.remove(line);
			}
		}
	}

	/** How many operations are uncompleted. */
	synchronized int uncompleted() {
		return this.size - this.free;
	}

	synchronized boolean isEmpty() {
		return this.turns.isEmpty() && this.held.isEmpty();
	}

	/**
	 * Waits until there is something to take.
	 * @param patience how long at most
	 * @return how many operations wait, those of surveys that are held among them
	 */
	synchronized int await(Duration patience) throws InterruptedException {
		long end = System.nanoTime() + patience.toNanos();
		for (long left = patience.toNanos(); this.turns.isEmpty() && left > 0; left = end - System.nanoTime()) {
			TimeUnit.NANOSECONDS.timedWait(this, left);
		}
		return this.waiting;
	}

	/**
	 * Takes the next batch, which must be reported by {@link #took} when it is written.
	 * @return operations in the order in which they are to be written; empty if nothing
	 * waits but for surveys that are held
	 */
	synchronized List<Waiting> take() {
		Batch batch = new Batch();
		Deque<Line> round = new ArrayDeque<>();
		Line first = this.turns.peek();
		if (first != null) {
			this.served = first.served;
			boolean alone = first.isFlooded(this.batchSize);
			do {
				round.add(this.turns.remove());
			}
			while (!alone && !this.turns.isEmpty() && !this.turns.peek().isFlooded(this.batchSize)
					&& round.size() < this.batchSize);
		}
		while (!round.isEmpty()) {
			Line line = round.remove();
			if (batch.take(line)) {
				line.underWay = true;
				round.add(line);
			}
			else if (!line.underWay) {
				lineUp(line);
			}
		}
		return batch.operations;
	}

	/** Takes a batch of a survey that is held. */
	synchronized List<Waiting> takeHeld(UUID survey) {
		Batch batch = new Batch();
		Line line = this.lines.get(survey);
		while (line != null && batch.take(line)) {
			line.underWay = true;
		}
		return batch.operations;
	}

	/**
	 * Reports that a batch, or all of some surveys in it, is finished.
	 * @param batch as it was taken
	 * @param time how long it took; each of its operations has an equal share
	 */
	synchronized void took(List<Waiting> batch, Duration time) {
		for (Waiting operation : batch) {
			Line line = line(operation);
			line.served += time.toNanos() / batch.size();
		}
		for (Waiting operation : batch) {
			Line line = line(operation);
			if (line.underWay) {
				line.underWay = false;
				if (!line.waiting.isEmpty()) {
					lineUp(line);
				}
			}
		}
	}

	/**
	 * Puts operations back to where they were, and holds their surveys: they are taken by
	 * {@link #takeHeld} alone until nothing of them waits any more.
	 */
	synchronized void hold(List<Waiting> operations) {
		for (int i = operations.size() - 1; i >= 0; i--) {
			Line line = line(operations.get(i));
			line.waiting.addFirst(operations.get(i));
			this.waiting++;
			this.held.add(line);
		}
	}

	/** The surveys that are held; those that have nothing waiting no longer are. */
	synchronized List<UUID> held() {
		this.held.removeIf((line) -> line.waiting.isEmpty());
		return this.held.stream().map((line) -> line.survey).toList();
	}

	private void lineUp(Line line) {
		if (!line.underWay && !this.held.contains(line)) {
			line.arrival = this.arrivals++;
			this.turns.add(line);
		}
	}

	// Kept while it has a place.
	private Line line(Waiting operation) {
		return this.lines.computeIfAbsent(operation.survey(), Line::new);
	}

}
