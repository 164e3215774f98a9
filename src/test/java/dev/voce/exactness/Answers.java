package dev.voce.exactness;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Makes up answers, of every kind that the contract admits. */
final class Answers {

	static final JsonMapper json = new JsonMapper();

	/** Zones with odd offsets, and with changes at odd times and by odd amounts. */
	static final List<String> ZONES = List.of("Europe/Rome", "America/New_York", "America/St_Johns", "Pacific/Apia",
			"Asia/Kathmandu", "Pacific/Chatham", "Australia/Lord_Howe", "America/Sao_Paulo", "Africa/Casablanca",
			"Asia/Tehran", "Asia/Beirut", "America/Havana", "Antarctica/Troll", "Pacific/Kiritimati", "UTC");

	private static final Instant FIRST = Instant.parse("2000-01-01T00:00:00Z");

	private static final String[] REASONS = { "delivery", "price", "service", "quality" };

	private static final String[] COMMENTS = { "Consegna veloce", "Too slow", "😀 مرحبا", "", "\"quoted\", \\ and ü" };

	/** Numbers are written down as they stand here. */
	private static final String[] PLANS = { "\"free\"", "\"pro\"", "4.50", "4.5", "\"4.5\"", "1e-7", "12345678901",
			"1E2", "100", "0.0", "-0", "-3.25", "true", "false", "\"true\"", "\"\"", "\"pro \"", "\"größer\"",
			"123456789012345678901234567890" };

	private final Random random;

	Answers(Random random) {
		this.random = random;
	}

	/** Which questions are asked by now. */
	record Asked(boolean secondVersion, boolean topic) {
	}

	/** A response without id and revision, under a respondent that nobody else has. */
	ObjectNode response(boolean fromPage, Asked asked) {
		ObjectNode body = json.createObjectNode();
		boolean first = chance(10);
		if (first || (asked.secondVersion() && chance(10))) {
			body.put("version", first ? 1 : 2);
		}
		body.set("answers", answers(asked.secondVersion() && !first, asked.topic() && !first));
		if (fromPage ? chance(50) : chance(85)) {
			body.put("submittedAt", submittedAt(fromPage).toString());
		}
		maybe(body, "channel", "web", "shop", "mail", "app", "");
		maybe(body, "touchpoint", "checkout", "delivery", "support");
		maybe(body, "locale", "it", "en", "de-CH");
		if (chance(30)) {
			body.put("finished", chance(50));
		}
		if (chance(20)) {
			body.put("test", chance(50));
		}
		body.put("respondent", "r" + new UUID(this.random.nextLong(), this.random.nextLong()));
		body.set("attributes", attributes());
		return body;
	}

	private ObjectNode answers(boolean secondVersion, boolean topic) {
		ObjectNode answers = json.createObjectNode();
		if (chance(40)) {
			answers.put("ease", 1 + this.random.nextInt(7));
		}
		if (chance(60)) {
			answers.put("sat", 1 + this.random.nextInt(secondVersion ? 7 : 5));
		}
		if (chance(50)) {
			ArrayNode reasons = answers.putArray("reason");
			for (int i = this.random.nextInt(4); i > 0; i--) {
				reasons.add(pick(REASONS));
			}
		}
		if (topic && chance(40)) {
			answers.put("topic", chance(50) ? "site" : "app");
		}
		if (chance(30)) {
			answers.put("why", pick(COMMENTS));
		}
		if (chance(90) || !(answers.has("ease") || answers.has("sat"))) {
			if (chance(10)) {
				answers.set("nps", json.readTree(this.random.nextInt(11) + ".0"));
			}
			else {
				answers.put("nps", this.random.nextInt(11));
			}
		}
		return answers;
	}

	private ObjectNode attributes() {
		ObjectNode attributes = json.createObjectNode();
		if (chance(80)) {
			attributes.set("plan", json.readTree(pick(PLANS)));
		}
		maybe(attributes, "country", "IT", "DE", "FR", "RO");
		if (chance(70)) {
			attributes.put("shop", "s" + this.random.nextInt(4_000));
		}
		if (chance(70)) {
			attributes.put("visitor", this.random.nextInt(4_000));
		}
		return attributes;
	}

	/** Near a change of the clocks, near a midnight, or at any time since 2000. */
	private Instant submittedAt(boolean fromPage) {
		Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
		if (fromPage || chance(20)) {
			return now.minusSeconds(this.random.nextInt(6 * 86_400))
				.minusNanos(this.random.nextInt(1_000_000) * 1_000L);
		}
		Instant any = Instant.ofEpochSecond(
				this.random.nextLong(FIRST.getEpochSecond(), now.getEpochSecond() - 300 * 86_400L),
				this.random.nextInt(1_000_000) * 1_000L);
		ZoneId zone = ZoneId.of(ZONES.get(this.random.nextInt(ZONES.size())));
		ZoneOffsetTransition change = zone.getRules().nextTransition(any);
		if (change != null && chance(50) && change.getInstant().isBefore(now.minusSeconds(86_400))) {
			return change.getInstant().plusSeconds(this.random.nextInt(-5_400, 5_400));
		}
		return chance(50) ? any
				: LocalDate.ofInstant(any, zone)
					.plusDays(1)
					.atStartOfDay(zone)
					.toInstant()
					.plusSeconds(this.random.nextInt(-1, 2));
	}

	private void maybe(ObjectNode node, String name, String... values) {
		if (chance(75)) {
			node.put(name, pick(values));
		}
	}

	<T> T pick(T[] values) {
		return values[this.random.nextInt(values.length)];
	}

	<T> T pick(List<T> values) {
		return values.get(this.random.nextInt(values.size()));
	}

	boolean chance(int percent) {
		return this.random.nextInt(100) < percent;
	}

	/** The body of the survey as it is at some stage of its life. */
	static String survey(boolean grown, boolean secondVersion, boolean topic, boolean plan) {
		List<String> segments = new ArrayList<>(List.of("\"shop\""));
		if (plan) {
			segments.add("\"plan\"");
		}
		if (grown) {
			segments.add("\"country\"");
			segments.add("\"visitor\"");
		}
		return """
				{"name": "Exact", "zone": "Europe/Rome", "touchpoint": "site", "segments": %s, "questions": [
					{"key": "nps", "type": "NPS", "text": {"en": "How likely?"}},
					{"key": "ease", "type": "CES", "text": {"en": "How easy?"}},
					{"key": "sat", "type": "CSAT", "scale": {"min": 1, "max": %d}, "text": {"en": "How good?"}},
					{"key": "reason", "type": "CHOICE", "multiple": true, "text": {"en": "Why?"}, "options": [
						{"key": "delivery", "text": {"en": "Delivery"}}, {"key": "price", "text": {"en": "Price"}},
						{"key": "service", "text": {"en": "Service"}}, {"key": "quality", "text": {"en": "Quality"}}]},
					%s
					{"key": "why", "type": "TEXT", "text": {"en": "Tell us more"}}]}""".formatted(segments,
				secondVersion ? 7 : 5, topic ? """
						{"key": "topic", "type": "CHOICE", "text": {"en": "About what?"}, "options": [
							{"key": "site", "text": {"en": "Site"}}, {"key": "app", "text": {"en": "App"}}]},""" : "");
	}

}
