package dev.voce.widget;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;

/**
 * The builds of the script in the jar: this version's and those released before, so that
 * a page that pinned one finds it after an update of Voce.
 */
@Component
class WidgetBuilds {

	private final Build current;

	private final Map<String, Build> byHash = new HashMap<>();

	WidgetBuilds() {
		this.current = build(new ClassPathResource("widget/widget.js"));
		try {
			for (Resource script : new PathMatchingResourcePatternResolver().getResources("classpath*:widget/*.js")) {
				Build build = build(script);
				this.byHash.put(build.hash(), build);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * A build of the script.
	 *
	 * @param hash names it in its address
	 * @param integrity for the attribute of that name
	 * @param script its bytes
	 * @param gzipped the same, compressed
	 */
	@SuppressWarnings("ArrayRecordComponent") // never compared
	record Build(String hash, String integrity, byte[] script, byte[] gzipped) {
	}

	Build current() {
		return this.current;
	}

	Optional<Build> find(String hash) {
		return Optional.ofNullable(this.byHash.get(hash));
	}

	private static Build build(Resource resource) {
		try (InputStream in = resource.getInputStream()) {
			byte[] script = in.readAllBytes();
			byte[] digest = MessageDigest.getInstance("SHA-384").digest(script);
			return new Build(HexFormat.of().formatHex(digest, 0, 8),
					"sha384-" + Base64.getEncoder().encodeToString(digest), script, gzip(script));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static byte[] gzip(byte[] bytes) throws IOException {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		try (GZIPOutputStream gzip = new GZIPOutputStream(out) {
			{
				this.def.setLevel(Deflater.BEST_COMPRESSION);
			}
		}) {
			gzip.write(bytes);
		}
		return out.toByteArray();
	}

}
