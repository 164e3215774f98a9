package dev.voce.note;

import java.time.Duration;
import java.util.UUID;

import javax.sql.DataSource;

import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import dev.voce.testing.Api;
import dev.voce.testing.Sql;
import dev.voce.testing.VoceTest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

@NullUnmarked
@VoceTest
class NoteTest {

	private final int port;

	private final Api api;

	private final Sql sql;

	NoteTest(@LocalServerPort int port, @Autowired DataSource dataSource) {
		this.port = port;
		this.api = new Api(port);
		this.sql = new Sql(dataSource);
	}

	@Test
	void notesAreListedByDayUntilTheyAreTakenOff() {
		String notes = "/api/v1/surveys/" + this.api.npsSurvey() + "/notes";
		this.api.post(notes, "{\"day\": \"2026-05-01\", \"text\": \"Second\"}").is(201);
		String first = this.api.post(notes, "{\"day\": \"2026-04-04\", \"text\": \" First \"}")
			.is(201)
			.json()
			.get("id")
			.stringValue();
		assertThat(this.api.get(notes).json().at("/items/0/text").stringValue()).isEqualTo("First");
		assertThat(this.api.get(notes).json().at("/items/1/day").stringValue()).isEqualTo("2026-05-01");
		this.api.delete(notes + "/" + first).is(204);
		this.api.delete(notes + "/" + first).refused(404);
		assertThat(this.api.get(notes).json().get("items").size()).isOne();
	}

	@Test
	void anotherSurveysOrWorkspacesNotesAreNotFound() {
		String notes = "/api/v1/surveys/" + this.api.npsSurvey() + "/notes";
		String id = this.api.post(notes, "{\"day\": \"2026-04-04\", \"text\": \"Mine\"}")
			.is(201)
			.json()
			.get("id")
			.stringValue();
		this.api.delete("/api/v1/surveys/" + this.api.npsSurvey() + "/notes/" + id).refused(404);
		Api other = new Api(this.port, this.sql.workspace());
		other.get(notes).refused(404);
		other.post(notes, "{\"day\": \"2026-04-04\", \"text\": \"Theirs\"}").refused(404);
		other.delete(notes + "/" + id).refused(404);
		this.api.get("/api/v1/surveys/" + UUID.randomUUID() + "/notes").refused(404);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			/day  | {"text": "x"}
			/day  | {"day": "2026-02-30", "text": "x"}
			/day  | {"day": "yesterday", "text": "x"}
			/text | {"day": "2026-02-28"}
			/text | {"day": "2026-02-28", "text": " "}
			/text | {"day": "2026-02-28", "text": "a\\u0000"}
			""")
	void aFlawIsReportedWithItsPlace(String pointer, String body) {
		this.api.post("/api/v1/surveys/" + this.api.npsSurvey() + "/notes", body).flawed(pointer);
	}

	@Test
	void aTextThatIsFarTooLongIsRefusedAtOnce() {
		String notes = "/api/v1/surveys/" + this.api.npsSurvey() + "/notes";
		String text = "a".repeat(200_000) + "\\u0000";
		assertTimeoutPreemptively(Duration.ofSeconds(10),
				() -> this.api.post(notes, "{\"day\": \"2026-04-04\", \"text\": \"" + text + "\"}").flawed("/text"));
	}

}
