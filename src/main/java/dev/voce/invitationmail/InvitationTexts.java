package dev.voce.invitationmail;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What an owner writes in invitations in one language, with fields; a text that is
 * {@code null} is Voce's own.
 *
 * @param subject one line
 * @param opening what stands before the question, greeting included
 * @param button what leads to the page
 * @param reason why the person gets the mail
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record InvitationTexts(@Nullable String subject, @Nullable String opening, @Nullable String button,
		@Nullable String reason) {

	/** None written: all texts are Voce's own. */
	public static final InvitationTexts DEFAULT = new InvitationTexts(null, null, null, null);

}
