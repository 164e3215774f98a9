package dev.voce.survey;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IllformedLocaleException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import dev.voce.web.Origin;
import dev.voce.web.Flaw;
import dev.voce.web.Problem;
import dev.voce.scoring.Formula;
import dev.voce.scoring.Metric;
import dev.voce.scoring.Orientation;
import dev.voce.scoring.Scale;
import dev.voce.scoring.ScoreClass;
import dev.voce.survey.SurveyInput.Appearance;
import dev.voce.survey.SurveyInput.AskWhen;
import dev.voce.survey.SurveyInput.Display;
import dev.voce.survey.SurveyInput.Option;
import dev.voce.survey.SurveyInput.QuestionInput;
import dev.voce.survey.SurveyInput.ScaleInput;
import dev.voce.survey.SurveyInput.Thanks;
import dev.voce.web.Flaw;
import dev.voce.web.Problem;

/** Validates a survey that a client sent, and reports all flaws at once. */
final class SurveyRules {

	private static final Pattern KEY = Pattern.compile("[a-z][a-z0-9_]{0,39}");

	private static final String KEY_RULE = "must match [a-z][a-z0-9_]{0,39}";

	private static final String LINK_RULE = "must be an http or https address of at most 500 characters";

	private static final Pattern COLOUR = Pattern.compile("#[0-9a-fA-F]{6}");

	private static final Set<String> RESERVED = Set.of("(none)", "(other)");

	private static final Set<String> ZONES = ZoneId.getAvailableZoneIds();

	private final List<Flaw> flaws = new ArrayList<>();

	private final String defaultLocale;

	private SurveyRules(SurveyInput input) {
		this.defaultLocale = (input.defaultLocale() != null) ? input.defaultLocale() : Survey.DEFAULT_LOCALE;
	}

	/**
	 * Refuses a survey that has flaws.
	 * @param input what the client sent
	 * @throws Problem (422) with all of them
	 */
	static void check(SurveyInput input) {
		SurveyRules rules = new SurveyRules(input);
		rules.survey(input);
		if (!rules.flaws.isEmpty()) {
			throw Problem.invalid(rules.flaws);
		}
	}

	private void survey(SurveyInput input) {
		require(isText(input.name(), 200), "/name", "must be a name of 1 to 200 characters");
		require(input.zone() == null || ZONES.contains(input.zone()), "/zone",
				"must be an IANA time zone such as Europe/Rome");
		require(isLocale(this.defaultLocale), "/defaultLocale", "must be a language tag such as it or pt-BR");
		place("/channel", input.channel());
		place("/touchpoint", input.touchpoint());
		if (input.retention() != null) {
			retention(input.retention());
		}
		origins(input.allowedOrigins());
		appearance(input.appearance());
		display(input.display());
		require(input.privacy() == null || isLink(input.privacy()), "/privacy", LINK_RULE);
		words((input.words() != null) ? input.words() : Map.of());
		List<QuestionInput> questions = (input.questions() != null) ? input.questions() : List.of();
		if (require(!questions.isEmpty() && questions.size() <= 10, "/questions", "must hold 1 to 10 questions")) {
			questions(questions);
			segments((input.segments() != null) ? input.segments() : List.of(), questions);
			thanks((input.thanks() != null) ? input.thanks() : Map.of(), questions,
					input.retention() != null && Boolean.TRUE.equals(input.retention().anonymous()));
			target(input.target(), questions);
		}
	}

	private void retention(SurveyInput.Retention retention) {
		Integer forget = retention.forgetAfterDays();
		Integer purge = retention.purgeAfterDays();
		require(forget == null || (forget >= 1 && forget <= 3650), "/retention/forgetAfterDays",
				"must be a number of days from 1 to 3650");
		require(purge == null || (purge >= 1 && purge <= 3650), "/retention/purgeAfterDays",
				"must be a number of days from 1 to 3650");
		require(forget == null || purge == null || purge >= forget, "/retention/purgeAfterDays",
				"must not be less than forgetAfterDays");
	}

