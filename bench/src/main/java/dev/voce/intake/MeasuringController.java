package dev.voce.intake;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.filter.OncePerRequestFilter;

/** What the driver can't see from outside. */
@RestController
@RequestMapping("/api/v1/public/bench")
class MeasuringController {

	private final JdbcTemplate jdbc;

	private final Times times;

	private final TransactionTemplate snapshot;

	MeasuringController(JdbcTemplate jdbc, Times times, PlatformTransactionManager transactions) {
		this.jdbc = jdbc;
		this.times = times;
		this.snapshot = new TransactionTemplate(transactions);
		this.snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
		this.snapshot.setReadOnly(true);
	}

	/** How long a figure took each time since the last call, in milliseconds. */
	@GetMapping("/times")
	Collection<Double> times(@RequestParam String figure) {
		Queue<Double> times = this.times.millis.remove(figure);
		return (times != null) ? times : List.of();
	}

	/** The bytes on disk, indexes and all. */
	@GetMapping("/sizes")
	Map<String, Object> sizes() {
		return this.jdbc.queryForMap("""
				select pg_total_relation_size('response') as responses,
					pg_total_relation_size('tally') + pg_total_relation_size('tally_series')
						+ pg_total_relation_size('segment_value') as tallies""");
	}

	/** How many responses of a survey its tallies lack. */
	@GetMapping("/untallied/{survey}")
	Map<String, Object> untallied(@PathVariable UUID survey) {
		return this.jdbc.queryForMap("""
				select count(*) as untallied from response r join tally_state t using (survey_id)
				where survey_id = ? and r.sequence > t.tallied_to""", survey);
	}

	/** Holds a snapshot, as an export does. */
	@PostMapping("/snapshot/{seconds}")
	void hold(@PathVariable int seconds) {
		this.snapshot.executeWithoutResult((status) -> {
			this.jdbc.queryForList("select count(*) from survey");
			this.jdbc.queryForList("select pg_sleep(?)", seconds);
		});
	}

	/** Times figures, all other filters included. */
	@Component
	@Order(Ordered.HIGHEST_PRECEDENCE)
	static class Times extends OncePerRequestFilter {

		private final Map<String, Queue<Double>> millis = new ConcurrentHashMap<>();

		@Override
		protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
				throws ServletException, IOException {
			long start = System.nanoTime();
			chain.doFilter(request, response);
			if (request.getRequestURI().matches("/api/v1/(surveys/.*/kpis|surveys|cases.*)")) {
				this.millis
					.computeIfAbsent(request.getRequestURI() + "?" + request.getQueryString(),
							(figure) -> new ConcurrentLinkedQueue<>())
					.add((System.nanoTime() - start) / 1e6);
			}
		}

	}

}
