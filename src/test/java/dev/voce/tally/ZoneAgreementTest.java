package dev.voce.tally;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.UUID;

import javax.sql.DataSource;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import dev.voce.counting.ZoneFingerprint;
import dev.voce.testing.Api;
import dev.voce.testing.Sql;
import dev.voce.testing.VoceTest;
import dev.voce.testing.Wait;

import static org.assertj.core.api.Assertions.assertThat;

/** Nodes whose JDKs have different rules of a zone. */
@VoceTest
class ZoneAgreementTest {

	private static final ZoneId ROME = ZoneId.of("Europe/Rome");

	private static final ZoneFingerprint OWN = ZoneFingerprint.of(ROME);

	private static final ZoneFingerprint NEWER = new ZoneFingerprint("newer", "2999a");

	private static final ZoneFingerprint OLDER = new ZoneFingerprint("older", "1999a");

	private final Api api;

	private final Sql sql;

	private final Tallying tallying;

	private final TallyStateRepository states;

	private final RebuildRepository rebuilds;

	private final RebuildRequests requests;

	private final TransactionTemplate transaction;

	private Instant now = Instant.parse("2026-11-26T09:00:00Z");

	private UUID survey = new UUID(0, 0);

	ZoneAgreementTest(@LocalServerPort int port, @Autowired DataSource dataSource, @Autowired Tallying tallying,
			@Autowired TallyStateRepository states, @Autowired RebuildRepository rebuilds,
			@Autowired RebuildRequests requests, @Autowired PlatformTransactionManager transactions) {
		this.api = new Api(port);
		this.sql = new Sql(dataSource);
		this.tallying = tallying;
		this.states = states;
		this.rebuilds = rebuilds;
		this.requests = requests;
		this.transaction = new TransactionTemplate(transactions);
	}

	@BeforeEach
	void tallyOnce() {
		this.survey = this.api.survey("""
				{"name": "NPS", "zone": "Europe/Rome", "questions": [
					{"key": "nps", "type": "NPS", "text": {"en": "How likely?"}}]}""");
		respond();
		this.tallying.tally(this.survey);
	}

	private void respond() {
		this.api.post("/api/v1/surveys/" + this.survey + "/responses", "{\"answers\": {\"nps\": 9}}").is(201);
	}

	private ZoneAgreement node(ZoneFingerprint rules) {
		Clock clock = new Clock() {

			@Override
			public ZoneId getZone() {
				return ZoneOffset.UTC;
			}

			@Override
			public Clock withZone(ZoneId zone) {
				return this;
			}

			@Override
			public Instant instant() {
				return ZoneAgreementTest.this.now;
			}

		};
		return new ZoneAgreement(this.states, this.rebuilds, this.requests, clock, (zone) -> rules);
	}

	private boolean mayWrite(ZoneAgreement node) {
		return Boolean.TRUE.equals(this.transaction
			.execute((status) -> node.mayWrite(this.survey, ROME, this.states.lock(this.survey).orElseThrow())));
	}

	private boolean isRecorded(ZoneFingerprint rules) {
		return this.sql.count("""
				select count(*) from tally_state where survey_id = ? and zone_rules = ? and zone_version = ?""",
				this.survey, rules.rules(), rules.version()) == 1;
	}

	private long rebuilds() {
		return this.sql.count("select count(*) from rebuild where survey_id = ?", this.survey);
	}

	private long talliedTo() {
		return this.sql.count("select tallied_to from tally_state where survey_id = ?", this.survey);
	}

	@Test
	void whoTalliesFirstRecordsItsRules() {
		assertThat(isRecorded(OWN)).isTrue();
		assertThat(talliedTo()).isPositive();
		assertThat(rebuilds()).isZero();
	}

	@Test
	void aNodeWithNewerRulesRecordsThemAndHasTheTalliesRebuilt() {
		assertThat(mayWrite(node(NEWER))).isTrue();
		assertThat(isRecorded(NEWER)).isTrue();
		assertThat(rebuilds()).isEqualTo(1);
	}

	@Test
	void aNodeWithOlderRulesTalliesNothing() {
		long before = talliedTo();
		mayWrite(node(NEWER));
		respond();
		this.tallying.tally(this.survey);
		assertThat(talliedTo()).isEqualTo(before);
		assertThat(isRecorded(NEWER)).isTrue();
		assertThat(this.api.get("/api/v1/surveys/" + this.survey + "/kpis").json().at("/overall/responses").intValue())
			.isEqualTo(2);
	}

	@Test
	void aNodeWithOlderRulesTakesOverAfterAnHourInWhichNobodyDidAnything() {
		ZoneAgreement older = node(OLDER);
		assertThat(mayWrite(older)).isFalse();
		this.now = this.now.plus(Duration.ofMinutes(59));
		assertThat(mayWrite(older)).isFalse();
		respond();
		this.tallying.tally(this.survey);
		this.now = this.now.plus(Duration.ofMinutes(59));
		assertThat(mayWrite(older)).isFalse();
		assertThat(isRecorded(OWN)).isTrue();
		this.now = this.now.plus(Duration.ofMinutes(60));
		assertThat(mayWrite(older)).isTrue();
		assertThat(isRecorded(OLDER)).isTrue();
		assertThat(rebuilds()).isEqualTo(1);
	}

	@Test
	void aNodeWithOtherRulesOfTheSameVersionLeavesASurveyToTheOthers() {
		assertThat(mayWrite(node(new ZoneFingerprint("other", OWN.version())))).isFalse();
		assertThat(isRecorded(OWN)).isTrue();
	}

	@Test
	void anotherZoneOfASurveyHasItsOwnRules() throws Exception {
		String body = """
				{"name": "NPS", "zone": "Asia/Kathmandu", "questions": [
					{"key": "nps", "type": "NPS", "text": {"en": "How likely?"}}]}""";
		String path = "/api/v1/surveys/" + this.survey;
		this.api.put(path, body, "If-Match", this.api.get(path).header("ETag")).is(200);
		// By whichever comes first: building, or tallying.
		Wait.until("the rules of Kathmandu are recorded",
				() -> isRecorded(ZoneFingerprint.of(ZoneId.of("Asia/Kathmandu"))));
		assertThat(rebuilds()).isZero();
	}

	@Test
	void zonesWithOtherRulesHaveOtherFingerprints() {
		assertThat(ZoneFingerprint.of(ROME)).isEqualTo(OWN)
			.isNotEqualTo(ZoneFingerprint.of(ZoneId.of("Europe/Berlin")));
		assertThat(OWN.version()).matches("20[0-9]{2}[a-z]");
		assertThat(ZoneFingerprint.of(ZoneOffset.UTC).version()).isEmpty();
	}

}
