package dev.voce.invitationmail;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

import dev.voce.survey.PublicSurvey;
import dev.voce.survey.SurveyDefinition;
import dev.voce.workspace.Workspaces;

/** Writes invitations and their reminders, in the name of a workspace. */
@Component
public class InvitationMail {

	private final Workspaces workspaces;

	InvitationMail(Workspaces workspaces) {
		this.workspaces = workspaces;
	}

	/**
	 * What differs from mail to mail.
	 *
	 * @param subject that of one invitation, instead of the texts'
	 * @param scoreLinks whether the first question's scores are in the mail
	 * @param reminder whether it reminds of an invitation
	 * @param quarantine how long nobody is asked again; {@code null} where nothing is
	 * said of it
	 */
	public record Options(@Nullable String subject, boolean scoreLinks, boolean reminder,
			@Nullable Duration quarantine) {
	}

	/**
	 * What a mail program shows.
	 *
	 * @param subject one line
	 * @param html the mail as HTML
	 * @param text the same as plain text
	 * @param language a BCP 47 tag
	 */
	public record Rendered(String subject, String html, String text, String language) {
	}

	/**
	 * Writes a mail.
	 * @param survey that is asked
	 * @param asked the survey in the person's language
	 * @param texts the owner's texts by language; Voce's own where one is missing
	 * @param options what differs from mail to mail
	 * @param recipient who gets it
	 * @param links where it leads
	 * @return its parts
	 */
	public Rendered render(SurveyDefinition survey, PublicSurvey asked, Map<String, InvitationTexts> texts,
			Options options, Recipient recipient, MailLinks links) {
		return new Invitation(asked, texts(texts, asked.locale()), options,
				FieldText.values(recipient.name(), recipient.attributes()), this.workspaces.brand(survey.workspace()),
				this.workspaces.mail(survey.workspace()), links)
			.render();
	}

	/** Those in the language itself, or else in the same one of any region. */
	private static InvitationTexts texts(Map<String, InvitationTexts> texts, String locale) {
		return Optional.ofNullable(texts.get(locale))
			.or(() -> texts.entrySet()
				.stream()
				.filter((entry) -> language(entry.getKey()).equals(language(locale)))
				.map(Map.Entry::getValue)
				.filter(Objects::nonNull)
				.findFirst())
			.orElse(InvitationTexts.DEFAULT);
	}

	private static String language(String tag) {
		return Locale.forLanguageTag(tag).getLanguage();
	}

}
