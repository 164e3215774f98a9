package dev.voce.widget;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

import dev.voce.intake.FormAnswers;
import dev.voce.web.PublicAddress;
import dev.voce.web.Body;
import dev.voce.web.Problem;
import dev.voce.web.RequestOrigin;
import dev.voce.scoring.ScoreClass;
import dev.voce.survey.PublicSurvey;
import dev.voce.survey.PublicSurvey.PublicQuestion;
import dev.voce.survey.PublicSurvey.PublicThanks;
import dev.voce.survey.QuestionType;
import dev.voce.survey.SurveyDefinition;
import dev.voce.survey.SurveyNotFound;
import dev.voce.survey.SurveyStatus;
import dev.voce.survey.Surveys;
import dev.voce.survey.Words;
import dev.voce.web.Body;
import dev.voce.web.Problem;
import dev.voce.web.RequestOrigin;

/**
 * A survey as a page of its own: a plain form in steps, which the widget takes the place
 * of where there is JavaScript.
 */
@RestController
@Hidden
@RequestMapping("/s/{survey}")
class HostedPageController {

	private static final int LONGEST_FORM_KIBIBYTES = 64;

	private static final int LONGEST_TEXT = 5_000;

	private final Surveys surveys;

	private final FormAnswers answers;

	private final Pages pages;

	private final RequestOrigin caller;

	private final PublicAddress address;

	private final JsonMapper json;

	private final Clock clock;

	HostedPageController(Surveys surveys, FormAnswers answers, Pages pages, RequestOrigin caller, PublicAddress address,
			JsonMapper json, Clock clock) {
		this.clock = clock;
		this.surveys = surveys;
		this.answers = answers;
		this.pages = pages;
		this.caller = caller;
		this.address = address;
		this.json = json;
	}

	@GetMapping
	ResponseEntity<String> show(@PathVariable UUID survey, HttpServletRequest request) {
		SurveyDefinition definition = definition(survey);
		PublicSurvey asked = this.surveys.asked(definition, definition.version(), Visit.wanted(request));
		if (definition.status() != SurveyStatus.LIVE) {
			return closed(HttpStatus.CONFLICT, definition, asked, request);
		}
		Visit visit = Visit.of(request, definition, asked);
		Map<String, Object> page = page(asked, request);
		page.put("survey", asked.id());
		page.put("storage", visit.kiosk() ? "none" : "local");
		page.put("kiosk", visit.kiosk());
		page.put("options", this.json.writeValueAsString(visit));
		Map<String, Object> chosen = new LinkedHashMap<>(visit.preselect());
		form(page, asked, visit, UUID.randomUUID(), Map.of(), chosen, Set.of(), this.clock.instant());
		return this.pages.hosted(HttpStatus.OK, page);
	}

