package dev.voce.webhook;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;

import jakarta.persistence.EntityManager;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Repository;

import dev.voce.delivery.Backlog;
import dev.voce.event.EventType;
import dev.voce.storage.Ids;

/** The statements that carry many deliveries. */
@Repository
class DeliveryTableJdbc implements DeliveryTable {

	private static final String ADD = """
			insert into webhook_delivery (webhook_id, id, event, survey_id, response_id, response_at, content, status,
				attempts, tries, created_at, due_at, ended_at)
			select u.webhook_id, u.id, u.event, u.survey_id, u.response_id,
				timestamptz 'epoch' + u.response_at * interval '1 microsecond', u.content,
				case when u.content is null then 'FAILED' else 'WAITING' end, 0, '[]',
				timestamptz 'epoch' + u.at * interval '1 microsecond',
				timestamptz 'epoch' + u.due_at * interval '1 microsecond',
				case when u.content is null then timestamptz 'epoch' + u.due_at * interval '1 microsecond' end
			from (select unnest(?) as webhook_id, unnest(?) as id, unnest(?) as event, unnest(?) as survey_id,
				unnest(?) as response_id, unnest(?) as response_at, unnest(?) as content, unnest(?) as at,
				unnest(?) as due_at) u""";

	// What waits has not ended. Asked for its status, PostgreSQL would look through the
	// index of all that waits for each row, since it takes that for nearly empty.
	private static final String RENEW = """
			update webhook_delivery d
			set content = u.content, due_at = timestamptz 'epoch' + u.due_at * interval '1 microsecond'
			from (select unnest(?) as webhook_id, unnest(?) as survey_id, unnest(?) as response_id,
				unnest(?) as content, unnest(?) as due_at) u
			where d.webhook_id = u.webhook_id and d.survey_id = u.survey_id and d.response_id = u.response_id and d.event = 'response.settled'
				and d.ended_at is null and d.attempts = 0""";

	// Whoever waits for one of these rows must not hold others that an erasure waits for.
	private static final String DELIVERED = """
			update webhook_delivery d
			set status = 'DELIVERED', attempts = d.attempts + 1,
				ended_at = timestamptz 'epoch' + u.at * interval '1 microsecond',
				tries = case when jsonb_array_length(d.tries) < 20 then d.tries else d.tries - 0 end
					|| cast(u.attempt as jsonb)
			from (select unnest(?) as webhook_id, unnest(?) as id, unnest(?) as attempts, unnest(?) as attempt,
				unnest(?) as at) u,
				lateral (select from webhook_delivery free
					where free.webhook_id = u.webhook_id and free.id = u.id and free.ended_at is null
						and free.attempts = u.attempts
					for update skip locked) free
			where d.webhook_id = u.webhook_id and d.id = u.id""";

	private static final String ADD_PENDING = """
			insert into webhook_pending (webhook_id, id, event, survey_id, responses, renews, created_at)
			values (?, ?, ?, ?, ?, ?, timestamptz 'epoch' + ? * interval '1 microsecond')""";

	private static final String TAKE_PENDING = """
			with first as (
				select id from webhook_pending where webhook_id = ? order by id limit ? for update skip locked
			), taken as (
				delete from webhook_pending p using first where p.webhook_id = ? and p.id = first.id returning p.*
			)
			select webhook_id, event, survey_id, responses, renews, created_at from taken order by id""";

	private static final String COUNT = """
			select webhook_id, status, count(*), max(ended_at), min(due_at) from webhook_delivery
			where webhook_id = any(?) group by webhook_id, status
			union all
			select webhook_id, 'WAITING', sum(cardinality(responses)), null, min(created_at) from webhook_pending
			where webhook_id = any(?) and not renews group by webhook_id""";

	private static final String BACKLOG = """
			select coalesce(sum(events), 0), min(first) from (
				select webhook_id, count(*) as events, min(created_at) as first from webhook_delivery
				where status = 'WAITING' group by webhook_id
				union all
				select webhook_id, sum(cardinality(responses)), min(created_at) from webhook_pending
				where not renews group by webhook_id
			) waiting join webhook on webhook.id = waiting.webhook_id and webhook.disabled_at is null""";

	private final EntityManager entities;

	DeliveryTableJdbc(EntityManager entities) {
		this.entities = entities;
	}

	/** Sets the parameters of a statement, each an array with a value of each row. */
	private record Column<T>(String type, Function<T, @Nullable Object> value) {
	}

	@Override
	public void add(Collection<Added> deliveries) {
		run(ADD, deliveries,
				List.of(new Column<>("uuid", Added::webhook), new Column<>("uuid", (added) -> Ids.next()),
						new Column<>("text", (added) -> added.event().toString()), new Column<>("uuid", Added::survey),
						new Column<>("uuid", (added) -> (added.about() != null) ? added.about().id() : null),
						new Column<>("int8",
								(added) -> (added.about() != null && added.about().submittedAt() != null)
										? micros(added.about().submittedAt()) : null),
						new Column<>("text", Added::content), new Column<>("int8", (added) -> micros(added.at())),
						new Column<>("int8", (added) -> micros(added.dueAt()))));
	}

