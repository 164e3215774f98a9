package dev.voce.person;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import dev.voce.web.Flaw;
import dev.voce.web.Languages;
import dev.voce.web.Problem;
import dev.voce.web.Zones;

/**
 * A person as a client sends it. What is absent stays as it is known, unless all that is
 * known is replaced.
 *
 * @param respondent the owner's name for the person, 1 to 200 characters; who is meant,
 * or else the address says it
 * @param email the address
 * @param name as the person is greeted, 1 to 100 characters
 * @param locale the language
 * @param zone the IANA time zone
 * @param attributes up to 20, whose values are strings, numbers or booleans
 * @param consent what the person agreed to, 1 to 500 characters
 */
public record PersonInput(@Schema(maxLength = 200) @Nullable String respondent, @Nullable String email,
		@Schema(maxLength = 100) @Nullable String name, @Nullable String locale, @Nullable String zone,
		@Nullable Map<String, Object> attributes, @Schema(maxLength = 500) @Nullable String consent) {

	private static final Pattern LINE = Pattern.compile(" *[^\\p{Cc}\\p{Cs}\\s][^\\p{Cc}\\p{Cs}\u2028\u2029]*");

	private static final int LONGEST_RESPONDENT = 200;

	private static final int LONGEST_NAME = 100;

	private static final int LONGEST_CONSENT = 500;

	private static final int MOST_ATTRIBUTES = 20;

	private static final int LONGEST_KEY = 40;

	private static final int LONGEST_VALUE = 200;

	/** The address that it names, if it is one. */
	@Nullable Address address() {
		return Address.of(this.email);
	}

	/**
	 * Checks all fields.
	 * @throws Problem (422) if some are not accepted
	 */
	public void check() {
		List<Flaw> flaws = new ArrayList<>();
		if (this.respondent == null && this.email == null) {
			flaws.add(Flaw.at("/email", "person.key"));
		}
		if (this.email != null && address() == null) {
			flaws.add(Flaw.at("/email", "value.mailAddress"));
		}
		line("/respondent", this.respondent, LONGEST_RESPONDENT, flaws);
		line("/name", this.name, LONGEST_NAME, flaws);
		line("/consent", this.consent, LONGEST_CONSENT, flaws);
		if (this.locale != null && !Languages.isTag(this.locale)) {
			flaws.add(Flaw.at("/locale", "value.language"));
		}
		if (this.zone != null && !Zones.isKnown(this.zone)) {
			flaws.add(Flaw.at("/zone", "value.zone"));
		}
		attributes(flaws);
		if (!flaws.isEmpty()) {
			throw Problem.invalid(flaws);
		}
	}

	private static void line(String at, @Nullable String text, int longest, List<Flaw> flaws) {
		if (text != null && (text.length() > longest || !LINE.matcher(text).matches())) {
			flaws.add(Flaw.at(at, "workspace.line", longest));
		}
	}

	private void attributes(List<Flaw> flaws) {
		if (this.attributes == null) {
			return;
		}
		if (this.attributes.size() > MOST_ATTRIBUTES) {
			flaws.add(Flaw.at("/attributes", "response.attributes.count", MOST_ATTRIBUTES));
		}
		this.attributes.forEach((key, value) -> {
			if (key.length() > LONGEST_KEY || !LINE.matcher(key).matches()) {
				flaws.add(Flaw.at("/attributes" + Flaw.step(key), "response.attributes.name", LONGEST_KEY));
			}
			else if (!isValue(value)) {
				flaws.add(Flaw.at("/attributes" + Flaw.step(key), "response.attributes.value", LONGEST_VALUE));
			}
		});
	}

	private static boolean isValue(@Nullable Object value) {
		if (value instanceof Double number) {
			return Double.isFinite(number);
		}
		boolean simple = value instanceof String || value instanceof Number || value instanceof Boolean;
		String text = String.valueOf(value);
		return simple && text.length() <= LONGEST_VALUE && text.matches("[^\\x00\\p{Cs}]*");
	}

}
