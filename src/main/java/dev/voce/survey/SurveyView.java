package dev.voce.survey;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

import dev.voce.scoring.ScoreClass;
import dev.voce.survey.SurveyInput.Appearance;
import dev.voce.survey.SurveyInput.Display;
import dev.voce.survey.SurveyInput.QuestionInput;
import dev.voce.survey.SurveyInput.Retention;
import dev.voce.survey.SurveyInput.Stage;
import dev.voce.survey.SurveyInput.Thanks;

/**
 * A stored survey as clients see it. It can be sent back with {@code PUT} as it is.
 *
 * @param id its id
 * @param status its status
 * @param version rises when a published question changes type, scale or orientation, or
 * when a question or an option is removed
 * @param revision rises with every change: what the ETag is made of
 * @param sample whether it is the sample survey of a new installation
 * @param name its name for its owners
 * @param zone the IANA time zone of its figures
 * @param defaultLocale the language that every text has
 * @param segments attributes that figures can be broken down by
 * @param segmentValues the values of segments that are counted under their own name,
 * where not all are
 * @param retention what is not kept about respondents
 * @param allowedOrigins web origins whose pages may show it; any when empty
 * @param channel the channel of responses that name none
 * @param touchpoint the touchpoint of responses that name none
 * @param stage the stage of the customer's journey
 * @param thanks what is shown after the last answer, by class
 * @param appearance how the widget looks
 * @param display when the survey is shown
 * @param privacy the owner's privacy page
 * @param words the widget's own texts, per language, instead of Voce's
 * @param target the owners' target
 * @param questions in the order they are asked
 * @param createdAt when it was created
 * @param updatedAt when it was last changed
 * @param stoppedAt since when it is paused or closed
 * @param deletedAt when it was deleted: 30 days later it is removed with all its
 * responses
 * @param updatedBy who last changed it: a name; {@code null} for Voce itself and for
 * surveys that an older Voce changed last
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SurveyView(UUID id, SurveyStatus status, int version, long revision, boolean sample, String name,
		String zone, String defaultLocale, List<String> segments, Map<String, List<String>> segmentValues,
		@Nullable Retention retention, List<String> allowedOrigins, @Nullable String channel,
		@Nullable String touchpoint, @Nullable Stage stage, @Nullable Map<ScoreClass, Thanks> thanks,
		@Nullable Appearance appearance, @Nullable Display display, @Nullable String privacy,
		@Nullable Map<String, Map<String, String>> words, @Nullable Double target, List<QuestionInput> questions,
		Instant createdAt, Instant updatedAt, @Nullable Instant stoppedAt, @Nullable Instant deletedAt,
		@Nullable String updatedBy) {

	/** The same as it would be sent to create it under another name. */
	SurveyInput named(String other) {
		return new SurveyInput(other, this.zone, this.defaultLocale, this.segments, this.segmentValues, this.retention,
				this.allowedOrigins, this.channel, this.touchpoint, this.stage, this.thanks, this.appearance,
				this.display, this.privacy, this.words, this.target, this.questions);
	}

	/**
	 * What saving a survey would do.
	 *
	 * @param version the version that it would have
	 * @param restarts the questions whose figures would start again from nothing
	 * @param missing the texts that it lacks in a language that others of its texts have
	 */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	public record Effects(int version, List<Restart> restarts, List<MissingText> missing) {
	}

	/**
	 * A published question whose figures would end.
	 *
	 * @param question its key
	 * @param removed whether it would no longer be asked; otherwise it begins again
	 * @param target the owners' target that goes by its figures, if any
	 */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	public record Restart(String question, boolean removed, @Nullable Double target) {
	}

	/**
	 * A text that is not there in a language.
	 *
	 * @param pointer where it would be, as a JSON pointer
	 * @param locale the language as a BCP 47 tag; visitors see the default language
	 */
	public record MissingText(String pointer, String locale) {
	}
}
