package dev.voce.invitation;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import org.springframework.context.event.EventListener;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import dev.voce.asking.AskingSettings;
import dev.voce.delivery.Outbox;
import dev.voce.jobs.Jobs;
import dev.voce.person.Address;
import dev.voce.person.People;
import dev.voce.person.PersonView;
import dev.voce.person.Suppressions;
import dev.voce.response.ResponseId;
import dev.voce.storage.Ids;
import dev.voce.survey.SurveyDefinition;
import dev.voce.web.Flaw;
import dev.voce.web.Problem;

/** Makes invitations, and ends them. */
@Service
public class Invitations {

	private static final int MOST_ATTRIBUTES = 20;

	private final InvitationRepository repository;

	private final InvitationMailRepository mails;

	private final Suppressions suppressions;

	private final SkipRules rules;

	private final AskingSettings settings;

	private final People people;

	private final Letters letters;

	private final Outbox outbox;

	private final Jobs jobs;

	private final Clock clock;

	Invitations(InvitationRepository repository, InvitationMailRepository mails, Suppressions suppressions,
			SkipRules rules, AskingSettings settings, People people, Letters letters, Outbox outbox, Jobs jobs,
			Clock clock) {
		this.repository = repository;
		this.mails = mails;
		this.suppressions = suppressions;
		this.rules = rules;
		this.settings = settings;
		this.people = people;
		this.letters = letters;
		this.outbox = outbox;
		this.jobs = jobs;
		this.clock = clock;
	}

	/** An invitation, and whether its key was known. */
	record Made(Invitation invitation, boolean known) {
	}

	/**
	 * Checks that mails can go out: there is a mail server, an address that links begin
	 * with, and a sender.
	 * @throws Problem (409) if something is missing
	 */
	void checkSending(SurveyDefinition survey) {
		String missing = this.letters.missing(survey.workspace());
		if (missing != null) {
			throw new Problem(HttpStatus.CONFLICT, missing);
		}
	}

	/**
	 * Makes an invitation, which is skipped at once where a rule stands against it.
	 * @throws Problem (422) if the input is not accepted
	 */
	@Transactional
	public Made invite(SurveyDefinition survey, InvitationInput input) {
		return invite(survey, input, null);
	}

	/**
	 * The same for somebody who is asked regularly: in quarantine, the mail waits for its
	 * end.
	 * @param next when the person's next turn is: a quarantine that lasts until then
	 * skips this one; {@code null} for who is asked now or not at all
	 * @throws Problem (422) if the input is not accepted
	 */
	@Transactional
	public Made invite(SurveyDefinition survey, InvitationInput input, @Nullable Instant next) {
		input.check();
		this.people.waitForLists(survey.workspace());
		if (input.key() != null) {
			this.repository.lock(survey.id() + " " + input.key());
			Invitation known = this.repository.findBySurveyIdAndKey(survey.id(), input.key()).orElse(null);
			if (known != null) {
				return new Made(known, true);
			}
		}
		PersonView person = person(survey, input);
		Invitation made = make(survey, address(person), person, input);
		store(survey, made, next);
		return new Made(made, false);
	}

	/** Makes an invitation, which is not stored yet. */
	Invitation make(SurveyDefinition survey, Address address, @Nullable PersonView person, InvitationInput input) {
		Instant now = now();
		Invitation made = new Invitation(Ids.next(), survey.workspace(), survey.id(), address, now, input.due(now),
				this.settings.of(survey.id()).lifetime());
		made.describe(person, (person != null) ? input.with(attributes(person, input)) : input);
		return made;
	}

	// One after the other for an address: of two that come at once, one is in quarantine.
	private void store(SurveyDefinition survey, Invitation made, @Nullable Instant next) {
		this.repository.lock(survey.workspace() + " " + made.address().key());
		SkipRules.Skip skip = this.rules.whenMade(SkipRules.Asked.of(made, survey), survey,
				Objects.requireNonNull(made.dueAt()));
		Instant until = (skip != null) ? skip.until() : null;
		if (until != null && next != null && until.isBefore(next)) {
			made.waitUntil(until);
		}
		else if (skip != null) {
			made.skip(skip, now());
		}
		this.repository.save(made);
		this.jobs.runSoon(Sender.JOB);
	}

	private PersonView person(SurveyDefinition survey, InvitationInput input) {
		if (input.person() != null) {
			try {
				return this.people.keep(survey.workspace(), input.person());
			}
			catch (Problem missing) {
				throw Problem.invalid(Flaw.at("/person", "person.missing"));
			}
		}
		return this.people.put(survey.workspace(), input.about());
	}

