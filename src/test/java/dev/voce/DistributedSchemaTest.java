package dev.voce;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import dev.voce.testing.Api;
import dev.voce.testing.Node;
import dev.voce.testing.OwnServer;
import dev.voce.testing.Sql;
import dev.voce.testing.Wait;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * What Citus is asked for, and that it could run each statement on one node. Its
 * functions and catalogs are stood in for: whether it does is {@link CitusTest}'s.
 */
@ExtendWith(OutputCaptureExtension.class)
class DistributedSchemaTest {

	/** What stays on the coordinator alone, as no statement joins it with what grows. */
	private static final Set<String> LOCAL = Set.of("flyway_schema_history", "scheduled_tasks", "setup_link",
			"login_attempt", "user_session", "user_session_attributes", "outbox", "person", "suppression",
			"survey_invitation", "sending", "invitation", "invitation_mail", "webhook", "webhook_delivery",
			"webhook_pending", "user_notification", "user_message", "unsubscribe_token", "letter_mention");

	/**
	 * What looks into several shards, which a plain select may, and what takes an array
	 * that holds one survey on Citus.
	 */
	private static final Set<String> UNRESTRICTED = Set.of("ResponseRepository.surveysOfPerson",
			"ResponseRepository.keysOfPerson", "ResponseRepository.lastOfPeople", "SurveyStates.READ",
			"SurveyStates.LOCK", "SurveyStates.LOCK_FREE", "TallyStateRepository.findUntallied",
			"TallyStateRepository.tags", "SeriesRepository.findUnbuilt", "CaseTableJdbc.COUNT_OPEN",
			"CaseTableJdbc.COUNT_CLOSED", "CaseTableJdbc.PAGE", "CaseTableJdbc.HOLDS", "CaseRepository.findAskedAgain");

	private static final String SURVEY = """
			{"name": "Distributed", "segments": ["plan"], "questions": [
				{"key": "nps", "type": "NPS", "text": {"en": "How likely?"}}]}""";

	private static final String STAND_INS = """
			create schema citus;
			create table citus.pg_dist_partition (logicalrelid regclass primary key, partmethod "char", repmodel "char");
			create table citus.pg_dist_node (groupid int);
			create table citus.calls (n int generated always as identity, call text);
			create function citus.create_reference_table(t regclass) returns void language plpgsql as $$ begin
				if current_setting('citus.enable_local_reference_table_foreign_keys', true) is distinct from 'off' then
					raise exception 'what refers to % would become a local table', t;
				end if;
				insert into citus.pg_dist_partition values (t, 'n', 't')
					on conflict (logicalrelid) do update set repmodel = 't';
				insert into citus.calls (call) values ('reference ' || t);
			end $$;
			create function citus.create_distributed_table(t regclass, c text, colocate_with text) returns void
			language plpgsql as $$ begin
				if (select count(distinct xmin::text) from citus.calls) <> (select count(*) from citus.calls) then
					raise exception 'not by itself';
				end if;
				insert into citus.pg_dist_partition values (t, 'h', 's');
				insert into citus.calls (call) values ('distributed ' || t || ' by ' || c || ' with ' || colocate_with);
			end $$;
			create function citus.create_distributed_function(f regprocedure) returns void language plpgsql as $$ begin
				insert into citus.calls (call) values ('function ' || f::regproc);
			end $$;
			""";

	private static final List<String> CALLS = List.of("reference workspace", "reference survey", "reference question",
			"reference api_key", "reference app_user", "reference activity", "reference note", "reference logo",
			"reference sighting", "reference follow_up", "reference reply_templates", "reference alert",
			"reference alert_event", "function segment_values", "distributed survey_state by survey_id with none",
			"distributed response by survey_id with survey_state", "distributed erased by survey_id with survey_state",
			"distributed shown by survey_id with survey_state", "distributed tally by survey_id with survey_state",
			"distributed segment_value by survey_id with survey_state",
			"distributed tally_state by survey_id with survey_state",
			"distributed tally_series by survey_id with survey_state",
			"distributed superseded by survey_id with survey_state",
			"distributed rebuild by survey_id with survey_state",
			"distributed survey_case by survey_id with survey_state",
			"distributed case_event by survey_id with survey_state");

	@TempDir
	private static Path directory;

	private static OwnServer server;

	private static JdbcTemplate jdbc;

	private static Node node;

	@BeforeAll
	static void start() {
		server = new OwnServer(directory);
		jdbc = database("empty");
		node = node("empty", true);
	}

	@AfterAll
	static void stop() throws Exception {
		node.close();
		server.close();
	}

	private static String url(String database) {
		return server.url().replaceFirst("[^/]+$", database);
	}

	private static JdbcTemplate database(String name) {
		new JdbcTemplate(new DriverManagerDataSource(server.url(), "postgres", "")).execute("create database " + name);
		JdbcTemplate jdbc = new JdbcTemplate(new DriverManagerDataSource(url(name), "postgres", ""));
		jdbc.execute(STAND_INS);
		jdbc.execute("alter database " + name + " set search_path = public, citus");
		return jdbc;
	}