	private void origins(@Nullable List<String> origins) {
		List<String> all = (origins != null) ? origins : List.of();
		require(all.size() <= 50, "/allowedOrigins", "must hold at most 50 origins");
		for (int i = 0; i < all.size(); i++) {
			require(Origin.normal(all.get(i)) != null, "/allowedOrigins/" + i,
					"must be an origin such as https://shop.example");
		}
	}

	private void appearance(@Nullable Appearance appearance) {
		require(appearance == null || appearance.accent() == null || COLOUR.matcher(appearance.accent()).matches(),
				"/appearance/accent", "must be a colour such as #0f4c96");
	}

	private void display(@Nullable Display display) {
		if (display == null) {
			return;
		}
		range("/display/delay", display.delay(), 0, 3600);
		range("/display/scroll", display.scroll(), 1, 100);
		range("/display/share", display.share(), 1, 100);
		range("/display/repeatDays", display.repeatDays(), 0, 3650);
		range("/display/pauseDays", display.pauseDays(), 0, 3650);
		patterns("/display/include", display.include());
		patterns("/display/exclude", display.exclude());
		require(display.event() == null || isText(display.event(), 200), "/display/event",
				"must be an event's name of 1 to 200 characters");
	}

	private void range(String at, @Nullable Integer value, int min, int max) {
		require(value == null || (min <= value && value <= max), at, "must be an integer from " + min + " to " + max);
	}

	private void patterns(String at, @Nullable List<String> patterns) {
		List<String> all = (patterns != null) ? patterns : List.of();
		require(all.size() <= 50, at, "must hold at most 50 patterns");
		for (int i = 0; i < all.size(); i++) {
			require(isText(all.get(i), 500), at + "/" + i, "must be a pattern such as /checkout/*");
		}
	}

	private void words(Map<String, Map<String, String>> words) {
		words.forEach((word, texts) -> {
			String at = "/words" + Flaw.step(word);
			require(Words.KEYS.contains(word), at, "is not a word of the widget; those are " + Words.KEYS);
			texts(at, texts, false);
		});
	}

	private void segments(List<String> segments, List<QuestionInput> questions) {
		require(segments.size() <= 8, "/segments", "must hold at most 8 attributes");
		Set<String> taken = new HashSet<>(Set.of("channel", "touchpoint", "locale", "kiosk"));
		questions.forEach((question) -> taken.add(String.valueOf((question != null) ? question.key() : null)));
		for (int i = 0; i < segments.size(); i++) {
			String segment = segments.get(i);
			require(isText(segment, 40), "/segments/" + i, "must be an attribute's name of 1 to 40 characters");
			require(segment == null || taken.add(segment), "/segments/" + i,
					"must differ from the other segments, from channel, touchpoint, locale and kiosk, and from the question keys");
			// The form of a hosted page has fields of such names, and segments are in the
			// address too.
			require(segment == null || !(segment.startsWith("form.") || segment.startsWith("a.")), "/segments/" + i,
					"must not start with form. or a.");
		}
	}

	private void thanks(Map<ScoreClass, Thanks> thanks, List<QuestionInput> questions, boolean anonymous) {
		Set<ScoreClass> classes = new HashSet<>();
		questions.forEach((question) -> classes.addAll(classes(question)));
		thanks.forEach((scoreClass, thank) -> {
			String at = "/thanks/" + scoreClass;
			require(classes.contains(scoreClass), at, "must be a class of one of the questions");
			if (require(thank != null, at, "must be an object with text or link")) {
				texts(at + "/text", thank.text(), true);
				texts(at + "/voucher", thank.voucher(), true);
				require(thank.link() == null || isLink(thank.link()), at + "/link", LINK_RULE);
				require(!anonymous || !Boolean.TRUE.equals(thank.contact()), at + "/contact",
						"must not be asked for: the survey is anonymous");
			}
		});
	}

