package dev.voce.letter;

import java.util.UUID;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import dev.voce.delivery.Outbox;
import dev.voce.user.Colleagues;
import dev.voce.workspace.MailSettings;
import dev.voce.workspace.Workspaces;

/** Puts mails to users into the outbox. */
@Service
public class Post {

	private final Outbox outbox;

	private final Workspaces workspaces;

	Post(Outbox outbox, Workspaces workspaces) {
		this.outbox = outbox;
		this.workspaces = workspaces;
	}

	/**
	 * How figures read for a user.
	 * @param reader the user
	 * @return in their language
	 */
	public FigureText words(Colleagues.Colleague reader) {
		return new FigureText(reader.language());
	}

	/**
	 * Writes to a user in their language, where the workspace has a sender.
	 * @param workspace whose
	 * @param topic what it is about
	 * @param to the user
	 * @param thread what mails about one thing have in common; {@code null} for nothing
	 * @param letter writes the mail
	 * @return whether it was written
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public boolean send(UUID workspace, UUID topic, Colleagues.Colleague to, @Nullable String thread,
			Function<FigureText, Letter> letter) {
		MailSettings sender = this.workspaces.mail(workspace);
		if (sender.from() == null) {
			return false;
		}
		FigureText words = words(to);
		String name = (sender.fromName() != null) ? words.text("letter.sender", sender.fromName()) : "Voce";
		this.outbox.add(workspace, topic, letter.apply(words).mail(sender, name, to.email(), thread));
		return true;
	}

}
