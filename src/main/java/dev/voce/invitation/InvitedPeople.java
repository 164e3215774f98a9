package dev.voce.invitation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

import dev.voce.intake.FormAnswers;
import dev.voce.person.Suppressions;
import dev.voce.response.Responses;
import dev.voce.response.StoredResponse;
import dev.voce.survey.SurveyDefinition;
import dev.voce.survey.SurveyNotFound;
import dev.voce.survey.Surveys;
import dev.voce.web.Problem;

/**
 * What whoever holds an invitation's link may see and do. Looking changes nothing: mail
 * scanners open links too.
 */
@Service
public class InvitedPeople {

	/** How long a response can be amended. */
	private static final Duration AMENDED = Duration.ofDays(7);

	/** Within which time the links of two scores contradict each other. */
	private static final Duration CONTESTED = Duration.ofSeconds(60);

	private final InvitationRepository repository;

	private final InvitationMailRepository mails;

	private final Invitations invitations;

	private final CountedStages stages;

	private final Suppressions suppressions;

	private final Surveys surveys;

	private final Responses responses;

	private final FormAnswers answers;

	private final JsonMapper json;

	private final Clock clock;

	private final TransactionTemplate transaction;

	/** The scores whose links were opened, by invitation. */
	private final Cache<UUID, Set<String>> opened = Caffeine.newBuilder()
		.expireAfterWrite(CONTESTED)
		.maximumSize(100_000)
		.build();

	InvitedPeople(InvitationRepository repository, InvitationMailRepository mails, Invitations invitations,
			CountedStages stages, Suppressions suppressions, Surveys surveys, Responses responses, FormAnswers answers,
			JsonMapper json, Clock clock, PlatformTransactionManager transactions) {
		this.repository = repository;
		this.mails = mails;
		this.invitations = invitations;
		this.stages = stages;
		this.suppressions = suppressions;
		this.surveys = surveys;
		this.responses = responses;
		this.answers = answers;
		this.json = json;
		this.clock = clock;
		this.transaction = new TransactionTemplate(transactions);
	}

	/** What an invitation is good for. */
	public enum State {

		/** It can be answered. */
		OPEN,

		/** It was answered, and the response can be amended. */
		ANSWERED,

		/** It takes nothing any more. */
		OVER

	}

	/**
	 * An invitation as its page needs it.
	 *
	 * @param id the response's id
	 * @param survey what is asked
	 * @param state what it is good for
	 * @param name the person's name
	 * @param locale the person's language
	 * @param touchpoint where on the customer's way
	 * @param attributes what the response carries
	 * @param test whether it counts nowhere
	 * @param answeredAt when it was answered
	 * @param answers what was answered, by question
	 * @param revision of the stored response; 0 without one
	 */
	public record Invited(UUID id, SurveyDefinition survey, State state, @Nullable String name, @Nullable String locale,
			@Nullable String touchpoint, Map<String, Object> attributes, boolean test, @Nullable Instant answeredAt,
			Map<String, Object> answers, int revision) {
	}

	/**
	 * Finds the invitation of a link.
	 * @param token in the link
	 * @return the invitation; nothing where no mail had such a link
	 */
	@Transactional(readOnly = true)
	public Optional<Invited> find(String token) {
		return invitation(token).flatMap(this::invited);
	}

	private Optional<Invitation> invitation(String token) {
		return this.mails.findByToken(Letters.hash(token))
			.flatMap((mail) -> this.repository.findById(mail.invitationId()));
	}

	private Optional<Invited> invited(Invitation found) {
		SurveyDefinition survey;
		try {
			survey = this.surveys.definition(found.surveyId());
		}
		catch (SurveyNotFound ex) {
			return Optional.empty();
		}
		StoredResponse response = this.responses.find(survey.id(), List.of(found.id())).get(found.id());
		return Optional.of(new Invited(found.id(), survey, state(found, response), found.name(), found.locale(),
				found.touchpoint(), found.attributes(), found.isTest(),
				(response != null) ? response.submittedAt() : null, (response != null) ? response.answers() : Map.of(),
				(response != null) ? response.revision() : 0));
	}

	private State state(Invitation found, @Nullable StoredResponse response) {
		if (response != null) {
			return this.clock.instant().isBefore(response.receivedAt().plus(AMENDED)) ? State.ANSWERED : State.OVER;
		}
		boolean over = found.status() == Invitation.Status.EXPIRED || found.status() == Invitation.Status.CANCELLED
				|| found.answeredAt() != null || this.clock.instant().isAfter(found.expiresAt());
		return over ? State.OVER : State.OPEN;
	}

