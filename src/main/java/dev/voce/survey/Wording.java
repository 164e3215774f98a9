package dev.voce.survey;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.voce.scoring.ScoreClass;
import dev.voce.survey.SurveyInput.AskWhen;
import dev.voce.survey.SurveyInput.Labels;
import dev.voce.survey.SurveyInput.Look;
import dev.voce.survey.SurveyInput.Option;

/** The part of a question that may change without a new version. */
record Wording(Map<String, String> text, @Nullable Map<ScoreClass, Map<String, String>> textFor, @Nullable Look look,
		@Nullable Labels labels, @Nullable List<Option> options, @Nullable AskWhen askWhen, boolean required) {
}
