package dev.voce.response;

import java.io.Serializable;
import java.time.Instant;
import java.util.UUID;

import jakarta.persistence.Column;
import jakarta.persistence.ColumnResult;
import jakarta.persistence.ConstructorResult;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.SqlResultSetMapping;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/**
 * A stored response. Written in batches, never one by one: {@link ResponseBatch}.
 */
@Entity
@Immutable
@IdClass(Response.Key.class)
@SqlResultSetMapping(name = Response.SHOWN, classes = @ConstructorResult(targetClass = ResponseBatch.ShownRow.class,
		columns = { @ColumnResult(name = "survey_id", type = UUID.class), @ColumnResult(name = "id", type = UUID.class),
				@ColumnResult(name = "stage", type = String.class), @ColumnResult(name = "at", type = Instant.class),
				@ColumnResult(name = "mark", type = String.class) }))
@SqlResultSetMapping(name = Response.KEYS,
		classes = @ConstructorResult(targetClass = Response.Key.class,
				columns = { @ColumnResult(name = "survey_id", type = UUID.class),
						@ColumnResult(name = "id", type = UUID.class) }))
@SqlResultSetMapping(name = Response.CHANGES,
		classes = @ConstructorResult(targetClass = Response.Change.class,
				columns = { @ColumnResult(name = "id", type = UUID.class),
						@ColumnResult(name = "sequence", type = Long.class),
						@ColumnResult(name = "changed_at", type = Instant.class) }))
final class Response {

	/** Keys with their types, which Hibernate would ask for at each query. */
	static final String KEYS = "Response.keys";

	/** The same for records of asking. */
	static final String SHOWN = "Response.shown";

	static final String CHANGES = "Response.changes";

	@Id
	UUID surveyId;

	@Id
	UUID id;

	int version;

	int revision;

	UUID contentHash;

	Instant submittedAt;

	@Nullable Instant askedAt;

	Instant receivedAt;

	@Nullable String channel;

	@Nullable String touchpoint;

	@Nullable String locale;

	@Nullable String respondent;

	@JdbcTypeCode(SqlTypes.JSON)
	@Nullable String attributes;

	@JdbcTypeCode(SqlTypes.JSON)
	String answers;

	@JdbcTypeCode(SqlTypes.JSON)
	@Nullable String comments;

	boolean finished;

	boolean test;

	@Enumerated(EnumType.STRING)
	Source source;

	@Enumerated(EnumType.STRING)
	@Nullable Mark mark;

	boolean anonymous;

	@SuppressWarnings("NullAway.Init") // for JPA
	protected Response() {
	}

	/** A change of a response, or its erasure, by its number within the survey. */
	record Change(UUID id, Long sequence, Instant changedAt) {
	}

	/** Names a response among all surveys'. */
	record Key(UUID surveyId, UUID id) implements Serializable {
	}

}
