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

	/** More scored questions and segments no survey has. */
	private static final int QUESTIONS = 10;

	private static final int ATTRIBUTES = 5;

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

	/** A survey whose answers {@link #dated} and {@link #plain} make. */
	static String plainSurvey() {
		return """
				{ "name": "Year", "zone": "Europe/Rome", "defaultLocale": "en",
				  "questions": [ { "key": "nps", "type": "NPS", "text": { "en": "How likely are you to recommend us?" } },
				    { "key": "why", "type": "TEXT", "text": { "en": "Why?" } } ] }""";
	}

	/** A survey with ten scored questions and eight segments. */
	static String expensiveSurvey() {
		StringBuilder questions = new StringBuilder();
		for (int i = 0; i < QUESTIONS; i++) {
			questions.append((i > 0) ? ", " : "")
				.append("{ \"key\": \"q")
				.append(i)
				.append("\", \"type\": \"NPS\", \"text\": { \"en\": \"How likely are you to recommend us?\" } }");
		}
		return "{ \"name\": \"Long\", \"zone\": \"Europe/Rome\", \"defaultLocale\": \"en\", \"segments\": "
				+ "[\"a0\", \"a1\", \"a2\", \"a3\", \"a4\"], \"questions\": [" + questions + "] }";
	}

	/** A survey with one question and six segments, whose answers {@link #segmented} makes. */
	static String segmentedSurvey() {
		return """
				{ "name": "History", "zone": "Europe/Rome", "defaultLocale": "en", "segments": ["a0", "a1", "a2"],
				  "questions": [ { "key": "nps", "type": "NPS", "text": { "en": "How likely are you to recommend us?" } } ] }""";
	}

	/** An answer to {@link #expensiveSurvey}. */
	byte[] expensive() {
		StringBuilder body = new StringBuilder(400);
		body.append("{\"id\":\"").append(NO_ID).append("\",\"answers\":{");
		for (int i = 0; i < QUESTIONS; i++) {
			body.append((i > 0) ? ",\"q" : "\"q").append(i).append("\":").append(score());
		}
		body.append('}');
		place(body, ATTRIBUTES);
		return body.append('}').toString().getBytes(StandardCharsets.UTF_8);
	}

	/** An answer to {@link #plainSurvey}, as short as one is. */
	byte[] plain() {
		return ("{\"id\":\"" + NO_ID + "\",\"answers\":{\"nps\":" + score() + "}}").getBytes(StandardCharsets.UTF_8);
	}

	/** What a widget posts when it is shown. */
	byte[] shown() {
		return ("{\"id\":\"" + NO_ID + "\",\"stage\":\"SHOWN\",\"channel\":\"" + pick(CHANNELS)
				+ "\",\"touchpoint\":\"" + pick(TOUCHPOINTS) + "\"}")
			.getBytes(StandardCharsets.UTF_8);
	}

	/** What a widget posts as soon as the score is chosen. */
	byte[] unfinished() {
		return ("{\"id\":\"" + NO_ID + "\",\"answers\":{\"nps\":" + score() + "},\"finished\":false,\"channel\":\""
				+ pick(CHANNELS) + "\",\"touchpoint\":\"" + pick(TOUCHPOINTS) + "\",\"locale\":\"it\"}")
			.getBytes(StandardCharsets.UTF_8);
	}

	/** The whole response that amends it. */
	byte[] finished() {
		return ("{\"id\":\"" + NO_ID + "\",\"revision\":1,\"answers\":{\"nps\":" + score() + ",\"why\":\""
				+ pick(COMMENTS) + "\"},\"channel\":\"" + pick(CHANNELS) + "\",\"touchpoint\":\"" + pick(TOUCHPOINTS)
				+ "\",\"locale\":\"it\"}")
			.getBytes(StandardCharsets.UTF_8);
	}

	private void place(StringBuilder body, int attributes) {
		body.append(",\"channel\":\"channel-").append(this.random.nextInt(10));
		body.append("\",\"touchpoint\":\"touchpoint-").append(this.random.nextInt(10));
		body.append("\",\"locale\":\"en-").append(this.random.nextInt(10)).append("\",\"attributes\":{");
		for (int i = 0; i < attributes; i++) {
			body.append((i > 0) ? ",\"a" : "\"a").append(i).append("\":\"value-").append(this.random.nextInt(10)).append('"');
		}
		body.append('}');
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
		return dated(at, 10, null);
	}

	/** The same with one of any number of channels, and maybe a comment. */
	byte[] dated(Instant at, int channels, String comment) {
		StringBuilder line = begun(at, comment);
		line.append(",\"channel\":\"channel-").append(this.random.nextInt(channels)).append("\"}\n");
		return identified(line, at);
	}

	/** A line of an answer to {@link #survey}, as {@link #response} makes them. */
	byte[] commented(Instant at) {
		String body = new String(response(), StandardCharsets.UTF_8);
		StringBuilder line = new StringBuilder(body).insert(body.length() - 1,
				",\"submittedAt\":\"" + at.truncatedTo(ChronoUnit.MILLIS) + '"');
		return identified(line.append('\n'), at);
	}

	/** A line with six segments of ten values each. */
	byte[] segmented(Instant at) {
		StringBuilder line = begun(at, null);
		place(line, 3);
		return identified(line.append("}\n"), at);
	}

	private StringBuilder begun(Instant at, String comment) {
		StringBuilder line = new StringBuilder(256);
		line.append("{\"id\":\"").append(NO_ID).append("\",\"answers\":{\"nps\":").append(score());
		if (comment != null) {
			line.append(",\"why\":\"").append(comment).append('"');
		}
		return line.append("},\"submittedAt\":\"").append(at.truncatedTo(ChronoUnit.MILLIS)).append('"');
	}

	private byte[] identified(StringBuilder line, Instant at) {
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
