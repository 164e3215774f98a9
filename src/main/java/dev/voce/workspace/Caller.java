package dev.voce.workspace;

import java.util.Set;
import java.util.UUID;

/**
 * The authenticated caller, with its scopes.
 *
 * @param workspace the workspace that it may read or change
 * @param scopes what the caller may do
 * @param name its name in the activity log: a kind and a name
 */
public record Caller(UUID workspace, Set<Scope> scopes, String name) {
}
