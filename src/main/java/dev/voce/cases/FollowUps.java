package dev.voce.cases;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongPredicate;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import org.jspecify.annotations.Nullable;

import org.springframework.context.event.EventListener;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

import dev.voce.hours.BusinessHours;
import dev.voce.scoring.Formula;
import dev.voce.survey.SurveyDefinition;
import dev.voce.survey.SurveyNotFound;
import dev.voce.survey.Surveys;
import dev.voce.user.Colleagues;
import dev.voce.user.UserRemoved;
import dev.voce.web.Flaw;
import dev.voce.web.Problem;
import dev.voce.workspace.ActivityLog;

/** Stores the rules of surveys, and knows them for the intake. */
@Service
class FollowUps {

	private static final int MOST_RULES = 20;

	private static final int MOST_VALUES = 100;

	private final FollowUpRepository repository;

	private final Surveys surveys;

	private final Colleagues colleagues;

	private final ActivityLog activity;

	private final TransactionTemplate transaction;

	/**
	 * Expires after a second, so that a change reaches every node within two, and a
	 * survey without rules costs the intake no statement per batch.
	 */
	private final LoadingCache<UUID, List<Rule>> rules;

	FollowUps(FollowUpRepository repository, Surveys surveys, Colleagues colleagues, ActivityLog activity,
			PlatformTransactionManager transactions) {
		this.repository = repository;
		this.surveys = surveys;
		this.colleagues = colleagues;
		this.activity = activity;
		this.transaction = new TransactionTemplate(transactions);
		this.rules = Caffeine.newBuilder()
			.expireAfterWrite(Duration.ofSeconds(1))
			.maximumSize(10_000)
			.build((survey) -> this.repository.findById(survey)
				.map((followUp) -> followUp.rules().rules())
				.orElse(List.of()));
	}

	/** The rules of a survey, at most a second old. */
	List<Rule> rules(UUID survey) {
		return this.rules.get(survey);
	}

	/** The rules of a survey as they are stored; revision 0 where none were. */
	FollowUp find(UUID survey) {
		return this.repository.findById(survey).orElseGet(() -> new FollowUp(survey));
	}

	/**
	 * Replaces the rules of a survey.
	 * @param expected the revisions that may be replaced
	 * @throws Problem (412, 422) if another is stored, or a rule is not accepted
	 */
	FollowUp replace(SurveyDefinition survey, FollowUp.Rules input, LongPredicate expected) {
		FollowUp stored = this.transaction.execute((status) -> {
			check(survey, input);
			this.surveys.currentDefinition(survey.id());
			this.repository.ensure(survey.id());
			FollowUp followUp = this.repository.findBySurveyId(survey.id()).orElseThrow(SurveyNotFound::new);
			if (!expected.test(followUp.revision())) {
				throw new Problem(HttpStatus.PRECONDITION_FAILED, "case.rules.changed");
			}
			followUp.replace(input);
			this.activity.add(survey.workspace(), ActivityLog.Entry.ofSurvey("changed rules of", survey.id()));
			return followUp;
		});
		this.rules.invalidate(survey.id());
		return stored;
	}

	/** Rules name nobody who is no longer a user. */
	@EventListener
	@Transactional(propagation = Propagation.MANDATORY)
	void forget(UserRemoved removed) {
		for (FollowUp followUp : this.repository.findBySurveyIdIn(this.surveys.ids(removed.workspace()))) {
			List<Rule> left = followUp.rules().rules().stream().map((rule) -> rule.without(removed.user())).toList();
			if (!left.equals(followUp.rules().rules())) {
				followUp.replace(new FollowUp.Rules(left));
			}
		}
	}

	/** A copy of a survey has its rules. */
	@EventListener
	@Transactional(propagation = Propagation.MANDATORY)
	void copy(Surveys.Duplicated duplicated) {
		this.repository.findById(duplicated.survey()).ifPresent((original) -> {
			this.repository.ensure(duplicated.copy());
			this.repository.findBySurveyId(duplicated.copy())
				.orElseThrow(SurveyNotFound::new)
				.replace(original.rules());
		});
	}

