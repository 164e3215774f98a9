package dev.voce.response;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import dev.voce.response.Response.Key;
import dev.voce.survey.SurveyDefinition;
import dev.voce.survey.SurveyNotFound;
import dev.voce.survey.SurveyRows;
import dev.voce.survey.SurveyStates;
import dev.voce.survey.Surveys;
import dev.voce.web.Problem;

/**
 * Reads stored responses, removes those that are old or of deleted surveys, and marks
 * records of asking.
 */
@Service
public class Responses implements SurveyRows {

	/** As many as are read in a tenth of a second. */
	private static final int MOST_COUNTED = 100_000;

	private final ResponseRepository repository;

	/** A search for a rare word reads all comments, and holds a connection meanwhile. */
	private final Semaphore searches = new Semaphore(3);

	private final SurveyStates states;

	private final Surveys surveys;

	private final ApplicationEventPublisher events;

	Responses(ResponseRepository repository, SurveyStates states, Surveys surveys, ApplicationEventPublisher events) {
		this.repository = repository;
		this.states = states;
		this.surveys = surveys;
		this.events = events;
	}

	/**
	 * Finds a response.
	 * @param survey what it answers
	 * @param id its id
	 * @return the response
	 * @throws Problem (404, 410) if there is none, or it was erased
	 */
	public StoredResponse find(SurveyDefinition survey, UUID id) {
		Set<Key> key = Set.of(new Key(survey.id(), id));
		StoredResponse found = this.repository.find(key).get(new Key(survey.id(), id));
		if (found == null) {
			throw this.repository.findErased(key).isEmpty() ? new Problem(HttpStatus.NOT_FOUND, "response.missing")
					: new Problem(HttpStatus.GONE, "response.erased");
		}
		return found;
	}

	/**
	 * Finds responses.
	 * @param survey the survey's id
	 * @param ids their ids
	 * @return those that are stored, by id
	 */
	public Map<UUID, StoredResponse> find(UUID survey, Collection<UUID> ids) {
		Map<UUID, StoredResponse> found = new HashMap<>();
		this.repository.find(ids.stream().map((id) -> new Key(survey, id)).toList())
			.forEach((key, response) -> found.put(key.id(), response));
		return found;
	}

	/**
	 * Lists responses, newest first.
	 * @param survey what they answer
	 * @param query which are wanted
	 * @param beforeAt the time of the last response of the page before
	 * @param beforeId its id
	 * @param limit how many at most
	 * @return the responses
	 * @throws Problem (503) if too many searches for words are under way
	 */
	@Transactional(readOnly = true)
	public List<StoredResponse> page(SurveyDefinition survey, ResponseQuery query, Instant beforeAt, UUID beforeId,
			int limit) {
		return search(query,
				() -> this.repository.stored(this.repository.page(survey.id(), query.from(), query.to(),
						query.receivedFrom(), query.receivedTo(), query.source(), query.channel(), beforeAt, beforeId,
						query.test(), query.mark(), query.counted(), query.comment(), query.contact(), query.question(),
						query.sinceVersion(), query.untilVersion(), query.scores(), query.segment(), query.choice(),
						query.value(), query.texts(), query.words(), limit)));
	}

	/**
	 * How many responses there are. Only so many of the newest are read.
	 *
	 * @param all those that count in figures
	 * @param withComment those of them with a comment
	 * @param withContact those of them that say how to get in touch
	 * @param testsAndSpam the others
	 * @param matching those that the list holds, with all its filters
	 * @param complete whether all were read; else {@code all}, {@code withComment} and
	 * {@code matching} are those of the newest 100,000
	 */
	public record Counts(long all, long withComment, long withContact, long testsAndSpam, long matching,
			boolean complete) {
	}

	/**
	 * Counts responses.
	 * @param survey what they answer
	 * @param query which are wanted
	 * @return how many there are in each view, without the words and the view of the
	 * query, and how many with them
	 * @throws Problem (503) if too many searches for words are under way
	 */
	@Transactional(readOnly = true)
	public Counts counts(SurveyDefinition survey, ResponseQuery query) {
		ResponseRepository.Counts counted = search(query,
				() -> this.repository.counts(survey.id(), query.from(), query.to(), query.receivedFrom(),
						query.receivedTo(), query.source(), query.channel(), query.test(), query.mark(),
						query.counted(), query.comment(), query.contact(), query.question(), query.sinceVersion(),
						query.untilVersion(), query.scores(), query.segment(), query.choice(), query.value(),
						query.texts(), query.words(), MOST_COUNTED));
		return new Counts(counted.getCounting(), counted.getCommented(), counted.getReachable(), counted.getVoid(),
				counted.getMatching(), counted.getRead() < MOST_COUNTED);
	}