	/**
	 * Whether the links of two scores were opened within a minute, as programs do that
	 * follow all links.
	 * @param token in the link
	 * @param score the question and the score, such as {@code nps=9}
	 * @return {@code true} if another was opened shortly before
	 */
	public boolean isContested(String token, String score) {
		return invitation(token)
			.map((found) -> Objects.requireNonNull(this.opened.asMap()
				.merge(found.id(), Set.of(score),
						(before, now) -> before.containsAll(now) ? before : Set.of("several", score)))
				.size() > 1)
			.orElse(false);
	}

	/**
	 * Somebody touched the page.
	 * @param token in the link
	 */
	public void opened(String token) {
		invitation(token).filter((found) -> found.openedAt() == null).ifPresent((found) -> {
			this.stages.report(List.of(found));
			this.stages.shown(found, now());
			this.transaction.executeWithoutResult(
					(status) -> this.repository.lock(found.id()).ifPresent((locked) -> locked.opened(now())));
		});
	}

	/**
	 * Stores the response, or amends it. Who it is from and what was asked is the
	 * invitation's, whatever the page says.
	 * @param token in the link
	 * @param response as it would be posted
	 * @throws Problem (404, 409, 410, 422) if it is not taken
	 */
	public void submit(String token, ObjectNode response) {
		Invited invited = find(token).orElseThrow(() -> new Problem(HttpStatus.NOT_FOUND, "invitation.missing"));
		if (invited.state() == State.OVER) {
			throw new Problem(HttpStatus.GONE, "invitation.over");
		}
		Invitation found = this.repository.findById(invited.id()).orElseThrow();
		this.stages.report(List.of(found)); // or a stage that comes after the response is
											// ignored
		SurveyDefinition survey = invited.survey();
		response.put("id", invited.id().toString());
		response.put("channel", CountedStages.CHANNEL);
		response.put("test", invited.test());
		put(response, "touchpoint", invited.touchpoint());
		put(response, "respondent", survey.isAnonymous() ? null : respondent(found));
		response.set("attributes", attributes(invited, response.path("attributes")));
		this.answers.submit(survey, response);
	}

	private static @Nullable String respondent(Invitation found) {
		return (found.respondent() != null) ? found.respondent() : found.email();
	}

	private static void put(ObjectNode response, String name, @Nullable String value) {
		response.remove(name);
		if (value != null) {
			response.put(name, value);
		}
	}

	private JsonNode attributes(Invited invited, JsonNode sent) {
		Map<String, Object> attributes = new HashMap<>(invited.attributes());
		if (invited.survey().isAnonymous()) {
			attributes.keySet().retainAll(invited.survey().segments());
		}
		else if (sent.path("contact").isString()) {
			attributes.put("contact", sent.path("contact").stringValue());
		}
		return this.json.valueToTree(attributes);
	}

	/**
	 * Somebody who may unsubscribe.
	 *
	 * @param workspace from whose mails
	 * @param email the address
	 * @param left whether they have
	 * @param test whether the link was in a test mail, which unsubscribes nobody
	 */
	public record Leaving(UUID workspace, String email, boolean left, boolean test) {
	}

	/**
	 * Finds who may unsubscribe by a link.
	 * @param token in the link
	 * @return who; nothing where no mail had such a link
	 */
	@Transactional(readOnly = true)
	public Optional<Leaving> leaving(String token) {
		return invitation(token).map((found) -> new Leaving(found.workspaceId(), found.email(),
				this.suppressions.of(found.workspaceId(), found.address()).isPresent(), found.isTest()));
	}

	/**
	 * Unsubscribes whoever got a mail: no invitation and no reminder follows.
	 * @param token in the link
	 */
	public void unsubscribe(String token) {
		invitation(token).filter((found) -> !found.isTest()).ifPresent((found) -> {
			// What was read before a lock would overwrite what changed meanwhile.
			this.transaction.executeWithoutResult((status) -> {
				this.suppressions.add(found.workspaceId(), found.address(), Suppressions.Kind.UNSUBSCRIBED, null);
				this.invitations.endAll(found.workspaceId(), found.address(), Invitation.Status.UNSUBSCRIBED);
			});
		});
	}

	private Instant now() {
		return this.clock.instant().truncatedTo(ChronoUnit.MICROS);
	}

}
