package dev.voce.survey;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.voce.web.Origin;
import dev.voce.scoring.Formula;

/**
 * A survey as validation and figures need it: immutable, with the questions of all its
 * versions.
 *
 * @param id the survey's id
 * @param workspace its owner
 * @param revision rises with every change of the survey
 * @param version the current version
 * @param status its status
 * @param firstPublishedAt when it was first published; {@code null} for a draft
 * @param stoppedAt since when it is paused or closed
 * @param ended whether it was closed at once, and so accepts nothing more on the public
 * API
 * @param deleted whether it is hidden from its users and visitors
 * @param zone the time zone of its figures
 * @param defaultLocale the language that every text has
 * @param settings segments, origins and defaults
 * @param questions the questions of all versions, in the order they are asked
 */
public record SurveyDefinition(UUID id, UUID workspace, long revision, int version, SurveyStatus status,
		@Nullable Instant firstPublishedAt, @Nullable Instant stoppedAt, boolean ended, boolean deleted, ZoneId zone,
		String defaultLocale, Settings settings, List<Question> questions) {

	/** The dimensions that every response has. */
	public static final List<String> PLACES = List.of("channel", "touchpoint", "locale");

	/**
	 * A question from one version to another.
	 *
	 * @param id what tallies refer to
	 * @param key its name in responses and figures
	 * @param type the kind of answer
	 * @param formula scores its answers; {@code null} for choices and texts
	 * @param options the keys of a choice
	 * @param multiple whether several options may be chosen
	 * @param sinceVersion the first version that contains it
	 * @param untilVersion the first version that no longer does
	 * @param wording its texts
	 */
	public record Question(UUID id, String key, QuestionType type, @Nullable Formula formula, Set<String> options,
			boolean multiple, int sinceVersion, int untilVersion, Wording wording) {

		/**
		 * Whether a version contains it.
		 * @param version a survey version
		 * @return {@code true} if so
		 */
		public boolean isIn(int version) {
			return this.sinceVersion <= version && version < this.untilVersion;
		}

		/**
		 * The question as its readers see it.
		 * @param languages which of its texts are wanted, the best first
		 * @return its text
		 */
		public String text(List<String> languages) {
			return text(this.wording.text(), languages);
		}

		/**
		 * An option as its readers see it.
		 * @param option the key of an option
		 * @param languages which of its texts are wanted, the best first
		 * @return its text, or the key where there is no such option any more
		 */
		public String optionText(String option, List<String> languages) {
			List<SurveyInput.Option> options = this.wording.options();
			return ((options != null) ? options.stream() : Stream.<SurveyInput.Option>empty())
				.filter((each) -> option.equals(each.key()) && each.text() != null)
				.map((each) -> text(Objects.requireNonNull(each.text()), languages))
				.findFirst()
				.orElse(option);
		}

		private static String text(Map<String, String> texts, List<String> languages) {
			return languages.stream()
				.map(texts::get)
				.filter(Objects::nonNull)
				.findFirst()
				.orElseGet(() -> texts.values().iterator().next());
		}

	}

	/**
	 * Finds a question as of a version.
	 * @param key the question's key
	 * @param version a survey version
	 * @return the question, or {@code null} where that version has none under the key
	 */
	public @Nullable Question question(String key, int version) {
		for (Question question : this.questions) {
			if (question.key().equals(key) && question.isIn(version)) {
				return question;
			}
		}
		return null;
	}

	/**
	 * The questions of a version.
	 * @param version a survey version
	 * @return the questions in order
	 */
	public List<Question> at(int version) {
		return this.questions.stream().filter((question) -> question.isIn(version)).toList();
	}

	/**
	 * The languages that questions of a version are asked in.
	 * @param version a survey version
	 * @return BCP 47 tags in order
	 */
	public SortedSet<String> languages(int version) {
		SortedSet<String> languages = new TreeSet<>();
		at(version).forEach((question) -> languages.addAll(question.wording().text().keySet()));
		return languages;
	}

	/**
	 * The attributes that the survey declares as segments.
	 * @return their names
	 */
	public List<String> segments() {
		return this.settings.segments();
	}

	/**
	 * The values of a segment that are counted under their own name.
	 * @param segment a declared segment
	 * @return the values; {@code null} where any may be
	 */
	public @Nullable Set<String> segmentValues(String segment) {
		List<String> values = this.settings.segmentValues().get(segment);
		return (values != null) ? Set.copyOf(values) : null;
	}

	/**
	 * The choice questions of any version: each is a dimension of the figures.
	 * @return their keys
	 */
	public List<String> choices() {
		return this.questions.stream()
			.filter((question) -> question.type() == QuestionType.CHOICE)
			.map(Question::key)
			.distinct()
			.toList();
	}

	/**
	 * Everything that figures can be broken down by.
	 * @return channel, touchpoint, locale, the declared segments and the choices
	 */
	public List<String> dimensions() {
		List<String> dimensions = new ArrayList<>(PLACES);
		dimensions.addAll(segments());
		dimensions.addAll(choices());
		return dimensions;
	}

	/**
	 * Whether its responses must be anonymous.
	 * @return {@code true} if respondents and attributes that are no segments are refused
	 */
	public boolean isAnonymous() {
		return this.settings.retention() != null && Boolean.TRUE.equals(this.settings.retention().anonymous());
	}

	/**
	 * After how many days respondents are anonymised.
	 * @return the days, or {@code null} for never
	 */
	public @Nullable Integer forgetAfterDays() {
		return (this.settings.retention() != null) ? this.settings.retention().forgetAfterDays() : null;
	}

	/**
	 * After how many days whole responses are deleted.
	 * @return the days, or {@code null} for never
	 */
	public @Nullable Integer purgeAfterDays() {
		return (this.settings.retention() != null) ? this.settings.retention().purgeAfterDays() : null;
	}

	/**
	 * The channel of responses that name none.
	 * @return the channel, or {@code null}
	 */
	public @Nullable String channel() {
		return this.settings.channel();
	}

	/**
	 * The touchpoint of responses that name none.
	 * @return the touchpoint, or {@code null}
	 */
	public @Nullable String touchpoint() {
		return this.settings.touchpoint();
	}

	/**
	 * The owner's privacy page.
	 * @return its address, http or https, or {@code null}
	 */
	public @Nullable String privacy() {
		return this.settings.privacy();
	}

	/**
	 * Whether pages of an origin may show it.
	 * @param origin the {@code Origin} header; {@code null} for callers that are no pages
	 * @return {@code true} if the survey lists no origin, or this one
	 */
	public boolean allows(@Nullable String origin) {
		String normal = Origin.normal(origin);
		return origin == null || this.settings.allowedOrigins().isEmpty()
				|| (normal != null && this.settings.allowedOrigins().contains(normal));
	}

}
