package dev.voce.tally;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

import dev.voce.counting.ZoneFingerprint;

/**
 * Sees to it that a survey's tallies are written by the zone rules of one JDK, the newest
 * of all nodes: when a government moves its clocks, nodes may know so or not.
 */
@Component
class ZoneAgreement {

	private static final Logger log = LoggerFactory.getLogger(ZoneAgreement.class);

	/** How long a node with older rules leaves a survey to the others. */
	static final Duration PATIENCE = Duration.ofHours(1);

	private final TallyStateRepository states;

	private final RebuildRepository rebuilds;

	private final RebuildRequests requests;

	private final Clock clock;

	private final Function<ZoneId, ZoneFingerprint> fingerprints;

	/** Of zones: a running JDK's rules don't change. */
	private final Map<ZoneId, ZoneFingerprint> own = new ConcurrentHashMap<>();

	private final Map<UUID, Left> left = new ConcurrentHashMap<>();

	@Autowired
	ZoneAgreement(TallyStateRepository states, RebuildRepository rebuilds, RebuildRequests requests, Clock clock) {
		this(states, rebuilds, requests, clock, ZoneFingerprint::of);
	}

	ZoneAgreement(TallyStateRepository states, RebuildRepository rebuilds, RebuildRequests requests, Clock clock,
			Function<ZoneId, ZoneFingerprint> fingerprints) {
		this.states = states;
		this.rebuilds = rebuilds;
		this.requests = requests;
		this.clock = clock;
		this.fingerprints = fingerprints;
	}

	/**
	 * Work that was left to the others.
	 *
	 * @param since when it was first
	 * @param talliedTo how far the tallies were
	 * @param revision how often they were revised
	 */
	private record Left(Instant since, long talliedTo, long revision) {
	}

	/**
	 * Tells whether this node may write a survey's tallies, within the transaction that
	 * would and that holds their lock. Where it has other rules than those that they were
	 * written by, its own are recorded and the tallies are rebuilt.
	 * @param survey the survey's id
	 * @param zone the survey's
	 * @param state of its tallies
	 * @return {@code false} where this node's rules are others and not newer, for an hour
	 * in which no other node did anything
	 */
	boolean mayWrite(UUID survey, ZoneId zone, TallyStateRepository.State state) {
		ZoneFingerprint own = this.own.computeIfAbsent(zone, this.fingerprints);
		String recorded = state.getZoneRules();
		if (own.rules().equals(recorded)) {
			this.left.remove(survey);
			return true;
		}
		if (recorded != null && !isNewer(own, state.getZoneVersion()) && !isPatienceOver(survey, state)) {
			return false;
		}
		this.left.remove(survey);
		this.states.recordZone(survey, own.rules(), own.version());
		if (recorded != null) {
			log.warn("The rules of {} changed from version {} to {}: the tallies of survey {} are rebuilt", zone,
					state.getZoneVersion(), own.version(), survey);
			this.requests.request(survey);
			this.rebuilds.beginAgain(survey);
		}
		return true;
	}

	private static boolean isNewer(ZoneFingerprint own, @Nullable String version) {
		return version == null || own.version().compareTo(version) > 0;
	}

	private boolean isPatienceOver(UUID survey, TallyStateRepository.State state) {
		Instant now = this.clock.instant();
		Left since = this.left.compute(survey,
				(id, before) -> (before != null && before.talliedTo() == state.getTalliedTo()
						&& before.revision() == state.getRevision()) ? before
								: new Left(now, state.getTalliedTo(), state.getRevision()));
		return !now.isBefore(since.since().plus(PATIENCE));
	}

}
