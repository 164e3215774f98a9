package dev.voce.response;

import java.io.StringWriter;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;

import jakarta.persistence.EntityManager;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.stereotype.Repository;

import dev.voce.response.Response.Key;
import dev.voce.response.ResponsesChanged.Shown;
import dev.voce.response.ShownInput.Stage;

/**
 * Passes batches in arrays that the driver sends as they are, one element a row: JPA
 * would convert each of their elements by itself, which takes as long as PostgreSQL
 * needs.
 * <p>
 * The last parameters of each statement are the survey, where all rows are of one, and
 * null otherwise: Citus finds the shard by it. What is inserted gets the id of the
 * survey's state, which is there since it is locked: so Citus has the shard's server
 * insert it, and not the coordinator. Instants are microseconds, which no arithmetic here
 * rounds until the year 2255: the driver has no binary array of timestamps.
 */
@Repository
class ResponseBatchJdbc implements ResponseBatch {

	// Arrays are unnested side by side in the list of a select: in its from clause
	// PostgreSQL would put each into a store of its own first. Sequence numbers are taken
	// under the lock of the survey's state, so that their order is that of the commits.
	private static final String RESPONSES = """
			select unnest(?) as survey_id, unnest(?) as id, unnest(?) as version, unnest(?) as revision,
				unnest(?) as content_hash, unnest(?) as submitted_at, unnest(?) as asked_at, unnest(?) as received_at,
				unnest(?) as channel, unnest(?) as touchpoint, unnest(?) as locale, unnest(?) as respondent,
				unnest(?) as attributes, unnest(?) as answers, unnest(?) as comments, unnest(?) as finished,
				unnest(?) as test, unnest(?) as source, unnest(?) as mark""";

	// Where it is known that somebody was asked, that stands beside the response, unless
	// it was after the response, by more than clocks differ; where only the response says
	// so, the record of it got lost and is made up for.
	private static final String INSERT = """
			with fresh as (
				insert into response (survey_id, id, sequence, version, revision, content_hash, submitted_at, received_at,
					changed_at, channel, touchpoint, locale, respondent, attributes, answers, comments, finished, test,
					source, mark, asked_at, asked_channel, asked_touchpoint)
				select s.survey_id, u.id, nextval('row_sequence'), u.version, u.revision, u.content_hash,
					timestamptz 'epoch' + u.submitted_at * interval '1 microsecond',
					timestamptz 'epoch' + u.received_at * interval '1 microsecond', now(), u.channel, u.touchpoint,
					u.locale, u.respondent, cast(u.attributes as jsonb), cast(u.answers as jsonb),
					cast(u.comments as jsonb), u.finished, u.test, u.source, u.mark,
					case when k.at is null then timestamptz 'epoch' + u.asked_at * interval '1 microsecond'
						when k.mark is null and k.at <= timestamptz 'epoch'
							+ u.submitted_at * interval '1 microsecond' + interval '5 minutes' then k.at end,
					case when k.at is not null then k.channel when u.asked_at is not null then u.channel end,
					case when k.at is not null then k.touchpoint when u.asked_at is not null then u.touchpoint end
				from ("""
			+ RESPONSES
			+ """
					) u
						join survey_state s on s.survey_id = u.survey_id
							and (cast(? as uuid) is null or s.survey_id = cast(? as uuid))
						left join lateral (
							select h.at, h.mark, h.channel, h.touchpoint from shown h
							where h.survey_id = u.survey_id and h.id = u.id and h.asked
								and (cast(? as uuid) is null or h.survey_id = cast(? as uuid)) limit 1) k on true
						where not exists (select from erased e where e.survey_id = u.survey_id and e.response_id = u.id
							and (cast(? as uuid) is null or e.survey_id = cast(? as uuid)))
						on conflict do nothing
						returning survey_id, id, asked_at, asked_channel, asked_touchpoint, received_at, source
					), lost as (
						insert into shown (survey_id, id, stage, at, received_at, source, channel, touchpoint, asked, sequence)
						select f.survey_id, f.id, 'SHOWN', f.asked_at, f.received_at, f.source, f.asked_channel,
							f.asked_touchpoint, true, nextval('row_sequence')
						from fresh f
						where f.asked_at is not null and not exists (
							select from shown k where k.survey_id = f.survey_id and k.id = f.id and k.asked
								and (cast(? as uuid) is null or k.survey_id = cast(? as uuid)))
						on conflict do nothing
					)
					select survey_id, id from fresh""";

