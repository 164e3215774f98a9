package dev.voce.survey;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

import dev.voce.scoring.Formula;
import dev.voce.scoring.Metric;
import dev.voce.scoring.Orientation;
import dev.voce.scoring.Scale;
import dev.voce.storage.Ids;
import dev.voce.survey.SurveyInput.Option;
import dev.voce.survey.SurveyInput.QuestionInput;
import dev.voce.survey.SurveyInput.ScaleInput;

/**
 * A question from one survey version on. Once published, only its texts change: tallies
 * refer to it, and scales must not mix.
 */
@Entity
final class Question {

	@Id
	private UUID id;

	@ManyToOne(fetch = FetchType.LAZY)
	private Survey survey;

	private String key;

	@Enumerated(EnumType.STRING)
	private QuestionType type;

	private @Nullable Integer scaleMin;

	private @Nullable Integer scaleMax;

	@Enumerated(EnumType.STRING)
	private @Nullable Orientation orientation;

	private boolean multiple;

	private int sinceVersion;

	private @Nullable Integer untilVersion;

	private int position;

	@JdbcTypeCode(SqlTypes.JSON)
	private Wording wording;

	@SuppressWarnings("NullAway.Init") // for JPA
	protected Question() {
	}

	@SuppressWarnings("NullAway.Init") // define sets the rest
	Question(Survey survey, QuestionInput input, int version, int position) {
		this.id = Ids.next();
		this.survey = survey;
		this.key = Objects.requireNonNull(input.key());
		this.sinceVersion = version;
		define(input, position);
	}

	/** Copies everything from the input: for questions that were never published. */
	final void define(QuestionInput input, int position) {
		this.type = Objects.requireNonNull(input.type());
		Formula formula = (this.type.metric() != null) ? QuestionRules.formula(input) : null;
		this.scaleMin = (formula != null) ? formula.scale().min() : null;
		this.scaleMax = (formula != null) ? formula.scale().max() : null;
		this.orientation = (formula != null) ? formula.orientation() : null;
		this.multiple = Boolean.TRUE.equals(input.multiple());
		reword(input, position);
	}

	/** Copies the texts from the input: for questions that responses may refer to. */
	final void reword(QuestionInput input, int position) {
		this.position = position;
		this.wording = new Wording(Objects.requireNonNull(input.text()), input.textFor(), input.look(), input.labels(),
				input.options(), input.askWhen(), Boolean.TRUE.equals(input.required()));
	}

	/** Copies texts and further options, and whether several options may be chosen. */
	void widen(QuestionInput input, int position) {
		this.multiple = Boolean.TRUE.equals(input.multiple());
		reword(input, position);
	}

	void retire(int version) {
		this.untilVersion = version;
	}

	/**
	 * Whether every answer to this question would also be valid for the other, and mean
	 * the same.
	 */
	boolean admits(QuestionInput input) {
		if (this.type != input.type() || (this.multiple && !Boolean.TRUE.equals(input.multiple()))) {
			return false;
		}
		Formula formula = formula();
		if (formula != null) {
			return formula.equals(QuestionRules.formula(input));
		}
		Set<String> offered = (input.options() == null) ? Set.of()
				: input.options().stream().map(Option::key).collect(Collectors.toSet());
		return offered.containsAll(optionKeys());
	}

	boolean isScored() {
		return this.type.metric() != null;
	}

	boolean isCurrent() {
		return this.untilVersion == null;
	}

	String key() {
		return this.key;
	}

	int position() {
		return this.position;
	}

	private Set<String> optionKeys() {
		List<Option> options = this.wording.options();
		return (options == null) ? Set.of()
				: options.stream()
					.map((option) -> String.valueOf(option.key()))
					.collect(Collectors.toUnmodifiableSet());
	}

	private @Nullable Formula formula() {
		Metric metric = this.type.metric();
		if (metric == null || this.scaleMin == null || this.scaleMax == null || this.orientation == null) {
			return null;
		}
		return Formula.of(metric, new Scale(this.scaleMin, this.scaleMax), this.orientation);
	}

	SurveyDefinition.Question definition() {
		return new SurveyDefinition.Question(this.id, this.key, this.type, formula(), optionKeys(), this.multiple,
				this.sinceVersion, (this.untilVersion != null) ? this.untilVersion : Integer.MAX_VALUE, this.wording);
	}

	QuestionInput input() {
		boolean choice = this.type == QuestionType.CHOICE;
		Orientation stated = (this.orientation == Orientation.NORMAL) ? null : this.orientation;
		return new QuestionInput(this.key, this.type, this.wording.text(), this.wording.textFor(),
				(this.scaleMin != null) ? new ScaleInput(this.scaleMin, this.scaleMax) : null, stated,
				this.wording.look(), this.wording.labels(), this.wording.options(), choice ? this.multiple : null,
				this.wording.askWhen(), this.wording.required() ? true : null);
	}

}
