package dev.voce.person;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import dev.voce.respondent.PersonalData;
import dev.voce.storage.Ids;
import dev.voce.web.Page;
import dev.voce.web.Problem;

/** Stores the people whom workspaces may ask. */
@Service
public class People implements PersonalData {

	private final PersonRepository repository;

	private final Suppressions suppressions;

	private final ApplicationEventPublisher events;

	private final Clock clock;

	People(PersonRepository repository, Suppressions suppressions, ApplicationEventPublisher events, Clock clock) {
		this.repository = repository;
		this.suppressions = suppressions;
		this.events = events;
		this.clock = clock;
	}

	/**
	 * A person was removed, published in the transaction of the removal.
	 *
	 * @param workspace whose
	 * @param person the person's id
	 */
	public record Removed(UUID workspace, UUID person) {
	}

	/**
	 * A person gets mails at another address, published in the transaction of the change.
	 *
	 * @param person the person's id
	 * @param address the new one; {@code null} if none is known any more
	 */
	public record Moved(UUID person, @Nullable Address address) {
	}

	/**
	 * Adds a person, or adds to what is known of one. The respondent says who is meant,
	 * or else the address.
	 * @param workspace whose
	 * @param input what is known, checked
	 * @return the person
	 */
	@Transactional
	public PersonView put(UUID workspace, PersonInput input) {
		waitForLists(workspace);
		lock(workspace, input);
		Instant now = now();
		Person person = lockMeant(workspace, input.respondent(), input.address())
			.orElseGet(() -> new Person(Ids.next(), workspace, now));
		return changed(workspace, person, (one) -> one.describe(input, now));
	}

	/**
	 * Adds people, or adds to what is known of them, with few statements. Nobody else
	 * adds or changes people of the workspace meanwhile.
	 * @param workspace whose
	 * @param inputs what is known, checked; no two name the same respondent or address
	 * @return the people, in order
	 */
	@Transactional
	public List<PersonView> putAll(UUID workspace, List<PersonInput> inputs) {
		if (inputs.isEmpty()) {
			return List.of();
		}
		excludeOthers(workspace);
		Instant now = now();
		Meant meant = meant(workspace, inputs);
		return inputs.stream().map((input) -> {
			Person person = meant.by(input);
			return changed(workspace, (person != null) ? person : new Person(Ids.next(), workspace, now),
					(one) -> one.describe(input, now));
		}).toList();
	}

	private Meant meant(UUID workspace, List<PersonInput> inputs) {
		return new Meant(this.repository.lockMeant(workspace,
				inputs.stream().map(PersonInput::respondent).filter(Objects::nonNull).toArray(String[]::new),
				inputs.stream()
					.map(PersonInput::address)
					.filter(Objects::nonNull)
					.map(Address::key)
					.toArray(String[]::new)));
	}

	/** Those who may be meant, the first first. */
	private static final class Meant {

		private final Map<String, Person> byRespondent = new HashMap<>();

		private final Map<String, Person> nameless = new HashMap<>();

		private final Map<String, Person> byAddress = new HashMap<>();

		private Meant(List<Person> found) {
			for (Person one : found) {
				Address address = one.address();
				String respondent = one.view().respondent();
				if (respondent != null) {
					this.byRespondent.put(respondent, one);
				}
				else if (address != null) {
					this.nameless.put(address.key(), one);
				}
				if (address != null) {
					this.byAddress.putIfAbsent(address.key(), one);
				}
			}
		}

		@Nullable Person by(PersonInput input) {
			String respondent = input.respondent();
			Person named = (respondent != null) ? this.byRespondent.get(respondent) : null;
			Address address = input.address();
			if (named != null || address == null) {
				return named;
			}
			Person found = ((respondent != null) ? this.nameless : this.byAddress).get(address.key());
			// Another input may have given them another address.
			return (found != null && address.equals(found.address())) ? found : null;
		}

	}

