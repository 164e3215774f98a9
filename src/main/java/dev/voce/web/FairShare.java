package dev.voce.web;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.boot.tomcat.autoconfigure.TomcatServerProperties;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets no address hold more than half of the threads that serve requests: whoever sends
 * bodies slowly keeps nobody else waiting.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 2)
class FairShare extends OncePerRequestFilter {

	/** How many requests of an address hold a thread. */
	private final Map<String, Integer> held = new ConcurrentHashMap<>();

	private final ProblemWriter problems;

	private final int most;

	FairShare(ProblemWriter problems, TomcatServerProperties tomcat) {
		this.problems = problems;
		this.most = Math.max(1, tomcat.getThreads().getMax() / 2);
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		String network = ClientAddress.network(request.getRemoteAddr());
		try {
			if (this.held.merge(network, 1, Integer::sum) > this.most) {
				this.problems.write(request, response,
						Problem.tooMany("too many requests at once from this address; try again", 1));
				return;
			}
			chain.doFilter(request, response);
		}
		finally {
			this.held.computeIfPresent(network, (key, count) -> (count > 1) ? count - 1 : null);
		}
	}

}
