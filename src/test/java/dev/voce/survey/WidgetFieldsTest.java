package dev.voce.survey;

import java.util.List;
import java.util.Objects;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

import dev.voce.scoring.Formula;
import dev.voce.scoring.Metric;
import dev.voce.scoring.Orientation;
import dev.voce.scoring.Scale;
import dev.voce.web.Flaw;
import dev.voce.web.Problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class WidgetFieldsTest {

	private static final JsonMapper json = JsonMapper.builder()
		.enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
		.build();

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			value = { "\"appearance\": {\"accent\": \"red\"} | /appearance/accent",
					"\"appearance\": {\"accent\": \"#fff}*{x:y\"} | /appearance/accent",
					"\"display\": {\"delay\": 3601} | /display/delay", "\"display\": {\"delay\": -1} | /display/delay",
					"\"display\": {\"scroll\": 0} | /display/scroll", "\"display\": {\"share\": 101} | /display/share",
					"\"display\": {\"include\": [\"/a\", \"\"]} | /display/include/1",
					"\"display\": {\"exclude\": [null]} | /display/exclude/0",
					"\"display\": {\"event\": \" \"} | /display/event",
					"\"display\": {\"repeatDays\": 4000} | /display/repeatDays",
					"\"display\": {\"pauseDays\": -1} | /display/pauseDays", "\"target\": 100.1 | /target",
					"\"target\": -101 | /target", "\"privacy\": \"javascript:alert(1)\" | /privacy",
					"\"words\": {\"sned\": {\"en\": \"Send\"}} | /words/sned",
					"\"words\": {\"send\": {\"it\": \"Invia\"}} | /words/send",
					"\"thanks\": {\"PROMOTER\": {\"voucher\": {\"it\": \"CIAO\"}}} | /thanks/PROMOTER/voucher" })
	void whatTheWidgetCouldNotShowIsRefusedWithItsPlace(String field, String pointer) {
		assertThatThrownBy(() -> check(field)).isInstanceOfSatisfying(Problem.class,
				(problem) -> assertThat(problem.flaws()).extracting(Flaw::pointer).containsExactly(pointer));
	}

	@ParameterizedTest
	@ValueSource(strings = { "en", "it", "de", "fr", "es" })
	void theWidgetHasFiveLanguagesInFull(String locale) {
		assertThat(Words.in(locale).with(null)).containsOnlyKeys(Words.KEYS)
			.allSatisfy((key, text) -> assertThat(text).isNotBlank());
		assertThat(Set.of("en", "it", "de", "fr", "es")).allSatisfy((other) -> {
			if (!other.equals(locale)) {
				assertThat(Words.in(other).with(null).get("back"))
					.isNotEqualTo(Words.in(locale).with(null).get("back"));
			}
		});
	}

	@Test
	void aRegionHasItsLanguageAndOthersHaveEnglish() {
		assertThat(Words.in("it-CH").with(null)).containsEntry("back", "Indietro");
		assertThat(Words.in("pl").with(null)).containsEntry("back", "Back");
	}

	@Test
	void theEndsOfAReversedScaleAreSwapped() {
		List<String> ends = List.of("Very satisfied", "Very dissatisfied");
		PublicSurvey.PublicLabels labels = Objects.requireNonNull(
				Words.in("en").ends(QuestionType.CSAT, Formula.of(Metric.CSAT, new Scale(1, 5), Orientation.REVERSED)));
		assertThat(List.of(String.valueOf(labels.min()), String.valueOf(labels.max()))).isEqualTo(ends);
	}

	private static void check(String fields) {
		SurveyRules.check(json.readValue("""
				{"name": "NPS", %s,
				 "questions": [{"key": "nps", "type": "NPS", "text": {"en": "How likely?", "it": "Quanto?"}}]}"""
			.formatted(fields), SurveyInput.class));
	}

}
