package dev.voce.survey;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.LongPredicate;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

import dev.voce.jobs.Jobs;
import dev.voce.storage.Lane;
import dev.voce.web.Flaw;
import dev.voce.web.Problem;
import dev.voce.workspace.ActivityLog;
import dev.voce.workspace.Caller;

/** Stores and changes surveys, and returns their definitions. */
@Service
public class Surveys {

	private static final UUID LAST = new UUID(-1L, -1L);

	/** How long a deleted survey can be restored. */
	private static final Duration HIDDEN = Duration.ofDays(30);

	private final SurveyRepository repository;

	private final SurveyStates states;

	private final ApplicationEventPublisher events;

	private final ActivityLog activity;

	private final Jobs jobs;

	private final Clock clock;

	private final TransactionTemplate transaction;

	/** Expires after a second, so that a change reaches every node within two. */
	private final LoadingCache<UUID, Optional<SurveyDefinition>> definitions;

	Surveys(SurveyRepository repository, SurveyStates states, ApplicationEventPublisher events, ActivityLog activity,
			Jobs jobs, Clock clock, PlatformTransactionManager transactions) {
		this.repository = repository;
		this.states = states;
		this.events = events;
		this.activity = activity;
		this.jobs = jobs;
		this.clock = clock;
		this.transaction = new TransactionTemplate(transactions);
		this.definitions = Caffeine.newBuilder()
			.expireAfterWrite(Duration.ofSeconds(1))
			.maximumSize(10_000)
			.build((id) -> Lane.LOOKUP.call(() -> this.repository.findById(id).map(Survey::definition)));
	}

	/**
	 * Finds a survey's definition, at most a second old.
	 * @param id the survey's id
	 * @return the definition
	 * @throws SurveyNotFound if there is no such survey
	 */
	public SurveyDefinition definition(UUID id) {
		return this.definitions.get(id).filter((survey) -> !survey.deleted()).orElseThrow(SurveyNotFound::new);
	}

	/**
	 * Finds the definition of a survey that is the caller's, at most a second old.
	 * @param caller who asks
	 * @param id the survey's id
	 * @return the definition
	 * @throws SurveyNotFound if the caller has no such survey
	 */
	public SurveyDefinition definitionFor(Caller caller, UUID id) {
		SurveyDefinition definition = definition(id);
		if (!definition.workspace().equals(caller.workspace())) {
			throw new SurveyNotFound();
		}
		return definition;
	}

	/**
	 * Finds the definition that is in force, for a transaction that holds the survey's
	 * lock. It never waits for another thread that is loading it.
	 * @param id the survey's id
	 * @param revision the revision in force
	 * @return the definition, of a hidden survey too
	 * @throws SurveyNotFound if there is no such survey
	 */
	public SurveyDefinition definitionInForce(UUID id, long revision) {
		Optional<SurveyDefinition> known = this.definitions.getIfPresent(id);
		if (known != null && known.isPresent() && known.get().revision() == revision) {
			return known.get();
		}
		SurveyDefinition current = currentDefinition(id);
		this.definitions.put(id, Optional.of(current));
		return current;
	}

	/**
	 * Finds the definition of a survey for the public API.
	 * @param id the survey's id
	 * @param origin the {@code Origin} header, if there is one
	 * @return the definition, of a survey that is published
	 * @throws Problem (404, 403) if there is none, it is a draft, or the origin is not
	 * allowed
	 */
	public SurveyDefinition publicDefinition(UUID id, @Nullable String origin) {
		SurveyDefinition definition = definition(id);
		if (definition.status() == SurveyStatus.DRAFT) {
			throw new SurveyNotFound();
		}
		if (origin != null && !definition.allows(origin)) {
			this.events.publishEvent(new OriginRefused(id, origin));
			throw new Problem(HttpStatus.FORBIDDEN, "survey.origin", origin);
		}
		return definition;
	}

	/**
	 * A page asked for a survey, and is none of those that may show it.
	 *
	 * @param survey the survey's id
	 * @param origin the page's origin
	 */
	public record OriginRefused(UUID survey, String origin) {
	}

	/**
	 * Returns what a page needs to show a survey.
	 * @param survey a definition
	 * @param version a version of it
	 * @param locale the requested language; {@code null} for the survey's default
	 * @return the survey in the best language
	 */
	public PublicSurvey asked(SurveyDefinition survey, int version, @Nullable String locale) {
		return PublicSurvey.of(survey, version, locale);
	}

	/**
	 * Reads a survey's definition as the current transaction sees it.
	 * @param id the survey's id
	 * @return the definition, of a hidden survey too
	 * @throws SurveyNotFound if there is no such survey
	 */
	public SurveyDefinition currentDefinition(UUID id) {
		return this.repository.findById(id)
			.filter((survey) -> !survey.isRemoving())
			.map(Survey::definition)
			.orElseThrow(SurveyNotFound::new);
	}