	private static final String UPDATE = """
			with u as materialized (
				select *, nextval('row_sequence') as sequence from (""" + RESPONSES + """
			, unnest(?) as anonymous) sent
			), old as (
				insert into superseded (survey_id, id, was, became, at, channel, touchpoint, counts, asked, version,
					finished, locale, attributes, answers, asked_at, asked_channel, asked_touchpoint)
				select r.survey_id, r.id, r.sequence, u.sequence, r.submitted_at, r.channel, r.touchpoint,
					not r.test and r.mark is null, r.asked_at is not null, r.version, r.finished, r.locale,
					r.attributes, r.answers, r.asked_at, r.asked_channel, r.asked_touchpoint
				from u join response r on r.survey_id = u.survey_id and r.id = u.id
					and (cast(? as uuid) is null or r.survey_id = cast(? as uuid))
			)
			update response r set sequence = u.sequence, changed_at = now(), version = u.version,
				revision = u.revision, content_hash = u.content_hash,
				submitted_at = timestamptz 'epoch' + u.submitted_at * interval '1 microsecond',
				received_at = timestamptz 'epoch' + u.received_at * interval '1 microsecond', channel = u.channel,
				touchpoint = u.touchpoint, locale = u.locale, respondent = u.respondent,
				attributes = cast(u.attributes as jsonb), answers = cast(u.answers as jsonb),
				comments = cast(u.comments as jsonb), finished = u.finished, test = u.test, source = u.source,
				mark = u.mark, anonymous = u.anonymous
			from u
			where r.survey_id = u.survey_id and r.id = u.id
				and (cast(? as uuid) is null or r.survey_id = cast(? as uuid))""";

	private static final String DELETE = """
			with gone as (
				delete from response r using unnest(?, ?) as u(survey_id, id)
				where r.survey_id = u.survey_id and r.id = u.id
					and (cast(? as uuid) is null or r.survey_id = cast(? as uuid))
				returning r.*
			)
			insert into superseded (survey_id, id, was, became, at, channel, touchpoint, counts, asked, version,
				finished, locale, attributes, answers, asked_at, asked_channel, asked_touchpoint)
			select r.survey_id, r.id, r.sequence, nextval('row_sequence'), r.submitted_at, r.channel, r.touchpoint,
				not r.test and r.mark is null, r.asked_at is not null, r.version, r.finished, r.locale, r.attributes,
				r.answers, r.asked_at, r.asked_channel, r.asked_touchpoint
			from gone r""";

	private static final String DELETE_SHOWN = """
			with gone as (
				delete from shown s using unnest(?, ?) as u(survey_id, id)
				where s.survey_id = u.survey_id and s.id = u.id
					and (cast(? as uuid) is null or s.survey_id = cast(? as uuid))
				returning s.*
			)
			insert into superseded (survey_id, id, was, became, stage, at, channel, touchpoint, counts, asked)
			select s.survey_id, s.id, s.sequence, nextval('row_sequence'), s.stage, s.at, s.channel, s.touchpoint,
				s.mark is null, s.asked
			from gone s""";

	private static final String ERASE = """
			insert into erased (survey_id, response_id, sequence, changed_at)
			select s.survey_id, u.id, nextval('row_sequence'), now() from unnest(?, ?) as u(survey_id, id)
			join survey_state s on s.survey_id = u.survey_id
				and (cast(? as uuid) is null or s.survey_id = cast(? as uuid))
			on conflict do nothing""";

	private static final String FIND = """
			select r.* from response r join unnest(:surveys, :ids) as u(survey_id, id)
			on r.survey_id = u.survey_id and r.id = u.id
				and (cast(:one as uuid) is null or r.survey_id = cast(:one as uuid))""";

	private static final String FIND_ERASED = """
			select e.survey_id, e.response_id from erased e join unnest(?, ?) as u(survey_id, id)
			on e.survey_id = u.survey_id and e.response_id = u.id
				and (cast(? as uuid) is null or e.survey_id = cast(? as uuid))""";

	// Asked is who was first shown the survey, or dismissed it. The stages of one id in
	// one batch don't see each other.
	private static final String SHOW = """
			insert into shown (survey_id, id, stage, at, received_at, source, channel, touchpoint, asked, sequence)
			select s.survey_id, u.id, u.stage, timestamptz 'epoch' + u.at * interval '1 microsecond',
				timestamptz 'epoch' + u.at * interval '1 microsecond', u.source, u.channel, u.touchpoint,
				u.first and k.at is null, nextval('row_sequence')
			from (select unnest(?) as survey_id, unnest(?) as id, unnest(?) as stage, unnest(?) as at,
				unnest(?) as source, unnest(?) as channel, unnest(?) as touchpoint, unnest(?) as first) u
			join survey_state s on s.survey_id = u.survey_id
				and (cast(? as uuid) is null or s.survey_id = cast(? as uuid))
			left join lateral (
				select h.at from shown h where h.survey_id = u.survey_id and h.id = u.id and h.asked
					and (cast(? as uuid) is null or h.survey_id = cast(? as uuid)) limit 1) k on true
			where not exists (select from response r where r.survey_id = u.survey_id and r.id = u.id
					and (cast(? as uuid) is null or r.survey_id = cast(? as uuid)))
				and not exists (select from erased e where e.survey_id = u.survey_id and e.response_id = u.id
					and (cast(? as uuid) is null or e.survey_id = cast(? as uuid)))
			on conflict do nothing
			returning survey_id, id""";

