package dev.voce.server;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.context.SmartLifecycle;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

import dev.voce.web.Problem;
import dev.voce.web.ProblemWriter;

/**
 * Replies 503 and closes the connection of each request, for a moment before the web
 * server stops. Tomcat would reply 400 to requests that still arrive over connections
 * that are kept alive, and a client takes that for final.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 2)
class DrainFilter extends OncePerRequestFilter implements SmartLifecycle {

	/** How long requests are refused before the server stops. */
	private static final long NOTICE_MILLIS = 500;

	private final ProblemWriter problems;

	private volatile boolean open = true;

	DrainFilter(ProblemWriter problems) {
		this.problems = problems;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		if (this.open) {
			chain.doFilter(request, response);
			return;
		}
		response.setHeader(HttpHeaders.CONNECTION, "close");
		this.problems.write(request, response, Problem.unavailable("server.stopping", null));
	}

	@Override
	public void start() {
		this.open = true;
	}

	@Override
	public void stop() {
		this.open = false;
		try {
			TimeUnit.MILLISECONDS.sleep(NOTICE_MILLIS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Override
	public boolean isRunning() {
		return this.open;
	}

	/** The first to stop. */
	@Override
	public int getPhase() {
		return DEFAULT_PHASE;
	}

}
