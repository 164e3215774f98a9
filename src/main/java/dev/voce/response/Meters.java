package dev.voce.response;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

import org.springframework.stereotype.Component;

import dev.voce.web.Problem;

/** The metrics of accepted and refused operations. A batch costs a few additions. */
@Component
public class Meters {

	private final MeterRegistry registry;

	private final DistributionSummary batches;

	private final Timer writes;

	private final Counter shed;

	private final Counter anonymised;

	private final Counter purged;

	private final Map<String, Counter> rejections = new ConcurrentHashMap<>();

	private final Map<Map.Entry<Outcome.Kind, Integer>, Counter> outcomes = new ConcurrentHashMap<>();

	Meters(MeterRegistry registry) {
		this.registry = registry;
		this.batches = DistributionSummary.builder("voce.batch.size")
			.description("operations that were written in one transaction")
			.serviceLevelObjectives(1, 2, 5, 10, 25, 50, 100, 200, 400)
			.register(registry);
		this.writes = Timer.builder("voce.batch.write")
			.description("how long a transaction took, its commit included")
			.publishPercentileHistogram()
			.register(registry);
		this.shed = counter("shed", "503");
		this.anonymised = retention("forgotten");
		this.purged = retention("purged");
	}

	/** Times a transaction, and counts what became of its operations. */
	List<Outcome> batch(int size, Supplier<List<Outcome>> transaction) {
		Timer.Sample start = Timer.start(this.registry);
		List<Outcome> outcomes = transaction.get();
		start.stop(this.writes);
		this.batches.record(size);
		outcomes.forEach(this::count);
		return outcomes;
	}

	private void count(Outcome outcome) {
		if (outcome.kind() == Outcome.Kind.BLOCKED) {
			return;
		}
		int status = (outcome.refusal() != null) ? outcome.refusal().getStatusCode().value() : 0;
		if (outcome.refusal() != null) {
			rejected(outcome.refusal());
		}
		this.outcomes
			.computeIfAbsent(Map.entry(outcome.kind(), status),
					(key) -> counter(key.getKey().name().toLowerCase(Locale.ROOT),
							(status == 0) ? "" : Integer.toString(status)))
			.increment();
	}

	private Counter counter(String outcome, String status) {
		return Counter.builder("voce.operations")
			.description("operations by what became of them; those that were invalid are not among them")
			.tag("outcome", outcome)
			.tag("status", status)
			.register(this.registry);
	}

	/**
	 * Counts something that is not accepted, by one of a few reasons.
	 * @param refusal why not
	 */
	public void rejected(Problem refusal) {
		this.rejections
			.computeIfAbsent(reason(refusal),
					(reason) -> Counter.builder("voce.rejected")
						.description("responses, amendments and erasures that were not accepted, by reason")
						.tag("reason", reason)
						.register(this.registry))
			.increment();
	}

	private static String reason(Problem refusal) {
		if (!refusal.flaws().isEmpty()) {
			String field = String.valueOf(refusal.flaws().get(0).pointer()).replaceAll("^/([^/]*).*", "$1");
			return SubmissionValidator.FIELDS.contains(field) ? "invalid " + field : "invalid";
		}
		return switch (refusal.getStatusCode().value()) {
			case 400 -> "malformed";
			case 403 -> "origin";
			case 404 -> "unknown";
			case 408 -> "slow";
			case 409 -> "conflict";
			case 410 -> "erased";
			case 413 -> "long";
			case 422 -> "invalid";
			case 503 -> "unavailable";
			default -> "failed";
		};
	}

	private Counter retention(String what) {
		return Counter.builder("voce.retention")
			.description("responses that were anonymised or deleted at the end of a retention period")
			.tag("what", what)
			.register(this.registry);
	}

	/**
	 * Counts responses that were anonymised.
	 * @param responses how many
	 */
	public void anonymised(long responses) {
		this.anonymised.increment(responses);
	}

	/**
	 * Counts responses that were deleted.
	 * @param responses how many
	 */
	public void purged(long responses) {
		this.purged.increment(responses);
	}

	/** Counts an operation that was shed. */
	public void shed() {
		this.shed.increment();
	}

	/**
	 * Registers the number of operations that wait.
	 * @param waiting returns how many
	 */
	public void waiting(Supplier<Number> waiting) {
		Gauge.builder("voce.intake.waiting", waiting)
			.description("operations that wait to be written")
			.register(this.registry);
	}

}
