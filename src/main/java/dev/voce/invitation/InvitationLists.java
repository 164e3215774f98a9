package dev.voce.invitation;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import dev.voce.person.Address;
import dev.voce.person.People;
import dev.voce.person.PersonView;
import dev.voce.survey.SurveyDefinition;
import dev.voce.web.Flaw;
import dev.voce.web.Problem;

/**
 * Makes the invitations of some rows of a list in one transaction, with about as many
 * statements as a single one takes. No two rows name the same address, respondent, person
 * or key.
 */
@Component
class InvitationLists {

	private final Invitations invitations;

	private final InvitationRepository repository;

	private final SendingRepository sendings;

	private final SkipRules rules;

	private final People people;

	private final Clock clock;

	InvitationLists(Invitations invitations, InvitationRepository repository, SendingRepository sendings,
			SkipRules rules, People people, Clock clock) {
		this.invitations = invitations;
		this.repository = repository;
		this.sendings = sendings;
		this.rules = rules;
		this.people = people;
		this.clock = clock;
	}

	/**
	 * What became of a row.
	 *
	 * @param skip why it is skipped
	 * @param known whether its key was posted before: it stays as it is
	 * @param refusal why it is not accepted
	 */
	record Result(SkipRules.@Nullable Skip skip, boolean known, @Nullable Problem refusal) {

		private static final Result KNOWN = new Result(null, true, null);

		private static Result of(SkipRules.@Nullable Skip skip) {
			return new Result(skip, false, null);
		}

		private static Result refused(String code) {
			return new Result(null, false, Problem.invalid(Flaw.at("/person", code)));
		}

	}

	/**
	 * Makes invitations.
	 * @param sending the list that they come with
	 * @param inputs checked
	 * @return what became of each; nothing if the list was stopped, and none is made
	 */
	@Transactional
	public Optional<List<Result>> invite(SurveyDefinition survey, UUID sending, List<InvitationInput> inputs) {
		Sending list = this.sendings.lock(sending, survey.id()).orElseThrow(Sendings::missing);
		if (list.status() == Sending.Status.STOPPED) {
			return Optional.empty();
		}
		list.read(inputs.size(), now());
		this.people.excludeOthers(survey.workspace());
		Set<String> known = known(survey, inputs);
		List<@Nullable Invitation> made = make(survey, sending, inputs, known);
		SkipRules.ManyAsked asked = this.rules.many(survey,
				made.stream().filter(Objects::nonNull).map((one) -> SkipRules.Asked.of(one, survey)).toList());
		List<Result> results = new ArrayList<>();
		for (int i = 0; i < inputs.size(); i++) {
			Invitation one = made.get(i);
			results.add((one == null) ? without(inputs.get(i), known) : store(one, asked, survey));
		}
		return Optional.of(results);
	}

	private Set<String> known(SurveyDefinition survey, List<InvitationInput> inputs) {
		List<String> keys = inputs.stream().map(InvitationInput::key).filter(Objects::nonNull).toList();
		return keys.isEmpty() ? Set.of() : Set.copyOf(this.repository.findKnown(survey.id(), keys));
	}

	private static boolean isKnown(InvitationInput input, Set<String> known) {
		return input.key() != null && known.contains(input.key());
	}

	/**
	 * The invitation of each row that is new and names somebody who can be written to.
	 */
	private List<@Nullable Invitation> make(SurveyDefinition survey, UUID sending, List<InvitationInput> inputs,
			Set<String> known) {
		List<InvitationInput> fresh = inputs.stream().filter((one) -> !isKnown(one, known)).toList();
		Iterator<PersonView> described = this.people
			.putAll(survey.workspace(),
					fresh.stream().filter((one) -> one.person() == null).map(InvitationInput::about).toList())
			.iterator();
		Map<UUID, PersonView> named = named(survey, fresh);
		List<@Nullable Invitation> made = new ArrayList<>();
		for (InvitationInput input : inputs) {
			PersonView person = isKnown(input, known) ? null
					: (input.person() != null) ? named.get(input.person()) : described.next();
			Address address = (person != null) ? Address.of(person.email()) : null;
			Invitation one = (address != null) ? this.invitations.make(survey, address, person, input) : null;
			if (one != null) {
				one.belongTo(sending);
			}
			made.add(one);
		}
		return made;
	}

	private Map<UUID, PersonView> named(SurveyDefinition survey, List<InvitationInput> inputs) {
		return this.people.keepAll(survey.workspace(),
				inputs.stream().map(InvitationInput::person).filter(Objects::nonNull).toList());
	}

	private Result store(Invitation made, SkipRules.ManyAsked asked, SurveyDefinition survey) {
		SkipRules.Skip skip = asked.whenMade(SkipRules.Asked.of(made, survey), Objects.requireNonNull(made.dueAt()));
		if (skip != null) {
			made.skip(skip, now());
		}
		this.repository.save(made);
		return Result.of(skip);
	}

	private Result without(InvitationInput input, Set<String> known) {
		return isKnown(input, known) ? Result.KNOWN : Result.refused("invitation.address");
	}

	/**
	 * Tells what would become of invitations; nothing is stored.
	 * @param inputs checked
	 * @return what would become of each
	 */
	@Transactional
	public List<Result> tryOut(SurveyDefinition survey, List<InvitationInput> inputs) {
		Set<String> known = known(survey, inputs);
		Map<UUID, PersonView> named = named(survey, inputs);
		List<SkipRules.@Nullable Asked> all = inputs.stream().map((one) -> asked(survey, one, named)).toList();
		SkipRules.ManyAsked asked = this.rules.many(survey, all.stream().filter(Objects::nonNull).toList());
		List<Result> results = new ArrayList<>();
		for (int i = 0; i < inputs.size(); i++) {
			InvitationInput input = inputs.get(i);
			SkipRules.Asked one = all.get(i);
			results.add((one == null || isKnown(input, known)) ? without(input, known)
					: Result.of(asked.whenMade(one, input.due(now()))));
		}
		return results;
	}

	private SkipRules.@Nullable Asked asked(SurveyDefinition survey, InvitationInput input,
			Map<UUID, PersonView> named) {
		PersonView person = (input.person() != null) ? named.get(input.person()) : null;
		Address address = Address.of((person != null) ? person.email() : input.email());
		if (address == null || (person == null && input.person() != null)) {
			return null;
		}
		String zone = (input.zone() == null && person != null) ? person.zone() : input.zone();
		return new SkipRules.Asked(SkipRules.NONE, address, (person != null) ? person.respondent() : input.respondent(),
				(zone != null) ? ZoneId.of(zone) : survey.zone(), false);
	}

	private Instant now() {
		return this.clock.instant().truncatedTo(ChronoUnit.MICROS);
	}

}
