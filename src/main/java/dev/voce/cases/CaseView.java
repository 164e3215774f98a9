package dev.voce.cases;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import dev.voce.delivery.Outbox;
import dev.voce.response.ResponseView;
import dev.voce.scoring.ScoreClass;

/**
 * A case as it is listed.
 *
 * @param id its id
 * @param number what people call it, rising
 * @param survey the survey that the response answers
 * @param response the id of the response
 * @param said what the response says; absent where it is no longer kept
 * @param status NEW, OPEN, WAITING or CLOSED
 * @param owner whose it is; absent for nobody's
 * @param openedAt when it was opened
 * @param dueAt when it is to be closed
 * @param overdue whether that time has passed, and it is neither closed nor waits
 * @param firstActionAt when somebody first wrote a note or reply, let it wait or closed
 * it
 * @param waitUntil until when it waits
 * @param closedAt when it was closed
 * @param outcome how it ended
 * @param cause the root cause that was named
 * @param revision rises with every change: its ETag
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CaseView(UUID id, long number, Named survey, UUID response, @Nullable Said said, Case.Status status,
		@Nullable Named owner, Instant openedAt, Instant dueAt, boolean overdue, @Nullable Instant firstActionAt,
		@Nullable Instant waitUntil, @Nullable Instant closedAt, Case.@Nullable Outcome outcome, @Nullable String cause,
		long revision) {

	/**
	 * A survey or a user.
	 *
	 * @param id its id
	 * @param name its name
	 */
	@Schema(name = "CaseNamed")
	public record Named(UUID id, String name) {
	}

	/**
	 * What a response says, in short.
	 *
	 * @param submittedAt when
	 * @param question the key of the scored question that opened the case, or of the
	 * first that was answered
	 * @param score the score
	 * @param scoreClass its class
	 * @param min the lowest score of the scale
	 * @param max the highest
	 * @param comment the first text, as it was written
	 * @param locale its language
	 * @param respondent who answered, in the owner's terms
	 * @param name the attribute {@code name}, or the name under which the respondent is
	 * known
	 * @param contact the address that was left
	 */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	@Schema(name = "CaseSaid")
	public record Said(Instant submittedAt, @Nullable String question, @Nullable Integer score,
			@JsonProperty("class") @Schema(description = "its class") @Nullable ScoreClass scoreClass,
			@Nullable Integer min, @Nullable Integer max, @Nullable String comment, @Nullable String locale,
			@Nullable String respondent, @Nullable String name, @Nullable String contact) {
	}

	/**
	 * A page of cases.
	 *
	 * @param items in the order that was asked for
	 * @param next the cursor of the next page; {@code null} on the last
	 * @param counts how many cases there are, whatever the filter
	 */
	record CasePage(List<CaseView> items, @JsonInclude @Nullable String next, CaseTable.Counts counts) {
	}

	/**
	 * A case with all that is known of it.
	 *
	 * @param id its id
	 * @param number what people call it, rising
	 * @param survey the survey that the response answers
	 * @param response the id of the response
	 * @param said what the response says, in short; absent where it is no longer kept
	 * @param status NEW, OPEN, WAITING or CLOSED
	 * @param owner whose it is; absent for nobody's
	 * @param openedAt when it was opened
	 * @param dueAt when it is to be closed
	 * @param overdue whether that time has passed, and it is neither closed nor waits
	 * @param firstActionAt when somebody first wrote a note or reply, let it wait or
	 * closed it
	 * @param waitUntil until when it waits
	 * @param closedAt when it was closed
	 * @param outcome how it ended
	 * @param cause the root cause that was named
	 * @param revision rises with every change: its ETag
	 * @param rule the rule as it was when it opened the case; absent if somebody did
	 * @param answered the whole response; absent where it is no longer kept
	 * @param earlier the latest other responses of the respondent, up to 20
	 * @param others other cases of the respondent, the newest first
	 * @param reply how the respondent can be written to
	 * @param events what happened, in order
	 * @param person the id of the respondent among the people whom the workspace knows
	 */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	@Schema(name = "CaseDetail")
	public record Detail(UUID id, long number, Named survey, UUID response, @Nullable Said said, Case.Status status,
			@Nullable Named owner, Instant openedAt, Instant dueAt, boolean overdue, @Nullable Instant firstActionAt,
			@Nullable Instant waitUntil, @Nullable Instant closedAt, Case.@Nullable Outcome outcome,
			@Nullable String cause, long revision, @Nullable Rule rule, @Nullable ResponseView answered,
			List<Earlier> earlier, List<CaseView> others, ReplyWay reply, List<Event> events, @Nullable UUID person) {

		static Detail of(CaseView one, @Nullable Rule rule, @Nullable ResponseView answered, List<Earlier> earlier,
				List<CaseView> others, ReplyWay reply, List<Event> events, @Nullable UUID person) {
			return new Detail(one.id, one.number, one.survey, one.response, one.said, one.status, one.owner,
					one.openedAt, one.dueAt, one.overdue, one.firstActionAt, one.waitUntil, one.closedAt, one.outcome,
					one.cause, one.revision, rule, answered, earlier, others, reply, events, person);
		}

	}

	/**
	 * How the respondent can be written to.
	 *
	 * @param to the address: the contact that was left, or the respondent, or that of the
	 * respondent among the people whom the workspace knows; absent where there is none
	 * @param left whether it is the contact that was left
	 * @param sender whether the workspace has a sender of mails, without which none is
	 * written
	 * @param server whether a mail server is set; until then mails wait
	 * @param answersTo where answers go: to the owner of the case, or to the workspace
	 */
	@Schema(name = "CaseReplyWay")
	@JsonInclude(JsonInclude.Include.NON_NULL)
	public record ReplyWay(@Nullable String to, boolean left, boolean sender, boolean server,
			@Nullable String answersTo) {
	}

	/**
	 * Another response of the respondent.
	 *
	 * @param survey the survey that it answers
	 * @param response its id
	 * @param said what it says
	 */
	@Schema(name = "CaseEarlier")
	public record Earlier(Named survey, UUID response, Said said) {
	}

	/**
	 * What happened to a case.
	 *
	 * @param id its id
	 * @param at when
	 * @param kind what
	 * @param by who did it; absent for Voce itself and the respondent
	 * @param owner who got the case; absent for nobody
	 * @param former whose it was
	 * @param reason why it happened by itself
	 * @param from the score before
	 * @param to the score after
	 * @param until when waiting ends
	 * @param outcome how the case ended
	 * @param cause the root cause
	 * @param text the note, the mail, the reason of waiting, or the comment after a
	 * change; removed when the person is erased
	 * @param subject the subject of the mail
	 * @param address the address of the mail
	 * @param mail what became of the mail, for 30 days
	 */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	@Schema(name = "CaseEvent")
	public record Event(UUID id, Instant at, CaseEvent.Kind kind, @Nullable String by, @Nullable String owner,
			@Nullable String former, CaseEvent.@Nullable Reason reason, @Nullable Integer from, @Nullable Integer to,
			@Nullable Instant until, Case.@Nullable Outcome outcome, @Nullable String cause, @Nullable String text,
			@Nullable String subject, @Nullable String address, Outbox.@Nullable Status mail) {
	}

}
