package dev.voce.person;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

import javax.crypto.Mac;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import dev.voce.storage.Ids;
import dev.voce.web.Page;
import dev.voce.web.Problem;
import dev.voce.workspace.ActivityLog;
import dev.voce.workspace.WorkspaceSecrets;

/**
 * The addresses that are not written to. They are stored under a keyed hash, so that an
 * erasure can remove the address itself and its suppression still holds.
 */
@Service
public class Suppressions {

	private final SuppressionRepository repository;

	private final WorkspaceSecrets secrets;

	private final ActivityLog activity;

	private final Clock clock;

	Suppressions(SuppressionRepository repository, WorkspaceSecrets secrets, ActivityLog activity, Clock clock) {
		this.repository = repository;
		this.secrets = secrets;
		this.activity = activity;
		this.clock = clock;
	}

	/** Why an address is not written to. */
	public enum Kind {

		/** Somebody here decided so, or the person was erased; stops every mail. */
		MANUAL,

		/** The address does not exist; stops every mail. */
		BOUNCED,

		/** The person called a mail spam; stops invitations. */
		COMPLAINED,

		/** The person wants none; stops invitations. */
		UNSUBSCRIBED

	}

	/**
	 * A suppression as it is shown.
	 *
	 * @param id given by Voce
	 * @param email the address, unless the person was erased
	 * @param kind why it is not written to
	 * @param at since when
	 * @param reason more, if known
	 */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	public record SuppressionView(UUID id, @Nullable String email, Kind kind, Instant at, @Nullable String reason) {

		private static SuppressionView of(Suppression stored) {
			return new SuppressionView(stored.id(), stored.email(), stored.kind(), stored.at(), stored.reason());
		}

	}

	/**
	 * Adds a suppression, unless there is one of its kind.
	 * @param workspace whose
	 * @param address the address
	 * @param kind why
	 * @param reason more, if known
	 */
	@Transactional
	public void add(UUID workspace, Address address, Kind kind, @Nullable String reason) {
		store(workspace, address, address.email(), kind, reason);
	}

	/** Whoever wants no mails wants none at another address either. */
	void carry(UUID workspace, Address before, Address after) {
		all(workspace, before).stream()
			.filter((one) -> one.kind() != Kind.BOUNCED)
			.forEach((one) -> add(workspace, after, one.kind(), one.reason()));
	}

	private void store(UUID workspace, Address address, @Nullable String email, Kind kind, @Nullable String reason) {
		this.repository.add(Ids.next(), workspace, hash(workspace, address), kind.name(),
				this.clock.instant().truncatedTo(ChronoUnit.MICROS), email, reason);
	}

	/**
	 * Finds why an address is not written to.
	 * @param workspace whose
	 * @param address the address
	 * @return the reason that stops most; nothing if it may be written to
	 */
	public Optional<SuppressionView> of(UUID workspace, Address address) {
		return all(workspace, address).stream().min(Comparator.comparing(SuppressionView::kind));
	}

	/**
	 * Finds why addresses are not written to.
	 * @param workspace whose
	 * @param addresses the addresses
	 * @return the reason that stops most, of each that is not
	 */
	public Map<Address, Kind> of(UUID workspace, Collection<Address> addresses) {
		if (addresses.isEmpty()) {
			return Map.of();
		}
		Mac mac = this.secrets.mac(workspace);
		Map<ByteBuffer, Address> hashed = addresses.stream()
			.collect(Collectors.toMap((one) -> ByteBuffer.wrap(hash(mac, one)), (one) -> one, (one, other) -> one));
		Map<Address, Kind> found = new HashMap<>();
		this.repository.findByWorkspaceIdAndHashIn(workspace, hashed.keySet().stream().map(ByteBuffer::array).toList())
			.forEach((stored) -> found.merge(Objects.requireNonNull(hashed.get(ByteBuffer.wrap(stored.hash()))),
					stored.kind(), (one, other) -> (one.compareTo(other) <= 0) ? one : other));
		return found;
	}

	List<SuppressionView> all(UUID workspace, Address address) {
		return this.repository.findByWorkspaceIdAndHash(workspace, hash(workspace, address))
			.stream()
			.map(SuppressionView::of)
			.toList();
	}

	Page<SuppressionView> page(UUID workspace, @Nullable UUID before, int limit) {
		return Page.of(limit, (count) -> this.repository.page(workspace, before, count), SuppressionView::of,
				Suppression::id);
	}

	@Transactional
	void remove(UUID workspace, UUID id) {
		Suppression stored = this.repository.findByIdAndWorkspaceId(id, workspace)
			.orElseThrow(() -> new Problem(HttpStatus.NOT_FOUND, "person.suppression.missing"));
		this.repository.remove(stored.id());
		this.activity.add(workspace, ActivityLog.Entry.of("removed", "suppression " + stored.kind()));
	}

	/** Keeps an address as a hash alone, which is not written to from then on. */
	void forget(UUID workspace, Address address) {
		store(workspace, address, null, Kind.MANUAL, null);
		this.repository.forget(workspace, hash(workspace, address));
	}

	private byte[] hash(UUID workspace, Address address) {
		return hash(this.secrets.mac(workspace), address);
	}

	private static byte[] hash(Mac mac, Address address) {
		return mac.doFinal(address.key().getBytes(StandardCharsets.UTF_8));
	}

}
