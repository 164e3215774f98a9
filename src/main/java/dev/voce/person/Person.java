package dev.voce.person;

import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.PostPersist;
import jakarta.persistence.Transient;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

import org.springframework.data.domain.Persistable;

/** Somebody whom a workspace may ask. */
@Entity
final class Person implements Persistable<UUID> {

	@Id
	private UUID id;

	private UUID workspaceId;

	private @Nullable String respondent;

	private @Nullable String email;

	private @Nullable String address;

	private @Nullable String name;

	private @Nullable String locale;

	private @Nullable String zone;

	@JdbcTypeCode(SqlTypes.JSON)
	private Map<String, Object> attributes;

	private @Nullable String consent;

	private @Nullable Instant consentAt;

	private Instant createdAt;

	private Instant changedAt;

	private String words;

	@Transient
	private boolean added;

	@SuppressWarnings("NullAway.Init") // for JPA
	protected Person() {
	}

	Person(UUID id, UUID workspaceId, Instant now) {
		this.id = id;
		this.workspaceId = workspaceId;
		this.attributes = Map.of();
		this.createdAt = now;
		this.changedAt = now;
		this.words = "";
		this.added = true;
	}

	/** Takes all that is known of the person: what is not said is not known. */
	void replace(PersonInput input, Instant now) {
		this.respondent = null;
		this.email = null;
		this.address = null;
		this.name = null;
		this.locale = null;
		this.zone = null;
		this.attributes = Map.of();
		if (input.consent() == null) {
			this.consent = null;
			this.consentAt = null;
		}
		describe(input, now);
	}

	/** Takes what is said about the person; what is not said stays. */
	void describe(PersonInput input, Instant now) {
		this.respondent = (input.respondent() != null) ? input.respondent() : this.respondent;
		if (input.address() != null) {
			this.email = input.address().email();
			this.address = input.address().key();
		}
		this.name = (input.name() != null) ? input.name() : this.name;
		this.locale = (input.locale() != null) ? input.locale() : this.locale;
		this.zone = (input.zone() != null) ? input.zone() : this.zone;
		this.attributes = (input.attributes() != null) ? input.attributes() : this.attributes;
		if (input.consent() != null && !input.consent().equals(this.consent)) {
			this.consent = input.consent();
			this.consentAt = now;
		}
		this.changedAt = now;
		this.words = words(Stream.of(this.name, this.email, this.respondent)
			.filter(Objects::nonNull)
			.collect(Collectors.joining(" ")));
	}

	/** The words of a text, as a search compares them. */
	static String words(String text) {
		return text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", " ").strip();
	}

	PersonView view() {
		return new PersonView(this.id, this.respondent, this.email, this.name, this.locale, this.zone, this.attributes,
				(this.consent != null && this.consentAt != null) ? new PersonView.Consent(this.consent, this.consentAt)
						: null,
				this.createdAt, this.changedAt);
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

	/** Where the person is written to. */
	@Nullable Address address() {
		return (this.email != null && this.address != null) ? new Address(this.email, this.address) : null;
	}

}
