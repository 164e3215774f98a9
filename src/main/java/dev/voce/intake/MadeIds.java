package dev.voce.intake;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

import javax.crypto.Mac;

import org.jspecify.annotations.Nullable;

import dev.voce.survey.SurveyDefinition;
import dev.voce.web.Flaw;
import dev.voce.web.Problem;
import dev.voce.workspace.WorkspaceSecrets;

/**
 * Ids of responses that come without one but with an {@code Idempotency-Key}: the same
 * for the same key for ever, and made with a secret of the workspace, so that nobody can
 * guess them. For one thread.
 */
final class MadeIds {

	static final String HEADER = "Idempotency-Key";

	private static final int LONGEST_KEY = 200;

	private final UUID survey;

	private final String key;

	private final Mac mac;

	private MadeIds(UUID survey, String key, Mac mac) {
		this.survey = survey;
		this.key = key;
		this.mac = mac;
	}

	/**
	 * Makes ids from a key.
	 * @param key as sent; {@code null} where none was
	 * @return {@code null} without a key
	 * @throws Problem (422) if the key is blank or too long
	 */
	static @Nullable MadeIds of(SurveyDefinition survey, @Nullable String key, WorkspaceSecrets secrets) {
		if (key == null) {
			return null;
		}
		if (key.isBlank() || key.length() > LONGEST_KEY) {
			throw Problem.invalid(Flaw.in(HEADER, "batch.key", LONGEST_KEY));
		}
		return new MadeIds(survey.id(), key, secrets.mac(survey.workspace()));
	}

	/** The id of the only response that is sent under the key. */
	UUID single() {
		return id("-");
	}

	/**
	 * The id of one response of a batch.
	 * @param line its number
	 */
	UUID ofLine(long line) {
		return id(Long.toString(line));
	}

	private UUID id(String place) {
		String text = this.survey + " " + place + " " + this.key;
		ByteBuffer code = ByteBuffer.wrap(this.mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
		// Version 8 of RFC 9562, which is for custom schemes.
		return new UUID((code.getLong() & ~0xF000L) | 0x8000L, (code.getLong() >>> 2) | 0x8000_0000_0000_0000L);
	}

}
