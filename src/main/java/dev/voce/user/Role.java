package dev.voce.user;

import java.util.EnumSet;
import java.util.Set;

import dev.voce.workspace.Scope;

/** What a user may do. */
enum Role {

	/** Everything, users and keys included. */
	ADMIN(EnumSet.allOf(Scope.class)),

	/** Everything but users, keys and the activity log. */
	EDITOR(EnumSet.allOf(Scope.class)),

	/** Reads, and works on cases. */
	AGENT(EnumSet.of(Scope.READ, Scope.CASES)),

	/** Read only. */
	VIEWER(EnumSet.of(Scope.READ));

	private final Set<Scope> scopes;

	Role(Set<Scope> scopes) {
		this.scopes = Set.copyOf(scopes);
	}

	Set<Scope> scopes() {
		return this.scopes;
	}

}
