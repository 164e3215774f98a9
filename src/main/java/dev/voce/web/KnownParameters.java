package dev.voce.web;

import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.beans.BeanUtils;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.MethodParameter;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.HttpMethod;
import org.springframework.web.bind.annotation.BindParam;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.method.annotation.ModelAttributeMethodProcessor;
import org.springframework.web.method.annotation.RequestParamMethodArgumentResolver;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;

/**
 * Refuses unknown query parameters of keyed calls, before anything is read or changed: a
 * mistyped filter would return everything. Public calls ignore them, so that an older
 * server serves newer pages.
 */
@Configuration(proxyBeanMethods = false)
class KnownParameters implements WebMvcConfigurer, HandlerInterceptor {

	/** A query of a thousand names is refused without a reply of a thousand lists. */
	private static final int MOST_NAMED = 20;

	private final ObjectProvider<RequestMappingHandlerAdapter> adapter;

	private final Map<Method, Set<String>> accepted = new ConcurrentHashMap<>();

	KnownParameters(ObjectProvider<RequestMappingHandlerAdapter> adapter) {
		this.adapter = adapter;
	}

	@Override
	public void addInterceptors(InterceptorRegistry registry) {
		registry.addInterceptor(this).addPathPatterns("/api/v1/**").excludePathPatterns("/api/v1/public/**");
	}

	@Override
	public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
		if (request.getQueryString() == null || HttpMethod.OPTIONS.matches(request.getMethod())
				|| !(handler instanceof HandlerMethod method)) {
			return true;
		}
		Set<String> known = this.accepted.computeIfAbsent(method.getMethod(), (key) -> parameters(method));
		List<Flaw> flaws = request.getParameterMap()
			.keySet()
			.stream()
			.filter((name) -> !known.contains(name))
			.limit(MOST_NAMED)
			.map((name) -> known.isEmpty() ? Flaw.in(name, "request.noParameters")
					: Flaw.in(name, "request.parameter", known))
			.toList();
		if (!flaws.isEmpty()) {
			throw Problem.invalid(flaws);
		}
		return true;
	}

	/** What Spring reads from the query for a call. */
	private Set<String> parameters(HandlerMethod method) {
		Set<String> names = new TreeSet<>();
		for (MethodParameter parameter : method.getMethodParameters()) {
			HandlerMethodArgumentResolver resolver = resolver(parameter);
			if (resolver instanceof RequestParamMethodArgumentResolver) {
				RequestParam read = parameter.getParameterAnnotation(RequestParam.class);
				names.add((read != null && !read.name().isEmpty()) ? read.name() : parameter.getParameter().getName());
			}
			else if (resolver instanceof ModelAttributeMethodProcessor) {
				Stream.of(BeanUtils.getResolvableConstructor(parameter.getParameterType()).getParameters())
					.map(KnownParameters::name)
					.forEach(names::add);
			}
		}
		return names;
	}

	private HandlerMethodArgumentResolver resolver(MethodParameter parameter) {
		return Objects.requireNonNull(this.adapter.getObject().getArgumentResolvers())
			.stream()
			.filter((resolver) -> resolver.supportsParameter(parameter))
			.findFirst()
			.orElseThrow();
	}

	private static String name(Parameter component) {
		BindParam bound = AnnotatedElementUtils.findMergedAnnotation(component, BindParam.class);
		return (bound != null) ? bound.value() : component.getName();
	}

}
