package dev.voce.response;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.http.HttpStatus;

import dev.voce.survey.SurveyStatus;
import dev.voce.web.Problem;

import static org.assertj.core.api.Assertions.assertThat;

class OperationTest {

	private static final UUID SURVEY = UUID.randomUUID();

	private static final UUID ID = UUID.randomUUID();

	private static final Problem REFUSAL = new Problem(HttpStatus.CONFLICT, "response.notShown", SurveyStatus.PAUSED);

	private static Operation.Show show(boolean dismissed, @Nullable Problem refusal) {
		return new Operation.Show(new ResponsesChanged.Shown(SURVEY, ID, Instant.EPOCH, "web", null, dismissed),
				refusal);
	}

	@Test
	void twoNotesOfOneIdAreDismissedIfOneIs() {
		assertThat(show(false, null).and(show(false, null)).shown().dismissed()).isFalse();
		assertThat(show(true, null).and(show(false, null)).shown().dismissed()).isTrue();
		assertThat(show(false, null).and(show(true, null)).shown().dismissed()).isTrue();
	}

	@Test
	void twoNotesOfOneIdAreRefusedIfBothAre() {
		assertThat(show(false, REFUSAL).and(show(false, REFUSAL)).refusal()).isEqualTo(REFUSAL);
		assertThat(show(false, REFUSAL).and(show(true, null)).refusal()).isNull();
		assertThat(show(false, null).and(show(true, REFUSAL)).refusal()).isNull();
	}

}