	/**
	 * Waits until nobody adds many people to a workspace, and keeps everybody from it
	 * until the end of the caller's transaction.
	 * @param workspace whose
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void waitForLists(UUID workspace) {
		this.repository.lockShared(workspace.toString());
	}

	/**
	 * Keeps everybody else from adding people to a workspace until the end of the
	 * caller's transaction.
	 * @param workspace whose
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void excludeOthers(UUID workspace) {
		this.repository.lockExclusively(workspace.toString());
	}

	/** Whoever names the same respondent or address waits. */
	private void lock(UUID workspace, PersonInput input) {
		Address address = input.address();
		Stream.of(input.respondent(), (address != null) ? "@" + address.key() : null)
			.filter(Objects::nonNull)
			.sorted()
			.forEach((name) -> this.repository.lock(workspace + " " + name));
	}

	private PersonView changed(UUID workspace, Person person, Consumer<Person> change) {
		Address before = person.address();
		change.accept(person);
		Address after = person.address();
		if (before != null && !before.equals(after)) {
			if (after != null) {
				this.suppressions.carry(workspace, before, after);
			}
			this.events.publishEvent(new Moved(person.id(), after));
		}
		return this.repository.save(person).view();
	}

	/**
	 * Replaces what is known of a person.
	 * @throws Problem (404) if there is none; (409) if the respondent, or the address of
	 * somebody without one, is another's
	 */
	@Transactional
	PersonView replace(UUID workspace, UUID id, PersonInput input) {
		waitForLists(workspace);
		lock(workspace, input);
		Person person = this.repository.lock(workspace, id).orElseThrow(People::missing);
		Address address = input.address();
		boolean twin = (input.respondent() != null)
				? this.repository.existsByWorkspaceIdAndRespondentAndIdNot(workspace, input.respondent(), id)
				: this.repository.existsByWorkspaceIdAndAddressAndRespondentIsNullAndIdNot(workspace,
						Objects.requireNonNull(address).key(), id);
		if (twin) {
			throw new Problem(HttpStatus.CONFLICT, "person.twin");
		}
		return changed(workspace, person, (one) -> one.replace(input, now()));
	}

	/** Finds who is meant. Whoever changes the same person under another name waits. */
	private Optional<Person> lockMeant(UUID workspace, @Nullable String respondent, @Nullable Address address) {
		if (respondent == null) {
			return this.repository.lockFirst(workspace, Objects.requireNonNull(address).key());
		}
		Optional<Person> found = this.repository.lockRespondent(workspace, respondent);
		return (found.isPresent() || address == null) ? found : this.repository.lockNameless(workspace, address.key());
	}

	/**
	 * Finds a person.
	 * @param workspace whose
	 * @param id the person's id
	 * @return the person
	 * @throws Problem (404) if the workspace has no such person
	 */
	public PersonView find(UUID workspace, UUID id) {
		return stored(workspace, id).view();
	}

	/**
	 * Finds a person, whom nobody changes before the end of the caller's transaction.
	 * @param workspace whose
	 * @param id the person's id
	 * @return the person
	 * @throws Problem (404) if the workspace has no such person
	 */
	@Transactional
	public PersonView keep(UUID workspace, UUID id) {
		return this.repository.lock(workspace, id).orElseThrow(People::missing).view();
	}

	/**
	 * Finds people, whom nobody changes before the end of the caller's transaction.
	 * @param workspace whose
	 * @param ids their ids
	 * @return those that the workspace has, by id
	 */
	@Transactional
	public Map<UUID, PersonView> keepAll(UUID workspace, Collection<UUID> ids) {
		return ids.isEmpty() ? Map.of()
				: this.repository.lockAll(workspace, ids).stream().collect(Collectors.toMap(Person::id, Person::view));
	}

	private Person stored(UUID workspace, UUID id) {
		return this.repository.findByIdAndWorkspaceId(id, workspace).orElseThrow(People::missing);
	}

