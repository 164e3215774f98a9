package dev.voce.cases;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;

import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import jakarta.persistence.Tuple;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.stereotype.Repository;

import dev.voce.storage.Ids;

/** The statements that carry many cases, or are put together for what is wanted. */
@Repository
class CaseTableJdbc implements CaseTable {

	// What cases have in common is sent and parsed once. Through the survey's state, so
	// that Citus knows the one shard that is written.
	private static final String OPEN = """
			insert into survey_case (survey_id, id, response_id, workspace_id, number, rule, status, owner, opened_at,
				due_at, revision)
			select s.survey_id, r.id, r.response_id, o.workspace_id, nextval('case_number'), o.rule, 'NEW', o.owner,
				o.opened_at, o.due_at, 1
			from (select unnest(?) as place, unnest(?) as id, unnest(?) as response_id) r
			join (select unnest(?) as place, unnest(?) as survey_id, unnest(?) as workspace_id,
					cast(unnest(?) as jsonb) as rule, unnest(?) as owner,
					timestamptz 'epoch' + unnest(?) * interval '1 microsecond' as opened_at,
					timestamptz 'epoch' + unnest(?) * interval '1 microsecond' as due_at) o on o.place = r.place
			join survey_state s on s.survey_id = o.survey_id
				and (cast(? as uuid) is null or s.survey_id = cast(? as uuid))
			on conflict do nothing
			returning workspace_id, survey_id, id, owner""";

	private static final String OF = """
			select * from survey_case where survey_id = :survey and response_id = any(:responses)""";

	// Each by an index of its own: counting what is open reads nothing of what is closed.
	private static final String COUNT_OPEN = """
			select count(*) filter (where c.owner = :user), count(*) filter (where c.owner = :user and c.late),
				count(*) filter (where c.owner = :user and c.status = 'WAITING'),
				count(*) filter (where c.owner is null), count(*) filter (where c.owner is null and c.late),
				count(*) filter (where c.late), count(*)
			from (select owner, status, status <> 'WAITING' and due_at < :now as late
				from survey_case where workspace_id = :workspace and status <> 'CLOSED') c""";

	private static final String COUNT_CLOSED = """
			select count(*) from survey_case c where c.workspace_id = :workspace and c.status = 'CLOSED'""";

	private static final String PAGE = "select c.* from survey_case c where c.workspace_id = :workspace";

	private static final String HOLDS = """
			and (c.number = :number or exists (
			select from response r where r.survey_id = c.survey_id and r.id = c.response_id
				and (r.respondent ilike :word or lower(r.respondent) = any(:people) or r.attributes ->> 'name' ilike :word
					or r.attributes ->> 'contact' ilike :word or exists (
						select from jsonb_each_text(r.comments) t where t.value ilike :word))))""";

	private final EntityManager entities;

	private final JsonMapper json;

	CaseTableJdbc(EntityManager entities, JsonMapper json) {
		this.entities = entities;
		this.json = json;
	}

	@Override
	public List<CaseReader.Changed> open(List<Opened> cases) {
		if (cases.isEmpty()) {
			return List.of();
		}
		return this.entities.unwrap(Session.class).doReturningWork((connection) -> {
			List<CaseReader.Changed> opened = new ArrayList<>();
			try (PreparedStatement statement = connection.prepareStatement(OPEN)) {
				fill(connection, statement, cases);
				try (ResultSet rows = statement.executeQuery()) {
					while (rows.next()) {
						opened.add(new CaseReader.Changed(rows.getObject(1, UUID.class), rows.getObject(2, UUID.class),
								rows.getObject(3, UUID.class), CaseReader.Changed.Kind.OPENED,
								rows.getObject(4, UUID.class), null));
					}
				}
			}
			return opened;
		});
	}

	private void fill(Connection connection, PreparedStatement statement, List<Opened> cases) throws SQLException {
		List<Integer> places = new ArrayList<>();
		List<UUID> ids = new ArrayList<>();
		List<UUID> responses = new ArrayList<>();
		for (int place = 0; place < cases.size(); place++) {
			for (UUID response : cases.get(place).responses()) {
				places.add(place);
				ids.add(Ids.next());
				responses.add(response);
			}
		}
		UUID[] surveys = cases.stream().map(Opened::survey).toArray(UUID[]::new);
		UUID one = Arrays.stream(surveys).allMatch(surveys[0]::equals) ? surveys[0] : null;
		int next = 1;
		next = array(connection, statement, next, "int4", places.toArray(Integer[]::new));
		next = array(connection, statement, next, "uuid", ids.toArray());
		next = array(connection, statement, next, "uuid", responses.toArray());
		next = array(connection, statement, next, "int4",
				IntStream.range(0, cases.size()).boxed().toArray(Integer[]::new));
		next = array(connection, statement, next, "uuid", surveys);
		next = array(connection, statement, next, "uuid", cases.stream().map(Opened::workspace).toArray());
		next = array(connection, statement, next, "text",
				cases.stream().map(Opened::rule).map(this::text).toArray(String[]::new));
		next = array(connection, statement, next, "uuid", cases.stream().map(Opened::owner).toArray());
		next = array(connection, statement, next, "int8",
				cases.stream().map((opened) -> micros(opened.openedAt())).toArray(Long[]::new));
		next = array(connection, statement, next, "int8",
				cases.stream().map((opened) -> micros(opened.dueAt())).toArray(Long[]::new));
		statement.setObject(next++, one);
		statement.setObject(next, one);
	}