	private void check(SurveyDefinition survey, FollowUp.Rules input) {
		List<Flaw> flaws = new ArrayList<>();
		@Nullable List<Rule> rules = input.rules();
		if (rules == null || rules.size() > MOST_RULES) {
			throw Problem.invalid(Flaw.at("/rules", "case.rules", MOST_RULES));
		}
		for (int i = 0; i < rules.size(); i++) {
			check(survey, rules.get(i), "/rules/" + i, flaws);
		}
		if (!flaws.isEmpty()) {
			throw Problem.invalid(flaws);
		}
	}

	private void check(SurveyDefinition survey, @Nullable Rule rule, String at, List<Flaw> flaws) {
		if (rule == null) {
			flaws.add(Flaw.at(at, "case.rule"));
			return;
		}
		Formula formula = formula(survey, rule.question());
		if (formula == null) {
			flaws.add(Flaw.at(at + "/question", "case.rule.question"));
		}
		else {
			checkScores(formula, rule, at, flaws);
		}
		checkWhere(rule.where(), at + "/where", flaws);
		checkUser(survey, rule.owner(), at + "/owner", flaws);
		checkTime(rule.due(), at + "/due", flaws);
		if (rule.handOver() != null) {
			if (rule.handOver().to() == null) {
				flaws.add(Flaw.at(at + "/handOver/to", "case.user"));
			}
			checkUser(survey, rule.handOver().to(), at + "/handOver/to", flaws);
			checkTime(rule.handOver().after(), at + "/handOver/after", flaws);
		}
	}

	private static @Nullable Formula formula(SurveyDefinition survey, @Nullable String key) {
		SurveyDefinition.Question question = (key != null) ? survey.question(key, survey.version()) : null;
		return (question != null) ? question.formula() : null;
	}

	private static void checkScores(Formula formula, Rule rule, String at, List<Flaw> flaws) {
		if ((rule.classes() == null) == (rule.scores() == null)) {
			flaws.add(Flaw.at(at, "case.rule.scores"));
		}
		else if (rule.classes() != null
				&& (rule.classes().isEmpty() || !formula.classes().containsAll(rule.classes()))) {
			flaws.add(Flaw.at(at + "/classes", "case.rule.classes", formula.classes()));
		}
		else if (rule.scores() != null && (rule.scores().isEmpty() || !isOn(formula, rule.scores()))) {
			flaws.add(Flaw.at(at + "/scores", "case.rule.onScale", formula.scale().min(), formula.scale().max()));
		}
	}

	private static boolean isOn(Formula formula, Set<@Nullable Integer> scores) {
		return scores.stream()
			.allMatch((score) -> score != null && formula.scale().min() <= score && score <= formula.scale().max());
	}

	private static boolean isStorable(@Nullable String value) {
		return value != null && value.matches("[^\\x00\\p{Cs}]*");
	}

	private static void checkWhere(@Nullable Map<String, List<String>> where, String at, List<Flaw> flaws) {
		if (where == null) {
			return;
		}
		where.forEach((name, values) -> {
			if (name.isBlank() || !isStorable(name) || values == null || values.isEmpty() || values.size() > MOST_VALUES
					|| !values.stream().allMatch(FollowUps::isStorable)) {
				flaws.add(Flaw.at(at + Flaw.step(name), "case.rule.where", MOST_VALUES));
			}
		});
	}

	private void checkUser(SurveyDefinition survey, @Nullable UUID user, String at, List<Flaw> flaws) {
		if (user != null && this.colleagues.keep(survey.workspace(), user)
			.filter(Colleagues.Colleague::worksOnCases)
			.isEmpty()) {
			flaws.add(Flaw.at(at, "case.user"));
		}
	}

	private static void checkTime(@Nullable Duration time, String at, List<Flaw> flaws) {
		if (time == null || time.getNano() != 0 || time.compareTo(Duration.ofSeconds(1)) < 0
				|| time.compareTo(BusinessHours.LONGEST) > 0) {
			flaws.add(Flaw.at(at, "case.rule.time"));
		}
	}

}
