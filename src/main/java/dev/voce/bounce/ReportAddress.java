package dev.voce.bounce;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import dev.voce.workspace.ActivityLog;
import dev.voce.workspace.WorkspaceSecrets;

/**
 * Each workspace's address for reports of providers. Its token takes the place of a key,
 * and is made from the workspace's secret, so that none is stored.
 */
@Component
class ReportAddress {

	/** How many bytes of each token nobody can guess. */
	private static final int CODE = 16;

	private static final int LENGTH = 16 + CODE;

	private final WorkspaceSecrets secrets;

	private final ActivityLog activity;

	ReportAddress(WorkspaceSecrets secrets, ActivityLog activity) {
		this.secrets = secrets;
		this.activity = activity;
	}

	String token(UUID workspace) {
		ByteBuffer token = ByteBuffer.allocate(LENGTH)
			.putLong(workspace.getMostSignificantBits())
			.putLong(workspace.getLeastSignificantBits())
			.put(code(workspace));
		return Base64.getUrlEncoder().withoutPadding().encodeToString(token.array());
	}

	/** Makes the token invalid, and another. */
	@Transactional
	void replace(UUID workspace) {
		this.secrets.replaceCodes(workspace);
		this.activity.add(workspace, ActivityLog.Entry.of("replaced", "address for bounces"));
	}

	/** Whose token it is; {@code null} where it is nobody's. */
	@Nullable UUID workspace(String token) {
		byte[] bytes;
		try {
			bytes = Base64.getUrlDecoder().decode(token);
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
		if (bytes.length != LENGTH) {
			return null;
		}
		ByteBuffer buffer = ByteBuffer.wrap(bytes);
		UUID named = new UUID(buffer.getLong(), buffer.getLong());
		boolean genuine = this.secrets.isKnown(named)
				&& MessageDigest.isEqual(code(named), Arrays.copyOfRange(bytes, LENGTH - CODE, LENGTH));
		return genuine ? named : null;
	}

	private byte[] code(UUID workspace) {
		byte[] purpose = ("bounces " + this.secrets.generation(workspace)).getBytes(StandardCharsets.US_ASCII);
		return Arrays.copyOf(this.secrets.mac(workspace).doFinal(purpose), CODE);
	}

}
