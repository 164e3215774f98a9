package dev.voce.listing;

import java.util.UUID;

import org.junit.jupiter.api.Test;

import org.springframework.boot.test.web.server.LocalServerPort;

import dev.voce.testing.Api;
import dev.voce.testing.VoceTest;

import static org.assertj.core.api.Assertions.assertThat;

/** Responses as CSV, for programs and for people. */
@VoceTest
class TableTest {

	private final Api api;

	TableTest(@LocalServerPort int port) {
		this.api = new Api(port);
	}

	private String table(UUID survey, String query, String... headers) {
		String[] all = java.util.Arrays.copyOf(headers, headers.length + 2);
		all[headers.length] = "Accept";
		all[headers.length + 1] = "text/csv";
		return this.api.get("/api/v1/surveys/" + survey + "/responses" + query, all).is(200).body();
	}

	@Test
	void noTwoColumnsHaveOneName() {
		UUID survey = this.api.survey("""
				{"name": "Names", "questions": [
					{"key": "id", "type": "NPS", "text": {"en": "How likely?"}},
					{"key": "test", "type": "TEXT", "text": {"en": "How likely?"}},
					{"key": "why", "type": "TEXT", "text": {"en": "Channel"}}]}""");
		this.api
			.post("/api/v1/surveys/" + survey + "/responses",
					"{\"answers\": {\"id\": 3, \"test\": \"t\"}, \"attributes\": {\"Channel\": \"c\", \"why\": \"w\"}}")
			.is(201);
		assertThat(table(survey, "").lines().findFirst().orElseThrow().split(",")).doesNotHaveDuplicates()
			.contains("id", "answers.id", "test", "answers.test", "why", "attributes.why");
		assertThat(table(survey, "?labels=true").lines().findFirst().orElseThrow().split(",")).doesNotHaveDuplicates();
	}

	@Test
	void anItalianReadsWordsLocalTimesAndDecimalCommas() {
		UUID survey = this.api
			.survey("""
					{"name": "Parole", "zone": "Europe/Rome", "defaultLocale": "it", "questions": [
						{"key": "nps", "type": "NPS", "text": {"it": "Ci consiglieresti; sì?", "en": "How likely?"}},
						{"key": "reason", "type": "CHOICE", "multiple": true, "text": {"it": "Perché?"}, "options": [
							{"key": "delivery", "text": {"it": "La consegna"}}, {"key": "price", "text": {"it": "Il prezzo"}}]},
						{"key": "why", "type": "TEXT", "text": {"it": "Altro?"}}]}""");
		this.api.post("/api/v1/surveys/" + survey + "/responses", """
				{"id": "0192f5f2-7c6e-7d3a-9d0e-3b1f0f5f6a11", "answers": {"nps": 9, "reason": ["price", "delivery"],
				"why": "=1+1"}, "submittedAt": "2025-07-01T22:30:00Z", "channel": "web", "mark": "TEST",
				"attributes": {"spesa": -12.5, "ordini": 3, "nota": "1,5"}}""").is(201);
		String[] lines = table(survey, "?labels=true", "Accept-Language", "it").split("\r\n");
		assertThat(lines[0])
			.isEqualTo("\uFEFFData della risposta (Europe/Rome);\"Ci consiglieresti; sì?\";Perché?;Altro?;Canale;"
					+ "Punto di contatto;Lingua;Chi ha risposto;Completata;Inviata come prova;Segnata come;Origine;"
					+ "Ricevuta il (Europe/Rome);ID;nota;ordini;spesa");
		assertThat(lines[1])
			.startsWith("02/07/2025 00:30:00;9;\"La consegna; Il prezzo\";'=1+1;web;;;;sì;no;prova;" + "un server;")
			.endsWith(";0192f5f2-7c6e-7d3a-9d0e-3b1f0f5f6a11;1,5;3;-12,5");
		String[] english = table(survey, "?labels=true", "Accept-Language", "en").split("\r\n");
		assertThat(english[0]).startsWith("\uFEFFAnswered (Europe/Rome),How likely?,Perché?,");
		assertThat(english[1]).startsWith("2025-07-02 00:30:00,9,La consegna; Il prezzo,'=1+1,web,,,,yes,no,test,")
			.endsWith(",\"1,5\",3,-12.5");
	}

	@Test
	void aNumberStaysANumber() {
		UUID survey = this.api.npsSurvey();
		this.api
			.post("/api/v1/surveys/" + survey + "/responses",
					"{\"answers\": {\"nps\": 9}, \"attributes\": {\"a\": -5, \"b\": -0.25, \"c\": \"-5\"}}")
			.is(201);
		assertThat(table(survey, "")).endsWith(",-5,-0.25,'-5\r\n");
	}

	@Test
	void everyAttributeOfTheRowsHasItsColumn() {
		UUID survey = this.api.npsSurvey();
		StringBuilder lines = new StringBuilder();
		for (int i = 0; i < 1_200; i++) {
			lines.append("{\"answers\": {\"nps\": 9}, \"attributes\": {\"a" + (i % 40) + "\": " + i + "}}\n");
		}
		this.api
			.post("/api/v1/surveys/" + survey + "/responses/batch", lines.toString(), "Content-Type",
					"application/jsonl")
			.is(200);
		String[] rows = table(survey, "").split("\r\n");
		assertThat(rows).hasSize(1_201);
		String[] headings = rows[0].split(",");
		assertThat(headings).hasSize(16 + 40).contains("attributes.a0", "attributes.a39");
		for (int row = 1; row < rows.length; row++) {
			String[] cells = rows[row].split(",", -1);
			assertThat(cells).hasSize(16 + 40);
			for (int column = 16; column < cells.length; column++) {
				if (!cells[column].isEmpty()) {
					assertThat("attributes.a" + Integer.parseInt(cells[column]) % 40).isEqualTo(headings[column]);
				}
			}
		}
	}

}
