package dev.voce.intake;

import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import org.jspecify.annotations.Nullable;

/** One answer of a response as the baseline stores it. */
@Entity
final class SavedAnswer {

	@Id
	@GeneratedValue(strategy = GenerationType.SEQUENCE)
	@Nullable Long id;

	@ManyToOne(fetch = FetchType.LAZY)
	SavedResponse response;

	String question;

	@Nullable Integer score;

	@Nullable String text;

	@SuppressWarnings("NullAway.Init") // for JPA
	protected SavedAnswer() {
	}

	SavedAnswer(SavedResponse response, String question, Object answer) {
		this.response = response;
		this.question = question;
		if (answer instanceof Integer score) {
			this.score = score;
		}
		else {
			this.text = answer.toString();
		}
	}

}
