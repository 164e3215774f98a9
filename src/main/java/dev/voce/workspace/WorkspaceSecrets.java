package dev.voce.workspace;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.UUID;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Each workspace's secret, created with it, which no call returns: codes derived from it
 * can't be guessed.
 */
@Service
public class WorkspaceSecrets {

	private static final String ALGORITHM = "HmacSHA256";

	private static final SecureRandom random = new SecureRandom();

	private final WorkspaceRepository repository;

	WorkspaceSecrets(WorkspaceRepository repository) {
		this.repository = repository;
	}

	/**
	 * Whether there is a workspace.
	 * @param workspace an id that anybody may have sent
	 * @return {@code true} if so
	 */
	public boolean isKnown(UUID workspace) {
		return this.repository.findById(workspace).isPresent();
	}

	/**
	 * Derives codes of 32 bytes from texts: the same text always gives the same code.
	 * @param workspace the workspace's id
	 * @return HMAC-SHA-256 under the workspace's secret, for one thread
	 */
	public Mac mac(UUID workspace) {
		byte[] secret = this.repository.findById(workspace).orElseThrow().secret();
		try {
			Mac mac = Mac.getInstance(ALGORITHM);
			mac.init(new SecretKeySpec(secret, ALGORITHM));
			return mac;
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * How often the codes were replaced that a workspace gives to others.
	 * @param workspace the workspace's id
	 * @return a number, which is part of what these codes are derived from
	 */
	public int generation(UUID workspace) {
		return this.repository.findById(workspace).orElseThrow().generation();
	}

	/**
	 * Makes the codes invalid that a workspace gave to others.
	 * @param workspace the workspace's id
	 */
	@Transactional
	public void replaceCodes(UUID workspace) {
		this.repository.lock(workspace).replaceCodes();
	}

	/** A secret for a new workspace. */
	static byte[] make() {
		byte[] secret = new byte[32];
		random.nextBytes(secret);
		return secret;
	}

}
