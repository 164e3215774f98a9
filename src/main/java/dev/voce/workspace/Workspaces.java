package dev.voce.workspace;

import java.time.Clock;
import java.util.UUID;
import java.util.function.Consumer;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import dev.voce.storage.Ids;

/** Finds and creates workspaces. */
@Service
public class Workspaces {

	private final WorkspaceRepository repository;

	private final Clock clock;

	Workspaces(WorkspaceRepository repository, Clock clock) {
		this.repository = repository;
		this.clock = clock;
	}

	/**
	 * Finds the first workspace, and creates it if there is none, on one node at a time.
	 * @param created receives the id of a new workspace, in the same transaction
	 * @return the workspace's id
	 */
	@Transactional
	public UUID first(Consumer<UUID> created) {
		this.repository.lockFirstStart();
		return this.repository.findFirstByOrderByCreatedAt().orElseGet(() -> create(created)).id();
	}

	private Workspace create(Consumer<UUID> created) {
		Workspace workspace = this.repository.save(new Workspace(Ids.next(), "Voce", this.clock.instant()));
		created.accept(workspace.id());
		return workspace;
	}

}
