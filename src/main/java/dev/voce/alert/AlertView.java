package dev.voce.alert;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import dev.voce.scoring.Metric;
import dev.voce.scoring.Scale;

/**
 * An alert.
 *
 * @param id its id
 * @param survey of which survey
 * @param question the key of the question
 * @param metric what the question measures; absent where the survey has it no more
 * @param scale its lowest and highest score
 * @param segment of which segment alone
 * @param value of which value of it
 * @param kind DROP, BELOW, SILENCE or SURGE
 * @param since the first day; absent for the first of each month
 * @param baseline the days that it compares with; absent for the 90 days before
 * @param threshold the value of BELOW
 * @param alpha the share of false alarms that is accepted
 * @param after the business time of SILENCE
 * @param rate how many responses usually come in that time, at least
 * @param within the time of SURGE
 * @param recipients whom it tells
 * @param raisedAt since when it is raised; absent while it is quiet
 * @param quietSince since when it is quiet; absent while it is raised
 * @param raisings when it was raised by its present rule, up to three times, the latest
 * last
 * @param finding what the last look saw; absent where there is nothing to compare
 * @param author who made it
 * @param createdAt when
 * @param revision rises with every change of the rule: its ETag
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AlertView(UUID id, Named survey, String question, @Nullable Metric metric, @Nullable Scale scale,
		@Nullable String segment, @Nullable String value, AlertRule.Kind kind, @Nullable LocalDate since,
		AlertRule.@Nullable Days baseline, @Nullable Double threshold, double alpha, @Nullable Duration after,
		@Nullable Integer rate, @Nullable Duration within,
		@JsonProperty("notify") @Schema(description = "whom it tells") Recipients recipients,
		@Nullable Instant raisedAt, @Nullable Instant quietSince, List<Instant> raisings, @Nullable Finding finding,
		String author, Instant createdAt, long revision) {

	/**
	 * A survey, a user or a webhook.
	 *
	 * @param id its id
	 * @param name its name
	 */
	@Schema(name = "AlertNamed")
	public record Named(UUID id, String name) {
	}

	/**
	 * Who gets an alert.
	 *
	 * @param users who get a mail
	 * @param webhooks that get it, besides those whose events name alerts
	 */
	@Schema(name = "AlertRecipients")
	public record Recipients(List<Named> users, List<Named> webhooks) {
	}

}
