package dev.voce.web;

import java.time.ZoneId;
import java.util.Set;
import java.util.stream.Collectors;

/** The time zones that clients may name: those of IANA's database. */
public final class Zones {

	// Java's SystemV zones are in no other database.
	private static final Set<String> IANA = ZoneId.getAvailableZoneIds()
		.stream()
		.filter((name) -> !name.startsWith("SystemV/"))
		.collect(Collectors.toUnmodifiableSet());

	private Zones() {
	}

	/**
	 * Tells whether a zone has this name.
	 * @param name a name, such as Europe/Rome
	 * @return {@code false} if it is none of IANA's
	 */
	public static boolean isKnown(String name) {
		return IANA.contains(name);
	}

}
