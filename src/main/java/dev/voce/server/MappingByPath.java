package dev.voce.server;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.webmvc.autoconfigure.WebMvcRegistrations;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Finds what handles a request by its path. Spring asks every mapping in turn where a
 * path has variables; with as many as there are here, that takes a fifth of the
 * processor's time that a response needs.
 */
@Configuration(proxyBeanMethods = false)
class MappingByPath implements WebMvcRegistrations {

	@Override
	public RequestMappingHandlerMapping getRequestMappingHandlerMapping() {
		return new Mappings();
	}

	private static final class Mappings extends RequestMappingHandlerMapping {

		private final PathIndex<Mapping> index = new PathIndex<>();

		@Override
		protected void handlerMethodsInitialized(Map<RequestMappingInfo, HandlerMethod> methods) {
			super.handlerMethodsInitialized(methods);
			methods.forEach((info, method) -> info.getPatternValues()
				.forEach((pattern) -> this.index.add(pattern, new Mapping(info, method))));
		}

		/**
		 * Where just one mapping matches, it is the best, and where none has the path,
		 * none handles it. All else (several, another method, encoded paths) is left to
		 * Spring.
		 */
		@Override
		protected @Nullable HandlerMethod lookupHandlerMethod(String path, HttpServletRequest request)
				throws Exception {
			if (path.indexOf('%') >= 0 || path.indexOf(';') >= 0) {
				return super.lookupHandlerMethod(path, request);
			}
			List<Mapping> candidates = this.index.find(path);
			if (candidates.isEmpty()) {
				return null;
			}
			List<Mapping> matching = candidates.stream().flatMap((mapping) -> matching(mapping, request)).toList();
			if (matching.size() != 1) {
				return super.lookupHandlerMethod(path, request);
			}
			Mapping best = matching.get(0);
			request.setAttribute(BEST_MATCHING_HANDLER_ATTRIBUTE, best.method());
			handleMatch(best.info(), path, request);
			return best.method();
		}

		private Stream<Mapping> matching(Mapping mapping, HttpServletRequest request) {
			return Stream.ofNullable(getMatchingMapping(mapping.info(), request))
				.map((match) -> new Mapping(match, mapping.method()));
		}

	}

	private record Mapping(RequestMappingInfo info, HandlerMethod method) {
	}

}
