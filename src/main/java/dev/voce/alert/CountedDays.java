package dev.voce.alert;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.UUID;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

import dev.voce.scoring.Distribution;
import dev.voce.scoring.Formula;
import dev.voce.survey.SurveyDefinition;
import dev.voce.survey.SurveyNotFound;
import dev.voce.survey.Surveys;
import dev.voce.tally.Counts;
import dev.voce.tally.CountsReader;

/** Reads the counts that alerts are about. */
@Component
class CountedDays {

	private final Surveys surveys;

	private final CountsReader reader;

	CountedDays(Surveys surveys, CountsReader reader) {
		this.surveys = surveys;
		this.reader = reader;
	}

	/**
	 * The counts between some days.
	 *
	 * @param survey of which survey, as it was when they were read
	 * @param question of which question
	 * @param formula how it is scored
	 * @param counts the counts
	 * @param value of which value of a segment; empty for all
	 */
	record Read(SurveyDefinition survey, SurveyDefinition.Question question, Formula formula, Counts counts,
			String value) {

		/** The answers of some days; {@code null} where they can't be known any more. */
		@Nullable Distribution between(LocalDate from, LocalDate to) {
			if (!this.counts.isComplete() || this.counts.isPurged(from, to)) {
				return null;
			}
			long[] scores = this.counts.between(this.value, from, to);
			return Distribution.of(this.formula.scale(), Arrays.copyOf(scores, this.formula.scale().size()));
		}

	}

	/**
	 * Reads counts.
	 * @param days between which they will be asked for, two at least
	 * @return the counts; {@code null} where the survey has no such question any more
	 * @throws SurveyNotFound if the survey was deleted
	 */
	@Nullable Read read(UUID survey, AlertRule rule, Function<SurveyDefinition, SortedSet<LocalDate>> days) {
		SurveyDefinition definition = this.surveys.definition(survey);
		while (true) {
			SurveyDefinition.Question question = definition.question(rule.question(), definition.version());
			if (question == null || question.formula() == null) {
				return null;
			}
			try {
				String segment = (rule.segment() != null) ? rule.segment() : "";
				CountsReader.Reading reading = this.reader.read(new CountsReader.Request(definition, question.id(),
						List.of(segment), List.of(), days.apply(definition), definition.zone()));
				return new Read(definition, question, question.formula(),
						Objects.requireNonNull(reading.bySegment().get(segment)),
						(rule.value() != null) ? rule.value() : "");
			}
			catch (CountsReader.DefinitionChanged ex) {
				definition = this.surveys.definitionInForce(survey, ex.revision());
				if (definition.deleted()) {
					throw new SurveyNotFound();
				}
			}
		}
	}

}
