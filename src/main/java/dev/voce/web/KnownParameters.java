package dev.voce.web;

import java.lang.reflect.Constructor;
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

import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;

import org.springframework.beans.BeanUtils;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpMethod;
import org.springframework.util.StringUtils;
import org.springframework.web.bind.annotation.BindParam;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.method.annotation.RequestParamMethodArgumentResolver;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;

/**
 * Reads query parameters, and refuses unknown ones of keyed calls, before anything is
 * read or changed: a mistyped filter would return everything. Public calls ignore them,
 * so that an older server serves newer pages.
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
	public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
		resolvers.add(new Records());
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
			else if (resolver instanceof Records records) {
				names.addAll(records.of(parameter).names());
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

	/**
	 * Reads records of texts and of lists of texts. Spring's data binder would look for
	 * the annotations of every component with every request, which takes as long as a
	 * small figure.
	 */
	private static final class Records implements HandlerMethodArgumentResolver {

		private final Map<Class<?>, Binding> bindings = new ConcurrentHashMap<>();

		@Override
		public boolean supportsParameter(MethodParameter parameter) {
			return parameter.hasParameterAnnotation(ParameterObject.class);
		}

		@Override
		public Object resolveArgument(MethodParameter parameter, @Nullable ModelAndViewContainer model,
				NativeWebRequest request, @Nullable WebDataBinderFactory binders) {
			return of(parameter).read(request);
		}

		Binding of(MethodParameter parameter) {
			return this.bindings.computeIfAbsent(parameter.getParameterType(), Binding::of);
		}

	}

	/**
	 * How a record is read.
	 *
	 * @param constructor takes its components
	 * @param names of the query parameters, in their order
	 */
	private record Binding(Constructor<?> constructor, List<String> names) {

		static Binding of(Class<?> type) {
			Constructor<?> constructor = BeanUtils.getResolvableConstructor(type);
			return new Binding(constructor, Stream.of(constructor.getParameters()).map(Binding::name).toList());
		}

		private static String name(Parameter component) {
			BindParam bound = component.getAnnotation(BindParam.class);
			return (bound != null) ? bound.value() : component.getName();
		}

		Object read(NativeWebRequest request) {
			Class<?>[] types = this.constructor.getParameterTypes();
			@Nullable Object[] values = new Object[types.length];
			for (int i = 0; i < types.length; i++) {
				String[] sent = request.getParameterValues(this.names.get(i));
				if (sent != null) {
					String joined = String.join(",", sent);
					values[i] = (types[i] == List.class) ? List.of(StringUtils.commaDelimitedListToStringArray(joined))
							: joined;
				}
			}
			return BeanUtils.instantiateClass(this.constructor, values);
		}

	}

}
