package dev.voce.survey;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.test.web.server.LocalServerPort;

import dev.voce.testing.Api;
import dev.voce.testing.VoceTest;

import static org.assertj.core.api.Assertions.assertThat;

/** What an editor of surveys offers. */
@VoceTest
class EditorTest {

	private final Api api;

	EditorTest(@LocalServerPort int port) {
		this.api = new Api(port);
	}

	@Test
	void everyKindOfQuestionIsListedWithItsScales() {
		JsonNode types = this.api.get("/api/v1/question-types").is(200).json().get("items");
		assertThat(types.valueStream().map((type) -> type.get("type").stringValue())).containsExactly("NPS", "CSAT",
				"CES", "RATING", "CHOICE", "TEXT");
		assertThat(types.at("/2/scales/1").toString()).isEqualTo(
				"{\"scale\":{\"min\":1,\"max\":5},\"orientation\":\"EASE\",\"scoreClasses\":[\"DIFFICULT\",\"DIFFICULT\",\"NEUTRAL\",\"EASY\",\"EASY\"]}");
		assertThat(types.at("/4/scales")).isEmpty();
	}

	@Test
	void everyScaleThatIsListedIsAccepted() {
		this.api.get("/api/v1/question-types").is(200).json().get("items").forEach((type) -> {
			for (JsonNode listed : type.get("scales")) {
				this.api
					.post("/api/v1/surveys",
							"""
									{"name": "Listed", "questions": [{"key": "score", "type": %s, "scale": %s, "orientation": %s,
									  "text": {"en": "How?"}}]}"""
								.formatted(type.get("type"), listed.get("scale"), listed.get("orientation")))
					.is(201);
			}
		});
	}

	@ParameterizedTest
	@CsvSource({ "it, it, Indietro", "it-CH, it, Indietro", "en-GB, en, Back", "pl, en, Back" })
	void theWidgetsWordsAreReadInOneLanguage(String wanted, String locale, String back) {
		JsonNode read = this.api.get("/api/v1/widget-words?locale=" + wanted).is(200).json();
		assertThat(read.get("locale").stringValue()).isEqualTo(locale);
		assertThat(read.at("/words/back").stringValue()).isEqualTo(back);
		assertThat(List.copyOf(read.get("words").propertyNames())).hasSameElementsAs(Words.KEYS);
	}

}
