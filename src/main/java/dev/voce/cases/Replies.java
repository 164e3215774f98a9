package dev.voce.cases;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import org.springframework.context.event.EventListener;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import dev.voce.cases.CaseEvent.Actor;
import dev.voce.cases.CaseEvent.Facts;
import dev.voce.cases.CaseEvent.Kind;
import dev.voce.cases.CaseEvent.Words;
import dev.voce.delivery.Mail;
import dev.voce.delivery.MailAddress;
import dev.voce.delivery.MailFailed;
import dev.voce.delivery.Outbox;
import dev.voce.reply.ReplyMail;
import dev.voce.invitation.Invitations;
import dev.voce.person.People;
import dev.voce.person.PersonView;
import dev.voce.person.Suppressions;
import dev.voce.response.Responses;
import dev.voce.response.StoredResponse;
import dev.voce.survey.QuestionType;
import dev.voce.survey.SurveyDefinition;
import dev.voce.survey.Surveys;
import dev.voce.user.Colleagues;
import dev.voce.web.Languages;
import dev.voce.web.Message;
import dev.voce.web.Problem;
import dev.voce.workspace.MailSettings;
import dev.voce.workspace.Workspaces;

/** Writes to respondents, and follows what becomes of the mails. */
@Component
class Replies {

	/** Why no mail at all is sent to an address. Who unsubscribed can be answered. */
	private static final Set<Suppressions.Kind> STOPS_ALL = EnumSet.of(Suppressions.Kind.BOUNCED,
			Suppressions.Kind.MANUAL);

	private final CaseRepository cases;

	private final CaseEventRepository events;

	private final Surveys surveys;

	private final Responses responses;

	private final Colleagues colleagues;

	private final Workspaces workspaces;

	private final Outbox outbox;

	private final Invitations invitations;

	private final People people;

	private final Clock clock;

	Replies(CaseRepository cases, CaseEventRepository events, Surveys surveys, Responses responses,
			Colleagues colleagues, Workspaces workspaces, Outbox outbox, Invitations invitations, People people,
			Clock clock) {
		this.cases = cases;
		this.events = events;
		this.surveys = surveys;
		this.responses = responses;
		this.colleagues = colleagues;
		this.workspaces = workspaces;
		this.outbox = outbox;
		this.invitations = invitations;
		this.people = people;
		this.clock = clock;
	}

	/** A mail that is in the outbox. */
	record Sent(UUID mail, String subject, String to) {
	}

	/** How the respondent of a case can be written to. */
	CaseView.ReplyWay way(Case found, @Nullable StoredResponse response) {
		MailSettings sender = this.workspaces.mail(found.workspaceId());
		String owner = ownersAddress(found);
		return new CaseView.ReplyWay((response != null) ? address(found, response) : null,
				response != null && MailAddress.is(contact(response)), sender.from() != null, this.outbox.sends(),
				(owner != null) ? owner : sender.replyTo());
	}

	/**
	 * Puts a mail to the respondent into the outbox.
	 * @throws Problem (409) if there is no address to write to, or from
	 */
	Sent send(Case found, Actor writer, Cases.Written written) {
		StoredResponse response = this.responses.find(found.surveyId(), Set.of(found.responseId()))
			.get(found.responseId());
		String to = (response != null) ? address(found, response) : null;
		if (response == null || to == null) {
			throw new Problem(HttpStatus.CONFLICT, "case.address");
		}
		MailSettings sender = this.workspaces.mail(found.workspaceId());
		if (sender.from() == null) {
			throw new Problem(HttpStatus.CONFLICT, "mail.sender");
		}
		Suppressions.Kind suppressed = this.invitations.suppression(found.workspaceId(), to);
		if (suppressed != null && STOPS_ALL.contains(suppressed)) {
			throw new Problem(HttpStatus.CONFLICT, "case.suppressed");
		}
		Locale language = language(response);
		String subject = (written.subject() != null) ? written.subject() : new Message("reply.subject").text(language);
		Mail mail = new ReplyMail((writer.user() != null) ? writer.name() : null, ownersAddress(found), to, subject,
				written.text(), said(found, response), found.number(),
				this.surveys.definition(found.surveyId()).privacy())
			.mail(sender, found.id().toString(), language);
		return new Sent(this.outbox.add(found.workspaceId(), found.id(), mail), subject, to);
	}

