package dev.voce.user;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import dev.voce.workspace.Scope;

/** The users of a workspace, as other modules need to know them. */
@Service
public class Colleagues {

	private final AppUserRepository repository;

	Colleagues(AppUserRepository repository) {
		this.repository = repository;
	}

	/**
	 * A user.
	 *
	 * @param id the user's id
	 * @param name for people to recognise them by
	 * @param email what they log in with
	 * @param worksOnCases whether their role lets them
	 * @param language of the pages as they last read them, in which they are written to
	 */
	public record Colleague(UUID id, String name, String email, boolean worksOnCases, Locale language) {

		private static Colleague of(AppUser user) {
			return new Colleague(user.id(), user.name(), user.email(), user.role().scopes().contains(Scope.CASES),
					user.language());
		}

	}

	/**
	 * Lists the users of a workspace.
	 * @param workspace whose
	 * @return all of them, by name
	 */
	public List<Colleague> of(UUID workspace) {
		return this.repository.findByWorkspaceIdOrderByName(workspace).stream().map(Colleague::of).toList();
	}

	/**
	 * Lists the administrators of a workspace.
	 * @param workspace whose
	 * @return those who may do everything, by name
	 */
	public List<Colleague> administrators(UUID workspace) {
		return this.repository.findByWorkspaceIdOrderByName(workspace)
			.stream()
			.filter((user) -> user.role() == Role.ADMIN)
			.map(Colleague::of)
			.toList();
	}

	/**
	 * Finds a user.
	 * @param workspace whose
	 * @param id the user's id
	 * @return the user, if the workspace has them
	 */
	public Optional<Colleague> find(UUID workspace, UUID id) {
		return this.repository.findByIdAndWorkspaceId(id, workspace).map(Colleague::of);
	}

	/**
	 * Finds a user who is to get something: they are not removed until the transaction
	 * ends.
	 * @param workspace whose
	 * @param id the user's id
	 * @return the user, if the workspace has them
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public Optional<Colleague> keep(UUID workspace, UUID id) {
		return this.repository.keep(id, workspace).map(Colleague::of);
	}

}