	private static final String MARK_SHOWN = """
			with u as materialized (
				select s.survey_id, s.id, s.stage, sent.mark, nextval('row_sequence') as sequence
				from (select unnest(?) as survey_id, unnest(?) as id, unnest(?) as stage, unnest(?) as mark) sent
				join shown s on s.survey_id = sent.survey_id and s.id = sent.id and s.stage = sent.stage
					and (cast(? as uuid) is null or s.survey_id = cast(? as uuid))
				where s.mark is distinct from sent.mark and not exists (
					select from response r where r.survey_id = s.survey_id and r.id = s.id
						and (cast(? as uuid) is null or r.survey_id = cast(? as uuid)))
			), old as (
				insert into superseded (survey_id, id, was, became, stage, at, channel, touchpoint, counts, asked)
				select s.survey_id, s.id, s.sequence, u.sequence, s.stage, s.at, s.channel, s.touchpoint,
					s.mark is null, s.asked
				from u join shown s on s.survey_id = u.survey_id and s.id = u.id and s.stage = u.stage
					and (cast(? as uuid) is null or s.survey_id = cast(? as uuid))
			)
			update shown s set mark = u.mark, sequence = u.sequence from u
			where s.survey_id = u.survey_id and s.id = u.id and s.stage = u.stage
				and (cast(? as uuid) is null or s.survey_id = cast(? as uuid))""";

	private static final String FIND_SHOWN = """
			select s.survey_id, s.id from shown s join unnest(?, ?) as u(survey_id, id)
			on s.survey_id = u.survey_id and s.id = u.id and s.asked
				and (cast(? as uuid) is null or s.survey_id = cast(? as uuid))""";

	private static final String FIND_SHOWN_BEFORE = """
			select s.survey_id, s.id from shown s join unnest(?, ?, ?) as u(survey_id, id, before)
			on s.survey_id = u.survey_id and s.id = u.id and s.asked
				and s.at < timestamptz 'epoch' + u.before * interval '1 microsecond'
				and (cast(? as uuid) is null or s.survey_id = cast(? as uuid))""";

	private static final List<Column<Key, ?>> KEY = List.of(new Column<>("uuid", UUID[]::new, Key::surveyId),
			new Column<>("uuid", UUID[]::new, Key::id));

	private static final List<Column<Map.Entry<Key, Instant>, ?>> BEFORE = List.of(
			new Column<>("uuid", UUID[]::new, (row) -> row.getKey().surveyId()),
			new Column<>("uuid", UUID[]::new, (row) -> row.getKey().id()),
			new Column<>("int8", Long[]::new, (row) -> micros(row.getValue())));

	private static final List<Column<FirstShown, ?>> SHOWN = List.of(
			new Column<>("uuid", UUID[]::new, (row) -> row.shown().survey()),
			new Column<>("uuid", UUID[]::new, (row) -> row.shown().id()),
			new Column<>("text", String[]::new, (row) -> row.shown().stage().name()),
			new Column<>("int8", Long[]::new, (row) -> micros(row.shown().at())),
			new Column<>("text", String[]::new, (row) -> row.shown().source().name()),
			new Column<>("text", String[]::new, (row) -> row.shown().channel()),
			new Column<>("text", String[]::new, (row) -> row.shown().touchpoint()),
			new Column<>("bool", Boolean[]::new, FirstShown::first));

	private static final List<Column<ShownRow, ?>> MARKED = List.of(
			new Column<>("uuid", UUID[]::new, ShownRow::surveyId), new Column<>("uuid", UUID[]::new, ShownRow::id),
			new Column<>("text", String[]::new, ShownRow::stage), new Column<>("text", String[]::new, ShownRow::mark));

	private static final JsonFactory JSON = new JsonFactory();

	private final EntityManager entities;

	private final ObjectReader reader;

	private final List<Column<StoredResponse, ?>> inserted;

	private final List<Column<StoredResponse, ?>> updated;

