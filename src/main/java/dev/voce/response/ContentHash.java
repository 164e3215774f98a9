package dev.voce.response;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * What a client sent, in 128 bits: equal for equal content however it was written down.
 * It is made before defaults are filled in, so that a repetition stays equal when a
 * default changes.
 */
final class ContentHash {

	private final StringBuilder canonical = new StringBuilder(256);

	/**
	 * Adds a value whose text differs from that of every other; absence differs from all.
	 */
	ContentHash add(@Nullable Object value) {
		if (value == null) {
			this.canonical.append('-');
		}
		else {
			// The length keeps neighbours apart, the type "9" from 9.
			String text = value.toString();
			this.canonical.append(value.getClass().getSimpleName().charAt(0))
				.append(text.length())
				.append(':')
				.append(text);
		}
		return this;
	}

	ContentHash add(Map<String, Object> values) {
		this.canonical.append(values.size()).append('{');
		values.forEach((name, value) -> add(name).add(value));
		return this;
	}

	UUID value() {
		try {
			ByteBuffer digest = ByteBuffer.wrap(MessageDigest.getInstance("SHA-256")
				.digest(this.canonical.toString().getBytes(StandardCharsets.UTF_8)));
			return new UUID(digest.getLong(), digest.getLong());
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("every Java platform has SHA-256", ex);
		}
	}

}
