package dev.voce.tally;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;

import dev.voce.counting.ReachEvent;
import dev.voce.survey.SurveyDefinition;

/**
 * Counts stored rows of a survey one by one, in the plainest way there is, and says what
 * was read of its tallies in the same words. Knows none of the code that it is held
 * against but the order of events.
 */
final class PlainCount {

	private static final JsonMapper json = new JsonMapper();

	private static final List<String> REACH = List.of("", "channel", "touchpoint");

	private final ZoneId zone;

	private final LocalDate from;

	private final LocalDate to;

	private final Map<String, Long> counts = new TreeMap<>();

	/**
	 * Of some days.
	 * @param zone where the days begin
	 * @param from the first
	 * @param to the first after
	 */
	PlainCount(ZoneId zone, LocalDate from, LocalDate to) {
		this.zone = zone;
		this.from = from;
		this.to = to;
	}

	/** How often each score and event stands under each value on each day. */
	Map<String, Long> counts() {
		return this.counts;
	}

	/** Counts the rows of a survey for the question {@code nps}. */
	PlainCount count(JdbcTemplate jdbc, UUID survey, List<String> segments) {
		jdbc.query("""
				select submitted_at, channel, touchpoint, locale, coalesce(attributes, '{}')::text as attributes,
					answers::text as answers, finished, not test and mark is null as counts,
					asked_at, asked_channel, asked_touchpoint
				from response where survey_id = ?""", (RowCallbackHandler) (row) -> response(row, segments), survey);
		jdbc.query("select stage, at, channel, touchpoint, asked from shown where survey_id = ? and mark is null",
				(RowCallbackHandler) this::shown, survey);
		return this;
	}

	private void response(ResultSet row, List<String> segments) throws SQLException {
		boolean counts = row.getBoolean("counts");
		if (row.getObject("asked_at") != null) {
			reach(at(row, "asked_at"), row.getString("asked_channel"), row.getString("asked_touchpoint"),
					counts ? "ANSWERED" : "VOID");
		}
		if (!counts) {
			return;
		}
		Instant at = at(row, "submitted_at");
		reach(at, row.getString("channel"), row.getString("touchpoint"), "STARTED");
		if (row.getBoolean("finished")) {
			reach(at, row.getString("channel"), row.getString("touchpoint"), "FINISHED");
		}
		JsonNode answers = json.readTree(row.getString("answers"));
		JsonNode attributes = json.readTree(row.getString("attributes"));
		if (answers.has("nps")) {
			for (String segment : segments) {
				for (String value : values(row, segment, attributes, answers)) {
					add("nps", segment, at, value, answers.get("nps").asString());
				}
			}
		}
	}

	private static List<String> values(ResultSet row, String segment, JsonNode attributes, JsonNode answers)
			throws SQLException {
		if (segment.isEmpty()) {
			return List.of("");
		}
		if (segment.equals("reason")) {
			List<String> options = new ArrayList<>();
			answers.path("reason").forEach((option) -> options.add(option.asString()));
			return options.isEmpty() ? List.of("(none)") : options;
		}
		return List.of(orNone(List.of("channel", "touchpoint", "locale").contains(segment) ? row.getString(segment)
				: attributes.path(segment).asString("")));
	}

	private void shown(ResultSet row) throws SQLException {
		reach(at(row, "at"), row.getString("channel"), row.getString("touchpoint"), row.getString("stage"));
		if (row.getBoolean("asked")) {
			reach(at(row, "at"), row.getString("channel"), row.getString("touchpoint"), "ASKED");
		}
	}

	private void reach(Instant at, @Nullable String channel, @Nullable String touchpoint, String event) {
		add("reach", "", at, "", event);
		add("reach", "channel", at, orNone(channel), event);
		add("reach", "touchpoint", at, orNone(touchpoint), event);
	}

	private void add(String what, String segment, Instant at, String value, String score) {
		LocalDate day = at.atZone(this.zone).toLocalDate();
		if (!day.isBefore(this.from) && day.isBefore(this.to)) {
			this.counts.merge(key(what, segment, day, value, score), 1L, Long::sum);
		}
	}

	private static String key(String what, String segment, LocalDate day, String value, String score) {
		return what + " " + segment + " " + day + " " + value + " " + score;
	}

	private static String orNone(@Nullable String value) {
		return (value == null || value.isEmpty()) ? "(none)" : value;
	}

	private static Instant at(ResultSet row, String column) throws SQLException {
		return row.getObject(column, OffsetDateTime.class).toInstant();
	}

	/** What the reader is asked for, for the same days. */
	CountsReader.Request request(SurveyDefinition survey, List<String> segments) {
		TreeSet<LocalDate> days = new TreeSet<>(this.from.datesUntil(this.to.plusDays(1)).toList());
		return new CountsReader.Request(survey, Objects.requireNonNull(survey.question("nps", survey.version())).id(),
				segments, REACH, days, this.zone);
	}

	/** Takes what was read. */
	PlainCount take(CountsReader.Reading reading) {
		reading.bySegment().forEach((segment, counts) -> take("nps", segment, counts));
		reading.reach().forEach((segment, counts) -> take("reach", segment, counts));
		return this;
	}

	private void take(String what, String segment, Counts counts) {
		for (String value : counts.values()) {
			this.from.datesUntil(this.to).forEach((day) -> {
				long[] scores = counts.between(value, day, day.plusDays(1));
				for (int i = 0; i < scores.length; i++) {
					if (scores[i] != 0) {
						this.counts.put(
								key(what, segment, day, value,
										what.equals("reach") ? ReachEvent.values()[i].name() : String.valueOf(i)),
								scores[i]);
					}
				}
			});
		}
	}

}
