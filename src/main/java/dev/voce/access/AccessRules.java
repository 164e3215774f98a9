package dev.voce.access;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.security.authorization.AuthorityAuthorizationManager;
import org.springframework.security.authorization.AuthorizationManagers;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.security.web.header.writers.DelegatingRequestMatcherHeaderWriter;
import org.springframework.security.web.header.writers.StaticHeadersWriter;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.AndRequestMatcher;
import org.springframework.security.web.util.matcher.NegatedRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

import dev.voce.workspace.Scope;

/**
 * The rules of both filter chains: which scope each call needs, and which replies are
 * cached.
 */
public final class AccessRules {

	private static final RequestMatcher USERS = PathPatternRequestMatcher.withDefaults().matcher("/api/v1/users/**");

	private static final RequestMatcher ME = PathPatternRequestMatcher.withDefaults().matcher("/api/v1/users/me/**");

	private AccessRules() {
	}

	/**
	 * Returns why a call of a key is refused.
	 * @param request of a key that is valid
	 * @return the code of the refusal's message
	 */
	static String refusal(HttpServletRequest request) {
		if (ME.matches(request)) {
			return "access.user";
		}
		return USERS.matches(request) ? "access.administrator" : "access.scope";
	}

	/**
	 * Requires the scope that each call needs.
	 * @param requests of a filter chain
	 */
	public static void rules(
			AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry requests) {
		String read = Scope.READ.toString();
		String write = Scope.RESPONSES_WRITE.toString();
		String manage = Scope.MANAGE.toString();
		String cases = Scope.CASES.toString();
		String people = Scope.PEOPLE.toString();
		String responses = "/api/v1/surveys/*/responses";
		requests.requestMatchers("/api/v1/public/**")
			.permitAll()
			.requestMatchers(ME)
			.hasAnyRole("ADMIN", "EDITOR", "AGENT", "VIEWER")
			// Whoever could make an administrator would be one.
			.requestMatchers(USERS)
			.hasRole("ADMIN")
			// Of people, administrators alone give access to others, and speak for all.
			.requestMatchers("/api/v1/keys/**", "/api/v1/activity", "/api/v1/workspace/**")
			.access(AuthorizationManagers.allOf(AuthorityAuthorizationManager.hasAuthority(manage),
					AuthorizationManagers.not(AuthorityAuthorizationManager.hasRole("EDITOR"))))
			.requestMatchers("/api/v1/surveys/*/kpis/audit", "/api/v1/surveys/*/kpis/rebuild/**")
			.hasAuthority(manage)
			.requestMatchers("/api/v1/webhooks/**")
			.hasAuthority(manage)
			.requestMatchers("/api/v1/cases/metrics")
			.hasAuthority(read)
			.requestMatchers(HttpMethod.PUT, "/api/v1/cases/templates")
			.hasAuthority(manage)
			.requestMatchers("/api/v1/cases/**")
			.hasAuthority(cases)
			.requestMatchers("/api/v1/surveys/*/follow-up", "/api/v1/surveys/*/invitation/**")
			.hasAuthority(manage)
			// The token in the address is what lets providers report.
			.requestMatchers(HttpMethod.POST, "/api/v1/bounces/*")
			.permitAll()
			.requestMatchers("/api/v1/people/**", "/api/v1/suppressions/**", "/api/v1/bounces/**",
					"/api/v1/surveys/*/invitations/**", "/api/v1/surveys/*/sendings/**")
			.hasAuthority(people)
			.requestMatchers(HttpMethod.POST, responses, responses + "/batch")
			.hasAuthority(write)
			.requestMatchers(HttpMethod.PUT, responses + "/*")
			.hasAuthority(write)
			.requestMatchers(HttpMethod.GET, "/api/v1/**")
			.hasAuthority(read)
			.requestMatchers(HttpMethod.HEAD, "/api/v1/**")
			.hasAuthority(read)
			.requestMatchers("/api/v1/**")
			.hasAuthority(manage)
			.requestMatchers("/actuator/prometheus")
			.hasAuthority(read)
			.anyRequest()
			.permitAll();
	}

	/**
	 * Sets the headers of replies, {@code Cache-Control} among them. They are written
	 * before the request is handled: the intake's thread may complete the reply while
	 * this one still returns through the filters, and headers are not safe for two
	 * threads. Figures and public definitions set their own {@code Cache-Control}; all
	 * other replies are not cached.
	 * @param headers of a filter chain
	 */
	public static void headers(HeadersConfigurer<HttpSecurity> headers) {
		PathPatternRequestMatcher.Builder paths = PathPatternRequestMatcher.withDefaults();
		RequestMatcher ruledElsewhere = new OrRequestMatcher(paths.matcher("/api/v1/public/**"),
				paths.matcher("/api/v1/surveys/*/kpis"));
		RequestMatcher confidential = new AndRequestMatcher(new OrRequestMatcher(paths.matcher("/session/**"),
				paths.matcher("/api/v1/**"), paths.matcher("/actuator/prometheus")),
				new NegatedRequestMatcher(ruledElsewhere));
		headers.cacheControl(HeadersConfigurer.CacheControlConfig::disable)
			.addHeaderWriter(new DelegatingRequestMatcherHeaderWriter(confidential,
					new StaticHeadersWriter(HttpHeaders.CACHE_CONTROL, "no-store")))
			.withObjectPostProcessor(new ObjectPostProcessor<HeaderWriterFilter>() {
				@Override
				public <O extends HeaderWriterFilter> O postProcess(O filter) {
					filter.setShouldWriteHeadersEagerly(true);
					return filter;
				}
			});
	}

}
