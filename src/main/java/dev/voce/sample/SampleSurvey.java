package dev.voce.sample;

import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

import dev.voce.access.FirstStart;
import dev.voce.cases.CaseHistory;
import dev.voce.intake.BatchResult;
import dev.voce.intake.BulkLoad;
import dev.voce.storage.EmbeddedServer;
import dev.voce.survey.SurveyInput;
import dev.voce.survey.Surveys;

/**
 * Creates the sample survey when the embedded database is empty, and never in a
 * configured database.
 */
@Component
class SampleSurvey implements ApplicationRunner {

	private static final Logger log = LoggerFactory.getLogger(SampleSurvey.class);

	/** For how long back bad responses have cases. */
	private static final Duration WITH_CASES = Duration.ofDays(42);

	/** The best score of those. */
	private static final int WORST = 4;

	private final ObjectProvider<EmbeddedServer> embedded;

	private final SampleProperties properties;

	private final FirstStart firstStart;

	private final Surveys surveys;

	private final BulkLoad load;

	private final CaseHistory cases;

	private final JsonMapper json;

	private final Clock clock;

	SampleSurvey(ObjectProvider<EmbeddedServer> embedded, SampleProperties properties, FirstStart firstStart,
			Surveys surveys, BulkLoad load, CaseHistory cases, JsonMapper json, Clock clock) {
		this.embedded = embedded;
		this.properties = properties;
		this.firstStart = firstStart;
		this.surveys = surveys;
		this.load = load;
		this.cases = cases;
		this.json = json;
		this.clock = clock;
	}

	@Override
	public void run(ApplicationArguments arguments) throws IOException {
		UUID workspace = this.firstStart.workspace();
		if (this.properties.sample() && this.embedded.getIfAvailable() != null && !this.surveys.any(workspace)) {
			make(workspace);
		}
	}

	private void make(UUID workspace) throws IOException {
		UUID survey;
		try (InputStream in = new ClassPathResource("sample/survey.json").getInputStream()) {
			survey = this.surveys.create(workspace, this.json.readValue(in, SurveyInput.class), true).id();
		}
		this.surveys.publish(workspace, survey);
		BulkLoad.Batch batch = this.load.begin(survey);
		Instant now = this.clock.instant();
		List<CaseHistory.Past> bad = new ArrayList<>();
		Iterator<JsonNode> answers = SampleAnswers.answers(this.json, now);
		for (long line = 1; answers.hasNext(); line++) {
			JsonNode answer = answers.next();
			batch.add(line, answer, 0);
			Instant at = Instant.parse(answer.get("submittedAt").stringValue());
			if (answer.at("/answers/nps").intValue() <= WORST && answer.at("/answers").has("why")
					&& at.isAfter(now.minus(WITH_CASES))) {
				bad.add(new CaseHistory.Past(UUID.fromString(answer.get("id").stringValue()), at));
			}
		}
		BatchResult result = batch.finish();
		this.cases.make(survey, bad, now);
		log.info(
				"Made a sample survey with {} responses, asked on a page at /preview/{}; VOCE_SAMPLE=false leaves it out",
				result.accepted(), survey);
	}

}
