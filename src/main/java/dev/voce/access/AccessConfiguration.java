package dev.voce.access;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;

import dev.voce.web.Problem;
import dev.voce.web.ProblemWriter;

/**
 * The security filter chain of calls without a session: public ones, and those with an
 * API key.
 */
@Configuration(proxyBeanMethods = false)
class AccessConfiguration {

	@Bean
	SecurityFilterChain apiSecurity(HttpSecurity http, ApiKeys keys, ProblemWriter problems) throws Exception {
		return http.authorizeHttpRequests(AccessRules::rules)
			.addFilterBefore(new ApiKeyFilter(keys, problems), AuthorizationFilter.class)
			.exceptionHandling((refusals) -> refusals.authenticationEntryPoint((request, response, ex) -> {
				response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
				problems.write(request, response, new Problem(HttpStatus.UNAUTHORIZED, "access.key"));
			})
				.accessDeniedHandler((request, response, ex) -> problems.write(request, response,
						new Problem(HttpStatus.FORBIDDEN, AccessRules.refusal(request)))))
			.headers(AccessRules::headers)
			.sessionManagement((sessions) -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
			.csrf(AbstractHttpConfigurer::disable) // no cookie carries authority
			.formLogin(AbstractHttpConfigurer::disable)
			.httpBasic(AbstractHttpConfigurer::disable)
			.logout(AbstractHttpConfigurer::disable)
			.requestCache(AbstractHttpConfigurer::disable)
			.build();
	}

	// Observing every filter of the chain halves the rate of accepted responses.
	@Bean
	SecurityObservationSettings securityObservations() {
		return SecurityObservationSettings.noObservations();
	}

}
