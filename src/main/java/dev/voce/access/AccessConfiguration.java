package dev.voce.access;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.security.web.header.writers.DelegatingRequestMatcherHeaderWriter;
import org.springframework.security.web.header.writers.StaticHeadersWriter;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

import dev.voce.problem.Problem;
import dev.voce.problem.ProblemWriter;

/**
 * The doors of the HTTP API: one without credentials, one that asks for a key's scope.
 */
@Configuration(proxyBeanMethods = false)
class AccessConfiguration {

	@Bean
	SecurityFilterChain doors(HttpSecurity http, ApiKeys keys, ProblemWriter problems) throws Exception {
		String read = Scope.READ.toString();
		String write = Scope.RESPONSES_WRITE.toString();
		String manage = Scope.MANAGE.toString();
		String responses = "/api/v1/surveys/*/responses";
		return http
			.authorizeHttpRequests((requests) -> requests.requestMatchers("/api/v1/public/**")
				.permitAll()
				.requestMatchers("/api/v1/keys/**", "/api/v1/trail", "/api/v1/surveys/*/kpis/audit",
						"/api/v1/surveys/*/kpis/rebuild/**")
				.hasAuthority(manage)
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
				.permitAll())
			.addFilterBefore(new ApiKeyFilter(keys, problems), AuthorizationFilter.class)
			.exceptionHandling((refusals) -> refusals.authenticationEntryPoint((request, response, ex) -> {
				response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
				problems.write(response, new Problem(HttpStatus.UNAUTHORIZED,
						"this call needs a valid API key: Authorization: Bearer <API key>"));
			})
				.accessDeniedHandler((request, response, ex) -> problems.write(response,
						new Problem(HttpStatus.FORBIDDEN, "the API key lacks the scope that this call needs"))))
			.headers(AccessConfiguration::headers)
			.sessionManagement((sessions) -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
			.csrf(AbstractHttpConfigurer::disable) // no cookie carries authority
			.formLogin(AbstractHttpConfigurer::disable)
			.httpBasic(AbstractHttpConfigurer::disable)
			.logout(AbstractHttpConfigurer::disable)
			.requestCache(AbstractHttpConfigurer::disable)
			.build();
	}

	// Written before the request is handled: an answer may be completed by the intake's
	// thread
	// while this one is still on its way out through the filters, and headers are not for
	// two
	// threads at once. Therefore caching is ruled here too, and not added to what a
	// controller
	// says: figures and public definitions say it themselves.
	private static void headers(HeadersConfigurer<HttpSecurity> headers) {
		PathPatternRequestMatcher.Builder paths = PathPatternRequestMatcher.withDefaults();
		RequestMatcher confidential = new OrRequestMatcher(paths.matcher("/api/v1/keys/**"),
				paths.matcher("/api/v1/trail"), paths.matcher("/api/v1/respondents/**"),
				paths.matcher("/api/v1/surveys"), paths.matcher("/api/v1/surveys/*"),
				paths.matcher("/api/v1/surveys/*/responses/**"));
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

	// Observing every filter of the chain halves the rate of answers taken in.
	@Bean
	SecurityObservationSettings securityObservations() {
		return SecurityObservationSettings.noObservations();
	}

}
