package dev.voce.delivery;

import java.util.UUID;

/**
 * A mail that was not sent and is tried again, published within the transaction that
 * records it.
 *
 * @param id the mail's id
 * @param workspace whose
 * @param topic what it is about
 * @param reason what the mail server said
 * @param unclear whether the server may have taken it all the same
 */
public record MailDelayed(UUID id, UUID workspace, UUID topic, String reason, boolean unclear) {
}