	private void target(@Nullable Double target, List<QuestionInput> questions) {
		if (target == null) {
			return;
		}
		Optional<QuestionInput> scored = questions.stream()
			.filter((question) -> question != null && question.type() != null && question.type().metric() != null)
			.findFirst();
		if (scored.isEmpty()) {
			require(false, "/target", "must be absent where no question has a score");
			return;
		}
		try {
			Formula formula = formula(scored.get());
			int min = switch (formula.metric()) {
				case NPS -> -100;
				case CSAT, CES -> 0;
				case RATING -> formula.scale().min();
			};
			int max = (formula.metric() == Metric.RATING) ? formula.scale().max() : 100;
			require(min <= target && target <= max, "/target", "must be a number from " + min + " to " + max);
		}
		catch (IllegalArgumentException ex) {
			// reported with the scale
		}
	}

	private void questions(List<QuestionInput> questions) {
		Map<String, QuestionInput> before = new HashMap<>();
		for (int i = 0; i < questions.size(); i++) {
			String at = "/questions/" + i;
			QuestionInput question = questions.get(i);
			if (!require(question != null, at, "must be a question")) {
				continue;
			}
			String key = question.key();
			require(key != null && KEY.matcher(key).matches(), at + "/key", KEY_RULE);
			require(key == null || !before.containsKey(key), at + "/key", "must be unique in the survey");
			require(!Set.of("channel", "touchpoint", "locale").contains(String.valueOf(key)), at + "/key",
					"must not be channel, touchpoint or locale");
			texts(at + "/text", question.text(), false);
			if (require(question.type() != null, at + "/type", "must be one of NPS, CSAT, CES, RATING, CHOICE, TEXT")) {
				scale(at, question);
				options(at, question);
			}
			conditions(at, question, before);
			if (key != null) {
				before.put(key, question);
			}
		}
	}

	private void scale(String at, QuestionInput question) {
		if (question.type() == null || question.type().metric() == null) {
			require(question.scale() == null, at + "/scale", "must be absent for " + question.type());
			require(question.orientation() == null, at + "/orientation", "must be absent for " + question.type());
			require(question.look() == null, at + "/look", "must be absent for " + question.type());
			require(question.labels() == null, at + "/labels", "must be absent for " + question.type());
			return;
		}
		if (question.labels() != null) {
			texts(at + "/labels/min", question.labels().min(), true);
			texts(at + "/labels/max", question.labels().max(), true);
		}
		try {
			Formula formula = formula(question);
			require(question.look() != Look.STARS || formula.orientation() != Orientation.REVERSED, at + "/look",
					"must not be STARS where 1 is best");
			require((question.look() != Look.THUMBS) || formula.scale().size() == 2, at + "/look",
					"must not be THUMBS on a scale other than 0 to 1");
		}
		catch (IllegalArgumentException ex) {
			this.flaws.add(Flaw.at(at + "/scale", String.valueOf(ex.getMessage())));
		}
	}

	private void options(String at, QuestionInput question) {
		List<Option> options = (question.options() != null) ? question.options() : List.of();
		if (question.type() != QuestionType.CHOICE) {
			require(question.options() == null, at + "/options", "must be absent for " + question.type());
			require(question.multiple() == null, at + "/multiple", "must be absent for " + question.type());
			return;
		}
		require(!options.isEmpty() && options.size() <= 50, at + "/options", "must hold 1 to 50 options");
		Set<String> keys = new HashSet<>();
		for (int i = 0; i < options.size(); i++) {
			String here = at + "/options/" + i;
			Option option = options.get(i);
			if (require(option != null, here, "must be an option")) {
				require(option.key() != null && KEY.matcher(option.key()).matches(), here + "/key", KEY_RULE);
				require(option.key() == null || keys.add(option.key()), here + "/key",
						"must be unique in the question");
				texts(here + "/text", option.text(), false);
			}
		}
	}