	private static Address address(PersonView person) {
		Address address = Address.of(person.email());
		if (address == null) {
			throw Problem.invalid(Flaw.at("/person", "invitation.address"));
		}
		return address;
	}

	/** What is known of the person, and what is said here of this time. */
	private static Map<String, Object> attributes(PersonView person, InvitationInput input) {
		Map<String, Object> said = (input.attributes() != null) ? input.attributes() : Map.of();
		Map<String, Object> all = new LinkedHashMap<>(person.attributes());
		all.putAll(said);
		return (all.size() <= MOST_ATTRIBUTES) ? all : said;
	}

	/**
	 * Why somebody would be skipped; nothing is stored.
	 * @throws Problem (422) if the input is not accepted
	 */
	SkipRules.@Nullable Skip wouldSkip(SurveyDefinition survey, InvitationInput input) {
		input.check();
		Instant due = input.due(now());
		ZoneId zone = (input.zone() != null) ? ZoneId.of(input.zone()) : survey.zone();
		if (input.person() != null) {
			PersonView person = person(survey, input);
			return this.rules.whenMade(new SkipRules.Asked(SkipRules.NONE, address(person), person.respondent(),
					(person.zone() != null) ? ZoneId.of(person.zone()) : zone, false), survey, due);
		}
		Address address = Objects.requireNonNull(Address.of(input.email()));
		return this.rules.whenMade(new SkipRules.Asked(SkipRules.NONE, address, input.respondent(), zone, false),
				survey, due);
	}

	/**
	 * Invites somebody again after a case was closed.
	 *
	 * @param name as the person is greeted
	 * @param email where they are written to
	 * @param respondent the owner's name for them
	 * @param locale their language
	 */
	public record Again(@Nullable String name, String email, @Nullable String respondent, @Nullable String locale) {
	}

	/**
	 * Asks somebody again after a case, once within 7 days.
	 * @param survey that is asked
	 * @param one the case
	 * @param again whom
	 * @throws Problem (409) if a rule stands against it, or mails can't go out
	 */
	@Transactional
	public void askAgain(SurveyDefinition survey, UUID one, Again again) {
		checkSending(survey);
		this.people.waitForLists(survey.workspace());
		Address address = Address.of(again.email());
		if (address == null) {
			throw new Problem(HttpStatus.CONFLICT, "case.address");
		}
		Invitation made = make(survey, address, null, new InvitationInput(null, again.email(), again.respondent(),
				again.name(), again.locale(), null, null, null, null, null, null, null));
		made.follow(one);
		store(survey, made, null);
		SkipRules.Skip skip = made.skip();
		if (skip != null) {
			throw skip.refusal();
		}
	}

	/**
	 * Finds an invitation of a survey.
	 * @throws Problem (404) if there is none
	 */
	Invitation find(SurveyDefinition survey, UUID id) {
		return this.repository.findByIdAndSurveyId(id, survey.id()).orElseThrow(Invitations::missing);
	}

	private static Problem missing() {
		return new Problem(HttpStatus.NOT_FOUND, "invitation.missing");
	}

	/** Takes an invitation back; one that has an end stays as it is. */
	@Transactional
	public Invitation cancel(SurveyDefinition survey, UUID id) {
		Invitation locked = this.repository.lock(id)
			.filter((one) -> one.surveyId().equals(survey.id()))
			.orElseThrow(Invitations::missing);
		end(List.of(locked), Invitation.Status.CANCELLED);
		return locked;
	}

	/** Ends all invitations to an address that have no end. */
	@Transactional
	public void endAll(UUID workspace, Address address, Invitation.Status reached) {
		end(this.repository.lockLive(workspace, address.key()), reached);
	}

	/** Ends invitations, with the mails of theirs that wait. */
	void end(List<Invitation> invitations, Invitation.Status reached) {
		List<UUID> ended = invitations.stream().filter((one) -> one.end(reached, now())).map(Invitation::id).toList();
		this.outbox.cancel(ended);
	}

	/**
	 * Takes mails back that wait in the outbox: they are written again when they are due.
	 */
	void takeBack(List<Invitation> invitations) {
		Set<UUID> taken = Set.copyOf(this.outbox.cancel(invitations.stream().map(Invitation::id).toList()));
		if (!taken.isEmpty()) {
			invitations.stream().filter((one) -> taken.contains(one.id())).forEach((one) -> one.takeBack(now()));
			this.mails.removeWaiting(taken);
		}
	}

