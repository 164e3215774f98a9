package dev.voce.letter;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import dev.voce.delivery.Outbox;
import dev.voce.jobs.Jobs;
import dev.voce.response.Responses;
import dev.voce.response.ResponsesChanged;
import dev.voce.response.StoredResponse;
import dev.voce.survey.SurveyRows;

/**
 * Knows which responses mails to users quote: where one is erased, or its survey is
 * deleted, those that wait and those that are kept go with it.
 */
@Component
class Mentions implements SurveyRows {

	/** A day longer than the outbox keeps mails that ended. */
	private static final Duration KEPT = Duration.ofDays(31);

	private final MentionRepository repository;

	private final Outbox outbox;

	private final Clock clock;

	Mentions(MentionRepository repository, Outbox outbox, Clock clock, Jobs jobs) {
		this.repository = repository;
		this.outbox = outbox;
		this.clock = clock;
		jobs.every("letter-removal", Duration.ofHours(1), () -> repository.removeBefore(clock.instant().minus(KEPT)));
	}

	/** Records what a mail quotes, in the transaction that puts it into the outbox. */
	void add(UUID topic, List<Letter.Source> sources) {
		new HashSet<>(sources)
			.forEach((source) -> this.repository.save(new Mention(source, topic, this.clock.instant())));
	}

	@EventListener
	@Transactional(propagation = Propagation.MANDATORY)
	void follow(ResponsesChanged changed) {
		Map<UUID, Set<UUID>> erased = new HashMap<>();
		for (ResponsesChanged.Change change : changed.changes()) {
			StoredResponse before = change.before();
			StoredResponse after = change.after();
			if (before != null && (after == null || (after.anonymous() && !before.anonymous()))) {
				erased.computeIfAbsent(before.survey(), (survey) -> new HashSet<>()).add(before.id());
			}
		}
		erased.forEach((survey, responses) -> forget(this.repository.findTopics(survey, responses)));
	}

	/** Forgets what responses said of days that are no longer kept. */
	@EventListener
	@Transactional(propagation = Propagation.MANDATORY)
	void follow(Responses.Purging purging) {
		forget(this.repository.findTopicsBefore(purging.survey().id(), purging.firstKept()));
	}

	@Override
	@Transactional
	public int removeSome(UUID survey, int limit) {
		List<UUID> topics = this.repository.findTopicsOf(survey, limit);
		forget(topics);
		return topics.size();
	}

	private void forget(List<UUID> topics) {
		if (!topics.isEmpty()) {
			this.outbox.forget(topics);
			this.repository.removeOf(topics);
		}
	}

}
