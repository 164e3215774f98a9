package dev.voce.asking;

import java.time.LocalDate;
import java.util.UUID;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** How a survey invites. */
@Entity
final class SurveyInvitation {

	@Id
	private UUID surveyId;

	private long revision;

	@JdbcTypeCode(SqlTypes.JSON)
	private InvitationSettings settings;

	private @Nullable LocalDate recurredOn;

	@SuppressWarnings("NullAway.Init") // for JPA
	protected SurveyInvitation() {
	}

	SurveyInvitation(UUID surveyId) {
		this.surveyId = surveyId;
		this.settings = InvitationSettings.USUAL;
	}

	void replace(InvitationSettings other) {
		this.settings = other;
		this.revision++;
	}

	/** Notes that those were chosen who are asked regularly and whose turn is a day's. */
	void recurred(LocalDate day) {
		this.recurredOn = day;
	}

	long revision() {
		return this.revision;
	}

	InvitationSettings settings() {
		return this.settings;
	}

	AskingSettings.Stored stored() {
		return new AskingSettings.Stored(this.settings, this.revision, this.recurredOn);
	}

}
