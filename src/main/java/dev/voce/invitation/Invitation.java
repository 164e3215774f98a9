package dev.voce.invitation;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.PostPersist;
import jakarta.persistence.Transient;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

import org.springframework.data.domain.Persistable;

import dev.voce.person.Address;
import dev.voce.person.PersonView;

/** One person who is asked once. Its id is that of the response. */
@Entity
final class Invitation implements Persistable<UUID> {

	/** What has no end yet. */
	private static final Set<Status> LIVE = EnumSet.of(Status.SCHEDULED, Status.SENT, Status.OPENED);

	@Id
	private UUID id;

	private UUID workspaceId;

	private UUID surveyId;

	private @Nullable UUID sendingId;

	private @Nullable UUID personId;

	private @Nullable UUID caseId;

	private @Nullable String key;

	private String email;

	private String address;

	private @Nullable String respondent;

	private @Nullable String name;

	private @Nullable String locale;

	private @Nullable String zone;

	@JdbcTypeCode(SqlTypes.JSON)
	private Map<String, Object> attributes;

	private @Nullable String touchpoint;

	private @Nullable String subject;

	private boolean test;

	@Enumerated(EnumType.STRING)
	private Status status;

	@Enumerated(EnumType.STRING)
	private SkipRules.Skip.@Nullable Rule skipRule;

	private @Nullable Instant skipUntil;

	private Instant createdAt;

	private @Nullable Instant dueAt;

	private Instant expiresAt;

	private int mailCount;

	private @Nullable Instant lastMailAt;

	private @Nullable Instant sentAt;

	private @Nullable Instant openedAt;

	private @Nullable Instant answeredAt;

	private @Nullable Instant endedAt;

	private int counted;

	@Transient
	private boolean added;

	@SuppressWarnings("NullAway.Init") // for JPA
	protected Invitation() {
	}

	Invitation(UUID id, UUID workspaceId, UUID surveyId, Address address, Instant now, Instant due, Duration lifetime) {
		this.id = id;
		this.workspaceId = workspaceId;
		this.surveyId = surveyId;
		this.email = address.email();
		this.address = address.key();
		this.attributes = Map.of();
		this.status = Status.SCHEDULED;
		this.createdAt = now;
		this.dueAt = due;
		this.expiresAt = due.plus(lifetime);
		this.added = true;
	}

	/** How far an invitation came. */
	enum Status {

		/** Its first mail is not sent yet. */
		SCHEDULED,

		/** The mail server took a mail. */
		SENT,

		/** Somebody touched the page. */
		OPENED,

		/** There is a response. */
		ANSWERED,

		/** Its time was over without a response. */
		EXPIRED,

		/** A mail was refused. */
		BOUNCED,

		/** The person wants no more invitations. */
		UNSUBSCRIBED,

		/** A rule kept it from being sent. */
		SKIPPED,

		/** Somebody took it back. */
		CANCELLED

	}

	/** Takes who it is for. */
	void describe(@Nullable PersonView person, InvitationInput input) {
		this.personId = (person != null) ? person.id() : null;
		this.respondent = (person != null) ? person.respondent() : input.respondent();
		this.name = (input.name() != null || person == null) ? input.name() : person.name();
		this.locale = (input.locale() != null || person == null) ? input.locale() : person.locale();
		this.zone = (input.zone() != null || person == null) ? input.zone() : person.zone();
		this.attributes = (input.attributes() != null) ? input.attributes() : Map.of();
		this.touchpoint = input.touchpoint();
		this.subject = input.subject();
		this.key = input.key();
	}

	/** Names the list that it came with. */
	void belongTo(UUID sending) {
		this.sendingId = sending;
	}

	/** Names the case after which the person is asked again. */
	void follow(UUID one) {
		this.caseId = one;
	}

	/** Makes it one that counts nowhere, and that is sent by hand. */
	void tryOut() {
		this.test = true;
		this.status = Status.SENT;
		this.dueAt = null;
	}

	void skip(SkipRules.Skip skip, Instant now) {
		this.skipRule = skip.rule();
		this.skipUntil = skip.until();
		end(Status.SKIPPED, now);
	}

	/** Moves the first mail, and with it when the time to answer is over. */
	void waitUntil(Instant due) {
		this.expiresAt = due.plus(Duration.between(Objects.requireNonNull(this.dueAt), this.expiresAt));
		this.dueAt = due;
	}

	/** Moves the next mail. */
	void postpone(Instant due) {
		this.dueAt = due;
	}

