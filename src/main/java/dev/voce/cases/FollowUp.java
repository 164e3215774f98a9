package dev.voce.cases;

import java.util.List;
import java.util.UUID;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** The rules of a survey, in order. */
@Entity
final class FollowUp {

	@Id
	private UUID surveyId;

	private long revision;

	@JdbcTypeCode(SqlTypes.JSON)
	private Rules rules;

	@SuppressWarnings("NullAway.Init") // for JPA
	protected FollowUp() {
	}

	FollowUp(UUID surveyId) {
		this.surveyId = surveyId;
		this.rules = new Rules(List.of());
	}

	/**
	 * The rules as they are sent and stored.
	 *
	 * @param rules up to 20; the first that matches a response opens its case
	 */
	record Rules(List<Rule> rules) {
	}

	void replace(Rules other) {
		this.rules = other;
		this.revision++;
	}

	UUID surveyId() {
		return this.surveyId;
	}

	long revision() {
		return this.revision;
	}

	Rules rules() {
		return this.rules;
	}

}
