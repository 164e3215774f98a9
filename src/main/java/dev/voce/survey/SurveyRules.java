package dev.voce.survey;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import dev.voce.scoring.Formula;
import dev.voce.scoring.Metric;
import dev.voce.scoring.ScoreClass;
import dev.voce.survey.SurveyInput.Appearance;
import dev.voce.survey.SurveyInput.Display;
import dev.voce.survey.SurveyInput.QuestionInput;
import dev.voce.survey.SurveyInput.Thanks;
import dev.voce.web.Flaw;
import dev.voce.web.Languages;
import dev.voce.web.Origin;
import dev.voce.web.Problem;
import dev.voce.web.Zones;

/** Validates a survey that a client sent, and reports all flaws at once. */
final class SurveyRules {

	/** In characters. */
	static final int LONGEST_NAME = 200;

	private static final Pattern COLOUR = Pattern.compile("#[0-9a-fA-F]{6}");

	private static final Set<String> RESERVED = Set.of("(none)", "(other)");

	private final SurveyFlaws flaws;

	private final String defaultLocale;

	private SurveyRules(SurveyInput input) {
		this.defaultLocale = (input.defaultLocale() != null) ? input.defaultLocale() : Survey.DEFAULT_LOCALE;
		this.flaws = new SurveyFlaws(this.defaultLocale);
	}

	/**
	 * Refuses a survey that has flaws.
	 * @param input what the client sent
	 * @return the texts that it lacks in a language that a question has; visitors see
	 * those in the default language
	 * @throws Problem (422) with all of them
	 */
	static List<SurveyView.MissingText> check(SurveyInput input) {
		SurveyRules rules = new SurveyRules(input);
		rules.survey(input);
		rules.flaws.check();
		Set<String> languages = new TreeSet<>();
		Objects.requireNonNull(input.questions())
			.forEach((question) -> languages.addAll(Objects.requireNonNull(question.text()).keySet()));
		return rules.flaws.missing(languages);
	}

	private void survey(SurveyInput input) {
		this.flaws.require(SurveyFlaws.isText(input.name(), LONGEST_NAME), "/name", "survey.name", LONGEST_NAME);
		this.flaws.require(input.zone() == null || Zones.isKnown(input.zone()), "/zone", "value.zone");
		this.flaws.require(Languages.isTag(this.defaultLocale), "/defaultLocale", "value.language");
		place("/channel", input.channel());
		place("/touchpoint", input.touchpoint());
		if (input.retention() != null) {
			retention(input.retention());
		}
		origins(input.allowedOrigins());
		appearance(input.appearance());
		display(input.display());
		this.flaws.require(input.privacy() == null || SurveyFlaws.isLink(input.privacy()), "/privacy", "survey.link",
				500);
		words((input.words() != null) ? input.words() : Map.of());
		List<QuestionInput> questions = (input.questions() != null) ? input.questions() : List.of();
		if (this.flaws.require(!questions.isEmpty() && questions.size() <= 10, "/questions", "survey.questions.count",
				10)) {
			new QuestionRules(this.flaws).check(questions);
			segments((input.segments() != null) ? input.segments() : List.of(), questions);
			segmentValues((input.segmentValues() != null) ? input.segmentValues() : Map.of(),
					(input.segments() != null) ? input.segments() : List.of());
			thanks((input.thanks() != null) ? input.thanks() : Map.of(), questions,
					input.retention() != null && Boolean.TRUE.equals(input.retention().anonymous()));
			target(input.target(), questions);
		}
	}

	private void retention(SurveyInput.Retention retention) {
		Integer forget = retention.forgetAfterDays();
		Integer purge = retention.purgeAfterDays();
		this.flaws.require(forget == null || (forget >= 1 && forget <= 3650), "/retention/forgetAfterDays",
				"survey.retention.days", 1, 3650);
		this.flaws.require(purge == null || (purge >= 1 && purge <= 3650), "/retention/purgeAfterDays",
				"survey.retention.days", 1, 3650);
		this.flaws.require(forget == null || purge == null || purge >= forget, "/retention/purgeAfterDays",
				"survey.retention.order");
	}

	private void origins(@Nullable List<String> origins) {
		List<String> all = (origins != null) ? origins : List.of();
		this.flaws.require(all.size() <= 50, "/allowedOrigins", "survey.origins.count", 50);
		for (int i = 0; i < all.size(); i++) {
			this.flaws.require(Origin.normal(all.get(i)) != null, "/allowedOrigins/" + i, "survey.origins.origin");
		}
	}

