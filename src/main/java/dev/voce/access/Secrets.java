package dev.voce.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * Random secrets, and the hashes of them that are stored. A plain SHA-256 is enough: 192
 * random bits can't be found by trying.
 */
public final class Secrets {

	private static final SecureRandom random = new SecureRandom();

	private Secrets() {
	}

	/**
	 * Generates a secret.
	 * @return 192 random bits as 32 characters that need no escaping in an address
	 */
	public static String next() {
		byte[] bits = new byte[24];
		random.nextBytes(bits);
		return Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
	}

	/**
	 * Hashes a secret.
	 * @param secret any text
	 * @return its SHA-256, 32 bytes
	 */
	public static byte[] hash(String secret) {
		try {
			return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("every Java platform has SHA-256", ex);
		}
	}

}
