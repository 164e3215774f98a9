package dev.voce.person;

import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * People by what responses call them.
 *
 * @param byName by respondent in lower case, and by address as addresses are compared
 */
public record KnownPeople(Map<String, PersonView> byName) {

	/**
	 * Finds who is meant.
	 * @param names a respondent and addresses, the one that decides first
	 * @return the person; {@code null} where none of them is known
	 */
	public @Nullable PersonView find(@Nullable String... names) {
		for (String name : names) {
			PersonView person = (name != null) ? this.byName.get(key(name)) : null;
			if (person != null) {
				return person;
			}
		}
		return null;
	}

	static String key(String name) {
		Address address = Address.of(name);
		return (address != null) ? address.key() : name.toLowerCase(Locale.ROOT);
	}

}