	private @Nullable String text(@Nullable Rule rule) {
		return (rule != null) ? this.json.writeValueAsString(rule) : null;
	}

	private static int array(Connection connection, PreparedStatement statement, int place, String type,
			@Nullable Object[] values) throws SQLException {
		statement.setArray(place, connection.createArrayOf(type, values));
		return place + 1;
	}

	private static long micros(Instant at) {
		return ChronoUnit.MICROS.between(Instant.EPOCH, at);
	}

	@Override
	@SuppressWarnings("unchecked")
	public List<Case> of(UUID survey, Set<UUID> responses) {
		return this.entities.createNativeQuery(OF, Case.class)
			.setParameter("survey", survey)
			.setParameter("responses", responses.toArray(UUID[]::new))
			.getResultList();
	}

	@Override
	public Counts count(UUID workspace, @Nullable UUID user, Instant now) {
		Tuple open = this.entities.unwrap(Session.class)
			.createNativeQuery(COUNT_OPEN, Tuple.class)
			.setParameter("workspace", workspace)
			.setParameter("user", (user != null) ? user : new UUID(0, 0))
			.setParameter("now", now)
			.getSingleResult();
		Tuple closed = this.entities.unwrap(Session.class)
			.createNativeQuery(COUNT_CLOSED, Tuple.class)
			.setParameter("workspace", workspace)
			.getSingleResult();
		return new Counts(number(open, 0), number(open, 1), number(open, 2), number(open, 3), number(open, 4),
				number(open, 5), number(open, 6), number(closed, 0));
	}

	private static long number(Tuple row, int column) {
		return row.get(column, Number.class).longValue();
	}

	// Only with the conditions that are wanted, so that each has the plan that suits it.
	@Override
	@SuppressWarnings("unchecked")
	public List<Case> page(CaseFilter filter, Instant now, int limit) {
		StringBuilder sql = new StringBuilder(PAGE);
		Map<String, Object> values = new LinkedHashMap<>(Map.of("workspace", filter.workspace()));
		switch (filter.which()) {
			case ANY -> {
			}
			case ACTIVE -> sql.append(" and c.status <> 'CLOSED'");
			default -> sql.append(" and c.status = '").append(filter.which()).append('\'');
		}
		add(sql, values, " and c.owner = :owner", "owner", filter.owner());
		sql.append(filter.unassigned() ? " and c.owner is null" : "");
		add(sql, values, " and c.survey_id = :survey", "survey", filter.survey());
		add(sql, values, " and c.response_id = any(:responses)", "responses", filter.responses());
		add(sql, values, " and c.cause = :cause", "cause", filter.cause());
		add(sql, values, " and c.opened_at >= :from", "from", filter.from());
		add(sql, values, " and c.opened_at < :to", "to", filter.to());
		if (filter.overdue() != null) {
			sql.append(filter.overdue() ? " and" : " and not")
				.append(" (c.status in ('NEW', 'OPEN') and c.due_at < :now)");
			values.put("now", now);
		}
		if (filter.word() != null) {
			sql.append(' ').append(HOLDS);
			values.put("word", "%" + filter.word().replaceAll("([\\\\%_])", "\\\\$1") + "%");
			values.put("people", filter.people().toArray(String[]::new));
			values.put("number", (filter.number() != null) ? filter.number() : -1L);
		}
		order(sql, values, filter);
		Query query = this.entities.createNativeQuery(sql + " limit :limit", Case.class).setParameter("limit", limit);
		values.forEach(query::setParameter);
		return query.getResultList();
	}

	private static void add(StringBuilder sql, Map<String, Object> values, String condition, String name,
			@Nullable Object value) {
		if (value != null) {
			sql.append(condition);
			values.put(name, value);
		}
	}

	private static void order(StringBuilder sql, Map<String, Object> values, CaseFilter filter) {
		String column = filter.byDue() ? "due_at" : "opened_at";
		String direction = filter.byDue() ? "" : " desc";
		if (filter.after() != null) {
			sql.append(" and (c.%s, c.id) %s (:afterAt, :afterId)".formatted(column, filter.byDue() ? ">" : "<"));
			values.put("afterAt", filter.after().at());
			values.put("afterId", filter.after().id());
		}
		sql.append(" order by c.%1$s%2$s, c.id%2$s".formatted(column, direction));
	}

}