	private <T> T search(ResponseQuery query, Supplier<T> read) {
		boolean words = query.words().length > 0;
		if (words && !this.searches.tryAcquire()) {
			throw Problem.unavailable("response.searches", null);
		}
		try {
			this.repository.planByParameters();
			return read.get();
		}
		finally {
			if (words) {
				this.searches.release();
			}
		}
	}

	/**
	 * A record of asking, up to which they were marked.
	 *
	 * @param at when
	 * @param id the id that a response would have
	 * @param stage how far asking came
	 */
	public record LastShown(Instant at, UUID id, String stage) {
	}

	/**
	 * What a step of marking did.
	 *
	 * @param matched how many records of asking there were
	 * @param changed how many of them bear another mark than before
	 * @param last where the next step begins; {@code null} if there is none
	 */
	public record MarkedShown(int matched, int changed, @Nullable LastShown last) {
	}

	/**
	 * Marks records of asking whose ids have no response, or takes their marks away, the
	 * newest first: in one transaction, which locks the survey's state.
	 * @param survey the survey
	 * @param query which are wanted; what only responses have is ignored
	 * @param mark the mark that they are to bear, {@code null} for none
	 * @param before where the step before ended
	 * @param limit how many at most
	 * @return what was done
	 */
	@Transactional
	public MarkedShown markShown(SurveyDefinition survey, ResponseQuery query, @Nullable Mark mark, LastShown before,
			int limit) {
		List<ResponseBatch.ShownRow> found = this.repository.shown(survey.id(), query.from(), query.to(),
				query.receivedFrom(), query.receivedTo(), query.source(), query.channel(), query.mark(),
				query.segment(), query.value(), before.at(), before.id(), before.stage(), limit);
		SurveyStates.State state = this.states.lock(Set.of(survey.id())).get(survey.id());
		if (state == null) {
			throw new SurveyNotFound();
		}
		List<ResponseBatch.ShownRow> kept = found.stream()
			.filter((row) -> !state.isPurged(row.at(), survey.zone()))
			.toList();
		int changed = this.repository.markShown(kept.stream().map((row) -> row.marked(mark)).toList());
		if (changed > 0) {
			this.events.publishEvent(new ResponsesChanged.ShownMarked(survey.id(), changed));
		}
		ResponseBatch.ShownRow last = (found.size() == limit) ? found.get(limit - 1) : null;
		return new MarkedShown(kept.size(), changed,
				(last != null) ? new LastShown(last.at(), last.id(), last.stage()) : null);
	}

	/**
	 * What became of a response at last.
	 *
	 * @param id its id
	 * @param sequence orders the changes of a survey as they were committed; 0 for what
	 * was stored before there were numbers
	 * @param changedAt when it was changed
	 * @param response as it stands; {@code null} where it was erased
	 */
	public record Change(UUID id, long sequence, Instant changedAt, @Nullable StoredResponse response) {
	}

	/**
	 * Lists what was stored, amended, marked, anonymised or erased, in that order.
	 * Numbers are given while the survey is locked: none that is lower appears later.
	 * @param survey the survey's id
	 * @param since the earliest time of a change
	 * @param sequence the number of the last change before
	 * @param id the id of the response of that change
	 * @param limit how many at most
	 * @return the last change of each response
	 */
	public List<Change> changes(UUID survey, Instant since, long sequence, UUID id, int limit) {
		List<Response.Change> changes = this.repository.changes(survey, sequence, id, since, limit);
		// What is changed meanwhile comes again, and what is gone meanwhile was erased.
		Map<Key, StoredResponse> stored = this.repository
			.find(changes.stream().map((change) -> new Key(survey, change.id())).collect(Collectors.toSet()));
		return changes.stream()
			.map((change) -> new Change(change.id(), change.sequence(), change.changedAt(),
					stored.get(new Key(survey, change.id()))))
			.toList();
	}

	/**
	 * Finds the surveys that a person has answered: with responses that name them as
	 * their respondent, as their contact, or by an e-mail address among their attributes,
	 * without regard to case.
	 * @param surveys the ids of those that are looked at
	 * @param person a name or an address
	 * @return their ids
	 */
	public List<UUID> surveysOf(Collection<UUID> surveys, String person) {
		return this.repository.surveysOfPerson(surveys.toArray(UUID[]::new), person);
	}

