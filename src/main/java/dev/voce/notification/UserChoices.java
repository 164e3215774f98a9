package dev.voce.notification;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import dev.voce.storage.Lane;
import dev.voce.user.UserRemoved;
import dev.voce.workspace.Workspaces;

/** Stores which mails users want. */
@Service
class UserChoices {

	private final UserChoiceRepository repository;

	private final PendingMessageRepository pending;

	private final UnsubscribeTokenRepository tokens;

	private final Workspaces workspaces;

	private final Clock clock;

	/** Expires after a second, so that the intake costs no statement per batch. */
	private final LoadingCache<UUID, Map<UUID, MessageChoice>> messages;

	UserChoices(UserChoiceRepository repository, PendingMessageRepository pending, UnsubscribeTokenRepository tokens,
			Workspaces workspaces, Clock clock) {
		this.repository = repository;
		this.pending = pending;
		this.tokens = tokens;
		this.workspaces = workspaces;
		this.clock = clock;
		this.messages = Caffeine.newBuilder()
			.expireAfterWrite(Duration.ofSeconds(1))
			.maximumSize(1_000)
			.build((workspace) -> Lane.LOOKUP.call(() -> read(workspace)));
	}

	private Map<UUID, MessageChoice> read(UUID workspace) {
		Map<UUID, MessageChoice> chosen = new HashMap<>();
		this.repository.findByWorkspaceId(workspace).forEach((each) -> chosen.put(each.userId(), each.messages()));
		return chosen;
	}

	/**
	 * What the users of a workspace have chosen, at most a second old; not those who
	 * chose nothing.
	 */
	Map<UUID, MessageChoice> messages(UUID workspace) {
		return Objects.requireNonNull(this.messages.get(workspace));
	}

	/** What a user has chosen. */
	UserChoice of(UUID workspace, UUID user) {
		return this.repository.findById(user).orElseGet(() -> new UserChoice(user, workspace));
	}

	@Transactional
	UserChoice choose(UUID workspace, UUID user, Consumer<UserChoice> change) {
		this.repository.ensure(user, workspace);
		UserChoice found = this.repository.findByUserId(user).orElseThrow();
		change.accept(found);
		this.messages.invalidate(workspace);
		return found;
	}

	/** The same of the digest, whose next time follows from it. */
	@Transactional
	UserChoice choose(UUID workspace, UUID user, DigestChoice digest) {
		return choose(workspace, user,
				(found) -> found.choose(digest, digest.next(this.clock.instant(), zone(workspace))));
	}

	/** Where a workspace's mornings begin. */
	ZoneId zone(UUID workspace) {
		return this.workspaces.hours(workspace).zone();
	}

	@EventListener
	@Transactional(propagation = Propagation.MANDATORY)
	void forget(UserRemoved removed) {
		this.repository.removeOf(removed.user());
		this.pending.removeOf(removed.user());
		this.tokens.removeOf(removed.user());
	}

}
