package dev.voce.survey;

import java.time.Instant;
import java.util.UUID;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** The row that every writer of a survey's answers or tallies locks first. */
@Entity
@Table(name = "survey_state")
class SurveyState {

	@Id
	private UUID surveyId;

	private long definition;

	private long changes;

	@Column(columnDefinition = "text[]")
	private String[] building;

	private @Nullable Instant rawFrom;

	private @Nullable Instant forgottenBefore;

	@SuppressWarnings("NullAway.Init") // for JPA
	protected SurveyState() {
	}

	SurveyState(UUID surveyId, long definition) {
		this.surveyId = surveyId;
		this.definition = definition;
		this.changes = 0;
		this.building = new String[0];
	}

}