	/**
	 * When people answered last.
	 * @param surveys the ids of surveys
	 * @param respondents the owner's names for the people, in lower case
	 * @return when the newest response of each was submitted, of those who have one, by
	 * the name in lower case
	 */
	public Map<String, Instant> lastOf(Collection<UUID> surveys, Collection<String> respondents) {
		return this.repository.lastOfPeople(surveys.toArray(UUID[]::new), respondents.toArray(String[]::new))
			.stream()
			.collect(Collectors.toMap(ResponseRepository.Last::getRespondent, ResponseRepository.Last::getAt));
	}

	/**
	 * Lists a person's responses to a survey, in order of id.
	 * @param survey the survey's id
	 * @param person a name or an address
	 * @param after the id of the last response before
	 * @param limit how many at most
	 * @return the responses
	 */
	public List<StoredResponse> ofPerson(UUID survey, String person, UUID after, int limit) {
		List<Key> keys = keysOfPerson(survey, person, after, limit);
		Map<Key, StoredResponse> stored = this.repository.find(new HashSet<>(keys));
		return keys.stream().filter(stored::containsKey).map(stored::get).toList();
	}

	/**
	 * Lists the ids of a person's responses to a survey, in order.
	 * @param survey the survey's id
	 * @param person a name or an address
	 * @param after the last id before
	 * @param limit how many at most
	 * @return the ids
	 */
	public List<UUID> idsOfPerson(UUID survey, String person, UUID after, int limit) {
		return keysOfPerson(survey, person, after, limit).stream().map(Key::id).toList();
	}

	private List<Key> keysOfPerson(UUID survey, String person, UUID after, int limit) {
		return this.repository.keysOfPerson(new UUID[] { survey }, person, after, limit);
	}

	/**
	 * Lists responses that still say who gave them, in order of time.
	 * @param survey the survey's id
	 * @param from the earliest time
	 * @param before the first time that is too late
	 * @param limit how many at most
	 * @return the responses
	 */
	public List<StoredResponse> named(UUID survey, Instant from, Instant before, int limit) {
		return this.repository.stored(this.repository.named(survey, from, before, limit));
	}

	/**
	 * Published within the transaction from which on responses of some days are no longer
	 * kept, while the survey's tallies and state are locked: whoever still needs them
	 * takes what it needs, or postpones.
	 */
	public static final class Purging {

		private final SurveyDefinition survey;

		private boolean postponed;

		private final LocalDate firstKept;

		Purging(SurveyDefinition survey, LocalDate firstKept) {
			this.survey = survey;
			this.firstKept = firstKept;
		}

		/**
		 * From when on responses are kept.
		 * @return the first local day
		 */
		public LocalDate firstKept() {
			return this.firstKept;
		}

		/**
		 * The survey whose responses go.
		 * @return its definition in force
		 */
		public SurveyDefinition survey() {
			return this.survey;
		}

		/** Keeps the responses until the next time. */
		public void postpone() {
			this.postponed = true;
		}

	}

	/**
	 * Decides that responses of days before one are no longer kept, unless that is so
	 * already or somebody postpones it.
	 * @param survey the survey's id
	 * @param before the first local day that is kept
	 */
	@Transactional
	public void purge(UUID survey, LocalDate before) {
		this.states.lockTallies(survey);
		SurveyStates.State state = this.states.lock(Set.of(survey)).get(survey);
		if (state == null) {
			throw new SurveyNotFound();
		}
		if (state.firstKept().isBefore(before)) {
			Purging purging = new Purging(this.surveys.definitionInForce(survey, state.definitionRevision()), before);
			this.events.publishEvent(purging);
			if (!purging.postponed) {
				this.states.purged(survey, before);
			}
		}
	}

	/**
	 * Deletes responses and stages of asking of days that are no longer kept. The ids of
	 * responses stay known as erased.
	 * @param survey the id of a survey whose state is locked
	 * @param before the first time that stays
	 * @param limit how many of each at most
	 * @return how many responses went, or how many stages where there were more of these
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public int purgeSome(UUID survey, Instant before, int limit) {
		int stages = this.repository.purgeSomeShown(survey, before, limit);
		return Math.max(this.repository.purgeSome(survey, before, limit), stages);
	}

	@Override
	@Transactional
	public int removeSome(UUID survey, int limit) {
		this.states.lock(Set.of(survey)); // or two nodes would each think the other done
		int removed = this.repository.deleteSome(survey, limit) + this.repository.forgetSomeShown(survey, limit);
		if (removed == 0) {
			this.repository.forgetErased(survey);
			this.repository.forgetSuperseded(survey);
		}
		return removed;
	}

}
