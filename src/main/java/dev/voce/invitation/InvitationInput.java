package dev.voce.invitation;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import dev.voce.asking.InvitationSettings;
import dev.voce.invitationmail.FieldText;
import dev.voce.person.PersonInput;
import dev.voce.web.Flaw;
import dev.voce.web.Problem;

/**
 * Somebody who is to be asked, as a client sends it. An address adds the person to the
 * known ones, or adds to what is known.
 *
 * @param person the id of a person; or else an address is needed
 * @param email the address
 * @param respondent the owner's name for the person, 1 to 200 characters
 * @param name as the person is greeted, 1 to 100 characters
 * @param locale the language
 * @param zone the IANA time zone
 * @param attributes what the response carries and texts can name, up to 20
 * @param touchpoint where on the customer's way, 1 to 200 characters
 * @param sendAt when the mail goes out; at once when absent
 * @param delay after which time it goes out instead, up to P366D
 * @param subject that of this mail, 1 to 200 characters
 * @param key the sender's own name for it, 1 to 200 characters: under the same name
 * nobody is asked twice
 */
record InvitationInput(@Nullable UUID person, @Nullable String email,
		@Schema(maxLength = 200) @Nullable String respondent, @Schema(maxLength = 100) @Nullable String name,
		@Nullable String locale, @Nullable String zone, @Nullable Map<String, Object> attributes,
		@Schema(maxLength = 200) @Nullable String touchpoint, @Nullable Instant sendAt, @Nullable Duration delay,
		@Schema(maxLength = 200) @Nullable String subject, @Schema(maxLength = 200) @Nullable String key) {

	private static final int LONGEST = 200;

	/** The columns of a table that are no attributes. */
	private static final Set<String> COLUMNS = Set.of("person", "email", "respondent", "name", "locale", "zone",
			"touchpoint", "sendAt", "delay", "subject", "key");

	/**
	 * Reads a row of a table.
	 * @throws Problem (422) if a column holds nothing of its kind
	 */
	static InvitationInput of(Map<String, String> row) {
		Map<String, Object> attributes = new LinkedHashMap<>(row);
		attributes.keySet().removeAll(COLUMNS);
		return new InvitationInput(read(row, "person", "value.uuid", UUID::fromString), row.get("email"),
				row.get("respondent"), row.get("name"), row.get("locale"), row.get("zone"), attributes,
				row.get("touchpoint"), read(row, "sendAt", "value.instant", Instant::parse),
				read(row, "delay", "invitation.delay", Duration::parse), row.get("subject"), row.get("key"));
	}

	private static <T> @Nullable T read(Map<String, String> row, String column, String code,
			Function<String, T> reader) {
		String text = row.get(column);
		try {
			return (text != null) ? reader.apply(text) : null;
		}
		catch (IllegalArgumentException | DateTimeException ex) {
			throw Problem.invalid(Flaw.at("/" + column, code));
		}
	}

	/** Somebody who is known, asked now. */
	static InvitationInput of(UUID person, @Nullable String key) {
		return new InvitationInput(person, null, null, null, null, null, null, null, null, null, null, key);
	}

	/**
	 * Checks all fields.
	 * @throws Problem (422) if some are not accepted
	 */
	void check() {
		List<Flaw> flaws = new ArrayList<>();
		if (this.person == null && this.email == null) {
			flaws.add(Flaw.at("/email", "value.mailAddress"));
		}
		line("/touchpoint", this.touchpoint, flaws);
		line("/subject", this.subject, flaws);
		line("/key", this.key, flaws);
		if (this.subject != null && !new FieldText(this.subject).isWellFormed()) {
			flaws.add(Flaw.at("/subject", "invitation.fields"));
		}
		if (this.touchpoint != null && (this.touchpoint.equals("(none)") || this.touchpoint.equals("(other)"))) {
			flaws.add(Flaw.at("/touchpoint", "response.reserved"));
		}
		if (this.sendAt != null && this.delay != null) {
			flaws.add(Flaw.at("/delay", "invitation.sendAt"));
		}
		if (this.delay != null && (this.delay.isNegative() || this.delay.compareTo(InvitationSettings.LONGEST) > 0)) {
			flaws.add(Flaw.at("/delay", "invitation.delay"));
		}
		if (!flaws.isEmpty()) {
			throw Problem.invalid(flaws);
		}
		described().check();
	}

	private static void line(String at, @Nullable String text, List<Flaw> flaws) {
		if (text != null && !InvitationSettings.isText(text, LONGEST, true)) {
			flaws.add(Flaw.at(at, "workspace.line", LONGEST));
		}
	}

	/** The same with other attributes. */
	InvitationInput with(Map<String, Object> others) {
		return new InvitationInput(this.person, this.email, this.respondent, this.name, this.locale, this.zone, others,
				this.touchpoint, this.sendAt, this.delay, this.subject, this.key);
	}

	/** What it says about the person. */
	PersonInput described() {
		String named = (this.person != null && this.email == null && this.respondent == null) ? this.person.toString()
				: this.respondent;
		return new PersonInput(named, this.email, this.name, this.locale, this.zone, this.attributes, null);
	}

	/** What it says about the person, beside this time. */
	PersonInput about() {
		return new PersonInput(this.respondent, this.email, this.name, this.locale, this.zone, null, null);
	}

	/**
	 * When the first mail is due.
	 * @throws Problem (422) if that is more than a year ahead
	 */
	Instant due(Instant now) {
		Instant due = (this.delay != null) ? now.plus(this.delay) : (this.sendAt != null) ? this.sendAt : now;
		if (due.isAfter(now.plus(InvitationSettings.LONGEST))) {
			throw Problem.invalid(Flaw.at("/sendAt", "invitation.delay"));
		}
		return due.isBefore(now) ? now : due;
	}

}
