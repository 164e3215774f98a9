package dev.voce.survey;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import dev.voce.scoring.Formula;
import dev.voce.scoring.Orientation;
import dev.voce.scoring.ScoreClass;

/**
 * A survey as a client sends it. The fields that Voce adds to a stored survey may be sent
 * back, and are ignored.
 *
 * @param name its name for its owners, 1 to 200 characters
 * @param zone the IANA time zone of its figures; UTC when absent
 * @param defaultLocale the language that every text has, as a BCP 47 tag; en when absent
 * @param segments attributes that figures can be broken down by, at most 8
 * @param segmentValues for some of the segments the values that are counted under their
 * own name, at most 1,000 each; others count under (other). Any value when absent
 * @param retention what is not kept about respondents
 * @param allowedOrigins web origins whose pages may show it; any when empty. They are
 * stored as browsers send them: in lower case, the host in punycode, without the scheme's
 * own port and without a slash at the end
 * @param channel the channel of responses that name none
 * @param touchpoint the touchpoint of responses that name none
 * @param stage the stage of the customer's journey
 * @param thanks what is shown after the last answer, by class
 * @param appearance how the widget looks
 * @param display when the survey is shown
 * @param privacy the owner's privacy page, http or https; linked below the questions
 * @param words the widget's own texts (back, send …), per language, instead of Voce's
 * @param target the owners' target, drawn beside the figures of the first scored
 * question: an NPS from -100 to 100, a share from 0 to 100, a mean on the scale
 * @param questions 1 to 10 questions in the order they are asked
 */