	private static Node node(String database, boolean citus) {
		return Node.start(url(database), "postgres", "", "voce.data.citus=" + citus);
	}

	private static List<String> calls(JdbcTemplate jdbc) {
		return jdbc.queryForList("select call from citus.calls order by n", String.class);
	}

	/** The tables that a kind of call is for. */
	private static List<String> called(String kind) {
		return CALLS.stream().filter((call) -> call.startsWith(kind)).map((call) -> call.split(" ")[1]).toList();
	}

	private static List<String> query(String sql) {
		return jdbc.queryForList(sql, String.class);
	}

	private static String answer(int score) {
		return "{\"id\": \"" + UUID.randomUUID() + "\", \"answers\": {\"nps\": " + score
				+ "}, \"attributes\": {\"plan\": \"pro\"}}";
	}

	@Test
	void emptyDatabaseIsDistributedOnce(CapturedOutput output) {
		assertThat(calls(jdbc)).isEqualTo(CALLS);
		int before = output.toString().length();
		node("empty", true).close();
		assertThat(calls(jdbc)).isEqualTo(CALLS);
		assertThat(output.toString().substring(before)).doesNotContain("create_distributed_table", "No rows returned");
	}

	@Test
	void filledDatabaseIsDistributedWhenItIsAskedForAndItsCoordinatorIsANode() {
		JdbcTemplate filled = database("filled");
		UUID survey;
		try (Node before = node("filled", false)) {
			survey = before.api().survey(SURVEY);
			before.api().post("/api/v1/surveys/" + survey + "/responses", answer(9)).is(201);
		}
		assertThat(calls(filled)).isEmpty();
		filled.execute("insert into citus.pg_dist_node values (1)");
		assertThatThrownBy(() -> node("filled", true)).hasStackTraceContaining("citus_set_coordinator_host");
		assertThat(calls(filled)).isEmpty();
		filled.execute("insert into citus.pg_dist_node values (0)");
		// As where it was made by a migration, and refers to a reference table.
		filled.execute("insert into citus.pg_dist_partition values ('note', 'n', 's')");
		for (int start = 0; start < 2; start++) {
			try (Node after = node("filled", true)) {
				after.api().get("/api/v1/surveys/" + survey + "/kpis/audit").is(200);
			}
			assertThat(calls(filled)).isEqualTo(CALLS);
		}
	}

	@Test
	void everyTableIsAccountedFor() {
		List<String> known = new ArrayList<>(LOCAL);
		known.addAll(called("reference"));
		known.addAll(called("distributed"));
		assertThat(query("select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'"))
			.containsExactlyInAnyOrderElementsOf(known);
		assertThat(query("select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'S'"))
			.containsExactlyInAnyOrder("row_sequence", "case_number");
	}

	@Test
	void everyUniqueKeyOfWhatGrowsHoldsTheSurvey() {
		for (String table : called("distributed")) {
			assertThat(query("""
					select i.indexrelid::regclass::text from pg_index i
					join pg_attribute a on a.attrelid = i.indrelid and a.attname = 'survey_id'
					where i.indrelid = '%s'::regclass and i.indisunique and not a.attnum = any(i.indkey)
					""".formatted(table))).isEmpty();
		}
	}

	@Test
	void foreignKeysStayAmongSmallTablesOrAmongLocalOnes() {
		jdbc.query("""
				select conrelid::regclass::text, confrelid::regclass::text from pg_constraint
				where contype = 'f' and connamespace = 'public'::regnamespace""", (row) -> {
			List<String> ends = List.of(row.getString(1), row.getString(2));
			assertThat(LOCAL.containsAll(ends) || called("reference").containsAll(ends)).as("%s", ends).isTrue();
			assertThat(called("reference").indexOf(ends.get(1)))
				.isLessThanOrEqualTo(called("reference").indexOf(ends.get(0)));
		});
	}

	@Test
	void everyStatementOnWhatGrowsIsForOneSurvey() throws IllegalAccessException {
		assertThat(query("""
				select distinct view_name || ' of ' || table_name from information_schema.view_table_usage
				where view_schema = 'public' order by 1""")).containsExactly("answer of question",
				"answer of response");
		Pattern growing = Pattern.compile("\\b(from|join|update|using) (" + String.join("|", called("distributed"))
				+ "|answer)\\b(?: (?!where|set|using)(\\w+))?");
		int seen = 0;
		for (Map.Entry<String, String> statement : statements().entrySet()) {
			String sql = statement.getValue();
			Matcher table = growing.matcher(sql);
			Map<String, Integer> aliases = new HashMap<>();
			while (table.find()) {
				seen++;
				assertThat(sql).as(statement.getKey())
					.doesNotContainPattern("(?<!:)\\b(" + String.join("|", LOCAL) + ")\\b");
				if (UNRESTRICTED.contains(statement.getKey())) {
					continue;
				}
				if (table.group(3) == null) {
					assertThat(sql.substring(table.end())).as("%s, %s", statement.getKey(), table.group(2))
						.matches("( set \\S+( = .*?)?)? where survey_id = (:(survey|id)\\b|\\?).*");
				}
				else {
					aliases.merge(table.group(3), 1, Integer::sum);
				}
			}
			aliases.forEach((alias,
					times) -> assertThat(Pattern
						.compile("\\b" + alias + "\\.survey_id = (:survey\\b|\\?|cast\\((:one|\\?) as uuid\\))")
						.matcher(sql)
						.results()).as("%s, %s", statement.getKey(), alias).hasSizeGreaterThanOrEqualTo(times));
		}
		assertThat(seen).isGreaterThan(50);
	}

