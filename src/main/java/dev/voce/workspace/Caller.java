package dev.voce.workspace;

import java.util.Set;
import java.util.UUID;

/**
 * Who calls: a workspace's key with its scopes.
 *
 * @param workspace everything that is read or changed belongs to it
 * @param scopes what the caller may do
 * @param name tells people who it is: a kind and a name
 */
public record Caller(UUID workspace, Set<Scope> scopes, String name) {
}
