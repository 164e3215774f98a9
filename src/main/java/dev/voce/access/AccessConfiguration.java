package dev.voce.access;

import java.util.List;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;

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
				.requestMatchers("/api/v1/keys/**", "/api/v1/surveys/*/kpis/audit", "/api/v1/surveys/*/kpis/rebuild/**")
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
			.sessionManagement((sessions) -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
			.csrf(AbstractHttpConfigurer::disable) // no cookie carries authority
			.formLogin(AbstractHttpConfigurer::disable)
			.httpBasic(AbstractHttpConfigurer::disable)
			.logout(AbstractHttpConfigurer::disable)
			.requestCache(AbstractHttpConfigurer::disable)
			.build();
	}

	// Observing every filter of the chain halves the rate of answers taken in.
	@Bean
	SecurityObservationSettings securityObservations() {
		return SecurityObservationSettings.noObservations();
	}

}
