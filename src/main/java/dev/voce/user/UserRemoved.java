package dev.voce.user;

import java.util.UUID;

/**
 * Somebody who may no longer log in, published within the transaction that removes them.
 *
 * @param workspace whose user it was
 * @param user the user's id
 * @param name the user's name
 */
public record UserRemoved(UUID workspace, UUID user, String name) {
}
