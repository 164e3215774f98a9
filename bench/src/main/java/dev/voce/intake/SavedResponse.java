package dev.voce.intake;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import jakarta.persistence.CascadeType;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.OneToMany;
import org.hibernate.annotations.UuidGenerator;
import org.jspecify.annotations.Nullable;

import dev.voce.response.StoredResponse;

/**
 * A response as the baseline stores it: an entity with its answers. Its id is generated,
 * which spares {@code save} the query for an id that the client chose.
 */
@Entity
final class SavedResponse {

	@Id
	@UuidGenerator(style = UuidGenerator.Style.VERSION_7)
	@Nullable UUID id;

	UUID surveyId;

	Instant submittedAt;

	Instant receivedAt;

	@Nullable String channel;

	@Nullable String touchpoint;

	@Nullable String locale;

	@Nullable String respondent;

	@Nullable String attributes;

	@OneToMany(mappedBy = "response", cascade = CascadeType.ALL)
	List<SavedAnswer> answers = new ArrayList<>();

	@SuppressWarnings("NullAway.Init") // for JPA
	protected SavedResponse() {
	}

	SavedResponse(StoredResponse response, @Nullable String attributes) {
		this.surveyId = response.survey();
		this.submittedAt = response.submittedAt();
		this.receivedAt = response.receivedAt();
		this.channel = response.channel();
		this.touchpoint = response.touchpoint();
		this.locale = response.locale();
		this.respondent = response.respondent();
		this.attributes = attributes;
		response.answers().forEach((question, answer) -> this.answers.add(new SavedAnswer(this, question, answer)));
	}

}