	/** It loses them where it moves such a part into the statement. */
	@Test
	void noPartOfAStatementHasItsColumnsNamedOutside() throws IllegalAccessException {
		statements().forEach((name, sql) -> assertThat(sql).as(name)
			.doesNotContainPattern("(with|\\),) \\w+ ?\\([\\w, ]+\\) as (not |materialized )*\\("));
	}

	/** Otherwise the coordinator fetches the rows and hands them on. */
	@Test
	void whatTheIntakeInsertsTakesItsSurveyFromTheSurveysState() throws IllegalAccessException {
		Map<String, String> statements = statements();
		for (String name : List.of("ResponseBatchJdbc.INSERT", "ResponseBatchJdbc.ERASE", "ResponseBatchJdbc.SHOW",
				"SeriesRepository.name", "TallyRowsJdbc.WRITE", "CaseTableJdbc.OPEN")) {
			assertThat(statements.get(name)).as(name)
				.containsPattern("insert into .* select s\\.survey_id, .* (join|from) (survey|tally)_state s ");
		}
	}

	/** All SQL, by the name of its method or constant; on one line each. */
	private static Map<String, String> statements() throws IllegalAccessException {
		Map<String, String> statements = new TreeMap<>();
		for (JavaClass repository : new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
			.importPackages("dev.voce")) {
			if (repository.isInterface() && repository.isAssignableTo(Repository.class)) {
				for (Method method : repository.reflect().getDeclaredMethods()) {
					Query query = AnnotatedElementUtils.findMergedAnnotation(method, Query.class);
					if (query != null && query.nativeQuery()) {
						statements.put(repository.getSimpleName() + "." + method.getName(), onOneLine(query.value()));
					}
				}
			}
			else if (repository.isAnnotatedWith(org.springframework.stereotype.Repository.class)) {
				for (Field constant : repository.reflect().getDeclaredFields()) {
					if (constant.getType() == String.class) {
						constant.setAccessible(true);
						statements.put(repository.getSimpleName() + "." + constant.getName(),
								onOneLine((String) constant.get(null)));
					}
				}
			}
		}
		assertThat(statements).containsKeys("ResponseBatchJdbc.INSERT", "TallyRowsJdbc.WRITE", "CountedRows.UNTALLIED",
				"SurveyStates.LOCK");
		return statements;
	}

	private static String onOneLine(String sql) {
		return sql.replaceAll("\\s+", " ");
	}

	@Test
	void eachTransactionOfTheIntakeIsOfOneSurvey() throws Exception {
		Api api = node.api();
		List<UUID> surveys = List.of(api.survey(SURVEY), api.survey(SURVEY), api.survey(SURVEY), api.survey(SURVEY));
		ExecutorService senders = Executors.newFixedThreadPool(60);
		List<Future<Api.Reply>> answers = new ArrayList<>();
		Sql sql = new Sql(new DriverManagerDataSource(url("empty"), "postgres", ""));
		// What comes while the writer waits for the first survey is one batch.
		try (Sql.Hold held = sql.hold(surveys.get(0))) {
			for (int i = 0; i < 60; i++) {
				String path = "/api/v1/surveys/" + surveys.get(i % 4) + "/responses";
				answers.add(senders.submit(() -> api.post(path, answer(9))));
				if (i == 0) {
					Wait.until("the writer waits",
							() -> sql.count("select count(*) from pg_locks where not granted") > 0);
				}
			}
			assertThat(answers.get(1).get().status()).isEqualTo(201);
		}
		for (Future<Api.Reply> answer : answers) {
			answer.get().is(201);
		}
		senders.shutdown();
		assertThat(sql
			.count("select count(*) from (select from response group by cast(xmin as text) having count(*) > 1) b"))
			.isPositive();
		assertThat(sql.count(
				"select count(*) from (select from response group by cast(xmin as text) having count(distinct survey_id) > 1) b"))
			.isZero();
		for (UUID survey : surveys) {
			assertThat(api.get("/api/v1/surveys/" + survey + "/kpis/audit").is(200).json().get("differences"))
				.isEmpty();
			assertThat(sql.count("select count(*) from response where survey_id = ?", survey)).isEqualTo(15);
		}
	}

}
