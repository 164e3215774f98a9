package dev.voce.webhook;

import java.sql.PreparedStatement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

import jakarta.persistence.EntityManager;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Repository;

import dev.voce.storage.Ids;

/** The statements that carry many deliveries. */
@Repository
class DeliveryTableJdbc implements DeliveryTable {

	private static final String ADD = """
			insert into webhook_delivery (webhook_id, id, event, survey_id, response_id, response_at, content, status,
				attempts, tries, created_at, due_at)
			select u.webhook_id, u.id, u.event, u.survey_id, u.response_id,
				timestamptz 'epoch' + u.response_at * interval '1 microsecond', u.content, 'WAITING', 0, '[]',
				timestamptz 'epoch' + u.at * interval '1 microsecond',
				timestamptz 'epoch' + u.due_at * interval '1 microsecond'
			from (select unnest(?) as webhook_id, unnest(?) as id, unnest(?) as event, unnest(?) as survey_id,
				unnest(?) as response_id, unnest(?) as response_at, unnest(?) as content, unnest(?) as at,
				unnest(?) as due_at) u""";

	private static final String RENEW = """
			update webhook_delivery d
			set content = u.content, due_at = timestamptz 'epoch' + u.due_at * interval '1 microsecond'
			from (select unnest(?) as survey_id, unnest(?) as response_id, unnest(?) as content,
				unnest(?) as due_at) u
			where d.survey_id = u.survey_id and d.response_id = u.response_id and d.event = 'response.settled'
				and d.status = 'WAITING' and d.attempts = 0""";

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
					where free.webhook_id = u.webhook_id and free.id = u.id and free.status = 'WAITING'
						and free.attempts = u.attempts
					for update skip locked) free
			where d.webhook_id = u.webhook_id and d.id = u.id""";

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
								(added) -> (added.about() != null) ? micros(added.about().submittedAt()) : null),
						new Column<>("text", Added::content), new Column<>("int8", (added) -> micros(added.at())),
						new Column<>("int8", (added) -> micros(added.dueAt()))));
	}

	@Override
	public void renew(Collection<Unsettled> responses) {
		run(RENEW, responses,
				List.of(new Column<>("uuid", Unsettled::survey), new Column<>("uuid", Unsettled::response),
						new Column<>("text", Unsettled::content),
						new Column<>("int8", (unsettled) -> micros(unsettled.dueAt()))));
	}

	@Override
	public int delivered(Collection<Taken> deliveries) {
		return run(DELIVERED, deliveries,
				List.of(new Column<>("uuid", Taken::webhook), new Column<>("uuid", Taken::id),
						new Column<>("int4", Taken::attempts), new Column<>("text", Taken::attempt),
						new Column<>("int8", (taken) -> micros(taken.at()))));
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