	private void appearance(@Nullable Appearance appearance) {
		this.flaws.require(
				appearance == null || appearance.accent() == null || COLOUR.matcher(appearance.accent()).matches(),
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
		this.flaws.require(display.event() == null || SurveyFlaws.isText(display.event(), 200), "/display/event",
				"survey.event", 200);
	}

	private void range(String at, @Nullable Integer value, int min, int max) {
		this.flaws.require(value == null || (min <= value && value <= max), at, "value.integer", min, max);
	}

	private void patterns(String at, @Nullable List<String> patterns) {
		List<String> all = (patterns != null) ? patterns : List.of();
		this.flaws.require(all.size() <= 50, at, "survey.patterns.count", 50);
		for (int i = 0; i < all.size(); i++) {
			this.flaws.require(SurveyFlaws.isText(all.get(i), 500), at + "/" + i, "survey.patterns.pattern");
		}
	}

	private void words(Map<String, Map<String, String>> words) {
		words.forEach((word, texts) -> {
			String at = "/words" + Flaw.step(word);
			this.flaws.require(Words.KEYS.contains(word), at, "survey.word", new TreeSet<>(Words.KEYS));
			this.flaws.texts(at, texts, false);
		});
	}

	private void segments(List<String> segments, List<QuestionInput> questions) {
		this.flaws.require(segments.size() <= 8, "/segments", "survey.segments.count", 8);
		Set<String> taken = new HashSet<>(Set.of("channel", "touchpoint", "locale", "kiosk"));
		questions.forEach((question) -> taken.add(String.valueOf((question != null) ? question.key() : null)));
		for (int i = 0; i < segments.size(); i++) {
			String segment = segments.get(i);
			this.flaws.require(SurveyFlaws.isText(segment, 40), "/segments/" + i, "survey.segments.name", 40);
			this.flaws.require(segment == null || taken.add(segment), "/segments/" + i, "survey.segments.taken");
			// The form of a hosted page has fields of such names, and segments are in the
			// address too.
			this.flaws.require(segment == null || !(segment.startsWith("form.") || segment.startsWith("a.")),
					"/segments/" + i, "survey.segments.prefix");
		}
	}

	private void segmentValues(Map<String, List<String>> values, List<String> segments) {
		values.forEach((segment, names) -> {
			String at = "/segmentValues" + Flaw.step(segment);
			this.flaws.require(segments.contains(segment), at, "survey.segmentValues.segment");
			List<String> all = (names != null) ? names : List.of();
			this.flaws.require(!all.isEmpty() && all.size() <= 1_000 && new HashSet<>(all).size() == all.size(), at,
					"survey.segmentValues.count", 1000);
			for (int i = 0; i < all.size(); i++) {
				this.flaws.require(SurveyFlaws.isText(all.get(i), 200) && !RESERVED.contains(all.get(i)), at + "/" + i,
						"survey.segmentValues.value", 200);
			}
		});
	}

	private void thanks(Map<ScoreClass, Thanks> thanks, List<QuestionInput> questions, boolean anonymous) {
		Set<ScoreClass> classes = new HashSet<>();
		questions.forEach((question) -> classes.addAll(QuestionRules.classes(question)));
		thanks.forEach((scoreClass, thank) -> {
			String at = "/thanks/" + scoreClass;
			this.flaws.require(classes.contains(scoreClass), at, "survey.thanks.class");
			if (this.flaws.require(thank != null, at, "survey.thanks.empty")) {
				this.flaws.texts(at + "/text", thank.text(), true);
				this.flaws.texts(at + "/voucher", thank.voucher(), true);
				this.flaws.require(thank.link() == null || SurveyFlaws.isLink(thank.link()), at + "/link",
						"survey.link", 500);
				this.flaws.require(!anonymous || !Boolean.TRUE.equals(thank.contact()), at + "/contact",
						"survey.thanks.contact");
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
			this.flaws.require(false, "/target", "survey.target.noScore");
			return;
		}
		try {
			Formula formula = QuestionRules.formula(scored.get());
			int min = switch (formula.metric()) {
				case NPS -> -100;
				case CSAT, CES -> 0;
				case RATING -> formula.scale().min();
			};
			int max = (formula.metric() == Metric.RATING) ? formula.scale().max() : 100;
			this.flaws.require(min <= target && target <= max, "/target", "value.decimal", min, max);
		}
		catch (Problem ex) {
			// reported with the scale
		}
	}

	private void place(String at, @Nullable String value) {
		this.flaws.require(value == null || (SurveyFlaws.isText(value, 200) && !RESERVED.contains(value)), at,
				"survey.place", 200);
	}

}