	/**
	 * Why an address is not written to.
	 * @param workspace whose
	 * @param email the address
	 * @return why; {@code null} if it may be written to, or is none
	 */
	public Suppressions.@Nullable Kind suppression(UUID workspace, @Nullable String email) {
		Address address = Address.of(email);
		return (address != null)
				? this.suppressions.of(workspace, address).map(Suppressions.SuppressionView::kind).orElse(null) : null;
	}

	/**
	 * From when on somebody can be asked again, by the workspace's quarantine.
	 * @param workspace whose
	 * @param person the person
	 * @return when; {@code null} for now
	 */
	public @Nullable Instant askAgainFrom(UUID workspace, PersonView person) {
		Address address = Address.of(person.email());
		return (address != null) ? this.rules.askAgainFrom(workspace, address, person.respondent(),
				(person.zone() != null) ? ZoneId.of(person.zone()) : ZoneId.of("UTC"), now()) : null;
	}

	/**
	 * A mail came back, or somebody complained about it: its address is not written to
	 * again.
	 * @param workspace whose
	 * @param mail the mail's id, or the name that the mail server gave it
	 * @param complained whether somebody complained
	 * @param reason what is known of it
	 * @return whether there is such a mail
	 */
	@Transactional
	public boolean cameBack(UUID workspace, String mail, boolean complained, @Nullable String reason) {
		String name = mail.replaceAll("[<>]|@.*", "");
		Optional<InvitationMailRow> found = Optional.ofNullable(ResponseId.parse(name))
			.flatMap((id) -> this.mails.findByIdAndWorkspaceId(id, workspace))
			.or(() -> this.mails.findByReply(workspace, name));
		Optional<Address> address = found.flatMap((row) -> writtenTo(workspace, row));
		address.ifPresent((one) -> suppress(workspace, one, complained, reason));
		return address.isPresent();
	}

	/** Since the mail, its person may have got another address. */
	private Optional<Address> writtenTo(UUID workspace, InvitationMailRow row) {
		return this.outbox.find(workspace, row.id())
			.map((kept) -> kept.mail().to())
			.or(() -> this.repository.findEmail(row.invitationId()))
			.flatMap((email) -> Optional.ofNullable(Address.of(email)));
	}

	/**
	 * An address does not exist, or somebody complained: it is not written to again, and
	 * its invitations end.
	 * @param workspace whose
	 * @param address the address
	 * @param complained whether somebody complained
	 * @param reason what is known of it
	 */
	@Transactional
	public void suppress(UUID workspace, Address address, boolean complained, @Nullable String reason) {
		this.suppressions.add(workspace, address, complained ? Suppressions.Kind.COMPLAINED : Suppressions.Kind.BOUNCED,
				reason);
		endAll(workspace, address, complained ? Invitation.Status.UNSUBSCRIBED : Invitation.Status.BOUNCED);
	}

	/**
	 * An address of which a mail came back.
	 *
	 * @param address the address
	 * @param complained whether somebody complained
	 * @param reason what is known of it
	 */
	public record Returned(Address address, boolean complained, @Nullable String reason) {
	}

	/**
	 * The same for several addresses, in one transaction.
	 * @param workspace whose
	 * @param returned the addresses, in an order that is the same for all who report
	 */
	@Transactional
	public void suppress(UUID workspace, Collection<Returned> returned) {
		returned.forEach((each) -> suppress(workspace, each.address(), each.complained(), each.reason()));
	}

	/** Whoever was removed is not asked. */
	@EventListener
	@Transactional(propagation = Propagation.MANDATORY)
	void cancel(People.Removed removed) {
		end(this.repository.lockLiveOf(removed.person()), Invitation.Status.CANCELLED);
	}

	/**
	 * Mails that are still to come go to the new address; where there is none, none does.
	 */
	@EventListener
	@Transactional(propagation = Propagation.MANDATORY)
	void follow(People.Moved moved) {
		List<Invitation> live = this.repository.lockLiveOf(moved.person());
		Address to = moved.address();
		if (to == null) {
			end(live, Invitation.Status.CANCELLED);
			return;
		}
		takeBack(live);
		live.forEach((one) -> one.move(to));
	}

	private Instant now() {
		return this.clock.instant().truncatedTo(ChronoUnit.MICROS);
	}

}