	ResponseBatchJdbc(EntityManager entities, JsonMapper json) {
		this.entities = entities;
		// Decimal, as what was sent is read.
		this.reader = json.readerFor(JsonNode.class).with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
		this.inserted = List.of(new Column<>("uuid", UUID[]::new, StoredResponse::survey),
				new Column<>("uuid", UUID[]::new, StoredResponse::id),
				new Column<>("int4", Integer[]::new, StoredResponse::version),
				new Column<>("int4", Integer[]::new, StoredResponse::revision),
				new Column<>("uuid", UUID[]::new, StoredResponse::contentHash),
				new Column<>("int8", Long[]::new, (row) -> micros(row.submittedAt())),
				new Column<>("int8", Long[]::new, (row) -> (row.askedAt() != null) ? micros(row.askedAt()) : null),
				new Column<>("int8", Long[]::new, (row) -> micros(row.receivedAt())),
				new Column<>("text", String[]::new, StoredResponse::channel),
				new Column<>("text", String[]::new, StoredResponse::touchpoint),
				new Column<>("text", String[]::new, StoredResponse::locale),
				new Column<>("text", String[]::new, StoredResponse::respondent),
				new Column<>("text", String[]::new,
						(row) -> row.attributes().isEmpty() ? null : json(row.attributes())),
				new Column<>("text", String[]::new, (row) -> json(row.scoresAndChoices())),
				new Column<>("text", String[]::new, (row) -> row.comments().isEmpty() ? null : json(row.comments())),
				new Column<>("bool", Boolean[]::new, StoredResponse::finished),
				new Column<>("bool", Boolean[]::new, StoredResponse::test),
				new Column<>("text", String[]::new, (row) -> row.source().name()),
				new Column<>("text", String[]::new, (row) -> (row.mark() != null) ? row.mark().name() : null));
		this.updated = new ArrayList<>(this.inserted);
		this.updated.add(new Column<>("bool", Boolean[]::new, StoredResponse::anonymous));
	}

	/** The driver sends arrays of these types in binary, and those of UUIDs as text. */
	private record Column<R, T>(String type, IntFunction<T[]> array, Function<R, @Nullable T> value) {

		@Nullable T[] of(Collection<R> rows) {
			@Nullable T[] elements = this.array.apply(rows.size());
			int next = 0;
			for (R row : rows) {
				elements[next++] = this.value.apply(row);
			}
			return elements;
		}

	}

