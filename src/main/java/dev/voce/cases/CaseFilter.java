package dev.voce.cases;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import dev.voce.response.ResponseId;
import dev.voce.response.SubmissionValidator;
import dev.voce.web.Flaw;
import dev.voce.web.Problem;
import dev.voce.workspace.Caller;

/**
 * Which cases are wanted, in which order.
 *
 * @param workspace whose
 * @param which their status
 * @param owner the id of their owner; {@code null} for any
 * @param unassigned whether they have no owner
 * @param survey the survey's id; {@code null} for any
 * @param responses the ids of their responses; {@code null} for any
 * @param overdue whether they are overdue; {@code null} for both
 * @param cause their root cause; {@code null} for any
 * @param from the earliest time at which they were opened
 * @param to the first time that is too late
 * @param word what a comment, name or address holds; {@code null} for all
 * @param people respondents in lower case whom the workspace knows by such a name
 * @param number their number, where the word is one
 * @param byDue whether the first due comes first, instead of the newest
 * @param after the last case of the page before; {@code null} for the first page
 */
record CaseFilter(UUID workspace, Which which, @Nullable UUID owner, boolean unassigned, @Nullable UUID survey,
		UUID @Nullable [] responses, @Nullable Boolean overdue, @Nullable String cause, @Nullable Instant from,
		@Nullable Instant to, @Nullable String word, List<String> people, @Nullable Long number, boolean byDue,
		@Nullable Cursor after) {

	private static final int LONGEST_WORD = 200;

	private static final int MOST_RESPONSES = 200;

	/** The status of cases, and several at once. */
	enum Which {

		/** All. */
		ANY,

		/** All that are not closed. */
		ACTIVE,

		/** Those on which nobody has worked yet. */
		NEW,

		/** Those on which somebody works. */
		OPEN,

		/** Those that wait. */
		WAITING,

		/** Those that are closed. */
		CLOSED

	}

	/** The order of a list. */
	enum Order {

		/** The newest first. */
		NEWEST,

		/** The first due first. */
		DUE

	}

	/**
	 * The query parameters as they are sent.
	 *
	 * @param status only cases of this status, ACTIVE for all that are not closed; all
	 * when absent
	 * @param owner only those of a user: an id, {@code me}, or {@code none} for those
	 * without an owner
	 * @param survey only those of a survey, by its id
	 * @param response only those of responses, by their ids: up to 200
	 * @param overdue only those that are overdue, or only others; both when absent
	 * @param cause only those that were closed with this root cause
	 * @param from the earliest time at which they were opened: a date in UTC, or an
	 * instant with offset
	 * @param to the first time that is too late: a date in UTC, or an instant with offset
	 * @param q what a comment, name or address holds, or the number of a case; 1 to 200
	 * characters
	 * @param order NEWEST, which is the default, or DUE for the first due first
	 */
	record Parameters(@Parameter(schema = @Schema(implementation = Which.class)) @Nullable String status,
			@Nullable String owner, @Nullable String survey, @Nullable List<String> response,
			@Parameter(schema = @Schema(type = "boolean")) @Nullable String overdue, @Nullable String cause,
			@Nullable String from, @Nullable String to, @Nullable String q,
			@Parameter(schema = @Schema(implementation = Order.class)) @Nullable String order) {
	}

	/**
	 * The last case of a page.
	 *
	 * @param at when it was opened, or is due
	 * @param id its id
	 */
	record Cursor(Instant at, UUID id) {

		private static Cursor parse(String text) {
			try {
				String[] parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split(" ", 2);
				Instant at = Instant.parse(parts[0]);
				if (isStorable(at)) {
					return new Cursor(at, UUID.fromString(parts[1]));
				}
			}
			catch (IllegalArgumentException | DateTimeException | ArrayIndexOutOfBoundsException ex) {
				// reported below
			}
			throw Problem.invalid(Flaw.in("cursor", "listing.cursor"));
		}

		@Override
		public String toString() {
			return Base64.getUrlEncoder()
				.withoutPadding()
				.encodeToString((this.at + " " + this.id).getBytes(StandardCharsets.UTF_8));
		}

	}

	/**
	 * Reads the parameters of a request.
	 * @throws Problem (422) if one is not accepted
	 */
	static CaseFilter of(Caller caller, Parameters sent, @Nullable String cursor) {
		boolean none = "none".equals(sent.owner());
		UUID owner = (sent.owner() == null || none) ? null : owner(caller, sent.owner());
		return new CaseFilter(caller.workspace(), one("status", sent.status(), Which.ANY), owner, none,
				(sent.survey() != null) ? id("survey", sent.survey()) : null, responses(sent.response()),
				overdue(sent.overdue()), text(sent.cause()), instant("from", sent.from()), instant("to", sent.to()),
				word(sent.q()), List.of(), number(sent.q()), one("order", sent.order(), Order.NEWEST) == Order.DUE,
				(cursor != null) ? Cursor.parse(cursor) : null);
	}

	/** The same behind a case. */
	CaseFilter behind(Case last) {
		return new CaseFilter(this.workspace, this.which, this.owner, this.unassigned, this.survey, this.responses,
				this.overdue, this.cause, this.from, this.to, this.word, this.people, this.number, this.byDue,
				cursor(last));
	}

	/** The same, with the cases of people who are known by a name that holds the word. */
	CaseFilter orOf(List<String> respondents) {
		return new CaseFilter(this.workspace, this.which, this.owner, this.unassigned, this.survey, this.responses,
				this.overdue, this.cause, this.from, this.to, this.word, respondents, this.number, this.byDue,
				this.after);
	}

	/** The cursor behind a case. */
	Cursor cursor(Case last) {
		return new Cursor(this.byDue ? last.dueAt() : last.openedAt(), last.id());
	}

	private static UUID owner(Caller caller, String owner) {
		if (!owner.equals("me")) {
			return id("owner", owner);
		}
		if (caller.user() == null) {
			throw Problem.invalid(Flaw.in("owner", "case.me"));
		}
		return caller.user();
	}

	private static UUID @Nullable [] responses(@Nullable List<String> sent) {
		if (sent == null) {
			return null;
		}
		if (sent.size() > MOST_RESPONSES) {
			throw Problem.invalid(Flaw.in("response", "case.responses", MOST_RESPONSES));
		}
		return sent.stream().map((text) -> id("response", text)).toArray(UUID[]::new);
	}

	private static UUID id(String name, String text) {
		UUID id = ResponseId.parse(text);
		if (id == null) {
			throw Problem.invalid(Flaw.in(name, "value.id"));
		}
		return id;
	}

	private static <E extends Enum<E>> E one(String name, @Nullable String text, E absent) {
		if (text == null) {
			return absent;
		}
		for (E value : absent.getDeclaringClass().getEnumConstants()) {
			if (value.name().equals(text)) {
				return value;
			}
		}
		throw Problem.invalid(Flaw.in(name, "value.oneOf", List.of(absent.getDeclaringClass().getEnumConstants())));
	}

	private static @Nullable Boolean overdue(@Nullable String text) {
		if (text == null) {
			return null;
		}
		if (!text.equals("true") && !text.equals("false")) {
			throw Problem.invalid(Flaw.in("overdue", "value.oneOf", List.of(true, false)));
		}
		return text.equals("true");
	}

	private static @Nullable String text(@Nullable String text) {
		if (text != null && text.indexOf('\0') >= 0) {
			throw Problem.invalid(Flaw.in("cause", "value.nul"));
		}
		return text;
	}

	private static @Nullable String word(@Nullable String q) {
		if (q == null || q.isBlank()) {
			return null;
		}
		if (q.length() > LONGEST_WORD || q.indexOf('\0') >= 0) {
			throw Problem.invalid(Flaw.in("q", "case.q", LONGEST_WORD));
		}
		return q.trim();
	}

	private static @Nullable Long number(@Nullable String q) {
		return (q != null && q.trim().matches("#?[0-9]{1,15}")) ? Long.valueOf(q.trim().replace("#", "")) : null;
	}

	private static @Nullable Instant instant(String name, @Nullable String text) {
		return (text != null) ? instant(name, text, ZoneId.of("UTC")) : null;
	}

	private static Instant instant(String name, String text, ZoneId zone) {
		try {
			Instant at = (text.length() > 10) ? SubmissionValidator.instant(text)
					: LocalDate.parse(text).atStartOfDay(zone).toInstant();
			if (isStorable(at)) {
				return at;
			}
		}
		catch (DateTimeException ex) {
			// reported below
		}
		throw Problem.invalid(Flaw.in(name, "value.dayOrInstant"));
	}

	private static boolean isStorable(Instant at) {
		return at.isAfter(Instant.parse("0001-01-01T00:00:00Z")) && at.isBefore(Instant.parse("9999-01-01T00:00:00Z"));
	}

}
