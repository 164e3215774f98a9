package dev.voce.counting;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.time.zone.ZoneRulesProvider;
import java.util.HexFormat;

/**
 * The rules by which instants belong to a zone's local days.
 *
 * @param rules a hash of all rules of the zone: where it differs, days may
 * @param version of the zone data, such as {@code 2026a}; a later one is greater
 */
public record ZoneFingerprint(String rules, String version) {

	/**
	 * Finds the rules that this JDK has for a zone.
	 * @param zone any zone
	 * @return the rules; a plain offset's have no version
	 */
	public static ZoneFingerprint of(ZoneId zone) {
		String version = (zone instanceof ZoneOffset) ? ""
				: ZoneRulesProvider.getVersions(zone.getId()).lastEntry().getKey();
		return new ZoneFingerprint(hash(zone.getRules()), version);
	}

	private static String hash(ZoneRules rules) {
		StringBuilder all = new StringBuilder().append(rules.getOffset(Instant.MIN));
		rules.getTransitions()
			.forEach((transition) -> all.append(' ')
				.append(transition.toEpochSecond())
				.append(transition.getOffsetAfter()));
		all.append(rules.getTransitionRules());
		try {
			byte[] hash = MessageDigest.getInstance("SHA-256").digest(all.toString().getBytes(StandardCharsets.UTF_8));
			return HexFormat.of().formatHex(hash, 0, 16);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every JDK has SHA-256", ex);
		}
	}

}
