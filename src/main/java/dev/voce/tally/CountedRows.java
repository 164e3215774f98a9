package dev.voce.tally;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.stereotype.Repository;

import dev.voce.counting.Content;
import dev.voce.counting.CountedRow;

/**
 * Reads what stored rows count, without texts: for tallying and for recounts. Everything
 * is of one survey and, within a transaction, of its snapshot.
 */
@Repository
class CountedRows {

	private static final String RESPONSE = """
			r.sequence, null::bigint, null::text, r.submitted_at, r.channel, r.touchpoint,
				not r.test and r.mark is null, r.asked_at is not null, r.version, r.finished, r.locale,
				r.attributes::text, r.answers::text, r.asked_at, r.asked_channel, r.asked_touchpoint
			""";

	private static final String SHOWN = """
			s.sequence, null::bigint, s.stage, s.at, s.channel, s.touchpoint, s.mark is null, s.asked, null::integer,
				null::boolean, null::text, null::text, null::text, null::timestamptz, null::text, null::text
			""";

	private static final String SUPERSEDED = """
			p.was, p.became, p.stage, p.at, p.channel, p.touchpoint, p.counts, p.asked, p.version, p.finished, p.locale,
				p.attributes::text, p.answers::text, p.asked_at, p.asked_channel, p.asked_touchpoint
			""";

	// With the limit, rows come in order of the index even where the table looks empty.
	private static final String UNTALLIED = "select " + RESPONSE + """
			from response r where r.survey_id = ? and r.sequence > ? order by r.sequence limit ?""";

	private static final String UNTALLIED_SHOWN = "select " + SHOWN + """
			from shown s where s.survey_id = ? and s.sequence > ? order by s.sequence limit ?""";

	private static final String UNTALLIED_SUPERSEDED = "select " + SUPERSEDED + """
			from superseded p where p.survey_id = ? and p.became > ? and case when p.was > ?
				then p.was <= ? and p.became > ? else p.became <= ? end
			order by p.became""";

	// The same three in one statement, as of now.
	private static final String ALL_UNTALLIED = "(" + UNTALLIED + ") union all (" + UNTALLIED_SHOWN
			+ ") union all (select " + SUPERSEDED + """
					from superseded p where p.survey_id = ? and p.became > ? and p.was <= ?)""";

	private static final String SUBMITTED = "select " + RESPONSE + """
			from response r where r.survey_id = ? and r.submitted_at >= ? and r.submitted_at < ?
			order by r.submitted_at""";

	private static final String ASKED = "select " + RESPONSE + """
			from shown s
			cross join lateral (select * from response k where k.survey_id = ? and k.id = s.id offset 0) r
			where s.survey_id = ? and s.at >= ? and s.at < ? and s.asked and r.asked_at is not null
				and r.sequence <= ?""";

	private static final String SHOWN_AT = "select " + SHOWN + """
			from shown s where s.survey_id = ? and s.at >= ? and s.at < ? and s.sequence <= ?""";

	private static final String CURRENT_AT = "select " + SUPERSEDED + """
			from superseded p where p.survey_id = ? and p.became > ? and p.was <= ?""";

	private static final String FORGET = "delete from superseded where survey_id = ? and became <= ?";

	private static final String GO_BACK = """
			select r.submitted_at from response r where r.survey_id = ? and r.submitted_at < ?
			order by r.submitted_at desc offset ? limit 1""";

	private static final String EARLIEST = """
			select least(
				(select submitted_at from response where survey_id = ? and submitted_at > '-infinity'
					order by submitted_at limit 1),
				(select at from shown where survey_id = ? and at > '-infinity' order by at limit 1))""";

	private static final int FETCH = 5_000;

	/** Of figures, which read untallied rows whole: tallying keeps them few. */
	private static final int MOST_UNTALLIED = 10_000_000;

	private static final JsonFactory JSON = new JsonFactory();

	private final JdbcTemplate jdbc;

	CountedRows(JdbcTemplate jdbc) {
		this.jdbc = new JdbcTemplate(java.util.Objects.requireNonNull(jdbc.getDataSource()));
		this.jdbc.setFetchSize(FETCH);
	}

