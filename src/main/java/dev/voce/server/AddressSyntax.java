package dev.voce.server;

import java.io.IOException;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

import dev.voce.web.Problem;
import dev.voce.web.ProblemWriter;

/**
 * Refuses addresses with a broken percent-encoding before anything decodes them. Tomcat
 * checks those of a path, but not those of its parameters ({@code /a;b=%zz}), on which
 * Spring fails, and then fails again when it reports the failure.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 2)
class AddressSyntax extends OncePerRequestFilter {

	private final ProblemWriter problems;

	AddressSyntax(ProblemWriter problems) {
		this.problems = problems;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		if (isWellFormed(request.getRequestURI())) {
			chain.doFilter(request, response);
			return;
		}
		this.problems.write(request, response, new Problem(HttpStatus.BAD_REQUEST, "request.address"));
	}

	private static boolean isWellFormed(String path) {
		for (int i = path.indexOf('%'); i >= 0; i = path.indexOf('%', i + 1)) {
			if (i + 2 >= path.length() || Character.digit(path.charAt(i + 1), 16) < 0
					|| Character.digit(path.charAt(i + 2), 16) < 0) {
				return false;
			}
		}
		return true;
	}

}
