package dev.voce.survey;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import dev.voce.scoring.Orientation;
import dev.voce.scoring.ScoreClass;

/**
 * A survey as a client describes it. What Voce adds to a stored survey may be sent back
 * and is not read.
 *
 * @param name for its owners, 1 to 200 characters
 * @param zone the IANA time zone of its figures; UTC when absent
 * @param defaultLocale the language that every text has, as a BCP 47 tag; en when absent
 * @param segments attributes that figures can be broken down by, at most 8
 * @param privacy what is not kept of who answers
 * @param allowedOrigins web origins whose pages may ask; any when empty
 * @param channel the channel of answers that name none
 * @param touchpoint the touchpoint of answers that name none
 * @param stage the stage of the customer's journey
 * @param thanks what is said after the answer, by its class
 * @param questions 1 to 10 questions in the order they are asked
 */
@JsonIgnoreProperties({ "id", "status", "version", "sample", "createdAt", "updatedAt", "stoppedAt", "headline" })
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SurveyInput(@Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable String name,
		@Nullable String zone, @Nullable String defaultLocale, @Nullable List<String> segments,
		@Nullable Privacy privacy, @Nullable List<String> allowedOrigins, @Nullable String channel,
		@Nullable String touchpoint, @Nullable Stage stage, @Nullable Map<ScoreClass, Thanks> thanks,
		@Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable List<QuestionInput> questions) {

	/**
	 * What is not kept of who answers.
	 *
	 * @param anonymous whether responses with a respondent, or with attributes that are
	 * no segments, are refused
	 * @param forgetAfterDays after how many days respondents, comments and attributes
	 * that are no segments are erased, 1 to 3,650; never when absent
	 */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	public record Privacy(@Nullable Boolean anonymous,
			@Schema(minimum = "1", maximum = "3650") @Nullable Integer forgetAfterDays) {
	}

	/**
	 * A question as a client describes it.
	 *
	 * @param key names it in answers and figures: {@code [a-z][a-z0-9_]{0,39}}
	 * @param type the kind of answer
	 * @param text the question, per language
	 * @param textFor other words for those of a class of the question in {@code askWhen}
	 * @param scale the lowest and highest score; the metric's usual scale when absent
	 * @param orientation CES on 1–5: EASE or EFFORT; CSAT: NORMAL or REVERSED
	 * @param look how the scale is drawn; NUMBERS when absent
	 * @param labels the words at the ends of the scale
	 * @param options what a CHOICE question offers, 1 to 50
	 * @param multiple whether several options may be chosen
	 * @param askWhen after which answers it is asked; always when absent
	 * @param required whether the widget insists on an answer
	 */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	public record QuestionInput(@Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable String key,
			@Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable QuestionType type,
			@Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable Map<String, String> text,
			@Nullable Map<ScoreClass, Map<String, String>> textFor, @Nullable ScaleInput scale,
			@Nullable Orientation orientation, @Nullable Look look, @Nullable Labels labels,
			@Nullable List<Option> options, @Nullable Boolean multiple, @Nullable AskWhen askWhen,
			@Nullable Boolean required) {
	}

	/**
	 * The ends of a scale.
	 *
	 * @param min the lowest score
	 * @param max the highest score
	 */
	public record ScaleInput(@Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable Integer min,
			@Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable Integer max) {
	}

	/**
	 * The words at the ends of a scale, per language.
	 *
	 * @param min at the lowest score
	 * @param max at the highest score
	 */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	public record Labels(@Nullable Map<String, String> min, @Nullable Map<String, String> max) {
	}

	/**
	 * An option of a CHOICE question.
	 *
	 * @param key names it in answers and figures: {@code [a-z][a-z0-9_]{0,39}}
	 * @param text the option, per language
	 */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	public record Option(@Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable String key,
			@Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable Map<String, String> text) {
	}

	/**
	 * The answers after which a question is asked.
	 *
	 * @param question the key of an earlier scored question
	 * @param classes the classes of its answer; any when absent
	 */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	public record AskWhen(@Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable String question,
			@Nullable List<ScoreClass> classes) {
	}

	/**
	 * What is said after the answer.
	 *
	 * @param text the words, per language
	 * @param link where a button leads, http or https
	 */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	public record Thanks(@Nullable Map<String, String> text, @Nullable String link) {
	}

}
