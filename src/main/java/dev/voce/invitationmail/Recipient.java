package dev.voce.invitationmail;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Who gets an invitation.
 *
 * @param email the address
 * @param name the person's whole name
 * @param locale the person's language
 * @param attributes what texts can name besides
 */
public record Recipient(String email, @Nullable String name, @Nullable String locale, Map<String, Object> attributes) {
}
