package dev.voce.delivery;

import java.util.UUID;

/**
 * A mail that was refused for good, published within the transaction that records it.
 *
 * @param id the mail's id
 * @param workspace whose
 * @param topic what it is about
 * @param to the address that it could not be sent to
 * @param reason what the mail server said
 */
public record MailFailed(UUID id, UUID workspace, UUID topic, String to, String reason) {
}
