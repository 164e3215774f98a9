package dev.voce.dashboard;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.core.io.support.ResourcePatternResolver;
import org.springframework.util.StreamUtils;
import org.springframework.web.servlet.resource.ResourceTransformer;
import org.springframework.web.servlet.resource.ResourceTransformerChain;
import org.springframework.web.servlet.resource.TransformedResource;

/** Makes of scripts and styles, as they are written, what browsers get of them. */
final class PageFiles implements ResourceTransformer {

	static final String FOLDER = "classpath:/dashboard/";

	/** All files, by their paths in the folder. */
	static Map<String, byte[]> all(ResourcePatternResolver resources) {
		Map<String, byte[]> files = new TreeMap<>();
		try {
			for (Resource file : resources.getResources(FOLDER + "**/*.*")) {
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
		return files;
	}

	static Bundles bundles(Map<String, byte[]> files) {
		return new Bundles(files.entrySet()
			.stream()
			.filter((file) -> file.getKey().endsWith(".js"))
			.collect(Collectors.toMap(Map.Entry::getKey,
					(file) -> new String(file.getValue(), StandardCharsets.UTF_8))));
	}

	@Override
	public Resource transform(HttpServletRequest request, Resource resource, ResourceTransformerChain chain)
			throws IOException {
		Resource found = chain.transform(request, resource);
		String name = String.valueOf(found.getFilename());
		if (!name.endsWith(".js") && !name.endsWith(".css")) {
			return found;
		}
		String source = StreamUtils.copyToString(found.getInputStream(), StandardCharsets.UTF_8);
		return new TransformedResource(found, served(name, source).getBytes(StandardCharsets.UTF_8));
	}

	private static String served(String name, String source) {
		if (name.endsWith(".css")) {
			return shortened(source);
		}
		// Of its own: the context's would keep the names of all files in the jar.
		Bundles bundles = bundles(all(new PathMatchingResourcePatternResolver()));
		return bundles.names().contains(name) ? bundles.get(name) : Bundles.shortened(source);
	}

	/** A style sheet without what browsers don't need. */
	static String shortened(String style) {
		return style.replaceAll("(?s)/\\*.*?\\*/", "")
			.replaceAll("\\s+", " ")
			.replaceAll(" ?([{};:,>]) ", "$1")
			.replace(" {", "{")
			.replace(";}", "}")
			.strip();
	}

}
