package dev.voce.workspace;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Who the mails of a workspace are from.
 *
 * @param fromName the sender's name, 1 to 100 characters
 * @param from the sender's address; without it no mails are written
 * @param replyTo where answers go, if not to the person who wrote
 * @param postalAddress what stands at the foot of mails, 1 to 300 characters
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MailSettings(@Nullable String fromName, @Nullable String from, @Nullable String replyTo,
		@Nullable String postalAddress) {

	static final MailSettings NONE = new MailSettings(null, null, null, null);

}
