package dev.voce.access;

import java.io.IOException;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.transaction.TransactionException;
import org.springframework.web.filter.OncePerRequestFilter;

import dev.voce.web.Problem;
import dev.voce.web.ProblemWriter;
import dev.voce.workspace.Caller;
import dev.voce.workspace.Scope;

/** Recognises the caller by the API key in the {@code Authorization} header. */
class ApiKeyFilter extends OncePerRequestFilter {

	private static final String SCHEME = "Bearer ";

	private final ApiKeys keys;

	private final ProblemWriter problems;

	ApiKeyFilter(ApiKeys keys, ProblemWriter problems) {
		this.keys = keys;
		this.problems = problems;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		String header = request.getHeader(HttpHeaders.AUTHORIZATION);
		if (header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
			try {
				this.keys.recognise(header.substring(SCHEME.length()).trim()).ifPresent(ApiKeyFilter::enter);
			}
			catch (DataAccessException | TransactionException ex) {
				this.problems.write(request, response, Problem.databaseUnavailable(ex));
				return;
			}
		}
		chain.doFilter(request, response);
	}

	private static void enter(ApiKey key) {
		Caller caller = key.caller();
		UsernamePasswordAuthenticationToken authentication = UsernamePasswordAuthenticationToken.authenticated(caller,
				null, AuthorityUtils
					.createAuthorityList(caller.scopes().stream().map(Scope::toString).toArray(String[]::new)));
		SecurityContext context = SecurityContextHolder.createEmptyContext();
		context.setAuthentication(authentication);
		SecurityContextHolder.setContext(context);
	}

}