@JsonIgnoreProperties({ "id", "status", "version", "revision", "sample", "createdAt", "updatedAt", "stoppedAt",
		"firstPublishedAt", "deletedAt", "updatedBy", "headline" })
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SurveyInput(@Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable String name,
		@Nullable String zone, @Nullable String defaultLocale, @Nullable List<String> segments,
		@Nullable Map<String, List<String>> segmentValues, @Nullable Retention retention,
		@Nullable List<String> allowedOrigins, @Nullable String channel, @Nullable String touchpoint,
		@Nullable Stage stage, @Nullable Map<ScoreClass, Thanks> thanks, @Nullable Appearance appearance,
		@Nullable Display display, @Nullable String privacy, @Nullable Map<String, Map<String, String>> words,
		@Nullable Double target,
		@Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable List<QuestionInput> questions) {

	/**
	 * The retention of data about respondents.
	 *
	 * @param anonymous whether responses with a respondent, or with attributes that are
	 * no segments, are refused
	 * @param forgetAfterDays after how many days respondents, comments and attributes
	 * that are no segments are erased, 1 to 3,650; never when absent
	 * @param purgeAfterDays after how many days whole responses are deleted, 1 to 3,650
	 * and not less than {@code forgetAfterDays}; never when absent. They are deleted day
	 * by day, in the survey's zone, when the whole day is that old. Their figures stay as
	 * they are: a segment declared later does not have them, and one that is removed
	 * loses them
	 */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	public record Retention(@Nullable Boolean anonymous,
			@Schema(minimum = "1", maximum = "3650") @Nullable Integer forgetAfterDays,
			@Schema(minimum = "1", maximum = "3650") @Nullable Integer purgeAfterDays) {
	}

	/**
	 * A question as a client sends it.
	 *
	 * @param key its name in responses and figures: {@code [a-z][a-z0-9_]{0,39}}
	 * @param type the kind of answer
	 * @param text the question, per language
	 * @param textFor another text for a class of the question in {@code askWhen}
	 * @param scale the lowest and highest score; the metric's usual scale when absent
	 * @param orientation CES on 1–5: EASE or EFFORT; CSAT: NORMAL or REVERSED
	 * @param look how the scale is drawn; NUMBERS when absent
	 * @param labels the words at the ends of the scale
	 * @param options what a CHOICE question offers, 1 to 50
	 * @param multiple whether several options may be chosen
	 * @param askWhen after which answers it is asked; always when absent
	 * @param required whether the widget requires an answer
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
	 * @param key its name in responses and figures: {@code [a-z][a-z0-9_]{0,39}}
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
	 * What is shown after the last answer.
	 *
	 * @param text the text, per language
	 * @param link the address of a button, http or https
	 * @param voucher a code or a short text for the visitor, per language
	 * @param contact whether to ask for an address to get in touch; it is stored as the
	 * attribute {@code contact}
	 */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	public record Thanks(@Nullable Map<String, String> text, @Nullable String link,
			@Nullable Map<String, String> voucher, @Nullable Boolean contact) {
	}

	/**
	 * How the widget looks. Custom properties of the page ({@code --voce-accent} …)
	 * override it.
	 *
	 * @param presentation in a corner or in front of the page; POPOVER when absent
	 * @param position the corner of a popover; BOTTOM_RIGHT when absent
	 * @param theme light or dark; as the page is when absent
	 * @param accent the colour of selected elements, as {@code #0f4c96}
	 */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	public record Appearance(@Nullable Presentation presentation, @Nullable Position position, @Nullable Theme theme,
			@Nullable String accent) {

		/** How the widget is placed. */
		public enum Presentation {

			/** In a corner, leaving the page usable. */
			POPOVER,

			/** In the middle, above everything else. */
			MODAL

		}

		/** The corner of a popover. */
		public enum Position {

			/** The bottom right corner. */
			BOTTOM_RIGHT,

			/** The bottom left corner. */
			BOTTOM_LEFT

		}

		/** Dark on light, or light on dark. */
		public enum Theme {

			/** Dark text on a light card. */
			LIGHT,

			/** Light text on a dark card. */
			DARK

		}

	}

	/**
	 * When the survey is shown. All conditions that are set must hold; a page that calls
	 * for the survey shows it at once.
	 *
	 * @param delay seconds on the page, 0 to 3600; 0 when absent
	 * @param scroll how much of the page was seen, in percent, 1 to 100
	 * @param include where it is shown: patterns of paths or addresses, {@code *} matches
	 * anything; at most 50
	 * @param exclude where it is not shown
	 * @param share of the visitors, in percent, 1 to 100; drawn once for each
	 * @param event an event that the page must have reported
	 * @param onCall whether it is shown only when the page calls for it
	 * @param repeatDays days before a visitor who answered or dismissed it is asked
	 * again, 0 to 3650; 90 when absent
	 * @param pauseDays days after another survey of this service was shown, 0 to 3650; 1
	 * when absent
	 */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	public record Display(@Nullable Integer delay, @Nullable Integer scroll, @Nullable List<String> include,
			@Nullable List<String> exclude, @Nullable Integer share, @Nullable String event, @Nullable Boolean onCall,
			@Nullable Integer repeatDays, @Nullable Integer pauseDays) {
	}

	/** How a scale is drawn. */
	public enum Look {

		/** One numbered button per score. */
		NUMBERS,

		/** As many stars as the score, for scales where more is better. */
		STARS,

		/** Faces from sad to happy. */
		SMILEYS,

		/** Thumb down, thumb up: the scale 0–1. */
		THUMBS;

		private static final String STAR = "M12 2.8l2.8 5.9 6.4.8-4.7 4.5 1.2 6.4-5.7-3.2-5.7 3.2 1.2-6.4L2.8 9.5l6.4-.8z";

		private static final String FACE = "M2.5 12a9.5 9.5 0 1 0 19 0a9.5 9.5 0 1 0-19 0";

		private static final String THUMB_UP = "M7 11v9H3v-9zM7 11l4-8c2 0 3 1 2.6 3L13 9h6c1.5 0 2.3 1.2 2 2.5l-1.6 7"
				+ "c-.2 1-1 1.5-2 1.5H7";

		private static final String THUMB_DOWN = "M17 13V4h4v9zM17 13l-4 8c-2 0-3-1-2.6-3l.6-3H5c-1.5 0-2.3-1.2-2-2.5"
				+ "l1.6-7C4.8 4.5 5.6 4 6.6 4H17";

		/**
		 * What is drawn for each score of a scale, the lowest first; {@code null} for
		 * numbers.
		 */
		@Nullable List<String> drawings(Formula formula) {
			if (this == NUMBERS) {
				return null;
			}
			int last = formula.scale().size() - 1;
			boolean lowIsGood = formula.orientation() == Orientation.REVERSED
					|| formula.orientation() == Orientation.EFFORT;
			return IntStream.rangeClosed(0, last)
				.mapToObj((place) -> drawing((double) (lowIsGood ? last - place : place) / last))
				.toList();
		}

		/**
		 * A drawing.
		 * @param good how good the score is, from 0 to 1
		 */
		private String drawing(double good) {
			return switch (this) {
				case NUMBERS -> "";
				case STARS -> STAR;
				case SMILEYS -> FACE + face(good);
				case THUMBS -> (good > 0) ? THUMB_UP : THUMB_DOWN;
			};
		}

		/** Brows and mouth, distinguished without colour. */
		private static String face(double good) {
			if (good == 0) {
				return "M8 8.5l2 1M16 8.5l-2 1M8 17a4 4 0 0 1 8 0z";
			}
			if (good == 1) {
				return "M9 9v.5M15 9v.5M8 13.5a4 4 0 0 0 8 0z";
			}
			return String.format(Locale.ROOT, "M9 9.5v.5M15 9.5v.5M8.5 %.1fq3.5 %.1f 7 0", 17.5 - 4 * good,
					14 * good - 7);
		}

	}

	/** The stage of the customer's journey that a survey asks about. */
	public enum Stage {

		/** Getting to know the brand. */
		AWARENESS,

		/** Comparing it with others. */
		CONSIDERATION,

		/** Buying. */
		PURCHASE,

		/** Receiving what was bought. */
		DELIVERY,

		/** Getting help. */
		SUPPORT,

		/** Remaining a customer. */
		LOYALTY,

		/** Recommending. */
		ADVOCACY

	}

}
