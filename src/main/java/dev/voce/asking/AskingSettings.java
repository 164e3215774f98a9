package dev.voce.asking;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
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

import dev.voce.survey.SurveyDefinition;
import dev.voce.survey.SurveyNotFound;
import dev.voce.survey.SurveyRows;
import dev.voce.survey.Surveys;
import dev.voce.web.Problem;
import dev.voce.workspace.ActivityLog;

/** Stores how surveys invite. */
@Service
public class AskingSettings implements SurveyRows {

	private final SurveyInvitationRepository repository;

	private final Surveys surveys;

	private final ActivityLog activity;

	private final TransactionTemplate transaction;

	/** Expires after a second, so that a change reaches every node within two. */
	private final LoadingCache<UUID, InvitationSettings> settings;

	AskingSettings(SurveyInvitationRepository repository, Surveys surveys, ActivityLog activity,
			PlatformTransactionManager transactions) {
		this.repository = repository;
		this.surveys = surveys;
		this.activity = activity;
		this.transaction = new TransactionTemplate(transactions);
		this.settings = Caffeine.newBuilder()
			.expireAfterWrite(Duration.ofSeconds(1))
			.maximumSize(10_000)
			.build((survey) -> find(survey).settings());
	}

	/**
	 * How a survey invites, as it is stored.
	 *
	 * @param settings the settings
	 * @param revision how often they were replaced
	 * @param recurredOn the day of the last whose turn it was to be asked regularly
	 */
	public record Stored(InvitationSettings settings, long revision, @Nullable LocalDate recurredOn) {
	}

	/**
	 * How a survey invites, at most a second old.
	 * @param survey the survey's id
	 * @return the settings
	 */
	public InvitationSettings of(UUID survey) {
		return this.settings.get(survey);
	}

	/**
	 * How a survey invites as it is stored.
	 * @param survey the survey's id
	 * @return the usual settings where nothing was stored, in revision 0
	 */
	public Stored find(UUID survey) {
		return this.repository.findById(survey).orElseGet(() -> new SurveyInvitation(survey)).stored();
	}

	/**
	 * Which surveys ask people regularly.
	 * @return their ids
	 */
	public List<UUID> findRecurring() {
		return this.repository.findRecurring();
	}

	/**
	 * Notes that those were asked regularly whose turn is a day's.
	 * @param survey the survey's id
	 * @param day the day
	 */
	public void recurred(UUID survey, LocalDate day) {
		this.transaction.executeWithoutResult((status) -> lock(survey).recurred(day));
	}

	/**
	 * Replaces how a survey invites.
	 * @param survey the survey
	 * @param input the settings
	 * @param expected the revisions that may be replaced
	 * @return what is stored
	 * @throws Problem (412, 422) if another is stored, or something is not accepted
	 */
	public Stored replace(SurveyDefinition survey, InvitationSettings input, LongPredicate expected) {
		input.check();
		Stored stored = this.transaction.execute((status) -> {
			this.surveys.currentDefinition(survey.id());
			SurveyInvitation locked = lock(survey.id());
			if (!expected.test(locked.revision())) {
				throw new Problem(HttpStatus.PRECONDITION_FAILED, "invitation.changed");
			}
			locked.replace(input);
			this.activity.add(survey.workspace(), ActivityLog.Entry.ofSurvey("changed invitations of", survey.id()));
			return locked.stored();
		});
		this.settings.invalidate(survey.id());
		return stored;
	}

	private SurveyInvitation lock(UUID survey) {
		this.repository.ensure(survey);
		return this.repository.findBySurveyId(survey).orElseThrow(SurveyNotFound::new);
	}

	/** A copy of a survey invites as the survey does. */
	@EventListener
	@Transactional(propagation = Propagation.MANDATORY)
	void copy(Surveys.Duplicated duplicated) {
		this.repository.findById(duplicated.survey())
			.ifPresent((original) -> lock(duplicated.copy()).replace(original.settings()));
	}

	@Override
	@Transactional
	public int removeSome(UUID survey, int limit) {
		return this.repository.removeOf(survey);
	}

}
