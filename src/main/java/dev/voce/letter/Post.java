package dev.voce.letter;

import java.util.UUID;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import dev.voce.delivery.Outbox;
import dev.voce.storage.Ids;
import dev.voce.user.Colleagues;
import dev.voce.workspace.MailSettings;
import dev.voce.workspace.Workspaces;

/** Puts mails to users into the outbox. */
@Service
public class Post {

	private final Outbox outbox;

	private final Mentions mentions;

	private final Workspaces workspaces;

	Post(Outbox outbox, Mentions mentions, Workspaces workspaces) {
		this.outbox = outbox;
		this.mentions = mentions;
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
	 * @param topic what it is about; {@code null} for nothing but what it quotes
	 * @param to the user
	 * @param thread what mails about one thing have in common; {@code null} for nothing
	 * @param letter writes the mail
	 * @return whether it was written
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public boolean send(UUID workspace, @Nullable UUID topic, Colleagues.Colleague to, @Nullable String thread,
			Function<FigureText, Letter> letter) {
		MailSettings sender = this.workspaces.mail(workspace);
		if (sender.from() == null) {
			return false;
		}
		FigureText words = words(to);
		String name = (sender.fromName() != null) ? words.text("letter.sender", sender.fromName()) : "Voce";
		Letter written = letter.apply(words);
		// A topic of its own, by which an erasure finds the mail.
		UUID own = (topic != null) ? topic : Ids.next();
		this.outbox.add(workspace, own, written.mail(sender, name, to.email(), thread));
		this.mentions.add(own, written.sources());
		return true;
	}

}
