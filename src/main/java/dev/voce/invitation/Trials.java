package dev.voce.invitation;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import dev.voce.asking.InvitationSettings;
import dev.voce.delivery.Outbox;
import dev.voce.invitationmail.InvitationMail;
import dev.voce.invitationmail.Recipient;
import dev.voce.person.Address;
import dev.voce.person.People;
import dev.voce.person.PersonInput;
import dev.voce.person.PersonView;
import dev.voce.storage.Ids;
import dev.voce.survey.SurveyDefinition;
import dev.voce.user.Colleagues;
import dev.voce.web.Flaw;
import dev.voce.web.Message;
import dev.voce.web.Problem;
import dev.voce.workspace.Caller;
import dev.voce.workspace.MailSettings;
import dev.voce.workspace.Workspaces;

/** Mails that are looked at before real ones are sent. */
@Component
class Trials {

	/** Stands for a token where links lead nowhere. */
	private static final String NOWHERE = "preview";

	private final Letters letters;

	private final InvitationRepository repository;

	private final InvitationMailRepository mails;

	private final People people;

	private final Colleagues colleagues;

	private final Workspaces workspaces;

	private final Outbox outbox;

	private final Clock clock;

	private final TransactionTemplate transaction;

	Trials(Letters letters, InvitationRepository repository, InvitationMailRepository mails, People people,
			Colleagues colleagues, Workspaces workspaces, Outbox outbox, Clock clock,
			PlatformTransactionManager transactions) {
		this.letters = letters;
		this.repository = repository;
		this.mails = mails;
		this.people = people;
		this.colleagues = colleagues;
		this.workspaces = workspaces;
		this.outbox = outbox;
		this.clock = clock;
		this.transaction = new TransactionTemplate(transactions);
	}

	/** Renders a mail. */
	SettingsController.MailPreview preview(SurveyDefinition survey, SettingsController.Trial trial,
			InvitationSettings settings, String root, Locale language) {
		InvitationInput input = input(survey, trial, "name@shop.example");
		Recipient recipient = new Recipient(Objects.requireNonNull(input.email()), input.name(), input.locale(),
				Objects.requireNonNull(input.attributes()));
		InvitationMail.Rendered rendered = this.letters.render(survey, settings, recipient, null, false, root, NOWHERE);
		MailSettings sender = this.workspaces.mail(survey.workspace());
		String missing = this.letters.missing(survey.workspace());
		return new SettingsController.MailPreview(sender.from(), sender.fromName(),
				(trial.person() != null) ? recipient.email() : null, rendered.subject(), rendered.html(),
				rendered.text(), rendered.language(), (missing != null) ? new Message(missing).text(language) : null);
	}

	/**
	 * Sends a test mail.
	 * @return why not; {@code null} if it was sent
	 */
	@Nullable String send(Caller caller, SurveyDefinition survey, SettingsController.Trial trial, InvitationSettings settings,
			String root) {
		String missing = this.letters.missingSender(survey.workspace());
		if (missing != null) {
			throw new Problem(HttpStatus.CONFLICT, missing);
		}
		Address to = to(caller, trial.to());
		Instant now = this.clock.instant().truncatedTo(ChronoUnit.MICROS);
		Invitation made = new Invitation(Ids.next(), survey.workspace(), survey.id(), to, now, now,
				settings.lifetime());
		made.describe(null, input(survey, trial, to.email()));
		made.tryOut();
		String token = Letters.token();
		this.transaction.executeWithoutResult((status) -> {
			this.repository.save(made);
			this.mails.save(new InvitationMailRow(UUID.randomUUID(), made, Letters.hash(token), now));
		});
		return this.outbox.test(this.letters.write(made, survey, settings, root, token));
	}

	private Address to(Caller caller, @Nullable String named) {
		if (named == null && caller.user() == null) {
			throw new Problem(HttpStatus.CONFLICT, "invitation.nobody");
		}
		String email = (named != null || caller.user() == null) ? named
				: this.colleagues.find(caller.workspace(), caller.user()).map(Colleagues.Colleague::email).orElse(null);
		Address to = Address.of(email);
		if (to == null) {
			throw Problem.invalid(Flaw.at("/to", "value.mailAddress"));
		}
		return to;
	}

	private InvitationInput input(SurveyDefinition survey, SettingsController.Trial trial, String email) {
		PersonView person = (trial.person() != null) ? this.people.find(survey.workspace(), trial.person()) : null;
		Map<String, Object> attributes = (trial.attributes() != null) ? trial.attributes()
				: (person != null) ? person.attributes() : Map.of();
		String name = (trial.name() != null || person == null) ? trial.name() : person.name();
		String locale = (trial.locale() != null || person == null) ? trial.locale() : person.locale();
		new PersonInput(null, email, name, locale, null, attributes, null).check();
		return new InvitationInput(null, (person != null && person.email() != null) ? person.email() : email, null,
				name, locale, null, attributes, null, null, null, null, null);
	}

}
