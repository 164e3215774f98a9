package dev.voce.user;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;

import org.springframework.dao.DataAccessException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.transaction.TransactionException;
import org.springframework.web.filter.OncePerRequestFilter;

import dev.voce.web.Problem;
import dev.voce.web.ProblemWriter;

/**
 * Authenticates the caller by the session, and ends a session that is too old. A session
 * holds only the user's id, so that a change of role applies from the next request on.
 */
class SessionFilter extends OncePerRequestFilter {

	/** The session's attribute with the user's id. */
	static final String USER = "user";

	/** How long a session lasts at most, however often it is used. */
	private static final Duration LIFETIME = Duration.ofDays(30);

	private final Users users;

	private final ProblemWriter problems;

	private final Clock clock;

	SessionFilter(Users users, ProblemWriter problems, Clock clock) {
		this.users = users;
		this.problems = problems;
		this.clock = clock;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		try {
			HttpSession session = request.getSession(false);
			if (session != null && isOver(session)) {
				session.invalidate();
			}
			else if (session != null && session.getAttribute(USER) instanceof String id) {
				this.users.find(UUID.fromString(id)).ifPresent(SessionFilter::enter);
			}
		}
		catch (DataAccessException | TransactionException ex) {
			this.problems.write(request, response, Problem.databaseUnavailable(ex));
			return;
		}
		chain.doFilter(request, response);
	}

	private boolean isOver(HttpSession session) {
		return !this.clock.instant().isBefore(Instant.ofEpochMilli(session.getCreationTime()).plus(LIFETIME));
	}

	private static void enter(AppUser user) {
		UsernamePasswordAuthenticationToken authentication = UsernamePasswordAuthenticationToken.authenticated(
				user.caller(), null,
				AuthorityUtils.createAuthorityList(
						java.util.stream.Stream
							.concat(user.role().scopes().stream().map(Object::toString),
									java.util.stream.Stream.of("ROLE_" + user.role()))
							.toList()));
		authentication.setDetails(user);
		SecurityContext context = SecurityContextHolder.createEmptyContext();
		context.setAuthentication(authentication);
		SecurityContextHolder.setContext(context);
	}

}
