package dev.voce.dashboard;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Serves scripts and styles under a path that is named after their contents, so that
 * browsers may keep them for ever, and imports between them are of one build.
 */
@Configuration(proxyBeanMethods = false)
class DashboardFiles implements WebMvcConfigurer {

	private static final String FOLDER = "classpath:/dashboard/";

	private static final Pattern IMPORT = Pattern.compile("(?m)^import .* from \"\\./(.+)\";$");

	private final String path;

	private final String page;

	DashboardFiles() {
		Map<String, byte[]> files = new TreeMap<>();
		try {
			for (Resource file : new PathMatchingResourcePatternResolver().getResources(FOLDER + "**/*.*")) {
				try (InputStream in = file.getInputStream()) {
					String address = file.getURL().getPath();
					files.put(address.substring(address.lastIndexOf("/dashboard/") + "/dashboard/".length()),
							in.readAllBytes());
				}
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.path = "/app/" + hash(files) + "/";
		// Asked for at once, not one after the other as imports are found. Pages that few
		// look at are imported when they are opened.
		Set<String> needed = new LinkedHashSet<>();
		imported("main.js", files, needed);
		String scripts = needed.stream()
			.map((name) -> "<link rel=\"modulepreload\" href=\"" + this.path + name + "\">")
			.collect(Collectors.joining());
		this.page = new String(files.getOrDefault("index.html", new byte[0]), StandardCharsets.UTF_8)
			.replace("<!--scripts-->", scripts)
			.replace("/app/build/", this.path);
	}

	@Override
	public void addResourceHandlers(ResourceHandlerRegistry registry) {
		registry.addResourceHandler(this.path + "**")
			.addResourceLocations(FOLDER)
			.setCacheControl(CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable());
	}

	/**
	 * The one page, which becomes the others in the browser.
	 * @param root what the paths of pages begin with, up to a slash
	 */
	String page(String root) {
		return this.page.replace("\"" + this.path, "\"" + root + this.path.substring(1));
	}

	private static void imported(String name, Map<String, byte[]> files, Set<String> found) {
		byte[] script = files.get(name);
		if (script != null && found.add(name)) {
			Matcher imports = IMPORT.matcher(new String(script, StandardCharsets.UTF_8));
			while (imports.find()) {
				imported(imports.group(1), files, found);
			}
		}
	}

	private static String hash(Map<String, byte[]> files) {
		try {
			MessageDigest digest = MessageDigest.getInstance("SHA-256");
			files.forEach((name, content) -> {
				digest.update(name.getBytes(StandardCharsets.UTF_8));
				digest.update(content);
			});
			return HexFormat.of().formatHex(digest.digest(), 0, 6);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("every Java platform has SHA-256", ex);
		}
	}

}
