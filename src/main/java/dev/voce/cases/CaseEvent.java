package dev.voce.cases;

import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Transient;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

import org.springframework.data.domain.DomainEvents;

import dev.voce.storage.Ids;

/** Something that happened to a case. */
@Entity
@IdClass(CaseEvent.Key.class)
final class CaseEvent {

	@Id
	private UUID surveyId;

	@Id
	private UUID caseId;

	@Id
	private UUID id;

	private Instant at;

	@Enumerated(EnumType.STRING)
	private Kind kind;

	private @Nullable UUID userId;

	private @Nullable String actor;

	@JdbcTypeCode(SqlTypes.JSON)
	private @Nullable Facts facts;

	@JdbcTypeCode(SqlTypes.JSON)
	private @Nullable Words words;

	@Transient
	private CaseReader.@Nullable Changed changed;

	@SuppressWarnings("NullAway.Init") // for JPA
	protected CaseEvent() {
	}

	CaseEvent(Case about, Instant at, Kind kind, Actor actor, Facts facts, @Nullable Words words) {
		this.surveyId = about.surveyId();
		this.caseId = about.id();
		this.id = Ids.next();
		this.at = at;
		this.kind = kind;
		this.userId = actor.user();
		this.actor = actor.name();
		this.facts = facts;
		this.words = words;
		this.changed = CaseReader.Changed.of(about, kind, actor.user());
	}

	/** What happens to cases. */
	enum Kind {

		/** The case was opened. */
		OPENED,

		/** It got another owner, or none. */
		ASSIGNED,

		/** Somebody wrote a note. */
		NOTED,

		/** Somebody wrote to the respondent. */
		REPLIED,

		/** A mail to the respondent was refused for good. */
		REPLY_FAILED,

		/** It waits. */
		WAITING,

		/** The respondent changed the response. */
		AMENDED,

		/** It was closed. */
		CLOSED,

		/** It is open again: by somebody, or since the time of waiting is over. */
		REOPENED,

		/** The respondent was asked again. */
		ASKED_AGAIN,

		/** Its due time passed. */
		OVERDUE

	}

	/** Identifies an event. */
	record Key(UUID surveyId, UUID caseId, UUID id) implements Serializable {
	}

	/**
	 * Who did it.
	 *
	 * @param user the id of a user
	 * @param name the user's or key's name; {@code null} for Voce itself
	 */
	record Actor(@Nullable UUID user, @Nullable String name) {

		/** Voce itself. */
		static final Actor VOCE = new Actor(null, null);

	}

	/**
	 * What happened, without anybody's words.
	 *
	 * @param owner who got the case
	 * @param former whose it was
	 * @param reason why it happened by itself
	 * @param from the score before
	 * @param to the score after
	 * @param until when waiting ends
	 * @param outcome how the case ended
	 * @param cause the root cause
	 * @param mail the id of the mail
	 */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	record Facts(@Nullable UUID owner, @Nullable UUID former, @Nullable Reason reason, @Nullable Integer from,
			@Nullable Integer to, @Nullable Instant until, Case.@Nullable Outcome outcome, @Nullable String cause,
			@Nullable UUID mail) {

		static final Facts NONE = new Facts(null, null, null, null, null, null, null, null, null);

		static Facts assigned(@Nullable UUID former, @Nullable UUID owner, @Nullable Reason reason) {
			return new Facts(owner, former, reason, null, null, null, null, null, null);
		}

		static Facts of(Reason reason) {
			return new Facts(null, null, reason, null, null, null, null, null, null);
		}

		static Facts amended(@Nullable Integer from, @Nullable Integer to) {
			return new Facts(null, null, null, from, to, null, null, null, null);
		}

		static Facts until(Instant until) {
			return new Facts(null, null, null, null, null, until, null, null, null);
		}

		static Facts closed(Case.Outcome outcome, @Nullable String cause, @Nullable Reason reason) {
			return new Facts(null, null, reason, null, null, null, outcome, cause, null);
		}

		static Facts mail(UUID mail) {
			return new Facts(null, null, null, null, null, null, null, null, mail);
		}

	}

	/** Why something happened that nobody did. */
	enum Reason {

		/** The user was removed. */
		USER_REMOVED,

		/** It was overdue for as long as its rule says. */
		OVERDUE,

		/** The time of waiting is over. */
		WAITED,

		/** The response was marked as spam or test. */
		MARKED,

		/** The mark of the response was taken away. */
		UNMARKED,

		/** The response was erased. */
		ERASED

	}

	/**
	 * What was written. An erasure removes it.
	 *
	 * @param text the note, the mail, the reason of waiting, or the comment after a
	 * change
	 * @param subject the subject of the mail
	 * @param to the address of the mail
	 */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	record Words(@Nullable String text, @Nullable String subject, @Nullable String to) {
	}

	/** What is published when the event is stored. */
	@DomainEvents
	List<CaseReader.Changes> changes() {
		return (this.changed != null) ? List.of(new CaseReader.Changes(List.of(this.changed))) : List.of();
	}

	UUID caseId() {
		return this.caseId;
	}

	UUID id() {
		return this.id;
	}

	Instant at() {
		return this.at;
	}

	Kind kind() {
		return this.kind;
	}

	Actor actor() {
		return new Actor(this.userId, this.actor);
	}

	Facts facts() {
		return (this.facts != null) ? this.facts : Facts.NONE;
	}

	@Nullable Words words() {
		return this.words;
	}

}
