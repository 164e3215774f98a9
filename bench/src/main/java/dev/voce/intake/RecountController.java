package dev.voce.intake;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Counts figures from the raw answers, as a service without tallies would have to. */
@RestController
class RecountController {

	private static final int MONTHS = 12;

	private final JdbcTemplate jdbc;

	RecountController(JdbcTemplate jdbc) {
		this.jdbc = jdbc;
	}

	// The months are distinguished by a search in thirteen instants, since computing each
	// answer's local month would cost more than reading the answer. The index holds all
	// that is read.
	@GetMapping("/api/v1/public/bench/recount/{survey}/{from}/{zone}")
	Map<String, long[][]> recount(@PathVariable UUID survey, @PathVariable LocalDate from, @PathVariable String zone) {
		OffsetDateTime[] bounds = IntStream.rangeClosed(0, MONTHS)
			.mapToObj((
					month) -> from.plusMonths(month).atStartOfDay(ZoneId.of(zone.replace('-', '/'))).toOffsetDateTime())
			.toArray(OffsetDateTime[]::new);
		String months = "{" + String.join(",", Arrays.stream(bounds).map(OffsetDateTime::toString).toList()) + "}";
		Map<String, long[][]> counts = new TreeMap<>();
		this.jdbc.query(
				"""
						select channel, width_bucket(submitted_at, (select cast(? as timestamptz[]))), cast(answers -> 'nps' as integer), count(*)
						from response
						where survey_id = ? and submitted_at >= ? and submitted_at < ? and not test
						group by 1, 2, 3""",
				(row) -> {
					counts.computeIfAbsent(row.getString(1), (channel) -> new long[MONTHS][11])[row.getInt(2) - 1][row
						.getInt(3)] += row.getLong(4);
				}, months, survey, bounds[0], bounds[MONTHS]);
		return counts;
	}

	/** Gives the recount the index it needs, and fresh statistics to everyone. */
	@PostMapping("/api/v1/public/bench/index")
	void index() {
		List.of("create index if not exists bench_recount on response (survey_id, submitted_at) "
				+ "include (channel, answers, test)", "vacuum (analyze) response", "vacuum (analyze) tally")
			.forEach(this.jdbc::execute);
	}

}
