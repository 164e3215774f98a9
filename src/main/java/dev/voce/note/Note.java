package dev.voce.note;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

import dev.voce.storage.Ids;

/** A note that is attached to a day. */
@Entity
final class Note {

	@Id
	private UUID id;

	private UUID surveyId;

	private LocalDate day;

	private String text;

	private Instant createdAt;

	@SuppressWarnings("NullAway.Init") // for JPA
	protected Note() {
	}

	Note(UUID surveyId, LocalDate day, String text, Instant createdAt) {
		this.id = Ids.next();
		this.surveyId = surveyId;
		this.day = day;
		this.text = text;
		this.createdAt = createdAt;
	}

	UUID id() {
		return this.id;
	}

	UUID surveyId() {
		return this.surveyId;
	}

	LocalDate day() {
		return this.day;
	}

	String text() {
		return this.text;
	}

}
