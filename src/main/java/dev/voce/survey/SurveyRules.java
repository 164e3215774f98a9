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
import java.util.TreeSet;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import dev.voce.web.Origin;
import dev.voce.web.Flaw;
import dev.voce.web.Message;
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

/** Validates a survey that a client sent, and reports all flaws at once. */
final class SurveyRules {

	private static final Pattern KEY = Pattern.compile("[a-z][a-z0-9_]{0,39}");

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
		require(isText(input.name(), 200), "/name", "survey.name", 200);
		require(input.zone() == null || ZONES.contains(input.zone()), "/zone", "value.zone");
		require(isLocale(this.defaultLocale), "/defaultLocale", "value.language");
		place("/channel", input.channel());
		place("/touchpoint", input.touchpoint());
		if (input.retention() != null) {
			retention(input.retention());
		}
		origins(input.allowedOrigins());
		appearance(input.appearance());
		display(input.display());
		require(input.privacy() == null || isLink(input.privacy()), "/privacy", "survey.link", 500);
		words((input.words() != null) ? input.words() : Map.of());
		List<QuestionInput> questions = (input.questions() != null) ? input.questions() : List.of();
		if (require(!questions.isEmpty() && questions.size() <= 10, "/questions", "survey.questions.count", 10)) {
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
				"survey.retention.days", 1, 3650);
		require(purge == null || (purge >= 1 && purge <= 3650), "/retention/purgeAfterDays", "survey.retention.days", 1,
				3650);
		require(forget == null || purge == null || purge >= forget, "/retention/purgeAfterDays",
				"survey.retention.order");
	}

	private void origins(@Nullable List<String> origins) {
		List<String> all = (origins != null) ? origins : List.of();
		require(all.size() <= 50, "/allowedOrigins", "survey.origins.count", 50);
		for (int i = 0; i < all.size(); i++) {
			require(Origin.normal(all.get(i)) != null, "/allowedOrigins/" + i, "survey.origins.origin");
		}
	}

	private void appearance(@Nullable Appearance appearance) {
		require(appearance == null || appearance.accent() == null || COLOUR.matcher(appearance.accent()).matches(),
				"/appearance/accent", "survey.accent");
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
		require(display.event() == null || isText(display.event(), 200), "/display/event", "survey.event", 200);
	}

	private void range(String at, @Nullable Integer value, int min, int max) {
		require(value == null || (min <= value && value <= max), at, "value.integer", min, max);
	}

	private void patterns(String at, @Nullable List<String> patterns) {
		List<String> all = (patterns != null) ? patterns : List.of();
		require(all.size() <= 50, at, "survey.patterns.count", 50);
		for (int i = 0; i < all.size(); i++) {
			require(isText(all.get(i), 500), at + "/" + i, "survey.patterns.pattern");
		}
	}

	private void words(Map<String, Map<String, String>> words) {
		words.forEach((word, texts) -> {
			String at = "/words" + Flaw.step(word);
			require(Words.KEYS.contains(word), at, "survey.word", new TreeSet<>(Words.KEYS));
			texts(at, texts, false);
		});
	}

	private void segments(List<String> segments, List<QuestionInput> questions) {
		require(segments.size() <= 8, "/segments", "survey.segments.count", 8);
		Set<String> taken = new HashSet<>(Set.of("channel", "touchpoint", "locale", "kiosk"));
		questions.forEach((question) -> taken.add(String.valueOf((question != null) ? question.key() : null)));
		for (int i = 0; i < segments.size(); i++) {
			String segment = segments.get(i);
			require(isText(segment, 40), "/segments/" + i, "survey.segments.name", 40);
			require(segment == null || taken.add(segment), "/segments/" + i, "survey.segments.taken");
			// The form of a hosted page has fields of such names, and segments are in the
			// address too.
			require(segment == null || !(segment.startsWith("form.") || segment.startsWith("a.")), "/segments/" + i,
					"survey.segments.prefix");
		}
	}

	private void thanks(Map<ScoreClass, Thanks> thanks, List<QuestionInput> questions, boolean anonymous) {
		Set<ScoreClass> classes = new HashSet<>();
		questions.forEach((question) -> classes.addAll(classes(question)));
		thanks.forEach((scoreClass, thank) -> {
			String at = "/thanks/" + scoreClass;
			require(classes.contains(scoreClass), at, "survey.thanks.class");
			if (require(thank != null, at, "survey.thanks.empty")) {
				texts(at + "/text", thank.text(), true);
				texts(at + "/voucher", thank.voucher(), true);
				require(thank.link() == null || isLink(thank.link()), at + "/link", "survey.link", 500);
				require(!anonymous || !Boolean.TRUE.equals(thank.contact()), at + "/contact", "survey.thanks.contact");
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
			require(false, "/target", "survey.target.noScore");
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
			require(min <= target && target <= max, "/target", "value.decimal", min, max);
		}
		catch (Problem ex) {
			// reported with the scale
		}
	}

	private void questions(List<QuestionInput> questions) {
		Map<String, QuestionInput> before = new HashMap<>();
		for (int i = 0; i < questions.size(); i++) {
			String at = "/questions/" + i;
			QuestionInput question = questions.get(i);
			if (!require(question != null, at, "survey.question.empty")) {
				continue;
			}
			String key = question.key();
			require(key != null && KEY.matcher(key).matches(), at + "/key", "survey.question.key");
			require(key == null || !before.containsKey(key), at + "/key", "survey.question.unique");
			require(!Set.of("channel", "touchpoint", "locale").contains(String.valueOf(key)), at + "/key",
					"survey.question.reserved");
			texts(at + "/text", question.text(), false);
			if (require(question.type() != null, at + "/type", "value.oneOf", List.of(QuestionType.values()))) {
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
			require(question.scale() == null, at + "/scale", "survey.question.absent", question.type());
			require(question.orientation() == null, at + "/orientation", "survey.question.absent", question.type());
			require(question.look() == null, at + "/look", "survey.question.absent", question.type());
			require(question.labels() == null, at + "/labels", "survey.question.absent", question.type());
			return;
		}
		if (question.labels() != null) {
			texts(at + "/labels/min", question.labels().min(), true);
			texts(at + "/labels/max", question.labels().max(), true);
		}
		try {
			Formula formula = formula(question);
			require(question.look() != Look.STARS || formula.orientation() != Orientation.REVERSED, at + "/look",
					"survey.look.stars");
			require((question.look() != Look.THUMBS) || formula.scale().size() == 2, at + "/look",
					"survey.look.thumbs");
		}
		catch (Problem ex) {
			this.flaws.add(new Flaw(at + "/scale", null, ex.flaws().get(0).detail()));
		}
	}

	private void options(String at, QuestionInput question) {
		List<Option> options = (question.options() != null) ? question.options() : List.of();
		if (question.type() != QuestionType.CHOICE) {
			require(question.options() == null, at + "/options", "survey.question.absent", question.type());
			require(question.multiple() == null, at + "/multiple", "survey.question.absent", question.type());
			return;
		}
		require(!options.isEmpty() && options.size() <= 50, at + "/options", "survey.options.count", 50);
		Set<String> keys = new HashSet<>();
		for (int i = 0; i < options.size(); i++) {
			String here = at + "/options/" + i;
			Option option = options.get(i);
			if (require(option != null, here, "survey.option.empty")) {
				require(option.key() != null && KEY.matcher(option.key()).matches(), here + "/key",
						"survey.question.key");
				require(option.key() == null || keys.add(option.key()), here + "/key", "survey.option.unique");
				texts(here + "/text", option.text(), false);
			}
		}
	}

	private void conditions(String at, QuestionInput question, Map<String, QuestionInput> before) {
		AskWhen condition = question.askWhen();
		List<ScoreClass> classes = List.of();
		if (condition != null) {
			QuestionInput asked = before.get(String.valueOf(condition.question()));
			if (require(asked != null && asked.type() != null && asked.type().metric() != null,
					at + "/askWhen/question", "survey.askWhen.question")) {
				classes = classes(asked);
			}
			List<ScoreClass> named = (condition.classes() != null) ? condition.classes() : List.of();
			for (int i = 0; i < named.size(); i++) {
				require(named.get(i) != null && classes.contains(named.get(i)), at + "/askWhen/classes/" + i,
						"survey.askWhen.class", classes);
			}
			require(condition.classes() == null || !named.isEmpty(), at + "/askWhen/classes", "survey.askWhen.empty");
		}
		if (question.textFor() != null) {
			for (Map.Entry<ScoreClass, Map<String, String>> words : question.textFor().entrySet()) {
				String here = at + "/textFor/" + words.getKey();
				require(classes.contains(words.getKey()), here, "survey.textFor", classes);
				texts(here, words.getValue(), false);
			}
		}
	}

	private void texts(String at, @Nullable Map<String, String> texts, boolean optional) {
		if (texts == null) {
			require(optional, at, "survey.text.missing", this.defaultLocale);
			return;
		}
		require(texts.containsKey(this.defaultLocale), at, "survey.text.language", this.defaultLocale);
		require(texts.size() <= 30, at, "survey.text.languages", 30);
		texts.forEach((locale, text) -> {
			require(isLocale(locale), at + Flaw.step(locale), "value.language");
			require(isText(text, 1000), at + Flaw.step(locale), "survey.text.length", 1000);
		});
	}

	private void place(String at, @Nullable String value) {
		require(value == null || (isText(value, 200) && !RESERVED.contains(value)), at, "survey.place", 200);
	}

	private boolean require(boolean holds, String pointer, String code, @Nullable Object... arguments) {
		if (!holds) {
			this.flaws.add(Flaw.at(pointer, code, arguments));
		}
		return holds;
	}

	private static List<ScoreClass> classes(@Nullable QuestionInput question) {
		try {
			return (question == null || question.type() == null || question.type().metric() == null) ? List.of()
					: formula(question).classes();
		}
		catch (Problem ex) {
			return List.of(); // reported with the scale
		}
	}

	/**
	 * The formula that scores a question.
	 * @param question a question whose type has a metric
	 * @return the formula
	 * @throws Problem (422) if scoring has no such scale for the metric
	 */
	static Formula formula(QuestionInput question) {
		Metric metric = (question.type() != null) ? question.type().metric() : null;
		if (metric == null) {
			throw new IllegalArgumentException("has no score");
		}
		Scale scale = scale(metric, question.scale());
		Orientation orientation = (question.orientation() != null) ? question.orientation() : Orientation.NORMAL;
		try {
			return Formula.of(metric, scale, orientation);
		}
		catch (IllegalArgumentException ex) {
			throw wrongScale("survey.scale.metric", metric, accepted(metric), scale(scale, orientation));
		}
	}

	private static Scale scale(Metric metric, @Nullable ScaleInput stated) {
		if (stated == null) {
			return Formula.defaultScale(metric).orElseThrow(() -> wrongScale("survey.scale.missing"));
		}
		if (stated.min() == null || stated.max() == null) {
			throw wrongScale("survey.scale.ends");
		}
		try {
			return new Scale(stated.min(), stated.max());
		}
		catch (IllegalArgumentException ex) {
			throw wrongScale("survey.scale.points", stated.min(), stated.max());
		}
	}

	private static Problem wrongScale(String code, @Nullable Object... arguments) {
		return Problem.invalid(Flaw.at("/scale", code, arguments));
	}

	private static Object accepted(Metric metric) {
		return (metric == Metric.RATING) ? new Message("survey.scale.any")
				: Formula.usual(metric).stream().map((usual) -> scale(usual.scale(), usual.orientation())).toList();
	}

	private static Message scale(Scale scale, Orientation orientation) {
		return new Message("survey.scale", scale.min(), scale.max(), orientation);
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
