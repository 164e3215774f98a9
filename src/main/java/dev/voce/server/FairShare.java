package dev.voce.server;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.boot.tomcat.autoconfigure.TomcatServerProperties;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

import dev.voce.web.ClientAddress;
import dev.voce.web.Problem;
import dev.voce.web.ProblemWriter;
import dev.voce.web.RequestedPath;

/**
 * Allows no address more threads that serve requests than it leaves free: one holds half
 * of them, two a third each, and so on. Requests outside the API whose bodies have not
 * arrived yet share a quarter of the threads likewise, so that clients that send bodies
 * slowly don't delay others.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 2)
class FairShare extends OncePerRequestFilter {

	private final ProblemWriter problems;

	private final Share threads;

	private final Share bodies;

	FairShare(ProblemWriter problems, TomcatServerProperties tomcat) {
		this.problems = problems;
		this.threads = new Share(tomcat.getThreads().getMax());
		this.bodies = new Share(Math.max(2, tomcat.getThreads().getMax() / 4));
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		String network = ClientAddress.network(request.getRemoteAddr());
		if (!this.threads.take(network)) {
			this.problems.write(request, response, Problem.tooMany(1, "server.requests"));
			return;
		}
		try {
			// Bodies of the API are awaited without a thread, or come with credentials.
			if (request.getAttribute(BoundedHttpProtocol.BODY_TO_COME) == null
					|| RequestedPath.of(request).startsWith("/api/")) {
				chain.doFilter(request, response);
			}
			else {
				waitForBody(network, request, response, chain);
			}
		}
		finally {
			this.threads.give(network);
		}
	}

	private void waitForBody(String network, HttpServletRequest request, HttpServletResponse response,
			FilterChain chain) throws ServletException, IOException {
		if (!this.bodies.take(network)) {
			this.problems.write(request, response, Problem.unavailable("server.bodies", null));
			return;
		}
		try {
			chain.doFilter(request, response);
		}
		finally {
			this.bodies.give(network);
		}
	}

	/** Places that addresses take and give back. */
	private static final class Share {

		private final int places;

		private final AtomicInteger taken = new AtomicInteger();

		private final Map<String, Integer> takenBy = new ConcurrentHashMap<>();

		Share(int places) {
			this.places = places;
		}

		/** Takes a place, unless the address would then hold more than are free. */
		boolean take(String network) {
			int own = this.takenBy.merge(network, 1, Integer::sum);
			int free = this.places - this.taken.getAndIncrement();
			if (own <= free) {
				return true;
			}
			give(network);
			return false;
		}

		void give(String network) {
			this.taken.decrementAndGet();
			this.takenBy.computeIfPresent(network, (key, count) -> (count > 1) ? count - 1 : null);
		}

	}

}
