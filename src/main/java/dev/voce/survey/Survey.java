package dev.voce.survey;

import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import jakarta.persistence.CascadeType;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.OneToMany;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;

import dev.voce.web.Origin;
import dev.voce.storage.Ids;
import dev.voce.web.Message;
import dev.voce.web.Problem;
import dev.voce.survey.SurveyInput.QuestionInput;
import dev.voce.survey.SurveyView.Restart;
import dev.voce.workspace.ActivityLog;

/** A survey: its questions in order, and how they change with it. */
@Entity
final class Survey {

	static final String DEFAULT_LOCALE = "en";

	@Id
	private UUID id;

	private UUID workspaceId;

	private String name;

	private String zone;

	private String defaultLocale;

	@Enumerated(EnumType.STRING)
	private SurveyStatus status;

	private int version;

	private long revision;

	@JdbcTypeCode(SqlTypes.JSON)
	private Settings settings;

	private boolean sample;

	private Instant createdAt;

	private Instant updatedAt;

	private @Nullable String updatedBy;

	private @Nullable Instant firstPublishedAt;

	private @Nullable Instant stoppedAt;

	private boolean ended;

	private @Nullable Instant deletedAt;

	/** Whether its rows are being removed, so that it can't be restored any more. */
	private boolean removing;

	@OneToMany(mappedBy = "survey", cascade = CascadeType.ALL, orphanRemoval = true, fetch = FetchType.EAGER)
	private List<Question> questions;

	@SuppressWarnings("NullAway.Init") // for JPA
	protected Survey() {
	}

	@SuppressWarnings("NullAway.Init") // describe sets the rest
	Survey(UUID workspaceId, SurveyInput input, boolean sample, Instant now) {
		this.id = Ids.next();
		this.workspaceId = workspaceId;
		this.status = SurveyStatus.DRAFT;
		this.version = 1;
		this.revision = 1;
		this.sample = sample;
		this.createdAt = now;
		this.updatedAt = now;
		this.updatedBy = ActivityLog.callerName();
		this.questions = new ArrayList<>();
		describe(input);
		draft(input);
	}

	/** Replaces the survey's content by the input, under a new version where needed. */
	void edit(SurveyInput input, Instant now) {
		describe(input);
		if (this.status == SurveyStatus.DRAFT) {
			draft(input);
		}
		else {
			amend(input);
		}
		checkWritten();
		changed(now);
	}

	void publish(Instant now) {
		if (this.status != SurveyStatus.DRAFT && this.status != SurveyStatus.PAUSED) {
			throw refused("survey.publish", SurveyStatus.DRAFT, SurveyStatus.PAUSED);
		}
		this.status = SurveyStatus.LIVE;
		// As exact as the database stores it, so that nothing is dated between the two.
		this.firstPublishedAt = (this.firstPublishedAt != null) ? this.firstPublishedAt
				: now.truncatedTo(ChronoUnit.MICROS);
		this.stoppedAt = null;
		checkWritten();
		changed(now);
	}

	void pause(Instant now) {
		if (this.status != SurveyStatus.LIVE) {
			throw refused("survey.pause", SurveyStatus.LIVE);
		}
		this.status = SurveyStatus.PAUSED;
		this.stoppedAt = now;
		changed(now);
	}

	/**
	 * Stops the survey for good.
	 * @param atOnce whether nothing more is accepted: then it can be closed already
	 */
	void close(boolean atOnce, Instant now) {
		boolean waiting = this.status == SurveyStatus.CLOSED && !this.ended;
		if (this.status != SurveyStatus.LIVE && this.status != SurveyStatus.PAUSED && !(waiting && atOnce)) {
			throw refused("survey.close", SurveyStatus.LIVE, SurveyStatus.PAUSED);
		}
		this.status = SurveyStatus.CLOSED;
		this.ended = atOnce;
		this.stoppedAt = (this.stoppedAt != null) ? this.stoppedAt : now;
		changed(now);
	}

	/** Hides the survey from its users and its visitors. */
	void delete(Instant now) {
		this.deletedAt = now;
		changed(now);
	}

	/** Shows a hidden survey again, as it was. */
	void restore(Instant now) {
		if (this.deletedAt == null) {
			throw new Problem(HttpStatus.CONFLICT, "survey.restore");
		}
		this.deletedAt = null;
		changed(now);
	}

	/** Hides the survey for good, as its rows are removed from now on. */
	void remove(Instant now) {
		this.deletedAt = (this.deletedAt != null) ? this.deletedAt : now;
		this.removing = true;
		changed(now);
	}