	/** A rule stands against the reminder; the link still takes answers. */
	void skipReminder(SkipRules.Skip skip) {
		this.skipRule = skip.rule();
		this.skipUntil = skip.until();
		this.dueAt = null;
	}

	/** Mails that are still to come go to another address. */
	void move(Address to) {
		this.email = to.email();
		this.address = to.key();
	}

	/** A mail was handed to the outbox. */
	void mailed(Instant now) {
		this.mailCount++;
		this.lastMailAt = now;
		this.dueAt = null;
	}

	/** A mail was not sent after all, and is due. */
	void takeBack(Instant now) {
		if (!isLive()) {
			return;
		}
		this.mailCount--;
		this.lastMailAt = (this.mailCount > 0) ? this.lastMailAt : null;
		this.dueAt = now;
	}

	/** The mail server took a mail; a reminder follows at a time, or none. */
	void sent(Instant now, @Nullable Instant reminder) {
		if (this.sentAt == null) {
			this.sentAt = now;
		}
		if (this.status == Status.SCHEDULED) {
			this.status = Status.SENT;
		}
		if (isLive()) {
			this.dueAt = (reminder != null && reminder.isBefore(this.expiresAt)) ? reminder : null;
		}
	}

	void opened(Instant now) {
		if (this.openedAt == null) {
			this.openedAt = now;
		}
		if (this.status == Status.SENT || this.status == Status.SCHEDULED) {
			this.status = Status.OPENED;
		}
	}

	/** There is a response, whatever else happened. */
	void answered(Instant now) {
		if (this.answeredAt == null) {
			this.answeredAt = now;
			end(Status.ANSWERED, now);
		}
	}

	/** Ends what has no end yet. */
	boolean end(Status reached, Instant now) {
		if (!isLive()) {
			return false;
		}
		this.status = reached;
		this.dueAt = null;
		this.endedAt = now;
		return true;
	}

	/** Whoever posts it again asks anew. */
	void freeKey() {
		this.key = null;
	}

	/** Notes what the figures know of it. */
	void counted(int stages) {
		this.counted = stages;
	}

	boolean isLive() {
		return LIVE.contains(this.status);
	}

	/** Whether its time is over. */
	boolean isOver(Instant now) {
		return !now.isBefore(this.expiresAt);
	}

	/** Where the person lives, as far as it is known. */
	ZoneId zone(ZoneId otherwise) {
		return (this.zone != null) ? ZoneId.of(this.zone) : otherwise;
	}

	@Override
	public UUID getId() {
		return this.id;
	}

	/** Whether it is not stored yet, and so need not be looked for. */
	@Override
	public boolean isNew() {
		return this.added;
	}

	@PostPersist
	private void stored() {
		this.added = false;
	}

	UUID id() {
		return this.id;
	}

	UUID workspaceId() {
		return this.workspaceId;
	}

	UUID surveyId() {
		return this.surveyId;
	}

	@Nullable UUID personId() {
		return this.personId;
	}

	@Nullable UUID caseId() {
		return this.caseId;
	}

	@Nullable String key() {
		return this.key;
	}

	String email() {
		return this.email;
	}

	Address address() {
		return new Address(this.email, this.address);
	}

	@Nullable String respondent() {
		return this.respondent;
	}

	@Nullable String name() {
		return this.name;
	}

	@Nullable String locale() {
		return this.locale;
	}

	Map<String, Object> attributes() {
		return this.attributes;
	}

	@Nullable String touchpoint() {
		return this.touchpoint;
	}

	@Nullable String subject() {
		return this.subject;
	}

	boolean isTest() {
		return this.test;
	}

	Status status() {
		return this.status;
	}

	SkipRules.@Nullable Skip skip() {
		return (this.skipRule != null) ? new SkipRules.Skip(this.skipRule, this.skipUntil) : null;
	}

	Instant createdAt() {
		return this.createdAt;
	}

	@Nullable Instant dueAt() {
		return this.dueAt;
	}

	Instant expiresAt() {
		return this.expiresAt;
	}

	int mailCount() {
		return this.mailCount;
	}

	@Nullable Instant sentAt() {
		return this.sentAt;
	}

	@Nullable Instant openedAt() {
		return this.openedAt;
	}

	@Nullable Instant answeredAt() {
		return this.answeredAt;
	}

	@Nullable Instant endedAt() {
		return this.endedAt;
	}

	int counted() {
		return this.counted;
	}

}
