package dev.voce.dashboard;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

	private final Set<String> languages;

	/** The page as it is opened at an address, the first that matches. */
	private final Map<Pattern, String> pages = new LinkedHashMap<>();

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
		this.languages = files.keySet()
			.stream()
			.filter((name) -> name.startsWith("words/"))
			.map((name) -> name.substring("words/".length(), name.length() - ".js".length()))
			.collect(Collectors.toSet());
		this.pages.put(Pattern.compile("/"), page(files, "home-page"));
		this.pages.put(Pattern.compile("/surveys/[0-9a-f-]{36}"), page(files, "survey-page", "survey", "responses"));
		this.pages.put(Pattern.compile(".*", Pattern.DOTALL), page(files, "main"));
	}

	/**
	 * The one page, with what is fetched at once, not one after the other as imports are
	 * found. Pages that few look at are imported when they are opened.
	 */
	private String page(Map<String, byte[]> files, String script, String... styles) {
		Set<String> needed = new LinkedHashSet<>();
		imported("main.js", files, needed);
		imported(script + ".js", files, needed);
		String sheets = Stream.of(styles)
			.map((name) -> "<link rel=\"stylesheet\" href=\"" + this.path + name + ".css\">")
			.collect(Collectors.joining());
		String scripts = needed.stream().map(this::preload).collect(Collectors.joining());
		return new String(files.getOrDefault("index.html", new byte[0]), StandardCharsets.UTF_8)
			.replace("<!--scripts-->", sheets + scripts)
			.replace("/app/build/", this.path);
	}

	private String preload(String script) {
		return "<link rel=\"modulepreload\" href=\"" + this.path + script + "\">";
	}

	@Override
	public void addResourceHandlers(ResourceHandlerRegistry registry) {
		registry.addResourceHandler(this.path + "**")
			.addResourceLocations(FOLDER)
			.setCacheControl(CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable())
			.resourceChain(false)
			.addTransformer(new ScriptTransformer());
	}

	/**
	 * The one page, which becomes the others in the browser.
	 * @param root what the paths of pages begin with, up to a slash
	 * @param address which page is opened, without the root
	 * @param preferred the reader's languages, the most preferred first
	 */
	String page(String root, String address, Enumeration<Locale> preferred) {
		String words = Collections.list(preferred)
			.stream()
			.map(Locale::getLanguage)
			.filter(this.languages::contains)
			.findFirst()
			.map((language) -> preload("words/" + language + ".js"))
			.orElse("");
		return this.pages.entrySet()
			.stream()
			.filter((page) -> page.getKey().matcher(address).matches())
			.findFirst()
			.orElseThrow()
			.getValue()
			.replace("<!--words-->", words)
			.replace("\"" + this.path, "\"" + root + this.path.substring(1));
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