	/**
	 * Lists a workspace's surveys, newest first.
	 * @param workspace whose
	 * @param before the last id of the page before; {@code null} for the first page
	 * @param limit how many at most
	 * @return the surveys
	 */
	public List<SurveyView> page(UUID workspace, @Nullable UUID before, int limit) {
		return this.repository.findPage(workspace, (before != null) ? before : LAST, limit)
			.stream()
			.map(Survey::view)
			.toList();
	}

	/**
	 * Lists a workspace's hidden surveys, newest first.
	 * @param workspace whose
	 * @param before the last id of the page before; {@code null} for the first page
	 * @param limit how many at most
	 * @return the surveys that can be restored
	 */
	public List<SurveyView> deletedPage(UUID workspace, @Nullable UUID before, int limit) {
		return this.repository.findDeletedPage(workspace, (before != null) ? before : LAST, limit)
			.stream()
			.map(Survey::view)
			.toList();
	}

	/**
	 * Lists the ids of all surveys of a workspace, hidden ones included.
	 * @param workspace whose
	 * @return the ids
	 */
	public List<UUID> ids(UUID workspace) {
		return this.repository.findIds(workspace);
	}

	/**
	 * The names of all surveys of a workspace.
	 * @param workspace whose
	 * @return the names, by the survey's id
	 */
	public Map<UUID, String> names(UUID workspace) {
		return this.repository.findIdsAndNames(workspace)
			.stream()
			.collect(Collectors.toMap(SurveyRepository.Name::getId, SurveyRepository.Name::getName));
	}

	/**
	 * Lists the surveys with a retention period, hidden ones included.
	 * @return those that anonymise or delete responses after a number of days
	 */
	public List<SurveyDefinition> withRetention() {
		return this.repository.findByRemovingFalse()
			.stream()
			.map(Survey::definition)
			.filter((survey) -> survey.forgetAfterDays() != null || survey.purgeAfterDays() != null)
			.toList();
	}

	/**
	 * Whether a workspace has or had a survey.
	 * @param workspace whose
	 * @return {@code true} if so
	 */
	public boolean any(UUID workspace) {
		return this.repository.existsByWorkspaceId(workspace);
	}

	/**
	 * Creates a survey, as a draft.
	 * @param workspace whose
	 * @param input its content
	 * @param sample whether it is the sample survey of a new installation
	 * @return the stored survey
	 * @throws Problem (422) if the input has flaws
	 */
	public SurveyView create(UUID workspace, SurveyInput input, boolean sample) {
		SurveyRules.check(input);
		return this.transaction.execute((status) -> {
			Survey survey = this.repository.save(new Survey(workspace, input, sample, this.clock.instant()));
			this.states.add(survey.id(), survey.revision());
			this.activity.add(workspace, ActivityLog.Entry.ofSurvey("created", survey.id()));
			return survey.view();
		});
	}

	/**
	 * Published within the transaction that duplicates a survey, for modules that store
	 * settings of it.
	 *
	 * @param survey the survey's id
	 * @param copy the id of the new one
	 */
	public record Duplicated(UUID survey, UUID copy) {
	}

	/**
	 * Published within the transaction in which a survey is published, paused, closed or
	 * deleted.
	 *
	 * @param workspace whose
	 * @param survey as it is now
	 * @param before the status that it had
	 */
	public record StatusChanged(UUID workspace, SurveyView survey, SurveyStatus before) {
	}

	/** Creates a draft with everything of a survey but its responses. */
	SurveyView duplicate(UUID workspace, UUID id) {
		SurveyView original = find(workspace, id);
		SurveyInput input = original.named(nextName(original.name(), this.repository.findNames(workspace)));
		return this.transaction.execute((status) -> {
			SurveyView copy = create(workspace, input, false);
			this.events.publishEvent(new Duplicated(id, copy.id()));
			return copy;
		});
	}

	/** The name with the first number in parentheses, from 2 on, that is free. */
	static String nextName(String name, List<String> taken) {
		String base = name.replaceFirst("\\s*\\(\\d{1,9}\\)$", "");
		return IntStream.iterate(2, (n) -> n + 1)
			.mapToObj((n) -> " (" + n + ")")
			.map((number) -> shortened(base, SurveyRules.LONGEST_NAME - number.length()) + number)
			.filter((candidate) -> !taken.contains(candidate))
			.findFirst()
			.orElseThrow();
	}

	private static String shortened(String text, int characters) {
		return (text.codePointCount(0, text.length()) <= characters) ? text
				: text.substring(0, text.offsetByCodePoints(0, characters));
	}

	/**
	 * Opens a survey for responses.
	 * @param workspace whose
	 * @param id the survey's id
	 * @return the stored survey
	 * @throws Problem (404, 409) if there is none, or it is neither draft nor paused
	 */
	public SurveyView publish(UUID workspace, UUID id) {
		return change(workspace, id, "published", Survey::publish);
	}

	SurveyView find(UUID workspace, UUID id) {
		return this.repository.findByIdAndWorkspaceIdAndDeletedAtIsNull(id, workspace)
			.map(Survey::view)
			.orElseThrow(SurveyNotFound::new);
	}

