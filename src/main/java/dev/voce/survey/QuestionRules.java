package dev.voce.survey;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import dev.voce.scoring.Formula;
import dev.voce.scoring.Metric;
import dev.voce.scoring.Orientation;
import dev.voce.scoring.Scale;
import dev.voce.scoring.ScoreClass;
import dev.voce.survey.SurveyInput.AskWhen;
import dev.voce.survey.SurveyInput.Look;
import dev.voce.survey.SurveyInput.Option;
import dev.voce.survey.SurveyInput.QuestionInput;
import dev.voce.survey.SurveyInput.ScaleInput;
import dev.voce.web.Flaw;
import dev.voce.web.Message;
import dev.voce.web.Problem;

/** Validates the questions of a survey. */
final class QuestionRules {

	private static final Pattern KEY = Pattern.compile("[a-z][a-z0-9_]{0,39}");

	private static final Pattern DOTS = Pattern.compile("[.…\\s]*+");

	private final SurveyFlaws flaws;

	QuestionRules(SurveyFlaws flaws) {
		this.flaws = flaws;
	}

	/** Adds the flaws of all questions. */
	void check(List<QuestionInput> questions) {
		Map<String, QuestionInput> before = new HashMap<>();
		for (int i = 0; i < questions.size(); i++) {
			String at = "/questions/" + i;
			QuestionInput question = questions.get(i);
			if (!this.flaws.require(question != null, at, "survey.question.empty")) {
				continue;
			}
			String key = question.key();
			this.flaws.require(key != null && KEY.matcher(key).matches(), at + "/key", "survey.question.key");
			this.flaws.require(key == null || !before.containsKey(key), at + "/key", "survey.question.unique");
			this.flaws.require(!Set.of("channel", "touchpoint", "locale").contains(String.valueOf(key)), at + "/key",
					"survey.question.reserved");
			this.flaws.texts(at + "/text", question.text(), false);
			if (this.flaws.require(question.type() != null, at + "/type", "value.oneOf",
					List.of(QuestionType.values()))) {
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
			this.flaws.require(question.scale() == null, at + "/scale", "survey.question.absent", question.type());
			this.flaws.require(question.orientation() == null, at + "/orientation", "survey.question.absent",
					question.type());
			this.flaws.require(question.look() == null, at + "/look", "survey.question.absent", question.type());
			this.flaws.require(question.labels() == null, at + "/labels", "survey.question.absent", question.type());
			return;
		}
		if (question.labels() != null) {
			this.flaws.texts(at + "/labels/min", question.labels().min(), true);
			this.flaws.texts(at + "/labels/max", question.labels().max(), true);
		}
		try {
			Formula formula = formula(question);
			this.flaws.require(question.look() != Look.STARS || formula.orientation() != Orientation.REVERSED,
					at + "/look", "survey.look.stars");
			this.flaws.require((question.look() != Look.THUMBS) || formula.scale().size() == 2, at + "/look",
					"survey.look.thumbs");
		}
		catch (Problem ex) {
			this.flaws.add(new Flaw(at + "/scale", null, ex.flaws().get(0).detail()));
		}
	}

	private void options(String at, QuestionInput question) {
		List<Option> options = (question.options() != null) ? question.options() : List.of();
		if (question.type() != QuestionType.CHOICE) {
			this.flaws.require(question.options() == null, at + "/options", "survey.question.absent", question.type());
			this.flaws.require(question.multiple() == null, at + "/multiple", "survey.question.absent",
					question.type());
			return;
		}
		this.flaws.require(!options.isEmpty() && options.size() <= 50, at + "/options", "survey.options.count", 50);
		Set<String> keys = new HashSet<>();
		for (int i = 0; i < options.size(); i++) {
			String here = at + "/options/" + i;
			Option option = options.get(i);
			if (this.flaws.require(option != null, here, "survey.option.empty")) {
				this.flaws.require(option.key() != null && KEY.matcher(option.key()).matches(), here + "/key",
						"survey.question.key");
				this.flaws.require(option.key() == null || keys.add(option.key()), here + "/key",
						"survey.option.unique");
				this.flaws.texts(here + "/text", option.text(), false);
			}
		}
	}

	private void conditions(String at, QuestionInput question, Map<String, QuestionInput> before) {
		AskWhen condition = question.askWhen();
		List<ScoreClass> classes = List.of();
		if (condition != null) {
			QuestionInput asked = before.get(String.valueOf(condition.question()));
			if (this.flaws.require(asked != null && asked.type() != null && asked.type().metric() != null,
					at + "/askWhen/question", "survey.askWhen.question")) {
				classes = classes(asked);
			}
			List<ScoreClass> named = (condition.classes() != null) ? condition.classes() : List.of();
			for (int i = 0; i < named.size(); i++) {
				this.flaws.require(named.get(i) != null && classes.contains(named.get(i)), at + "/askWhen/classes/" + i,
						"survey.askWhen.class", classes);
			}
			this.flaws.require(condition.classes() == null || !named.isEmpty(), at + "/askWhen/classes",
					"survey.askWhen.empty");
		}
		if (question.textFor() != null) {
			for (Map.Entry<ScoreClass, Map<String, String>> words : question.textFor().entrySet()) {
				String here = at + "/textFor/" + words.getKey();
				this.flaws.require(classes.contains(words.getKey()), here, "survey.textFor", classes);
				this.flaws.texts(here, words.getValue(), false);
			}
		}
	}

	/**
	 * Refuses questions and options whose text is only dots: in a draft they stand for
	 * what is still to be written.
	 * @param questions valid questions
	 * @param locale the language that every text has
	 * @throws Problem (422) with all of them
	 */
	static void checkWritten(List<QuestionInput> questions, String locale) {
		SurveyFlaws flaws = new SurveyFlaws(locale);
		for (int i = 0; i < questions.size(); i++) {
			String at = "/questions/" + i;
			written(flaws, at, questions.get(i).text(), locale);
			List<Option> options = questions.get(i).options();
			for (int j = 0; options != null && j < options.size(); j++) {
				written(flaws, at + "/options/" + j, options.get(j).text(), locale);
			}
		}
		flaws.check();
	}

	private static void written(SurveyFlaws flaws, String at, @Nullable Map<String, String> texts, String locale) {
		String text = (texts != null) ? texts.getOrDefault(locale, "") : "";
		flaws.require(!DOTS.matcher(text).matches(), at + "/text", "survey.text.unwritten");
	}

	/**
	 * The classes that scores of a question can have.
	 * @return the classes, empty without classes or where the scale is wrong
	 */
	static List<ScoreClass> classes(@Nullable QuestionInput question) {
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

}
