package dev.voce.user;

import java.io.IOException;
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
 * Recognises the caller by the session. A session knows no more than whose it is, so that
 * another role counts from the next request on.
 */
class SessionFilter extends OncePerRequestFilter {

	/** The session's attribute with the user's id. */
	static final String USER = "user";

	private final Users users;

	private final ProblemWriter problems;

	SessionFilter(Users users, ProblemWriter problems) {
		this.users = users;
		this.problems = problems;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		try {
			HttpSession session = request.getSession(false);
			if (session != null && session.getAttribute(USER) instanceof String id) {
				this.users.find(UUID.fromString(id)).ifPresent(SessionFilter::enter);
			}
		}
		catch (DataAccessException | TransactionException ex) {
			this.problems.write(request, response, Problem.databaseAway(ex));
			return;
		}
		chain.doFilter(request, response);
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
