package dev.voce.response;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;

import jakarta.persistence.EntityManager;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.stereotype.Repository;

import dev.voce.response.Response.Key;

/**
 * Inserts many responses at once, in arrays that the driver sends as they are: JPA would
 * convert each of their elements by itself, which takes as long as PostgreSQL needs.
 */
@Repository
class ResponseBatches {

	// Arrays are unnested side by side in the list of a select: in its from clause
	// PostgreSQL would put each into a store of its own first. Instants are microseconds,
	// which no arithmetic here rounds until the year 2255: the driver has no binary array
	// of timestamps. The last two parameters are the survey, where all rows are of one:
	// Citus finds the shard by it.
	private static final String INSERT = """
			insert into response (survey_id, id, version, revision, content_hash, submitted_at, received_at, channel,
				touchpoint, locale, respondent, attributes, answers, finished, test, source)
			select u.survey_id, u.id, u.version, u.revision, u.content_hash,
				timestamptz 'epoch' + u.submitted_at * interval '1 microsecond',
				timestamptz 'epoch' + u.received_at * interval '1 microsecond', u.channel, u.touchpoint, u.locale,
				u.respondent, cast(u.attributes as jsonb), cast(u.answers as jsonb), u.finished, u.test, u.source
			from (select unnest(?) as survey_id, unnest(?) as id, unnest(?) as version, unnest(?) as revision,
				unnest(?) as content_hash, unnest(?) as submitted_at, unnest(?) as received_at, unnest(?) as channel,
				unnest(?) as touchpoint, unnest(?) as locale, unnest(?) as respondent, unnest(?) as attributes,
				unnest(?) as answers, unnest(?) as finished, unnest(?) as test, unnest(?) as source) u
			where not exists (select from erased e where e.survey_id = u.survey_id and e.response_id = u.id
				and (cast(? as uuid) is null or e.survey_id = cast(? as uuid)))
			on conflict do nothing
			returning survey_id, id""";

	private final EntityManager entities;

	private final List<Column<?>> columns;

	ResponseBatches(EntityManager entities, JsonMapper json) {
		this.entities = entities;
		ObjectWriter writer = json.writer();
		this.columns = List.of(new Column<>("uuid", UUID[]::new, StoredResponse::survey),
				new Column<>("uuid", UUID[]::new, StoredResponse::id),
				new Column<>("int4", Integer[]::new, StoredResponse::version),
				new Column<>("int4", Integer[]::new, StoredResponse::revision),
				new Column<>("uuid", UUID[]::new, StoredResponse::contentHash),
				new Column<>("int8", Long[]::new, (row) -> micros(row.submittedAt())),
				new Column<>("int8", Long[]::new, (row) -> micros(row.receivedAt())),
				new Column<>("text", String[]::new, StoredResponse::channel),
				new Column<>("text", String[]::new, StoredResponse::touchpoint),
				new Column<>("text", String[]::new, StoredResponse::locale),
				new Column<>("text", String[]::new, StoredResponse::respondent),
				new Column<>("text", String[]::new,
						(row) -> row.attributes().isEmpty() ? null : writer.writeValueAsString(row.attributes())),
				new Column<>("text", String[]::new, (row) -> writer.writeValueAsString(row.answers())),
				new Column<>("bool", Boolean[]::new, StoredResponse::finished),
				new Column<>("bool", Boolean[]::new, StoredResponse::test),
				new Column<>("text", String[]::new, (row) -> row.source().name()));
	}

	/** The driver sends arrays of these types in binary, and those of UUIDs as text. */
	private record Column<T>(String type, IntFunction<T[]> array, Function<StoredResponse, @Nullable T> value) {

		T[] of(List<StoredResponse> rows) {
			return rows.stream().map(this.value).toArray(this.array);
		}

	}

	private static long micros(Instant at) {
		return ChronoUnit.MICROS.between(Instant.EPOCH, at);
	}

	/**
	 * Inserts what is not there yet and was never erased.
	 * @param one the survey that all rows are of; {@code null} where they are of several
	 * @return the keys of the rows that are new
	 */
	Set<Key> insert(@Nullable UUID one, List<StoredResponse> rows) {
		return this.entities.unwrap(Session.class).doReturningWork((connection) -> insert(connection, one, rows));
	}

	private Set<Key> insert(Connection connection, @Nullable UUID one, List<StoredResponse> rows) throws SQLException {
		try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
			int parameter = 0;
			for (Column<?> column : this.columns) {
				statement.setArray(++parameter, connection.createArrayOf(column.type(), column.of(rows)));
			}
			statement.setObject(++parameter, one);
			statement.setObject(++parameter, one);
			Set<Key> inserted = new HashSet<>();
			try (ResultSet keys = statement.executeQuery()) {
				while (keys.next()) {
					inserted.add(new Key(keys.getObject(1, UUID.class), keys.getObject(2, UUID.class)));
				}
			}
			return inserted;
		}
	}

}
