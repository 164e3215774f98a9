package dev.voce.bench;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.SplittableRandom;

/** Makes up answers that look like those of a shop: the same ones in every run. */
final class Bodies {

	private static final String[] CHANNELS = { "web", "shop", "mail", "app" };

	private static final String[] TOUCHPOINTS = { "checkout", "delivery", "support", "returns" };

	private static final String[] REASONS = { "delivery", "price", "quality", "service" };

	private static final String[] PLANS = { "free", "plus", "pro" };

	private static final String[] COUNTRIES = { "IT", "DE", "FR", "ES", "AT" };

	private static final String[] COMMENTS = { "Consegna veloce, imballaggio perfetto. Tornerò!",
			"Very easy to find what I was looking for, and it arrived a day early.",
			"Il corriere non ha suonato e ho dovuto ritirare il pacco io.",
			"Good value, but the size chart is confusing: I had to send the first pair back.",
			"Assistenza gentile e competente, problema risolto in cinque minuti." };

	private static final String NO_ID = "00000000-0000-7000-8000-000000000000";

	private static final char[] HEX = "0123456789abcdef".toCharArray();

	private final SplittableRandom random;

	Bodies(long seed) {
		this.random = new SplittableRandom(seed);
	}

	/** The survey that {@link #response} answers, the example of the HTTP contract. */
	static String survey() {
		return """
				{ "name": "Checkout", "zone": "Europe/Rome", "defaultLocale": "it", "segments": ["plan", "country"],
				  "questions": [
				    { "key": "nps", "type": "NPS", "text": { "it": "Con quanta probabilità ci consiglieresti?" } },
				    { "key": "reason", "type": "CHOICE", "multiple": true,
				      "askWhen": { "question": "nps", "classes": ["DETRACTOR"] }, "text": { "it": "Che cosa è andato storto?" },
				      "options": [ { "key": "delivery", "text": { "it": "La consegna" } }, { "key": "price", "text": { "it": "Il prezzo" } },
				        { "key": "quality", "text": { "it": "La qualità" } }, { "key": "service", "text": { "it": "Il servizio" } } ] },
				    { "key": "why", "type": "TEXT", "askWhen": { "question": "nps" }, "text": { "it": "Perché?" } } ] }""";
	}

	/** A survey whose answers {@link #dated} makes. */
	static String plainSurvey() {
		return """
				{ "name": "Year", "zone": "Europe/Rome", "defaultLocale": "en",
				  "questions": [ { "key": "nps", "type": "NPS", "text": { "en": "How likely are you to recommend us?" } } ] }""";
	}

	/**
	 * An answer as a widget posts it, 200 to 350 bytes long: a score, at times with a
	 * reason and a comment, and what the page knows.
	 */
	byte[] response() {
		int score = score();
		StringBuilder body = new StringBuilder(400);
		body.append("{\"id\":\"").append(NO_ID).append("\",\"answers\":{\"nps\":").append(score);
		if (score < 7) {
			body.append(",\"reason\":[\"").append(pick(REASONS)).append("\"]");
		}
		if (this.random.nextInt(10) < 3) {
			body.append(",\"why\":\"").append(pick(COMMENTS)).append('"');
		}
		body.append("},\"channel\":\"").append(pick(CHANNELS)).append("\",\"touchpoint\":\"").append(pick(TOUCHPOINTS));
		body.append("\",\"locale\":\"").append((this.random.nextInt(2) == 0) ? "it" : "en");
		body.append("\",\"attributes\":{\"plan\":\"").append(pick(PLANS)).append("\",\"country\":\"").append(pick(COUNTRIES));
		return body.append("\"}}").toString().getBytes(StandardCharsets.UTF_8);
	}

	/** A line of a file of answers: a score, one of ten channels, and when. */
	byte[] dated(Instant at) {
		StringBuilder line = new StringBuilder(160);
		line.append("{\"id\":\"").append(NO_ID).append("\",\"answers\":{\"nps\":").append(score());
		line.append("},\"submittedAt\":\"").append(at.truncatedTo(ChronoUnit.MILLIS));
		line.append("\",\"channel\":\"channel-").append(this.random.nextInt(10)).append("\"}\n");
		byte[] bytes = line.toString().getBytes(StandardCharsets.UTF_8);
		newId(bytes, 7, at.toEpochMilli());
		return bytes;
	}

	/** Gives a body an id that no other has, a UUIDv7. */
	void newId(byte[] body, int offset, long millis) {
		long high = (millis << 16) | 0x7000 | this.random.nextInt(0x1000);
		long low = (this.random.nextLong() >>> 2) | 0x8000000000000000L;
		for (int i = 0, digit = 0; i < 36; i++) {
			if (i != 8 && i != 13 && i != 18 && i != 23) {
				long half = (digit < 16) ? high : low;
				body[offset + i] = (byte) HEX[(int) (half >>> (60 - 4 * (digit & 15))) & 15];
				digit++;
			}
		}
	}

	// Two thirds promoters, a sixth detractors.
	private int score() {
		int die = this.random.nextInt(6);
		return (die == 0) ? this.random.nextInt(7) : (die == 1) ? 7 + this.random.nextInt(2) : 9 + this.random.nextInt(2);
	}

	private String pick(String[] words) {
		return words[this.random.nextInt(words.length)];
	}

}