	PublicSurvey preview(UUID workspace, SurveyInput input, @Nullable String locale) {
		SurveyRules.check(input);
		SurveyDefinition definition = new Survey(workspace, input, false, this.clock.instant()).definition();
		return PublicSurvey.of(definition, definition.version(), locale);
	}

	/** Replaces a survey whose present revision is expected. */
	SurveyView edit(UUID workspace, UUID id, SurveyInput input, LongPredicate expected) {
		SurveyRules.check(input);
		return change(workspace, id, "changed", (survey, now) -> {
			if (!expected.test(survey.revision())) {
				throw new Problem(HttpStatus.PRECONDITION_FAILED, "survey.changed");
			}
			survey.edit(input, now);
			List<String> dimensions = survey.definition().dimensions();
			if (new HashSet<>(dimensions).size() < dimensions.size()) {
				throw Problem.invalid(Flaw.at("/segments", "survey.segments.earlier"));
			}
		});
	}

	/** What saving would do. Nothing is stored. */
	SurveyView.Effects effects(UUID workspace, UUID id, SurveyInput input) {
		List<SurveyView.MissingText> missing = SurveyRules.check(input);
		Survey survey = this.repository.findByIdAndWorkspaceIdAndDeletedAtIsNull(id, workspace)
			.orElseThrow(SurveyNotFound::new);
		List<SurveyView.Restart> restarts = survey.restarts(input);
		int version = survey.view().version();
		return new SurveyView.Effects(restarts.isEmpty() ? version : version + 1, restarts, missing);
	}

	SurveyView pause(UUID workspace, UUID id) {
		return change(workspace, id, "paused", Survey::pause);
	}

	SurveyView close(UUID workspace, UUID id, boolean atOnce) {
		return change(workspace, id, "closed", (survey, now) -> survey.close(atOnce, now));
	}

	void delete(UUID workspace, UUID id) {
		change(workspace, id, "deleted", Survey::delete);
	}

	SurveyView restore(UUID workspace, UUID id) {
		return change(workspace, id, "restored", Survey::restore, (survey) -> true);
	}

	/**
	 * Removes a survey, hidden before or not, without the days in which it can be
	 * restored.
	 */
	void deleteForGood(UUID workspace, UUID id) {
		change(workspace, id, "removed", Survey::remove, (survey) -> true);
		this.jobs.runSoon(Removal.JOB);
	}

	/** Ends the days of those that were hidden long ago. */
	void giveUpHidden() {
		for (Survey survey : this.repository
			.findByDeletedAtBeforeAndRemovingFalse(this.clock.instant().minus(HIDDEN))) {
			change(survey.workspaceId(), survey.id(), "removed", Survey::remove, Survey::isDeleted);
		}
	}

	/** The surveys that can't be restored and still have rows. */
	List<UUID> removing() {
		return this.repository.findRemoving();
	}

	/** Removes the last rows of a deleted survey. */
	@Transactional
	void remove(UUID id) {
		this.states.delete(id);
		this.repository.delete(id);
	}

	private SurveyView change(UUID workspace, UUID id, String action, BiConsumer<Survey, Instant> verb) {
		return change(workspace, id, action, verb, (survey) -> !survey.isDeleted());
	}

	private SurveyView change(UUID workspace, UUID id, String action, BiConsumer<Survey, Instant> verb,
			Predicate<Survey> known) {
		SurveyView stored;
		try {
			stored = change(workspace, id, action, verb, known, false);
		}
		catch (CountedDifferently ex) {
			stored = change(workspace, id, action, verb, known, true);
		}
		this.definitions.invalidate(id);
		return stored;
	}

	/** What is counted would change, and the lock of the tallies is not held. */
	private static final class CountedDifferently extends RuntimeException {

	}

	// Texts are edited without waiting for whoever is at the tallies.
	private SurveyView change(UUID workspace, UUID id, String action, BiConsumer<Survey, Instant> verb,
			Predicate<Survey> known, boolean withTallies) {
		return this.transaction.execute((status) -> {
			if (withTallies) {
				this.states.lockTallies(id);
			}
			SurveyStates.State state = this.states.lock(Set.of(id)).get(id);
			Survey survey = this.repository.findByIdAndWorkspaceIdAndRemovingFalse(id, workspace)
				.filter(known)
				.orElse(null);
			if (state == null || survey == null) {
				throw new SurveyNotFound();
			}
			SurveyDefinition before = survey.definition();
			verb.accept(survey, this.clock.instant());
			SurveyDefinition after = survey.definition();
			this.states.redefine(id, survey.revision());
			if (CountedChanged.differs(before, after)) {
				if (!withTallies) {
					throw new CountedDifferently();
				}
				if (!before.zone().equals(after.zone()) && !state.firstKept().equals(SurveyStates.BEGINNING)) {
					throw new Problem(HttpStatus.CONFLICT, "survey.zone.purged", state.firstKept());
				}
				this.events.publishEvent(new CountedChanged(before, after));
			}
			this.activity.add(workspace, ActivityLog.Entry.ofSurvey(action, id));
			if (before.status() != after.status()) {
				this.events.publishEvent(new StatusChanged(workspace, survey.view(), before.status()));
			}
			return survey.view();
		});
	}

}
