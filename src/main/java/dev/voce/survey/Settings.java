package dev.voce.survey;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.voce.scoring.ScoreClass;
import dev.voce.survey.SurveyInput.Appearance;
import dev.voce.survey.SurveyInput.Display;
import dev.voce.survey.SurveyInput.Retention;
import dev.voce.survey.SurveyInput.Stage;
import dev.voce.survey.SurveyInput.Thanks;

/** The part of a survey that is neither queried nor versioned. */
record Settings(List<String> segments, Map<String, List<String>> segmentValues, @Nullable Retention retention,
		List<String> allowedOrigins, @Nullable String channel, @Nullable String touchpoint, @Nullable Stage stage,
		@Nullable Map<ScoreClass, Thanks> thanks, @Nullable Appearance appearance, @Nullable Display display,
		@Nullable String privacy, @Nullable Map<String, Map<String, String>> words, @Nullable Double target) {

	// Surveys of earlier versions have none stored.
	Settings {
		segmentValues = (segmentValues != null) ? segmentValues : Map.of();
	}

}