	private void conditions(String at, QuestionInput question, Map<String, QuestionInput> before) {
		AskWhen condition = question.askWhen();
		Set<ScoreClass> classes = Set.of();
		if (condition != null) {
			QuestionInput asked = before.get(String.valueOf(condition.question()));
			if (require(asked != null && asked.type() != null && asked.type().metric() != null,
					at + "/askWhen/question", "must be the key of an earlier question with a score")) {
				classes = classes(asked);
			}
			List<ScoreClass> named = (condition.classes() != null) ? condition.classes() : List.of();
			for (int i = 0; i < named.size(); i++) {
				require(named.get(i) != null && classes.contains(named.get(i)), at + "/askWhen/classes/" + i,
						"must be a class of that question: " + classes);
			}
			require(condition.classes() == null || !named.isEmpty(), at + "/askWhen/classes",
					"must be absent or name at least one class");
		}
		if (question.textFor() != null) {
			for (Map.Entry<ScoreClass, Map<String, String>> words : question.textFor().entrySet()) {
				String here = at + "/textFor/" + words.getKey();
				require(classes.contains(words.getKey()), here,
						"must be a class of the question in askWhen: " + classes);
				texts(here, words.getValue(), false);
			}
		}
	}

	private void texts(String at, @Nullable Map<String, String> texts, boolean optional) {
		if (texts == null) {
			require(optional, at, "must be an object with the text in " + this.defaultLocale);
			return;
		}
		require(texts.containsKey(this.defaultLocale), at, "must hold the text in " + this.defaultLocale);
		require(texts.size() <= 30, at, "must hold at most 30 languages");
		texts.forEach((locale, text) -> {
			require(isLocale(locale), at + Flaw.step(locale), "must be a language tag such as it or pt-BR");
			require(isText(text, 1000), at + Flaw.step(locale), "must be a text of 1 to 1000 characters");
		});
	}

	private void place(String at, @Nullable String value) {
		require(value == null || (isText(value, 200) && !RESERVED.contains(value)), at,
				"must be a text of 1 to 200 characters, and not (none) or (other)");
	}

	private boolean require(boolean holds, String pointer, String detail) {
		if (!holds) {
			this.flaws.add(Flaw.at(pointer, detail));
		}
		return holds;
	}

	private static Set<ScoreClass> classes(@Nullable QuestionInput question) {
		try {
			return (question == null || question.type() == null || question.type().metric() == null) ? Set.of()
					: Set.copyOf(formula(question).classes());
		}
		catch (IllegalArgumentException ex) {
			return Set.of(); // reported with the scale
		}
	}

	/**
	 * The formula that scores a question.
	 * @param question a question whose type has a metric
	 * @return the formula
	 * @throws IllegalArgumentException if scoring has no such scale for the metric
	 */
	static Formula formula(QuestionInput question) {
		Metric metric = (question.type() != null) ? question.type().metric() : null;
		if (metric == null) {
			throw new IllegalArgumentException("has no score");
		}
		ScaleInput stated = question.scale();
		Scale scale;
		if (stated == null) {
			scale = Formula.defaultScale(metric)
				.orElseThrow(() -> new IllegalArgumentException("must be stated, as {\"min\": 1, \"max\": 5}"));
		}
		else if (stated.min() == null || stated.max() == null) {
			throw new IllegalArgumentException("must hold min and max");
		}
		else {
			scale = new Scale(stated.min(), stated.max());
		}
		return Formula.of(metric, scale,
				(question.orientation() != null) ? question.orientation() : Orientation.NORMAL);
	}

	private static boolean isText(@Nullable String text, int longest) {
		return text != null && !text.isBlank() && text.codePointCount(0, text.length()) <= longest
				&& text.indexOf('\0') < 0 && !hasLoneSurrogate(text);
	}

	private static boolean hasLoneSurrogate(String text) {
		return text.codePoints()
			.anyMatch((point) -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE);
	}

	private static boolean isLocale(String tag) {
		try {
			return !tag.isEmpty() && tag.length() <= 35
					&& !new Locale.Builder().setLanguageTag(tag).build().getLanguage().isEmpty();
		}
		catch (IllformedLocaleException ex) {
			return false;
		}
	}

	private static boolean isLink(String text) {
		try {
			return text.length() <= 500 && isWeb(new URI(text));
		}
		catch (URISyntaxException ex) {
			return false;
		}
	}

	private static boolean isWeb(URI uri) {
		return uri.getHost() != null && ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()));
	}

}
