package dev.voce.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs messages as <a href="https://www.standardwebhooks.com">Standard Webhooks</a>
 * 1.0.0 wants it.
 */
final class Signature {

	private static final String ALGORITHM = "HmacSHA256";

	private Signature() {
	}

	/**
	 * The headers of a message.
	 * @param id the same at each attempt
	 * @param at when it is sent
	 * @param body what is sent
	 * @param secrets what signs, one or two
	 * @return id, time and signatures
	 */
	static Map<String, String> headers(String id, Instant at, byte[] body, List<String> secrets) {
		String head = id + "." + at.getEpochSecond() + ".";
		return Map.of("webhook-id", id, "webhook-timestamp", Long.toString(at.getEpochSecond()), "webhook-signature",
				secrets.stream().map((secret) -> "v1," + sign(secret, head, body)).collect(Collectors.joining(" ")));
	}

	private static String sign(String secret, String head, byte[] body) {
		try {
			Mac mac = Mac.getInstance(ALGORITHM);
			mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.substring("whsec_".length())), ALGORITHM));
			mac.update(head.getBytes(StandardCharsets.UTF_8));
			return Base64.getEncoder().encodeToString(mac.doFinal(body));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("every Java has " + ALGORITHM, ex);
		}
	}

}
