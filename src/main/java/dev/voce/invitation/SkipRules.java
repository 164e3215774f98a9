package dev.voce.invitation;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

import dev.voce.asking.AskingSettings;
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

		/** The time for which somebody is left alone; {@code null} where it is over. */
		private static @Nullable Skip quarantine(@Nullable Instant last, Duration quarantine, ZoneId zone,
				Instant due) {
			Instant until = (last != null && !quarantine.isZero()) ? end(last, quarantine, zone) : null;
			return (until != null && due.isBefore(until)) ? new Skip(Rule.QUARANTINE, until) : null;
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
		UUID workspace = survey.workspace();
		Instant last = asked.again()
				? this.repository.findLastAskedAgain(workspace, asked.address().key(), asked.invitation())
				: later(lastAsked(workspace, Set.of(asked.address().key()), asked.invitation(), planned)
					.get(asked.address().key()), answered(workspace, List.of(asked)).of(asked));
		return Skip.quarantine(last, asked.again() ? AFTER_CASE : quarantine(survey), asked.zone(), due);
	}

	/** From when on somebody can be asked again, by the workspace's quarantine. */
	@Nullable Instant askAgainFrom(UUID workspace, Address address, @Nullable String respondent, ZoneId zone, Instant now) {
		Asked asked = new Asked(NONE, address, respondent, zone, false);
		Instant last = later(lastAsked(workspace, Set.of(address.key()), NONE, true).get(address.key()),
				answered(workspace, List.of(asked)).of(asked));
		Skip skip = Skip.quarantine(last, this.workspaces.quarantine(workspace), zone, now);
		return (skip != null) ? skip.until() : null;
	}

	private Map<String, Instant> lastAsked(UUID workspace, Set<String> addresses, UUID without, boolean planned) {
		return this.repository.findLastAsked(workspace, addresses.toArray(String[]::new), without, planned)
			.stream()
			.collect(Collectors.toMap(InvitationRepository.LastAsked::getAddress,
					InvitationRepository.LastAsked::getAt));
	}

	/** Whoever has no name answers under the address. */
	private Answered answered(UUID workspace, Collection<Asked> all) {
		Set<String> names = all.stream().flatMap(Answered::names).collect(Collectors.toSet());
		return new Answered(this.responses.lastOf(this.surveys.ids(workspace), names));
	}

	/** When people last answered, by the name in lower case. */
	private record Answered(Map<String, Instant> last) {

		static Stream<String> names(Asked asked) {
			String respondent = asked.respondent();
			return (respondent != null) ? Stream.of(asked.address().key(), respondent.toLowerCase(Locale.ROOT))
					: Stream.of(asked.address().key());
		}

		@Nullable Instant of(Asked asked) {
			return names(asked).map(this.last::get).filter(Objects::nonNull).max(Instant::compareTo).orElse(null);
		}

	}

	/** Finds out at once what stands against many. */
	ManyAsked many(SurveyDefinition survey, Collection<Asked> all) {
		UUID workspace = survey.workspace();
		Set<Address> addresses = all.stream().map(Asked::address).collect(Collectors.toSet());
		Map<String, Instant> asked = new HashMap<>(
				lastAsked(workspace, addresses.stream().map(Address::key).collect(Collectors.toSet()), NONE, true));
		return new ManyAsked(survey.status() == SurveyStatus.LIVE, this.suppressions.of(workspace, addresses), asked,
				answered(workspace, all), quarantine(survey));
	}

	/** What stands against people who are asked one after the other. */
	static final class ManyAsked {

		private final boolean live;

		private final Map<Address, Suppressions.Kind> suppressed;

		private final Map<String, Instant> lastAsked;

		private final Answered answered;

		private final Duration quarantine;

		private ManyAsked(boolean live, Map<Address, Suppressions.Kind> suppressed, Map<String, Instant> lastAsked,
				Answered answered, Duration quarantine) {
			this.live = live;
			this.suppressed = suppressed;
			this.lastAsked = lastAsked;
			this.answered = answered;
			this.quarantine = quarantine;
		}

		/**
		 * Why somebody is not asked at a time; whoever is, is left alone from then on.
		 */
		@Nullable Skip whenMade(Asked asked, Instant due) {
			if (!this.live) {
				return Skip.of(Skip.Rule.NOT_LIVE);
			}
			Suppressions.Kind kind = this.suppressed.get(asked.address());
			if (kind != null) {
				return Skip.of(Skip.Rule.valueOf(kind.name()));
			}
			String address = asked.address().key();
			Instant last = later(this.lastAsked.get(address), this.answered.of(asked));
			Skip skip = Skip.quarantine(last, this.quarantine, asked.zone(), due);
			if (skip == null) {
				this.lastAsked.merge(address, due, (one, other) -> one.isAfter(other) ? one : other);
			}
			return skip;
		}

	}

	private static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
		if (one == null || other == null) {
			return (one != null) ? one : other;
		}
		return one.isAfter(other) ? one : other;
	}

}
