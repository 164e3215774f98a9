package dev.voce.storage;

import org.junit.jupiter.api.Test;

import org.springframework.boot.diagnostics.FailureAnalysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DatabaseTooOldTest {

	@Test
	void fourteenIsNewEnough() {
		assertThatCode(() -> DatabaseTooOld.check(14, "14.0")).doesNotThrowAnyException();
	}

	@Test
	void thirteenIsRefusedInASentence() {
		assertThatThrownBy(() -> DatabaseTooOld.check(13, "13.22")).isInstanceOf(DatabaseTooOld.class);
		FailureAnalysis analysis = new DatabaseTooOld.Analyzer().analyze(new DatabaseTooOld("13.22"));
		assertThat(analysis).extracting(FailureAnalysis::getDescription)
			.isEqualTo("The database is PostgreSQL 13.22, and Voce needs PostgreSQL 14 or newer");
	}

}
