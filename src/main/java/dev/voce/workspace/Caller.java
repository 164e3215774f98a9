package dev.voce.workspace;

import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * The authenticated caller, with its scopes.
 *
 * @param workspace the workspace that it may read or change
 * @param scopes what the caller may do
 * @param name its name in the activity log: a kind and a name
 * @param user the id of the user who is logged in; {@code null} for a key
 */
public record Caller(UUID workspace, Set<Scope> scopes, String name, @Nullable UUID user) {
}