	private static Problem missing() {
		return new Problem(HttpStatus.NOT_FOUND, "person.missing");
	}

	/**
	 * Finds those whom responses name.
	 * @param workspace whose
	 * @param names respondents and addresses, in any case
	 * @return those who are known
	 */
	public KnownPeople known(UUID workspace, Collection<String> names) {
		if (names.isEmpty()) {
			return new KnownPeople(Map.of());
		}
		Map<String, PersonView> known = new HashMap<>();
		for (Person found : this.repository.named(workspace,
				names.stream().map(KnownPeople::key).distinct().toArray(String[]::new))) {
			PersonView person = found.view();
			if (person.email() != null) {
				known.putIfAbsent(KnownPeople.key(person.email()), person);
			}
			if (person.respondent() != null) {
				known.put(KnownPeople.key(person.respondent()), person);
			}
		}
		return new KnownPeople(known);
	}

	/**
	 * Lists people, the newest first.
	 * @param workspace whose
	 * @param q how words of their names, addresses or respondents begin; {@code null} for
	 * all
	 * @param before the id of the last person of the page before
	 * @param limit how many at most
	 * @return a page
	 */
	public Page<PersonView> page(UUID workspace, @Nullable String q, @Nullable UUID before, int limit) {
		String beginnings = beginnings((q != null) ? q : "");
		return Page.of(limit,
				(count) -> beginnings.isEmpty() ? this.repository.page(workspace, before, count)
						: this.repository.search(workspace, beginnings, before, count),
				Person::view, (person) -> person.view().id());
	}

	private static String beginnings(String q) {
		String words = Person.words(q);
		return words.isEmpty() ? "" : words.replace(" ", ":* & ") + ":*";
	}

	/**
	 * Finds under which names people respond.
	 * @param workspace whose
	 * @param q how words of their names, addresses or respondents begin
	 * @param most how many people at most, the newest
	 * @return their respondents and addresses in lower case; none where {@code q} has no
	 * word
	 */
	public List<String> respondents(UUID workspace, String q, int most) {
		String beginnings = beginnings(q);
		if (beginnings.isEmpty()) {
			return List.of();
		}
		return this.repository.search(workspace, beginnings, null, most)
			.stream()
			.map(Person::view)
			.flatMap((person) -> Stream.of(person.respondent(), person.email()))
			.filter(Objects::nonNull)
			.map((name) -> name.toLowerCase(Locale.ROOT))
			.toList();
	}

	/** How many people a workspace knows. */
	long count(UUID workspace) {
		return this.repository.countByWorkspaceId(workspace);
	}

	/** Removes a person, and publishes it; responses stay. */
	@Transactional
	void remove(UUID workspace, UUID id) {
		this.repository.remove(List.of(stored(workspace, id).view().id()));
		this.events.publishEvent(new Removed(workspace, id));
	}

	private Instant now() {
		return this.clock.instant().truncatedTo(ChronoUnit.MICROS);
	}

	@Override
	public Map<String, Stream<?>> of(UUID workspace, String person) {
		List<PersonView> found = named(workspace, person);
		return found.isEmpty() ? Map.of() : Map.of("people", found.stream());
	}

	private List<PersonView> named(UUID workspace, String person) {
		Address address = Address.of(person);
		return this.repository.named(workspace, person, (address != null) ? address.key() : null)
			.stream()
			.map(Person::view)
			.toList();
	}

	/** Whoever is erased is never written to again: their address stays as a hash. */
	@Override
	@Transactional
	public long erase(UUID workspace, String person, boolean keepFigures) {
		List<PersonView> found = named(workspace, person);
		Stream.concat(Stream.of(person), found.stream().map(PersonView::email))
			.map(Address::of)
			.filter(Objects::nonNull)
			.distinct()
			.forEach((address) -> this.suppressions.forget(workspace, address));
		if (!found.isEmpty()) {
			this.repository.remove(found.stream().map(PersonView::id).toList());
		}
		return 0;
	}

}
