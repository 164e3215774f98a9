package dev.voce.survey;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

import dev.voce.web.Languages;
import dev.voce.scoring.Formula;
import dev.voce.scoring.ScoreClass;
import dev.voce.survey.SurveyInput.Appearance;
import dev.voce.survey.SurveyInput.AskWhen;
import dev.voce.survey.SurveyInput.Display;
import dev.voce.survey.SurveyInput.Labels;
import dev.voce.survey.SurveyInput.Look;
import dev.voce.survey.SurveyInput.ScaleInput;

/**
 * What a page needs to show a survey: its texts in one language, and the class of each
 * score.
 *
 * @param id the survey's id
 * @param version the version to send with responses
 * @param locale the language of most texts; a text that lacks it is in the survey's
 * default
 * @param dir the direction of its text: {@code ltr} or {@code rtl}
 * @param channel the survey's default channel
 * @param touchpoint the survey's default touchpoint
 * @param questions in the order they are asked
 * @param thanks what is shown after the last answer, by class
 * @param appearance how the widget looks
 * @param display when the survey is shown
 * @param privacy the owner's privacy page
 * @param words the widget's own texts
 * @param attributes the only attributes that an anonymous survey accepts, without a
 * respondent; absent where all are accepted
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PublicSurvey(UUID id, int version, String locale, String dir, @Nullable String channel,
		@Nullable String touchpoint, List<PublicQuestion> questions, @Nullable Map<ScoreClass, PublicThanks> thanks,
		@Nullable Appearance appearance, @Nullable Display display, @Nullable String privacy, Map<String, String> words,
		@Nullable List<String> attributes) {

	/**
	 * A question to ask.
	 *
	 * @param key its name in responses
	 * @param type the kind of answer
	 * @param text the question
	 * @param textFor another text for a class of the question in {@code askWhen}
	 * @param scale the lowest and highest score
	 * @param classes the class of each score, the lowest first; absent without classes
	 * @param look how the scale is drawn; NUMBERS when absent
	 * @param drawings the SVG path of each score on a field of 24 × 24, the lowest first;
	 * absent where numbers are shown
	 * @param labels the words at the ends of the scale
	 * @param options what a CHOICE question offers
	 * @param multiple whether several options may be chosen
	 * @param askWhen after which answers it is asked; always when absent
	 * @param required whether the page requires an answer
	 */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	public record PublicQuestion(String key, QuestionType type, String text, @Nullable Map<ScoreClass, String> textFor,
			@Nullable ScaleInput scale, @Nullable List<ScoreClass> classes, @Nullable Look look,
			@Nullable List<String> drawings, @Nullable PublicLabels labels, @Nullable List<PublicOption> options,
			@Nullable Boolean multiple, @Nullable AskWhen askWhen, boolean required) {
	}

	/**
	 * The words at the ends of a scale.
	 *
	 * @param min at the lowest score
	 * @param max at the highest score
	 */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	public record PublicLabels(@Nullable String min, @Nullable String max) {
	}

	/**
	 * An option of a CHOICE question.
	 *
	 * @param key its name in responses
	 * @param text the option
	 */
	public record PublicOption(String key, String text) {
	}

	/**
	 * What is shown after the last answer.
	 *
	 * @param text the text
	 * @param heading its first sentence, where more follow
	 * @param rest what follows the first sentence
	 * @param link the address of a button
	 * @param voucher a code or a short text for the visitor
	 * @param contact true to ask for an address to get in touch
	 */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	public record PublicThanks(@Nullable String text, @Nullable String heading, @Nullable String rest,
			@Nullable String link, @Nullable String voucher, @Nullable Boolean contact) {

		private static final Pattern SENTENCES = Pattern.compile("(.+?[.!?…])\\s+(.+)", Pattern.DOTALL);

		static PublicThanks of(@Nullable String text, @Nullable String link, @Nullable String voucher,
				@Nullable Boolean contact) {
			Matcher sentences = SENTENCES.matcher((text != null) ? text : "");
			boolean several = sentences.matches();
			return new PublicThanks(text, several ? sentences.group(1) : null, several ? sentences.group(2) : null,
					link, voucher, contact);
		}

	}

	static PublicSurvey of(SurveyDefinition survey, int version, @Nullable String wanted) {
		List<SurveyDefinition.Question> asked = survey.at(version);
		String locale = locale(survey, survey.languages(version), wanted);
		Function<Map<String, String>, String> words = (texts) -> String
			.valueOf(texts.getOrDefault(locale, texts.get(survey.defaultLocale())));
		List<PublicQuestion> questions = new ArrayList<>();
		asked.forEach((question) -> questions.add(question(question, words, Words.in(locale))));
		return new PublicSurvey(survey.id(), version, locale, Languages.direction(locale), survey.channel(),
				survey.touchpoint(), questions,
				translate(survey.settings().thanks(),
						(thanks) -> PublicThanks.of((thanks.text() != null) ? words.apply(thanks.text()) : null,
								thanks.link(), (thanks.voucher() != null) ? words.apply(thanks.voucher()) : null,
								Boolean.TRUE.equals(thanks.contact()) ? true : null)),
				survey.settings().appearance(), survey.settings().display(), survey.settings().privacy(),
				Words.in(locale).with(translate(survey.settings().words(), words)),
				survey.isAnonymous() ? survey.segments() : null);
	}

	private static PublicQuestion question(SurveyDefinition.Question question,
			Function<Map<String, String>, String> words, Words own) {
		Wording wording = question.wording();
		Formula formula = question.formula();
		ScaleInput scale = null;
		List<ScoreClass> classes = null;
		if (formula != null) {
			scale = new ScaleInput(formula.scale().min(), formula.scale().max());
			classes = formula.scoreClasses().isEmpty() ? null : formula.scoreClasses();
		}
		Look look = wording.look();
		List<String> drawings = (look != null && formula != null) ? look.drawings(formula) : null;
		Labels stated = wording.labels();
		PublicLabels labels = (stated != null)
				? new PublicLabels((stated.min() != null) ? words.apply(stated.min()) : null,
						(stated.max() != null) ? words.apply(stated.max()) : null)
				: (formula != null) ? own.ends(question.type(), formula) : null;
		List<PublicOption> options = (wording.options() == null) ? null
				: wording.options()
					.stream()
					.map((option) -> new PublicOption(String.valueOf(option.key()),
							words.apply((option.text() != null) ? option.text() : Map.of())))
					.toList();
		return new PublicQuestion(question.key(), question.type(), words.apply(wording.text()),
				translate(wording.textFor(), words), scale, classes, look, drawings, labels, options,
				(question.type() == QuestionType.CHOICE) ? question.multiple() : null, wording.askWhen(),
				wording.required());
	}

	private static <K, T, R> @Nullable Map<K, R> translate(@Nullable Map<K, T> from, Function<T, R> words) {
		if (from == null) {
			return null;
		}
		Map<K, R> to = new LinkedHashMap<>();
		from.forEach((key, value) -> to.put(key, words.apply(value)));
		return to;
	}

	/**
	 * The requested language if the survey has it, in this region or any; else the
	 * default.
	 */
	private static String locale(SurveyDefinition survey, Set<String> available, @Nullable String wanted) {
		String bounded = Languages.tag(wanted);
		if (bounded == null) {
			return survey.defaultLocale();
		}
		Locale asks = Locale.forLanguageTag(bounded);
		return available.stream()
			.filter((tag) -> tag.equalsIgnoreCase(asks.toLanguageTag()))
			.findFirst()
			.or(() -> available.stream().filter((tag) -> tag.equalsIgnoreCase(asks.getLanguage())).findFirst())
			.or(() -> available.stream()
				.filter((tag) -> Locale.forLanguageTag(tag).getLanguage().equals(asks.getLanguage()))
				.findFirst())
			.orElse(survey.defaultLocale());
	}

}