	@Override
	public void renew(Collection<Unsettled> responses) {
		run(RENEW, responses,
				List.of(new Column<>("uuid", Unsettled::webhook), new Column<>("uuid", Unsettled::survey),
						new Column<>("uuid", Unsettled::response), new Column<>("text", Unsettled::content),
						new Column<>("int8", (unsettled) -> micros(unsettled.dueAt()))));
	}

	@Override
	public int delivered(Collection<Taken> deliveries) {
		return run(DELIVERED, deliveries,
				List.of(new Column<>("uuid", Taken::webhook), new Column<>("uuid", Taken::id),
						new Column<>("int4", Taken::attempts), new Column<>("text", Taken::attempt),
						new Column<>("int8", (taken) -> micros(taken.at()))));
	}

	@Override
	public void addPending(Collection<Pending> happened) {
		if (happened.isEmpty()) {
			return;
		}
		this.entities.unwrap(Session.class).doReturningWork((connection) -> {
			try (PreparedStatement statement = connection.prepareStatement(ADD_PENDING)) {
				for (Pending each : happened) {
					statement.setObject(1, each.webhook());
					statement.setObject(2, Ids.next());
					statement.setString(3, each.event().toString());
					statement.setObject(4, each.survey());
					statement.setArray(5, uuids(connection, each.responses()));
					statement.setBoolean(6, each.renews());
					statement.setLong(7, micros(each.at()));
					statement.addBatch();
				}
				return statement.executeBatch().length;
			}
		});
	}

	@Override
	public List<Pending> takePending(UUID webhook, int limit) {
		return this.entities.unwrap(Session.class).doReturningWork((connection) -> {
			try (PreparedStatement statement = connection.prepareStatement(TAKE_PENDING)) {
				statement.setObject(1, webhook);
				statement.setInt(2, limit);
				statement.setObject(3, webhook);
				List<Pending> taken = new ArrayList<>();
				try (ResultSet rows = statement.executeQuery()) {
					while (rows.next()) {
						taken.add(new Pending(rows.getObject(1, UUID.class), EventType.of(rows.getString(2)),
								rows.getObject(3, UUID.class), List.of((UUID[]) rows.getArray(4).getArray()),
								rows.getBoolean(5), Objects.requireNonNull(instant(rows, 6))));
					}
				}
				return taken;
			}
		});
	}

	@Override
	public List<Counted> count(Collection<UUID> webhooks) {
		return this.entities.unwrap(Session.class).doReturningWork((connection) -> {
			try (PreparedStatement statement = connection.prepareStatement(COUNT)) {
				statement.setArray(1, uuids(connection, webhooks));
				statement.setArray(2, uuids(connection, webhooks));
				List<Counted> counted = new ArrayList<>();
				try (ResultSet rows = statement.executeQuery()) {
					while (rows.next()) {
						counted
							.add(new Counted(rows.getObject(1, UUID.class), Delivery.Status.valueOf(rows.getString(2)),
									rows.getLong(3), instant(rows, 4), Objects.requireNonNull(instant(rows, 5))));
					}
				}
				return counted;
			}
		});
	}

	@Override
	public Backlog backlog() {
		return this.entities.unwrap(Session.class).doReturningWork((connection) -> {
			try (PreparedStatement statement = connection.prepareStatement(BACKLOG);
					ResultSet rows = statement.executeQuery()) {
				rows.next();
				return new Backlog(rows.getLong(1), instant(rows, 2));
			}
		});
	}

	private static Array uuids(Connection connection, Collection<UUID> ids) throws SQLException {
		return connection.createArrayOf("uuid", ids.toArray());
	}

	private static @Nullable Instant instant(ResultSet rows, int column) throws SQLException {
		OffsetDateTime at = rows.getObject(column, OffsetDateTime.class);
		return (at != null) ? at.toInstant() : null;
	}

	private <T> int run(String sql, Collection<T> rows, List<Column<T>> columns) {
		if (rows.isEmpty()) {
			return 0;
		}
		return this.entities.unwrap(Session.class).doReturningWork((connection) -> {
			try (PreparedStatement statement = connection.prepareStatement(sql)) {
				for (int i = 0; i < columns.size(); i++) {
					Column<T> column = columns.get(i);
					statement.setArray(i + 1,
							connection.createArrayOf(column.type(), rows.stream().map(column.value()).toArray()));
				}
				return statement.executeUpdate();
			}
		});
	}

	private static long micros(Instant at) {
		return ChronoUnit.MICROS.between(Instant.EPOCH, at);
	}

}
