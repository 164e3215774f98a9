package dev.voce.dashboard;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.ResourcePatternResolver;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Serves scripts and styles under a path that is named after their contents, so that
 * browsers may keep them for ever, and imports between them are of one build.
 */
@Configuration(proxyBeanMethods = false)
class DashboardFiles implements WebMvcConfigurer {

	private final String path;

	private final Set<String> languages;

	/** The page as it is opened at an address, the first that matches. */
	private final Map<Pattern, String> pages = new LinkedHashMap<>();

	DashboardFiles(ResourcePatternResolver resources) {
		Map<String, byte[]> files = PageFiles.all(resources);
		this.path = "/app/" + hash(files, PageFiles.bundles(files).get(Bundles.FIRST)) + "/";
		this.languages = files.keySet()
			.stream()
			.filter((name) -> name.matches("words/[a-z]+\\.js"))
			.map((name) -> name.substring("words/".length(), name.length() - ".js".length()))
			.collect(Collectors.toSet());
		String first = script("words/first/LANGUAGE");
		String others = script("words/LANGUAGE");
		this.pages.put(Pattern.compile("/surveys/[0-9a-f-]{36}"),
				page(files, first, style("survey"), style("responses"), script("survey-page")));
		this.pages.put(Pattern.compile("/"), page(files, first, others, script("home-page")));
		this.pages.put(Pattern.compile(".*", Pattern.DOTALL), page(files, first, others));
	}

	/**
	 * The one page, with links to what is fetched at once, not one after the other as it
	 * is found. What few look at is fetched when it is opened.
	 */
	private String page(Map<String, byte[]> files, String... links) {
		return new String(files.getOrDefault("index.html", new byte[0]), StandardCharsets.UTF_8)
			.replace("<!--files-->", String.join("", links))
			.replace("/app/build/", this.path);
	}

	private String script(String name) {
		return "<link rel=\"modulepreload\" href=\"" + this.path + name + ".js\">";
	}

	private String style(String name) {
		return "<link rel=\"stylesheet\" href=\"" + this.path + name + ".css\">";
	}

	@Override
	public void addResourceHandlers(ResourceHandlerRegistry registry) {
		registry.addResourceHandler(this.path + "**")
			.addResourceLocations(PageFiles.FOLDER)
			.setCacheControl(CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable())
			// That of one file says nothing of a bundle.
			.setUseLastModified(false)
			// In a folder, as in development, they may change meanwhile.
			.resourceChain(!new ClassPathResource("dashboard/index.html").isFile())
			.addTransformer(new PageFiles());
	}

	/**
	 * The one page, which becomes the others in the browser.
	 * @param root what the paths of pages begin with, up to a slash
	 * @param address which page is opened, without the root
	 * @param preferred the reader's languages, the most preferred first
	 */
	String page(String root, String address, Enumeration<Locale> preferred) {
		String language = Collections.list(preferred)
			.stream()
			.map(Locale::getLanguage)
			.filter(this.languages::contains)
			.findFirst()
			.orElse("en");
		return this.pages.entrySet()
			.stream()
			.filter((page) -> page.getKey().matcher(address).matches())
			.findFirst()
			.orElseThrow()
			.getValue()
			.replace("LANGUAGE", language)
			.replace("\"" + this.path, "\"" + root + this.path.substring(1));
	}

	private static String hash(Map<String, byte[]> files, String bundle) {
		try {
			MessageDigest digest = MessageDigest.getInstance("SHA-256");
			files.forEach((name, content) -> {
				digest.update(name.getBytes(StandardCharsets.UTF_8));
				digest.update(content);
			});
			// The same files, bundled in another way, are others.
			digest.update(bundle.getBytes(StandardCharsets.UTF_8));
			return HexFormat.of().formatHex(digest.digest(), 0, 6);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("every Java platform has SHA-256", ex);
		}
	}

}