	/**
	 * Rows that were stored after a sequence number.
	 *
	 * @param rows current ones, and superseded ones that differ from what was current at
	 * the first number
	 * @param to the last sequence number that was taken into account
	 * @param whole whether nothing was cut
	 */
	record Untallied(List<CountedRow> rows, long to, boolean whole) {
	}

	/**
	 * Reads the rows that were stored after a sequence number, in order.
	 * @param survey the survey's id
	 * @param after the sequence number
	 * @param limit how many responses, and how many stages of asking, at most
	 * @return the rows up to the lower of the two ends, where either was cut
	 */
	Untallied untallied(UUID survey, long after, int limit) {
		List<CountedRow> rows = rows(UNTALLIED, survey, after, limit);
		List<CountedRow> shown = rows(UNTALLIED_SHOWN, survey, after, limit);
		long to = Math.min(end(rows, limit), end(shown, limit));
		boolean whole = to == Long.MAX_VALUE;
		rows.addAll(shown);
		rows.addAll(rows(UNTALLIED_SUPERSEDED, survey, after, after, to, to, to));
		if (whole) {
			to = after;
			for (CountedRow row : rows) {
				to = Math.max(to, (row.until() == CountedRow.CURRENT) ? row.since() : row.until());
			}
		}
		return new Untallied(rows, to, whole);
	}

	/**
	 * Reads all rows that were stored after a sequence number, in no order, and what was
	 * current at that number and no longer is.
	 * @param survey the survey's id
	 * @param after the sequence number
	 */
	List<CountedRow> untallied(UUID survey, long after) {
		return rows(ALL_UNTALLIED, survey, after, MOST_UNTALLIED, survey, after, MOST_UNTALLIED, survey, after, after);
	}

	private static long end(List<CountedRow> rows, int limit) {
		return (rows.size() == limit) ? rows.get(limit - 1).since() : Long.MAX_VALUE;
	}

	/**
	 * Reads responses by their own date.
	 * @param survey the survey's id
	 * @param from the first instant
	 * @param to the first instant after
	 * @param rows takes what each counts, and since when
	 */
	void submitted(UUID survey, Instant from, Instant to, BiConsumer<Content.OfResponse, Long> rows) {
		each(SUBMITTED, (row) -> rows.accept((Content.OfResponse) row.content(), row.since()), survey, at(from),
				at(to));
	}

	/**
	 * Reads responses by when somebody was asked for them.
	 * @param survey the survey's id
	 * @param from the first instant
	 * @param to the first instant after
	 * @param asOf leaves out what was stored under a later sequence number
	 * @param rows takes what each counts
	 */
	void asked(UUID survey, Instant from, Instant to, long asOf, Consumer<Content.OfResponse> rows) {
		each(ASKED, (row) -> rows.accept((Content.OfResponse) row.content()), survey, survey, at(from), at(to), asOf);
	}

	/**
	 * Reads stages of asking by their date.
	 * @param survey the survey's id
	 * @param from the first instant
	 * @param to the first instant after
	 * @param asOf leaves out what was stored under a later sequence number
	 * @param rows takes what each counts
	 */
	void shown(UUID survey, Instant from, Instant to, long asOf, Consumer<Content.OfShown> rows) {
		each(SHOWN_AT, (row) -> rows.accept((Content.OfShown) row.content()), survey, at(from), at(to), asOf);
	}

	/**
	 * Reads what was superseded later than a sequence number, and was current there.
	 * @param survey the survey's id
	 * @param asOf the sequence number
	 * @param rows takes what each counted
	 */
	void superseded(UUID survey, long asOf, Consumer<Content> rows) {
		each(CURRENT_AT, (row) -> rows.accept(row.content()), survey, asOf, asOf);
	}

	/**
	 * Removes what was superseded up to a sequence number: tallies hold what replaced it.
	 * @param survey the survey's id
	 * @param to the sequence number
	 */
	void forgetSuperseded(UUID survey, long to) {
		this.jdbc.update(FORGET, survey, to);
	}

	/**
	 * Finds from where on there are at most so many responses before an instant.
	 * @param survey the survey's id
	 * @param before the instant
	 * @param responses how many
	 * @return the instant of the earliest of them; {@link Instant#MIN} where there are
	 * fewer
	 */
	Instant goBack(UUID survey, Instant before, int responses) {
		List<Instant> found = this.jdbc.query(GO_BACK, (row, number) -> instant(row, 1), survey, at(before),
				responses - 1);
		return found.isEmpty() ? Instant.MIN : found.get(0);
	}

