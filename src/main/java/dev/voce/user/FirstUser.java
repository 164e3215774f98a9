package dev.voce.user;

import java.util.UUID;

/**
 * The administrator who set the installation up, published within the transaction that
 * does so.
 *
 * @param workspace whose user it is
 * @param user the user's id
 */
public record FirstUser(UUID workspace, UUID user) {
}
