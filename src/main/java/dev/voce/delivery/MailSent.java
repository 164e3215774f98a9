package dev.voce.delivery;

import java.util.UUID;

/**
 * A mail that the mail server took, published within the transaction that records it.
 *
 * @param id the mail's id
 * @param workspace whose
 * @param topic what it is about
 * @param reply what the server said, which holds the name that some give a mail
 */
public record MailSent(UUID id, UUID workspace, UUID topic, String reply) {
}
