package dev.voce.widget;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.web.util.UriUtils;

import dev.voce.web.Languages;
import dev.voce.survey.PublicSurvey;
import dev.voce.survey.PublicSurvey.PublicQuestion;
import dev.voce.survey.SurveyDefinition;

/**
 * What the address of a hosted page says about a visit. What an answer could not carry is
 * left out: a mistyped link must not cost the answer.
 *
 * @param locale the wanted language
 * @param channel where the visitor comes from: what the address says, else the survey's,
 * else what the page is used for
 * @param touchpoint what the visitor just met
 * @param attributes the survey's declared segments
 * @param preselect scores that a mail's link chose
 * @param kiosk whether one visitor follows another
 */
record Visit(String locale, String channel, @Nullable String touchpoint, Map<String, String> attributes,
		Map<String, Integer> preselect, boolean kiosk) {

	/** Where bytes were no UTF-8. */
	private static final char UNREADABLE = '\uFFFD';

	private static final Set<String> RESERVED = Set.of("(none)", "(other)");

	/** The visit of whoever opens the page. */
	static Visit of(HttpServletRequest request, SurveyDefinition survey, PublicSurvey asked) {
		return of(request, survey, asked, (parameter(request, "kiosk") != null) ? "kiosk" : "link");
	}

	/**
	 * The visit of whoever comes from a channel, unless its address or the survey names
	 * another.
	 */
	static Visit of(HttpServletRequest request, SurveyDefinition survey, PublicSurvey asked, String from) {
		Map<String, String> attributes = new LinkedHashMap<>();
		for (String segment : survey.segments()) {
			String value = value(request, segment);
			if (value != null) {
				attributes.put(segment, value);
			}
		}
		Map<String, Integer> preselect = new LinkedHashMap<>();
		for (PublicQuestion question : asked.questions()) {
			Integer score = score(question, parameter(request, question.key()));
			if (score != null) {
				preselect.put(question.key(), score);
			}
		}
		String channel = channel(request, survey);
		return new Visit(asked.locale(), (channel != null) ? channel : from, value(request, "touchpoint"), attributes,
				preselect, parameter(request, "kiosk") != null);
	}

	/**
	 * The language that a request asks for: in the address, or as the browser is set.
	 */
	static @Nullable String wanted(HttpServletRequest request) {
		String stated = Languages.tag(parameter(request, "locale"));
		return (stated != null) ? stated : Languages.preferred(request);
	}

	static @Nullable Integer score(PublicQuestion question, @Nullable String text) {
		if (question.scale() == null || text == null || !text.matches("[0-9]{1,2}")) {
			return null;
		}
		int score = Integer.parseInt(text);
		Integer min = question.scale().min();
		Integer max = question.scale().max();
		return (min != null && max != null && min <= score && score <= max) ? (Integer) score : null;
	}

	/**
	 * The channel that an address or the survey names; {@code null} where neither does.
	 */
	static @Nullable String channel(HttpServletRequest request, SurveyDefinition survey) {
		String named = value(request, "channel");
		return (named != null) ? named : survey.channel();
	}

	/** The address that says the same, without what was preselected. */
	String query() {
		Map<String, String> all = new LinkedHashMap<>();
		all.put("locale", this.locale);
		all.putAll(this.attributes);
		all.put("channel", this.channel);
		if (this.touchpoint != null) {
			all.put("touchpoint", this.touchpoint);
		}
		if (this.kiosk) {
			all.put("kiosk", "");
		}
		return all.entrySet()
			.stream()
			.map((entry) -> UriUtils.encode(entry.getKey(), StandardCharsets.UTF_8) + "="
					+ UriUtils.encode(entry.getValue(), StandardCharsets.UTF_8))
			.collect(Collectors.joining("&", "?", ""));
	}

	/** The address of the same visit in another language. */
	String query(String language) {
		Visit other = new Visit(language, this.channel, this.touchpoint, this.attributes, this.preselect, this.kiosk);
		StringBuilder query = new StringBuilder(other.query());
		this.preselect.forEach((question, score) -> query.append('&').append(question).append('=').append(score));
		return query.toString();
	}

	private static @Nullable String parameter(HttpServletRequest request, String name) {
		return Pairs.read(request.getQueryString()).getFirst(name);
	}

	private static @Nullable String value(HttpServletRequest request, String name) {
		String value = parameter(request, name);
		return (value == null || value.isBlank() || value.codePointCount(0, value.length()) > 200
				|| value.indexOf('\0') >= 0 || value.indexOf(UNREADABLE) >= 0 || RESERVED.contains(value)) ? null
						: value;
	}

}
