package dev.voce.user;

import java.time.Clock;
import java.time.Duration;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.security.web.session.DisableEncodeUrlFilter;
import org.springframework.session.config.annotation.web.http.EnableSpringHttpSession;
import org.springframework.session.jdbc.JdbcIndexedSessionRepository;
import org.springframework.session.web.http.SessionRepositoryFilter;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

import dev.voce.access.AccessRules;
import dev.voce.jobs.Jobs;
import dev.voce.web.RequestedPath;
import dev.voce.web.Problem;
import dev.voce.web.ProblemWriter;

/**
 * The security filter chain of logged-in users: a session in PostgreSQL, identified by a
 * cookie. Requests with an API key and public ones never read a session.
 */
@Configuration(proxyBeanMethods = false)
@EnableSpringHttpSession
class SessionConfiguration {

	SessionConfiguration(Jobs jobs, JdbcIndexedSessionRepository sessions) {
		jobs.every("session-cleanup", Duration.ofHours(1), sessions::cleanUpExpiredSessions);
	}

	/**
	 * Not by {@code @EnableJdbcHttpSession}, which parses XML at startup to translate
	 * errors.
	 */
	@Bean
	static JdbcIndexedSessionRepository sessions(JdbcOperations jdbc, PlatformTransactionManager transactions) {
		TransactionTemplate own = new TransactionTemplate(transactions);
		own.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
		JdbcIndexedSessionRepository sessions = new JdbcIndexedSessionRepository(jdbc, own);
		sessions.setTableName("user_session");
		sessions.setDefaultMaxInactiveInterval(Duration.ofHours(24));
		sessions.setCleanupCron(Scheduled.CRON_DISABLED);
		return sessions;
	}

	@Bean
	@Order(0)
	SecurityFilterChain sessionSecurity(HttpSecurity http, Users users, SessionRepositoryFilter<?> sessions,
			ProblemWriter problems, Clock clock) throws Exception {
		return http.securityMatcher(SessionConfiguration::hasSession)
			.authorizeHttpRequests(AccessRules::rules)
			.addFilterBefore(sessions, DisableEncodeUrlFilter.class)
			.addFilterBefore(new SessionFilter(users, problems, clock), AuthorizationFilter.class)
			.exceptionHandling((refusals) -> refusals
				.authenticationEntryPoint((request, response, ex) -> problems.write(request, response,
						new Problem(HttpStatus.UNAUTHORIZED, "session.keyOrLogin")))
				.accessDeniedHandler((request, response, ex) -> problems.write(request, response,
						new Problem(HttpStatus.FORBIDDEN,
								(ex instanceof CsrfException) ? "session.token" : "session.role"))))
			.headers(AccessRules::headers)
			.csrf((csrf) -> csrf.csrfTokenRepository(new CsrfCookie()).csrfTokenRequestHandler(new CsrfHeader()))
			.sessionManagement((management) -> management.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
			.formLogin(AbstractHttpConfigurer::disable)
			.httpBasic(AbstractHttpConfigurer::disable)
			.logout(AbstractHttpConfigurer::disable)
			.requestCache(AbstractHttpConfigurer::disable)
			.build();
	}

	// Without getCookies(), which asks the container to parse.
	private static boolean hasSession(HttpServletRequest request) {
		String path = RequestedPath.of(request);
		if (path.equals("/session") || path.startsWith("/session/")) {
			return true;
		}
		String cookies = request.getHeader(HttpHeaders.COOKIE);
		return path.startsWith("/api/v1/") && !path.startsWith("/api/v1/public/")
				&& request.getHeader(HttpHeaders.AUTHORIZATION) == null && cookies != null
				&& cookies.contains(SessionCookie.NAME + "=");
	}

	/** Only this filter chain contains it, not the filters of every request. */
	@Bean
	FilterRegistrationBean<SessionRepositoryFilter<?>> noSessionsElsewhere(SessionRepositoryFilter<?> sessions) {
		FilterRegistrationBean<SessionRepositoryFilter<?>> registration = new FilterRegistrationBean<>(sessions);
		registration.setEnabled(false);
		return registration;
	}

}