	private void describe(SurveyInput input) {
		this.name = Objects.requireNonNull(input.name());
		this.zone = (input.zone() != null) ? input.zone() : "UTC";
		this.defaultLocale = (input.defaultLocale() != null) ? input.defaultLocale() : DEFAULT_LOCALE;
		this.settings = new Settings((input.segments() != null) ? input.segments() : List.of(),
				(input.segmentValues() != null) ? input.segmentValues() : Map.of(), input.retention(),
				(input.allowedOrigins() != null)
						? input.allowedOrigins().stream().map(Origin::normal).distinct().toList() : List.of(),
				input.channel(), input.touchpoint(), input.stage(), input.thanks(), input.appearance(), input.display(),
				input.privacy(), input.words(), input.target());
	}

	private void draft(SurveyInput input) {
		Map<String, Question> present = current();
		int position = 0;
		for (QuestionInput question : Objects.requireNonNull(input.questions())) {
			Question kept = present.remove(question.key());
			if (kept != null) {
				kept.define(question, position);
			}
			else {
				this.questions.add(new Question(this, question, this.version, position));
			}
			position++;
		}
		this.questions.removeAll(present.values());
	}

	private void amend(SurveyInput input) {
		Map<String, Question> present = current();
		List<QuestionInput> wanted = Objects.requireNonNull(input.questions());
		if (!restarts(input).isEmpty()) {
			this.version++;
		}
		int position = 0;
		for (QuestionInput question : wanted) {
			Question kept = present.remove(question.key());
			if (kept != null && kept.admits(question)) {
				kept.widen(question, position);
			}
			else {
				if (kept != null) {
					kept.retire(this.version);
				}
				this.questions.add(new Question(this, question, this.version, position));
			}
			position++;
		}
		present.values().forEach((question) -> question.retire(this.version));
	}

	/** The published questions that the input changes beyond its texts, or leaves out. */
	List<Restart> restarts(SurveyInput input) {
		if (this.status == SurveyStatus.DRAFT) {
			return List.of();
		}
		Map<String, QuestionInput> wanted = Objects.requireNonNull(input.questions())
			.stream()
			.collect(Collectors.toMap((question) -> Objects.requireNonNull(question.key()), Function.identity()));
		List<Question> inOrder = current().values()
			.stream()
			.sorted(Comparator.comparingInt(Question::position))
			.toList();
		String first = inOrder.stream().filter(Question::isScored).map(Question::key).findFirst().orElse("");
		return inOrder.stream()
			.filter((question) -> !wanted.containsKey(question.key())
					|| !question.admits(Objects.requireNonNull(wanted.get(question.key()))))
			.map((question) -> new Restart(question.key(), !wanted.containsKey(question.key()),
					question.key().equals(first) ? this.settings.target() : null))
			.toList();
	}

	/** Visitors must never be asked a question that stands for one to be written. */
	private void checkWritten() {
		if (this.status != SurveyStatus.DRAFT) {
			QuestionRules.checkWritten(view().questions(), this.defaultLocale);
		}
	}

	private void changed(Instant now) {
		this.updatedBy = ActivityLog.callerName();
		this.revision++;
		this.updatedAt = now;
	}

	private Map<String, Question> current() {
		Map<String, Question> current = new LinkedHashMap<>();
		this.questions.stream()
			.filter(Question::isCurrent)
			.forEach((question) -> current.put(question.key(), question));
		return current;
	}

	private Problem refused(String code, SurveyStatus... from) {
		return new Problem(HttpStatus.CONFLICT, code, this.status, Message.anyOf(List.of(from)));
	}

	UUID id() {
		return this.id;
	}

	long revision() {
		return this.revision;
	}

	UUID workspaceId() {
		return this.workspaceId;
	}

	boolean isDeleted() {
		return this.deletedAt != null;
	}

	boolean isRemoving() {
		return this.removing;
	}

	boolean isDraft() {
		return this.status == SurveyStatus.DRAFT;
	}

	/** Everything that its figures can be broken down by. */
	Set<String> dimensions() {
		return new HashSet<>(definition().dimensions());
	}

	SurveyDefinition definition() {
		return new SurveyDefinition(this.id, this.workspaceId, this.revision, this.version, this.status,
				this.firstPublishedAt, this.stoppedAt, this.ended, this.deletedAt != null, ZoneId.of(this.zone),
				this.defaultLocale, this.settings,
				this.questions.stream()
					.sorted(Comparator.comparingInt(Question::position))
					.map(Question::definition)
					.toList());
	}

	SurveyView view() {
		return new SurveyView(this.id, this.status, this.version, this.revision, this.sample, this.name, this.zone,
				this.defaultLocale, this.settings.segments(), this.settings.segmentValues(), this.settings.retention(),
				this.settings.allowedOrigins(), this.settings.channel(), this.settings.touchpoint(),
				this.settings.stage(), this.settings.thanks(), this.settings.appearance(), this.settings.display(),
				this.settings.privacy(), this.settings.words(), this.settings.target(),
				this.questions.stream()
					.filter(Question::isCurrent)
					.sorted(Comparator.comparingInt(Question::position))
					.map(Question::input)
					.toList(),
				this.createdAt, this.updatedAt, this.stoppedAt, this.deletedAt, this.updatedBy);
	}

}
