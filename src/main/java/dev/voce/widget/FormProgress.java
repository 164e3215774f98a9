package dev.voce.widget;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import org.springframework.util.MultiValueMap;

import dev.voce.scoring.ScoreClass;
import dev.voce.survey.PublicSurvey;
import dev.voce.survey.PublicSurvey.PublicOption;
import dev.voce.survey.PublicSurvey.PublicQuestion;
import dev.voce.survey.PublicSurvey.PublicThanks;
import dev.voce.survey.QuestionType;
import dev.voce.survey.SurveyDefinition;

/**
 * How far a visitor without JavaScript has come: what was answered, which questions were
 * shown, and so which follow.
 *
 * @param asked the survey, in the visitor's language
 * @param id the response's id
 * @param answers by question
 * @param seen the keys of the questions that were shown
 * @param askedAt when the first was shown, if the form says so
 */
record FormProgress(PublicSurvey asked, UUID id, Map<String, Object> answers, Set<String> seen,
		@Nullable Instant askedAt) {

	/** Begin the names of answers in a form, which a segment may have too. */
	static final String ANSWER = "a.";

	private static final int LONGEST_TEXT = 5_000;

	static FormProgress begin(PublicSurvey asked, Instant now) {
		return new FormProgress(asked, UUID.randomUUID(), Map.of(), Set.of(), now);
	}

	/** Reads a form, without what a browser could not have sent. */
	static FormProgress read(PublicSurvey asked, MultiValueMap<String, String> form) {
		Map<String, Object> answers = new LinkedHashMap<>();
		FormProgress progress = new FormProgress(asked, id(text(form, "form.id")), answers,
				new TreeSet<>(Arrays.asList(text(form, "form.seen").split(","))), instant(text(form, "form.asked")));
		for (PublicQuestion question : asked.questions()) {
			List<String> sent = form.get(ANSWER + question.key());
			Object answer = (sent != null && progress.isAsked(question)) ? answer(question, sent) : null;
			if (answer != null) {
				answers.put(question.key(), answer);
			}
		}
		return progress;
	}

	/** The version that a form asked, which may have a successor by now. */
	static int version(MultiValueMap<String, String> form, SurveyDefinition definition) {
		String text = text(form, "form.version");
		int version = text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : 0;
		return (version > 0 && version < definition.version()) ? version : definition.version();
	}

	/** Whether a program sent a form: people leave alone what they don't see. */
	static boolean isTrapped(MultiValueMap<String, String> form) {
		return !text(form, "form.website").isEmpty();
	}

	/**
	 * The questions that can be asked now: all whose condition is known to hold. One that
	 * must be answered is asked until it is.
	 */
	List<PublicQuestion> next() {
		return this.asked.questions()
			.stream()
			.filter((question) -> !this.seen.contains(question.key())
					|| question.required() && !this.answers.containsKey(question.key()))
			.filter(this::isAsked)
			.toList();
	}

	boolean isFinished() {
		return next().isEmpty();
	}

	/** A question in the words for what was answered before. */
	String text(PublicQuestion question) {
		if (question.textFor() == null || question.askWhen() == null) {
			return question.text();
		}
		ScoreClass scoreClass = classOf(String.valueOf(question.askWhen().question()));
		return (scoreClass != null) ? question.textFor().getOrDefault(scoreClass, question.text()) : question.text();
	}

	/** What is said at the end, by the class of the first answer that has such words. */
	@Nullable PublicThanks thanks() {
		for (PublicQuestion question : this.asked.questions()) {
			ScoreClass scoreClass = classOf(question.key());
			if (scoreClass != null && this.asked.thanks() != null && this.asked.thanks().containsKey(scoreClass)) {
				return this.asked.thanks().get(scoreClass);
			}
		}
		return null;
	}

	/** The response so far, as it would be posted. */
	Map<String, Object> response(Visit visit) {
		Map<String, Object> response = new LinkedHashMap<>();
		response.put("id", this.id);
		response.put("answers", this.answers);
		response.put("version", this.asked.version());
		response.put("locale", this.asked.locale());
		response.put("attributes", visit.attributes());
		response.put("finished", isFinished());
		if (this.askedAt != null) {
			response.put("askedAt", this.askedAt);
		}
		response.put("channel", visit.channel());
		if (visit.touchpoint() != null) {
			response.put("touchpoint", visit.touchpoint());
		}
		return response;
	}

	private boolean isAsked(PublicQuestion question) {
		if (question.askWhen() == null) {
			return true;
		}
		String earlier = String.valueOf(question.askWhen().question());
		List<ScoreClass> classes = question.askWhen().classes();
		return this.answers.containsKey(earlier) && (classes == null || classes.contains(classOf(earlier)));
	}

	private @Nullable ScoreClass classOf(String key) {
		for (PublicQuestion question : this.asked.questions()) {
			if (question.key().equals(key) && question.classes() != null && question.scale() != null
					&& question.scale().min() != null && this.answers.get(key) instanceof Integer score) {
				return question.classes().get(score - question.scale().min());
			}
		}
		return null;
	}

	private static @Nullable Object answer(PublicQuestion question, List<String> sent) {
		if (question.type() == QuestionType.TEXT) {
			String text = sent.get(0).replace("\0", "").strip();
			return text.isEmpty() ? null : cut(text);
		}
		if (question.options() == null) {
			return Visit.score(question, sent.get(0));
		}
		Set<String> keys = question.options().stream().map(PublicOption::key).collect(Collectors.toSet());
		List<String> chosen = sent.stream().filter(keys::contains).distinct().toList();
		return chosen.isEmpty() ? null : chosen;
	}

	private static String cut(String text) {
		return (text.codePointCount(0, text.length()) <= LONGEST_TEXT) ? text
				: text.substring(0, text.offsetByCodePoints(0, LONGEST_TEXT));
	}

	private static @Nullable Instant instant(String text) {
		try {
			return Instant.parse(text);
		}
		catch (DateTimeParseException ex) {
			return null;
		}
	}

	private static UUID id(String text) {
		try {
			return UUID.fromString(text);
		}
		catch (IllegalArgumentException ex) {
			return UUID.randomUUID();
		}
	}

	private static String text(MultiValueMap<String, String> form, String name) {
		String text = form.getFirst(name);
		return (text != null) ? text : "";
	}

}
