package dev.voce.letter;

import java.io.Serializable;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;

/** A response that a mail in the outbox quotes. */
@Entity
@Table(name = "letter_mention")
@IdClass(Mention.Key.class)
final class Mention {

	@Id
	private UUID responseId;

	@Id
	private UUID topic;

	private UUID surveyId;

	private LocalDate day;

	private Instant createdAt;

	@SuppressWarnings("NullAway.Init") // for JPA
	protected Mention() {
	}

	Mention(Letter.Source source, UUID topic, Instant createdAt) {
		this.responseId = source.response();
		this.topic = topic;
		this.surveyId = source.survey();
		this.day = source.day();
		this.createdAt = createdAt;
	}

	/** Identifies a mention. */
	record Key(UUID responseId, UUID topic) implements Serializable {
	}

}
