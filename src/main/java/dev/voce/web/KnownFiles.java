package dev.voce.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Set;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.ResourcePatternResolver;
import org.springframework.http.HttpMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import org.springframework.web.servlet.resource.ResourceHttpRequestHandler;

/**
 * Looks up only files that exist: Java's class loaders remember each name that they were
 * asked for, so that requests for ever new names would fill the memory.
 */
@Configuration(proxyBeanMethods = false)
class KnownFiles implements WebMvcConfigurer, HandlerInterceptor {

	private final Set<String> names = new HashSet<>();

	KnownFiles(ResourcePatternResolver files) {
		know(files, "static/**/*.*", "/static/");
		know(files, "dashboard/**/*.*", "/dashboard/");
		know(files, "META-INF/resources/webjars/swagger-ui/**/*.*", "/webjars/");
	}

	/** By the paths in addresses, which leave out the library's version. */
	private void know(ResourcePatternResolver files, String place, String folder) {
		try {
			for (Resource file : files.getResources("classpath*:" + place)) {
				String path = file.getURL().getPath();
				this.names.add(path.substring(path.lastIndexOf(folder) + folder.length())
					.replaceFirst("^swagger-ui/[^/]+/", ""));
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public void addInterceptors(InterceptorRegistry registry) {
		registry.addInterceptor(this);
	}

	@Override
	public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
			throws NoResourceFoundException {
		if (handler instanceof ResourceHttpRequestHandler) {
			String name = String.valueOf(request.getAttribute(HandlerMapping.PATH_WITHIN_HANDLER_MAPPING_ATTRIBUTE));
			if (!this.names.contains(name)) {
				throw new NoResourceFoundException(HttpMethod.valueOf(request.getMethod()), RequestedPath.of(request),
						name);
			}
		}
		return true;
	}

}