	/**
	 * The earliest instant that anything of a survey is counted at.
	 * @param survey the survey's id
	 * @return the instant, {@link Instant#MAX} where there is nothing
	 */
	Instant earliest(UUID survey) {
		return this.jdbc.query(EARLIEST, (row, number) -> {
			Instant earliest = instantOrNull(row, 1);
			return (earliest != null) ? earliest : Instant.MAX;
		}, survey, survey).get(0);
	}

	private List<CountedRow> rows(String sql, Object... parameters) {
		List<CountedRow> rows = new ArrayList<>();
		each(sql, rows::add, parameters);
		return rows;
	}

	private void each(String sql, Consumer<CountedRow> rows, Object... parameters) {
		Values values = new Values();
		this.jdbc.query(sql, (RowCallbackHandler) (row) -> rows.accept(row(row, values)), parameters);
	}

	private static CountedRow row(ResultSet row, Values values) throws SQLException {
		Content content = (row.getString(3) != null) ? shown(row) : response(row, values);
		long until = row.getLong(2);
		return row.wasNull() ? CountedRow.current(row.getLong(1), content)
				: new CountedRow(row.getLong(1), until, content);
	}

	private static Content.OfShown shown(ResultSet row) throws SQLException {
		return new Content.OfShown(Content.Stage.valueOf(row.getString(3)), instant(row, 4), row.getString(5),
				row.getString(6), row.getBoolean(8), row.getBoolean(7));
	}

	private static Content.OfResponse response(ResultSet row, Values values) throws SQLException {
		Instant asked = instantOrNull(row, 14);
		return new Content.OfResponse(row.getInt(9), instant(row, 4), row.getBoolean(7), row.getBoolean(10),
				row.getString(5), row.getString(6), row.getString(11), values.of(row.getString(12)),
				values.of(row.getString(13)),
				(asked != null) ? new Content.Asked(asked, row.getString(15), row.getString(16)) : null);
	}

	// The driver knows no dates as late or early as instants may be.
	private static OffsetDateTime at(Instant instant) {
		Instant earliest = Instant.parse("0001-01-01T00:00:00Z");
		Instant latest = Instant.parse("9999-12-31T00:00:00Z");
		return (instant.isBefore(earliest) ? earliest : instant.isAfter(latest) ? latest : instant)
			.atOffset(ZoneOffset.UTC);
	}

	private static Instant instant(ResultSet row, int column) throws SQLException {
		return row.getObject(column, OffsetDateTime.class).toInstant();
	}

	private static @Nullable Instant instantOrNull(ResultSet row, int column) throws SQLException {
		OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
		return (at != null) ? at.toInstant() : null;
	}

	/**
	 * Reads objects of scalars and lists of strings, equal ones once: answers without
	 * texts repeat themselves.
	 */
	private static final class Values {

		private static final int MOST = 1_000;

		private final Map<String, Map<String, Object>> read = new HashMap<>();

		Map<String, Object> of(@Nullable String json) {
			if (json == null || json.length() == 2) {
				return Map.of();
			}
			if (this.read.size() >= MOST) {
				this.read.clear();
			}
			return this.read.computeIfAbsent(json, CountedRows::values);
		}

	}

	private static Map<String, Object> values(String json) {
		Map<String, Object> values = new TreeMap<>();
		try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json)) {
			parser.nextToken();
			for (String name = parser.nextName(); name != null; name = parser.nextName()) {
				values.put(name, value(parser, parser.nextToken()));
			}
		}
		return values;
	}

	private static Object value(JsonParser parser, JsonToken token) {
		return switch (token) {
			case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser.getDecimalValue());
			case VALUE_TRUE -> true;
			case VALUE_FALSE -> false;
			case START_ARRAY -> {
				List<String> options = new ArrayList<>();
				while (parser.nextToken() != JsonToken.END_ARRAY) {
					options.add(parser.getString());
				}
				yield options;
			}
			default -> parser.getString();
		};
	}

	private static Object number(BigDecimal number) {
		return (number.scale() == 0 && number.precision() < 10) ? (Object) number.intValue() : number;
	}

}
