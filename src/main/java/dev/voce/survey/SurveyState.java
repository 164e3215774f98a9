package dev.voce.survey;

import java.time.Instant;
import java.util.UUID;

import jakarta.persistence.Column;
import jakarta.persistence.ColumnResult;
import jakarta.persistence.ConstructorResult;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.SqlResultSetMapping;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** The row that every writer of a survey's answers or tallies locks first. */
@Entity
@Table(name = "survey_state")
@SqlResultSetMapping(name = SurveyState.ROWS,
		classes = @ConstructorResult(targetClass = SurveyState.Row.class,
				columns = { @ColumnResult(name = "survey_id", type = UUID.class),
						@ColumnResult(name = "definition", type = Long.class),
						@ColumnResult(name = "changes", type = Long.class),
						@ColumnResult(name = "building", type = String[].class),
						@ColumnResult(name = "raw_from", type = Instant.class),
						@ColumnResult(name = "forgotten_before", type = Instant.class) }))
class SurveyState {

	/** Rows with their types, which Hibernate would ask for at each query. */
	static final String ROWS = "SurveyState.rows";

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

	/** A row as it is read. */
	record Row(UUID survey, Long definition, Long changes, String[] building, @Nullable Instant rawFrom,
			@Nullable Instant forgottenBefore) {
	}

}
