package dev.voce.invitation;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

import dev.voce.person.Address;
import dev.voce.person.Suppressions;
import dev.voce.response.Responses;
import dev.voce.survey.SurveyDefinition;
import dev.voce.survey.SurveyStatus;
import dev.voce.survey.Surveys;
import dev.voce.web.Problem;
import dev.voce.workspace.Workspaces;

/**
 * Decides who is not asked, when an invitation is made and again when each of its mails
 * goes out.
 */
@Component
class SkipRules {

	/** How long nobody is asked again after a second case. */
	private static final Duration AFTER_CASE = Duration.ofDays(7);

	/** The id of what is not made yet. */
	static final UUID NONE = new UUID(0, 0);

	private final InvitationRepository repository;

	private final Suppressions suppressions;

	private final Responses responses;

	private final Surveys surveys;

	private final Workspaces workspaces;

	private final AskingSettings settings;

	SkipRules(InvitationRepository repository, Suppressions suppressions, Responses responses, Surveys surveys,
			Workspaces workspaces, AskingSettings settings) {
		this.repository = repository;
		this.suppressions = suppressions;
		this.responses = responses;
		this.surveys = surveys;
		this.workspaces = workspaces;
		this.settings = settings;
	}

	/**
	 * Why somebody is not asked.
	 *
	 * @param rule the rule
	 * @param until when it ends; {@code null} where it doesn't by itself
	 */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	record Skip(Rule rule, @Nullable Instant until) {

		/** What keeps an invitation from being sent. */
		enum Rule {

			/** The person was asked, or answered, a short time ago. */
			QUARANTINE,

			/** The person wants no invitations. */
			UNSUBSCRIBED,

			/** The person called a mail spam. */
			COMPLAINED,

			/** The address does not exist. */
			BOUNCED,

			/** Somebody here decided not to write to the address. */
			MANUAL,

			/** The list names the address twice. */
			DUPLICATE,

			/** The survey takes no answers. */
			NOT_LIVE,

			/** Its time was over before it could be sent. */
			EXPIRED

		}

		/** What a request is refused with that it stands against. */
		Problem refusal() {
			return switch (this.rule) {
				case QUARANTINE -> new Problem(HttpStatus.CONFLICT, "invitation.quarantine", this.until);
				case NOT_LIVE -> new Problem(HttpStatus.CONFLICT, "invitation.notLive");
				default -> new Problem(HttpStatus.CONFLICT, "invitation.suppressed");
			};
		}

		static Skip of(Rule rule) {
			return new Skip(rule, null);
		}

		/**
		 * When somebody may be asked again: at the start of a local day, where the time
		 * is one of days.
		 * @param last when they were asked or answered
		 * @param quarantine how long they are left alone
		 */
		static Instant end(Instant last, Duration quarantine, ZoneId zone) {
			return (quarantine.toDays() < 1) ? last.plus(quarantine)
					: last.atZone(zone).toLocalDate().plusDays(quarantine.toDays()).atStartOfDay(zone).toInstant();
		}

	}

	/**
	 * Somebody who is to be asked.
	 *
	 * @param invitation the id of the invitation
	 * @param address where they are written to
	 * @param respondent the owner's name for them
	 * @param zone where they live
	 * @param again whether they are asked again after a case
	 */
	record Asked(UUID invitation, Address address, @Nullable String respondent, ZoneId zone, boolean again) {

		static Asked of(Invitation invitation, SurveyDefinition survey) {
			return new Asked(invitation.id(), invitation.address(), invitation.respondent(),
					invitation.zone(survey.zone()), invitation.caseId() != null);
		}

	}

	/** How long nobody is asked again. */
	Duration quarantine(SurveyDefinition survey) {
		return Objects.requireNonNullElseGet(this.settings.of(survey.id()).quarantine(),
				() -> this.workspaces.quarantine(survey.workspace()));
	}

	/**
	 * Why somebody is not asked at a time; {@code null} where nothing stands against it.
	 */
	@Nullable Skip whenMade(Asked asked, SurveyDefinition survey, Instant due) {
		Skip skip = beforeEachMail(asked, survey);
		return (skip != null) ? skip : quarantined(asked, survey, due, true);
	}

	/** Why the first mail does not go out now. */
	@Nullable Skip beforeFirstMail(Asked asked, SurveyDefinition survey, Instant now) {
		Skip skip = beforeEachMail(asked, survey);
		return (skip != null) ? skip : quarantined(asked, survey, now, false);
	}

	/** Why no mail goes out, the first or a reminder. */
	@Nullable Skip beforeEachMail(Asked asked, SurveyDefinition survey) {
		if (survey.status() != SurveyStatus.LIVE) {
			return Skip.of(Skip.Rule.NOT_LIVE);
		}
		return this.suppressions.of(survey.workspace(), asked.address())
			.map((suppression) -> Skip.of(Skip.Rule.valueOf(suppression.kind().name())))
			.orElse(null);
	}

	/** Until when somebody is left alone, from now on. */
	@Nullable Skip quarantined(Asked asked, SurveyDefinition survey, Instant due, boolean planned) {
		Instant last = asked.again()
				? this.repository.findLastAskedAgain(survey.workspace(), asked.address().key(), asked.invitation())
				: later(this.repository.findLastAsked(survey.workspace(), asked.address().key(), asked.invitation(),
						planned), answered(survey.workspace(), asked.respondent(), asked.address()));
		Duration quarantine = asked.again() ? AFTER_CASE : quarantine(survey);
		if (last == null || quarantine.isZero()) {
			return null;
		}
		Instant until = Skip.end(last, quarantine, asked.zone());
		return due.isBefore(until) ? new Skip(Skip.Rule.QUARANTINE, until) : null;
	}

	/** From when on somebody can be asked again, by the workspace's quarantine. */
	@Nullable Instant askAgainFrom(UUID workspace, Address address, @Nullable String respondent, ZoneId zone, Instant now) {
		Instant last = later(this.repository.findLastAsked(workspace, address.key(), NONE, true),
				answered(workspace, respondent, address));
		Instant until = (last != null) ? Skip.end(last, this.workspaces.quarantine(workspace), zone) : null;
		return (until != null && until.isAfter(now)) ? until : null;
	}

	/** Whoever has no name answers under the address. */
	private @Nullable Instant answered(UUID workspace, @Nullable String respondent, Address address) {
		List<UUID> all = this.surveys.ids(workspace);
		Instant answered = this.responses.lastOf(all, address.key());
		return (respondent != null) ? later(answered, this.responses.lastOf(all, respondent)) : answered;
	}

	private static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
		if (one == null || other == null) {
			return (one != null) ? one : other;
		}
		return one.isAfter(other) ? one : other;
	}

}
