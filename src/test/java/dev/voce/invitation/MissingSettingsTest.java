package dev.voce.invitation;

import java.util.List;
import java.util.UUID;

import javax.sql.DataSource;

import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import dev.voce.testing.Api;
import dev.voce.testing.Sql;
import dev.voce.testing.VoceTest;

import static org.assertj.core.api.Assertions.assertThat;

/** A server without a mail server and a public address. */
@NullUnmarked
@VoceTest
class MissingSettingsTest {

	private final Api api;

	private final Sql sql;

	MissingSettingsTest(@LocalServerPort int port, @Autowired DataSource dataSource) {
		this.api = Api.administrator(port, dataSource);
		this.sql = new Sql(dataSource);
	}

	@Test
	void whatCannotBeSentIsRefusedAndSaysWhatIsMissing() {
		UUID survey = this.api.npsSurvey();
		String path = "/api/v1/surveys/" + survey;
		String one = "{\"email\": \"paola@posta.example\"}";
		for (Api.Reply answer : List.of(this.api.post(path + "/invitations", one),
				this.api.post(path + "/sendings", "[" + one + "]"),
				this.api.post(path + "/invitations", one, "Content-Type", "application/x-ndjson"),
				this.api.post(path + "/invitations", "email\na@b.example\n", "Content-Type", "text/csv"))) {
			assertThat(answer.refused(409).json().get("detail").stringValue()).contains("SPRING_MAIL_HOST");
		}
		assertThat(this.sql.count("select count(*) from sending where survey_id = ?", survey)).isZero();
		assertThat(this.sql.count("select count(*) from invitation where survey_id = ?", survey)).isZero();
		this.api.post(path + "/sendings?dryRun=true", "[" + one + "]").is(200);
		assertThat(this.api.post(path + "/invitation/preview", "{}").is(200).json().get("missing").stringValue())
			.contains("SPRING_MAIL_HOST");
	}

}
