package dev.voce.invitationmail;

/**
 * Where an invitation leads.
 *
 * @param page the person's page, without a query
 * @param unsubscribe the page on which the person unsubscribes
 */
public record MailLinks(String page, String unsubscribe) {
}