	/**
	 * Invites the respondent of a case to answer its survey again.
	 * @throws Problem (409) if there is no address to write to, or a rule stands against
	 * it
	 */
	void askAgain(Case found) {
		StoredResponse response = this.responses.find(found.surveyId(), Set.of(found.responseId()))
			.get(found.responseId());
		String to = (response != null) ? address(found, response) : null;
		if (response == null || to == null) {
			throw new Problem(HttpStatus.CONFLICT, "case.address");
		}
		String name = (response.attributes().get("name") instanceof String known) ? known : null;
		this.invitations.askAgain(this.surveys.definition(found.surveyId()), found.id(),
				new Invitations.Again(name, to, response.respondent(), response.locale()));
	}

	private static Locale language(StoredResponse response) {
		// That of a bundle: other languages of the widget have no texts here.
		return Locale.forLanguageTag(new Message("language.tag").text(Languages.supported(response.locale())));
	}

	private ReplyMail.@Nullable Said said(Case found, StoredResponse response) {
		SurveyDefinition survey = this.surveys.definition(found.surveyId());
		String comment = survey.at(response.version())
			.stream()
			.filter((question) -> question.type() == QuestionType.TEXT)
			.map((question) -> response.answers().get(question.key()))
			.filter(String.class::isInstance)
			.map(String.class::cast)
			.findFirst()
			.orElse(null);
		if (comment == null) {
			return null;
		}
		SurveyDefinition.Question scored = (found.rule() != null)
				? survey.question(found.rule().question(), response.version()) : null;
		Integer score = (scored != null) ? response.score(scored.key()) : null;
		Integer best = (scored != null && scored.formula() != null) ? scored.formula().scale().max() : null;
		return new ReplyMail.Said(response.submittedAt().atZone(survey.zone()).toLocalDate(), score, best, comment);
	}

	private @Nullable String address(Case found, StoredResponse response) {
		String contact = contact(response);
		String respondent = response.respondent();
		if (MailAddress.is(contact) || respondent == null) {
			return MailAddress.is(contact) ? contact : null;
		}
		return MailAddress.is(respondent) ? respondent : addressOf(found.workspaceId(), respondent);
	}

	private @Nullable String addressOf(UUID workspace, String respondent) {
		PersonView person = this.people.known(workspace, List.of(respondent)).find(respondent);
		return (person != null) ? person.email() : null;
	}

	private static @Nullable String contact(StoredResponse response) {
		return (response.attributes().get("contact") instanceof String contact) ? contact.trim() : null;
	}

	private @Nullable String ownersAddress(Case found) {
		Colleagues.Colleague owner = owner(found);
		return (owner != null) ? owner.email() : null;
	}

	/** The owner of a case, if they have an address. */
	private Colleagues.@Nullable Colleague owner(Case found) {
		return (found.owner() != null) ? this.colleagues.find(found.workspaceId(), found.owner())
			.filter((owner) -> MailAddress.is(owner.email()))
			.orElse(null) : null;
	}

	/** Opens the case of a reply that was refused for good, and tells its owner. */
	@EventListener
	@Transactional(propagation = Propagation.MANDATORY)
	void failed(MailFailed failed) {
		UUID survey = this.cases.findSurvey(failed.workspace(), failed.topic()).orElse(null);
		Case found = (survey != null) ? this.cases.lock(survey, failed.topic()).orElse(null) : null;
		if (found == null || !isReply(found, failed.id())) {
			return;
		}
		Instant now = this.clock.instant().truncatedTo(ChronoUnit.MICROS);
		found.replyFailed(this.workspaces.hours(found.workspaceId()), Cases.due(found), now);
		this.events.save(new CaseEvent(found, now, Kind.REPLY_FAILED, Actor.VOCE, Facts.mail(failed.id()),
				new Words(failed.reason(), null, failed.to())));
		tellOwner(found, failed);
	}

	private boolean isReply(Case found, UUID mail) {
		return this.events.findBySurveyIdAndCaseIdOrderByAtAscIdAsc(found.surveyId(), found.id())
			.stream()
			.anyMatch((event) -> event.kind() == Kind.REPLIED && mail.equals(event.facts().mail()));
	}

	private void tellOwner(Case found, MailFailed failed) {
		MailSettings sender = this.workspaces.mail(found.workspaceId());
		Colleagues.Colleague owner = owner(found);
		if (owner != null && sender.from() != null) {
			String subject = new Message("reply.failed.subject", found.number()).text(owner.language());
			String text = new Message("reply.failed.text", found.number(), failed.to(), failed.reason())
				.text(owner.language());
			this.outbox.add(found.workspaceId(), found.id(),
					Mail.of(sender.fromName(), sender.from(), owner.email(), subject, text));
		}
	}

}
