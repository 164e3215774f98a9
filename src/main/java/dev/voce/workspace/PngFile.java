package dev.voce.workspace;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.zip.CRC32;

import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageInputStream;

import org.jspecify.annotations.Nullable;

/** Reads PNG files (ISO/IEC 15948). */
final class PngFile {

	static final byte[] SIGNATURE = { (byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n' };

	/**
	 * What makes up the picture. Everything else is left out: texts, places where photos
	 * were taken, compressed profiles that expand to anything.
	 */
	private static final Set<String> KEPT = Set.of("IHDR", "PLTE", "tRNS", "gAMA", "sRGB", "IDAT", "IEND");

	private PngFile() {
	}

	/**
	 * Keeps the picture of a file.
	 * @throws dev.voce.web.Problem (422) if the file is damaged or too large
	 */
	static LogoFile read(byte[] bytes) {
		ByteArrayOutputStream kept = new ByteArrayOutputStream(bytes.length);
		kept.writeBytes(SIGNATURE);
		ByteBuffer in = ByteBuffer.wrap(bytes, SIGNATURE.length, bytes.length - SIGNATURE.length);
		int width = 0;
		int height = 0;
		String type = "";
		while (!type.equals("IEND")) {
			int start = in.position();
			int length = (in.remaining() >= 12) ? in.getInt() : -1;
			if (length < 0 || length > in.remaining() - 8) {
				throw damaged();
			}
			type = new String(bytes, in.position(), 4, StandardCharsets.ISO_8859_1);
			if (width == 0) {
				if (!type.equals("IHDR") || length != 13) {
					throw damaged();
				}
				width = LogoFile.side(in.getInt(start + 8));
				height = LogoFile.side(in.getInt(start + 12));
			}
			CRC32 sum = new CRC32();
			sum.update(bytes, start + 8 - 4, length + 4);
			if ((int) sum.getValue() != in.getInt(start + 8 + length)) {
				throw damaged();
			}
			if (KEPT.contains(type)) {
				kept.write(bytes, start, length + 12);
			}
			in.position(start + length + 12);
		}
		byte[] content = kept.toByteArray();
		BufferedImage picture = decoded(content);
		if (picture == null || picture.getWidth() != width || picture.getHeight() != height) {
			throw damaged();
		}
		return new LogoFile(LogoFile.PNG, width, height, content);
	}

	/** Its size is known: it takes at most 32 MB of memory. */
	private static @Nullable BufferedImage decoded(byte[] content) {
		try {
			return ImageIO.read(new MemoryCacheImageInputStream(new ByteArrayInputStream(content)));
		}
		// The reader refuses damaged files in many ways.
		catch (IOException | RuntimeException ex) {
			return null;
		}
	}

	private static RuntimeException damaged() {
		return LogoFile.refused("workspace.logo.damaged");
	}

}