	// By hand, since looking up how each value is written takes longer than writing it.
	private static String json(Map<String, Object> values) {
		StringWriter text = new StringWriter();
		try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
			json.writeStartObject();
			values.forEach((name, value) -> write(json.writeName(name), value));
			json.writeEndObject();
		}
		return text.toString();
	}

	private static void write(JsonGenerator json, Object value) {
		if (value instanceof Integer number) {
			json.writeNumber(number);
		}
		else if (value instanceof BigDecimal number) {
			json.writeNumber(number);
		}
		else if (value instanceof Boolean is) {
			json.writeBoolean(is);
		}
		else if (value instanceof List<?> options) {
			json.writeStartArray();
			options.forEach((option) -> json.writeString((String) option));
			json.writeEndArray();
		}
		else {
			json.writeString((String) value);
		}
	}

	private static long micros(Instant at) {
		return ChronoUnit.MICROS.between(Instant.EPOCH, at);
	}

	@Override
	public Set<Key> insert(Collection<StoredResponse> rows) {
		return keys(INSERT, this.inserted, rows);
	}

	@Override
	public void update(Collection<StoredResponse> rows) {
		execute(UPDATE, this.updated, rows);
	}

	@Override
	public void erase(Collection<Key> keys) {
		execute(DELETE, KEY, keys);
		execute(DELETE_SHOWN, KEY, keys);
		execute(ERASE, KEY, keys);
	}

	@Override
	public Map<Key, StoredResponse> find(Collection<Key> keys) {
		if (keys.isEmpty()) {
			return new HashMap<>();
		}
		UUID[] surveys = keys.stream().map(Key::surveyId).toArray(UUID[]::new);
		List<Response> rows = this.entities.unwrap(Session.class)
			.createNativeQuery(FIND, Response.class)
			.setParameter("surveys", surveys)
			.setParameter("ids", keys.stream().map(Key::id).toArray(UUID[]::new))
			.setParameter("one", one(surveys), UUID.class)
			.getResultList();
		Map<Key, StoredResponse> found = new HashMap<>();
		stored(rows).forEach((row) -> found.put(new Key(row.survey(), row.id()), row));
		return found;
	}

	@Override
	public Set<Key> findErased(Collection<Key> keys) {
		return keys(FIND_ERASED, KEY, keys);
	}

	@Override
	public Set<Key> findShown(Collection<Key> keys) {
		return keys(FIND_SHOWN, KEY, keys);
	}

	@Override
	public Set<Key> findShownBefore(Map<Key, Instant> befores) {
		return keys(FIND_SHOWN_BEFORE, BEFORE, befores.entrySet());
	}

	@Override
	public Set<Key> show(Collection<Shown> shown) {
		Set<Key> seen = new HashSet<>();
		return keys(SHOW, SHOWN,
				// An invitation that is not sent yet has asked nobody.
				shown.stream()
					.map((row) -> new FirstShown(row,
							row.stage() != Stage.INVITED && seen.add(new Key(row.survey(), row.id()))))
					.toList());
	}

	@Override
	public int markShown(Collection<ShownRow> rows) {
		return execute(MARK_SHOWN, MARKED, rows);
	}

	/** A stage, and whether it is the first of its id in its batch. */
	private record FirstShown(Shown shown, boolean first) {
	}

	private <R> int execute(String sql, List<Column<R, ?>> columns, Collection<R> rows) {
		return rows.isEmpty() ? 0 : this.entities.unwrap(Session.class).doReturningWork((connection) -> {
			try (PreparedStatement statement = prepare(connection, sql, columns, rows)) {
				return statement.executeUpdate();
			}
		});
	}

	private <R> Set<Key> keys(String sql, List<Column<R, ?>> columns, Collection<R> rows) {
		if (rows.isEmpty()) {
			return Set.of();
		}
		return this.entities.unwrap(Session.class).doReturningWork((connection) -> {
			Set<Key> keys = new HashSet<>();
			try (PreparedStatement statement = prepare(connection, sql, columns, rows);
					ResultSet found = statement.executeQuery()) {
				while (found.next()) {
					keys.add(new Key(found.getObject(1, UUID.class), found.getObject(2, UUID.class)));
				}
			}
			return keys;
		});
	}

	// The first column is the survey's.
	private static <R> PreparedStatement prepare(Connection connection, String sql, List<Column<R, ?>> columns,
			Collection<R> rows) throws SQLException {
		PreparedStatement statement = connection.prepareStatement(sql);
		int parameter = 0;
		UUID one = null;
		for (Column<R, ?> column : columns) {
			Object[] elements = column.of(rows);
			one = (parameter == 0) ? one((UUID[]) elements) : one;
			statement.setArray(++parameter, connection.createArrayOf(column.type(), elements));
		}
		long parameters = sql.chars().filter((character) -> character == '?').count();
		while (parameter < parameters) {
			statement.setObject(++parameter, one);
		}
		return statement;
	}

	private static @Nullable UUID one(UUID[] surveys) {
		return Arrays.stream(surveys).allMatch(surveys[0]::equals) ? surveys[0] : null;
	}

	@Override
	public List<StoredResponse> stored(Collection<Response> rows) {
		return rows.stream().map(this::stored).toList();
	}

	private StoredResponse stored(Response row) {
		return new StoredResponse(row.surveyId, row.id, row.version, row.revision, row.contentHash, row.submittedAt,
				row.askedAt, row.receivedAt, row.channel, row.touchpoint, row.locale, row.respondent, attributes(row),
				answers(row), row.finished, row.test, row.source, row.mark, row.anonymous);
	}

	/** Numbers as they are validated, so that what comes back is found equal. */
	private Map<String, Object> attributes(Response row) {
		Map<String, Object> attributes = read(row.attributes);
		attributes.replaceAll((name, value) -> (value instanceof Integer number) ? BigDecimal.valueOf(number) : value);
		return attributes;
	}

	private Map<String, Object> answers(Response row) {
		Map<String, Object> answers = read(row.answers);
		answers.putAll(read(row.comments));
		return answers;
	}

	private Map<String, Object> read(@Nullable String json) {
		Map<String, Object> values = new TreeMap<>();
		if (json != null) {
			JsonNode node = this.reader.readValue(json);
			node.properties().forEach((entry) -> values.put(entry.getKey(), value(entry.getValue())));
		}
		return values;
	}

	private static Object value(JsonNode node) {
		if (node.isArray()) {
			List<String> options = new ArrayList<>();
			node.forEach((option) -> options.add(option.stringValue()));
			return List.copyOf(options);
		}
		if (node.isBoolean()) {
			return node.booleanValue();
		}
		if (node.isNumber()) {
			return node.canConvertToInt() && node.isIntegralNumber() ? (Object) node.intValue() : node.decimalValue();
		}
		return node.stringValue();
	}

}
