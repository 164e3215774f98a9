package dev.voce.event;

import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * What people read of an event in a channel.
 *
 * @param language of its words
 * @param strong what matters most, in a few words
 * @param more what follows it
 * @param where what it is about
 * @param words what somebody wrote, or how it is explained; {@code null} for nothing
 * @param facts who, why and when, as far as known
 * @param link where more is to be read; {@code null} where Voce's own address is not
 * configured
 */
record Card(Locale language, String strong, String more, String where, @Nullable String words, List<String> facts,
		@Nullable Link link) {

	/**
	 * A link.
	 *
	 * @param url its address
	 * @param text what it reads
	 */
	record Link(String url, String text) {
	}

	String title() {
		return this.strong + this.more;
	}

	/** All of it as one text. */
	String text() {
		StringBuilder text = new StringBuilder(title());
		if (!this.where.isEmpty()) {
			text.append(", ").append(this.where);
		}
		if (this.words != null) {
			text.append(": ").append(this.words);
		}
		if (!this.facts.isEmpty()) {
			text.append((this.words != null) ? " " : " · ").append(String.join(" · ", this.facts));
		}
		return text.toString();
	}

}