	@PostMapping(consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
	ResponseEntity<String> answer(@PathVariable UUID survey, HttpServletRequest request) throws IOException {
		SurveyDefinition definition = this.surveys.publicDefinition(survey, this.caller.origin(request));
		MultiValueMap<String, String> form = Pairs
			.read(new String(Body.read(request.getInputStream(), LONGEST_FORM_KIBIBYTES), StandardCharsets.UTF_8));
		PublicSurvey asked = this.surveys.asked(definition, version(form, definition), Visit.wanted(request));
		Visit visit = Visit.of(request, definition, asked);
		Map<String, Object> page = page(asked, request);
		Map<String, Object> given = given(asked, form);
		Set<String> seen = new TreeSet<>(Arrays.asList(text(form, "form.seen").split(",")));
		boolean finished = next(asked, given, seen).isEmpty();
		UUID id = id(text(form, "form.id"));
		Instant askedAt = askedAt(text(form, "form.asked"));
		// People leave alone what they don't see.
		if (text(form, "form.website").isEmpty() && !given.isEmpty()) {
			try {
				this.answers.submit(definition,
						this.json.valueToTree(response(id, asked, visit, Map.copyOf(given), finished, askedAt)));
			}
			catch (Problem refusal) {
				if (refusal.getStatusCode() == HttpStatus.CONFLICT || refusal.getStatusCode() == HttpStatus.GONE) {
					return closed(HttpStatus.valueOf(refusal.getStatusCode().value()), definition, asked, request);
				}
				throw refusal;
			}
		}
		if (finished) {
			thanks(page, asked, given);
		}
		else {
			form(page, asked, visit, id, given, Map.of(), seen, askedAt);
		}
		return this.pages.hosted(HttpStatus.OK, page);
	}

	private Map<String, Object> response(UUID id, PublicSurvey asked, Visit visit, Map<String, Object> given,
			boolean finished, @Nullable Instant askedAt) {
		Map<String, Object> response = new LinkedHashMap<>();
		response.put("id", id);
		response.put("answers", given);
		response.put("version", asked.version());
		response.put("locale", asked.locale());
		response.put("attributes", visit.attributes());
		response.put("finished", finished);
		if (askedAt != null) {
			response.put("askedAt", askedAt);
		}
		if (visit.channel() != null) {
			response.put("channel", visit.channel());
		}
		if (visit.touchpoint() != null) {
			response.put("touchpoint", visit.touchpoint());
		}
		return response;
	}

	private SurveyDefinition definition(UUID survey) {
		SurveyDefinition definition = this.surveys.definition(survey);
		if (definition.status() == SurveyStatus.DRAFT) {
			throw new SurveyNotFound();
		}
		return definition;
	}

	private ResponseEntity<String> closed(HttpStatus status, SurveyDefinition definition, PublicSurvey asked,
			HttpServletRequest request) {
		Map<String, Object> page = page(asked, request);
		page.put("message", asked.words().get((definition.status() == SurveyStatus.PAUSED) ? "paused" : "closed"));
		return this.pages.hosted(status, page);
	}

	/** Whoever follows an old or a broken link is a person, too. */
	@ExceptionHandler({ SurveyNotFound.class, MethodArgumentTypeMismatchException.class })
	ResponseEntity<String> missing(HttpServletRequest request) {
		Words words = Words.in(Visit.wanted(request));
		String closed = words.with(null).getOrDefault("closed", "");
		return this.pages.hosted(HttpStatus.NOT_FOUND, Map.of("base", this.address.path(request), "locale",
				words.language(), "dir", "ltr", "title", closed, "message", closed));
	}

	private Map<String, Object> page(PublicSurvey asked, HttpServletRequest request) {
		Map<String, Object> page = new LinkedHashMap<>();
		page.put("base", this.address.path(request));
		page.put("title", asked.questions().get(0).text());
		page.put("locale", asked.locale());
		page.put("dir", Visit.rightToLeft(asked.locale()) ? "rtl" : "ltr");
		page.put("more", asked.words().get("more"));
		if (asked.privacy() != null) {
			page.put("privacy", asked.privacy());
			page.put("privacyWord", asked.words().get("privacy"));
		}
		return page;
	}

	private static void form(Map<String, Object> page, PublicSurvey asked, Visit visit, UUID id,
			Map<String, Object> given, Map<String, Object> chosen, Set<String> seen, @Nullable Instant askedAt) {
		List<PublicQuestion> next = next(asked, given, seen);
		Set<String> then = new TreeSet<>(seen);
		next.forEach((question) -> then.add(question.key()));
		List<Map<String, Object>> hidden = new ArrayList<>();
		hidden.add(Map.of("name", "form.id", "value", id));
		hidden.add(Map.of("name", "form.version", "value", asked.version()));
		hidden.add(Map.of("name", "form.seen", "value", String.join(",", then)));
		if (askedAt != null && !visit.kiosk()) { // who passes a kiosk by is not known
			hidden.add(Map.of("name", "form.asked", "value", askedAt));
		}
		given.forEach((key, answer) -> ((answer instanceof List<?> several) ? several : List.of(answer))
			.forEach((value) -> hidden.add(Map.of("name", "a." + key, "value", value))));
		page.put("form", true);
		page.put("action", visit.query());
		page.put("hidden", hidden);
		page.put("trap", asked.words().get("trap"));
		page.put("send", asked.words().get("send"));
		page.put("questions", next.stream().map((question) -> question(asked, question, given, chosen)).toList());
	}

	private static Map<String, Object> question(PublicSurvey asked, PublicQuestion question, Map<String, Object> given,
			Map<String, Object> chosen) {
		Map<String, Object> view = new LinkedHashMap<>();
		view.put("name", "a." + question.key());
		view.put("text", text(asked, question, given));
		view.put("required", question.required());
		List<Map<String, Object>> choices = new ArrayList<>();
		if (question.scale() != null) {
			int min = Objects.requireNonNull(question.scale().min());
			int max = Objects.requireNonNull(question.scale().max());
			for (int score = min; score <= max; score++) {
				choices.add(Map.of("value", score, "label", score, "checked",
						Objects.equals(chosen.get(question.key()), score)));
			}
			view.put("scale", true);
			view.put("min",
					(question.labels() != null && question.labels().min() != null) ? question.labels().min() : "");
			view.put("max",
					(question.labels() != null && question.labels().max() != null) ? question.labels().max() : "");
		}
		else if (question.options() != null) {
			question.options()
				.forEach((option) -> choices.add(Map.of("value", option.key(), "label", option.text(), "kind",
						Boolean.TRUE.equals(question.multiple()) ? "checkbox" : "radio")));
			view.put("options", true);
		}
		else {
			view.put("area", true);
		}
		view.put("choices", choices);
		return view;
	}

	private static String text(PublicSurvey asked, PublicQuestion question, Map<String, Object> given) {
		if (question.textFor() == null || question.askWhen() == null) {
			return question.text();
		}
		ScoreClass scoreClass = classOf(asked, String.valueOf(question.askWhen().question()), given);
		return (scoreClass != null) ? question.textFor().getOrDefault(scoreClass, question.text()) : question.text();
	}

	private static void thanks(Map<String, Object> page, PublicSurvey asked, Map<String, Object> given) {
		page.put("message", asked.words().get("thanks"));
		if (asked.thanks() == null) {
			return;
		}
		for (PublicQuestion question : asked.questions()) {
			ScoreClass scoreClass = classOf(asked, question.key(), given);
			PublicThanks said = (scoreClass != null) ? asked.thanks().get(scoreClass) : null;
			if (said != null) {
				page.computeIfPresent("message", (name, word) -> (said.text() != null) ? said.text() : word);
				page.put("voucher", (said.voucher() != null) ? said.voucher() : "");
				page.put("link", (said.link() != null) ? said.link() : "");
				return;
			}
		}
	}

	/** The questions that can be asked now: all whose condition is known to hold. */
	private static List<PublicQuestion> next(PublicSurvey asked, Map<String, Object> given, Set<String> seen) {
		return asked.questions()
			.stream()
			.filter((question) -> !seen.contains(question.key()) && isAsked(asked, question, given))
			.toList();
	}

	private static boolean isAsked(PublicSurvey asked, PublicQuestion question, Map<String, Object> given) {
		if (question.askWhen() == null) {
			return true;
		}
		String earlier = String.valueOf(question.askWhen().question());
		List<ScoreClass> classes = question.askWhen().classes();
		return given.containsKey(earlier) && (classes == null || classes.contains(classOf(asked, earlier, given)));
	}

	private static @Nullable ScoreClass classOf(PublicSurvey asked, String key, Map<String, Object> given) {
		for (PublicQuestion question : asked.questions()) {
			if (question.key().equals(key) && question.classes() != null && question.scale() != null
					&& question.scale().min() != null && given.get(key) instanceof Integer score) {
				return question.classes().get(score - question.scale().min());
			}
		}
		return null;
	}

	/** The answers in a form, without what a browser could not have sent. */
	private static Map<String, Object> given(PublicSurvey asked, MultiValueMap<String, String> form) {
		Map<String, Object> given = new LinkedHashMap<>();
		for (PublicQuestion question : asked.questions()) {
			List<String> sent = form.get("a." + question.key());
			if (sent == null || !isAsked(asked, question, given)) {
				continue;
			}
			if (question.type() == QuestionType.TEXT) {
				String text = sent.get(0).replace("\0", "").strip();
				if (!text.isEmpty()) {
					given.put(question.key(), cut(text));
				}
			}
			else if (question.options() != null) {
				Set<String> keys = new HashSet<>();
				question.options().forEach((option) -> keys.add(option.key()));
				List<String> chosen = sent.stream().filter(keys::contains).distinct().toList();
				if (!chosen.isEmpty()) {
					given.put(question.key(), chosen);
				}
			}
			else {
				Integer score = Visit.score(question, sent.get(0));
				if (score != null) {
					given.put(question.key(), score);
				}
			}
		}
		return given;
	}

	private static String cut(String text) {
		return (text.codePointCount(0, text.length()) <= LONGEST_TEXT) ? text
				: text.substring(0, text.offsetByCodePoints(0, LONGEST_TEXT));
	}

	/** The version that the form asked, which may have a successor by now. */
	private static int version(MultiValueMap<String, String> form, SurveyDefinition definition) {
		String text = text(form, "form.version");
		int version = text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : 0;
		return (version > 0 && version < definition.version()) ? version : definition.version();
	}

	/** When the first question was shown, if the form still says so. */
	private static @Nullable Instant askedAt(String text) {
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
