package dev.voce.listing;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import dev.voce.web.Flaw;
import dev.voce.web.Problem;
import dev.voce.scoring.ScoreClass;
import dev.voce.response.ResponseQuery;
import dev.voce.response.Source;
import dev.voce.survey.SurveyDefinition;

/**
 * Conditions of responses, at least one of which narrows down which they are.
 *
 * @param from the earliest {@code submittedAt}: a date, or an instant with offset
 * @param to the first {@code submittedAt} that is too late: a date, or an instant with
 * offset
 * @param receivedFrom the earliest {@code receivedAt}: a date, or an instant with offset
 * @param receivedTo the first {@code receivedAt} that is too late: a date, or an instant
 * with offset
 * @param zone the IANA time zone that dates begin in; the survey's when absent
 * @param source what they came through
 * @param channel their channel; (none) for those without
 * @param question the key of a scored question that they answer, for {@code score} and
 * {@code class}
 * @param score the score that they give
 * @param scoreClass the class of that score
 * @param segment channel, touchpoint, locale, a declared segment or the key of a CHOICE
 * question, for {@code value}
 * @param value their value of the segment
 * @param q words that a comment holds, up to 20
 * @param test whether they were sent as tests
 * @param mark their mark; NONE, which is true of nearly all, only with another condition
 * @param counted whether they count in figures; true only with another condition
 * @param comment whether they hold a comment
 * @param contact whether they say how to get in touch
 */
record Where(@Nullable String from, @Nullable String to, @Nullable String receivedFrom, @Nullable String receivedTo,
		@Nullable String zone, @Nullable Source source, @Nullable String channel, @Nullable String question,
		@Nullable Integer score,
		@JsonProperty("class") @Schema(description = "the class of that score") @Nullable ScoreClass scoreClass,
		@Nullable String segment, @Nullable String value, @Nullable String q, @Nullable Boolean test,
		MarkController.@Nullable As mark, @Nullable Boolean counted, @Nullable Boolean comment,
		@Nullable Boolean contact) {

	private static final List<String> PLACES = List.of("channel", "touchpoint");

	/**
	 * The query that finds them.
	 * @param shown whether records of asking are to be found by it too
	 * @throws Problem (422) if a condition is not accepted, or none narrows anything down
	 */
	ResponseQuery query(SurveyDefinition survey, boolean shown) {
		if (shown) {
			refuseWhatOnlyResponsesHave();
		}
		if (Stream.of(this.from, this.to, this.receivedFrom, this.receivedTo, this.source, this.channel, this.question,
				this.score, this.scoreClass, this.segment, this.value, this.q, this.test, this.comment, this.contact)
			.allMatch(Objects::isNull) && (this.mark == null || this.mark == MarkController.As.NONE)
				&& !Boolean.FALSE.equals(this.counted)) {
			throw Problem.invalid(Flaw.at("/where", "mark.where"));
		}
		ResponseQuery query;
		try {
			query = ResponseFilter.of(survey,
					new ResponseFilter.Parameters(this.from, this.to, this.zone, this.receivedFrom, this.receivedTo,
							text(this.source), this.channel, this.question, text(this.score), text(this.scoreClass),
							this.segment, this.value, this.q, text(this.test), text(this.mark), text(this.counted),
							text(this.comment), text(this.contact)));
		}
		catch (Problem refusal) {
			throw Problem.invalid(refusal.flaws()
				.stream()
				.map((flaw) -> new Flaw("/where/" + flaw.parameter(), null, flaw.detail()))
				.toList());
		}
		// An empty search must not mark everything.
		if (this.q != null && query.words().length == 0) {
			throw Problem.invalid(Flaw.at("/where/q", "mark.word"));
		}
		return query;
	}

	private void refuseWhatOnlyResponsesHave() {
		Map<String, Boolean> given = new TreeMap<>(Map.of("question", this.question != null, "score",
				this.score != null, "class", this.scoreClass != null, "q", this.q != null, "test", this.test != null,
				"segment", this.segment != null && !PLACES.contains(this.segment), "counted", this.counted != null,
				"comment", this.comment != null, "contact", this.contact != null));
		given.values().removeIf((isGiven) -> !isGiven);
		if (!given.isEmpty()) {
			throw Problem.invalid(
					given.keySet().stream().map((name) -> Flaw.at("/where/" + name, "mark.shownCondition")).toList());
		}
	}

	private static @Nullable String text(@Nullable Object value) {
		return (value != null) ? value.toString() : null;
	}

}
