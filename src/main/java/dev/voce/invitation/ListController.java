package dev.voce.invitation;

import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import dev.voce.person.CsvRows;
import dev.voce.person.Lines;
import dev.voce.survey.SurveyDefinition;
import dev.voce.survey.Surveys;
import dev.voce.web.Flaw;
import dev.voce.web.Message;
import dev.voce.web.Problem;
import dev.voce.workspace.Caller;

/** Invites many people at once. */
@Tag(name = "Invitations")
@RestController
@RequestMapping(path = "/api/v1/surveys/{survey}", produces = MediaType.APPLICATION_JSON_VALUE)
class ListController {

	private final Surveys surveys;

	private final Invitations invitations;

	private final Sendings sendings;

	private final JsonMapper json;

	private final Clock clock;

	ListController(Surveys surveys, Invitations invitations, Sendings sendings, JsonMapper json, Clock clock) {
		this.surveys = surveys;
		this.invitations = invitations;
		this.sendings = sendings;
		this.json = json;
		this.clock = clock;
	}

	/**
	 * What became of a list.
	 *
	 * @param sending the list's id; {@code null} where nothing was stored
	 * @param rows how many it has
	 * @param scheduled how many are going to be sent
	 * @param skipped how many a rule stands against
	 * @param known how many have a key that was posted before: they stay as they are
	 * @param rejected how many were not accepted
	 * @param skips how many by rule
	 * @param skippedRows who was skipped, of the first 5,000
	 * @param errors why rows were rejected, of the first 100
	 */
	record SendingResult(@JsonInclude @Nullable UUID sending, int rows, int scheduled, int skipped, int known,
			int rejected, Map<SkipRules.Skip.Rule, Integer> skips, List<SkippedRow> skippedRows,
			List<Lines.LineError> errors) {
	}

	/**
	 * Somebody on a list who is skipped.
	 *
	 * @param line the row's number, from 1
	 * @param email the address, where the row names one
	 * @param rule the rule
	 * @param until when it ends
	 */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	record SkippedRow(long line, @Nullable String email, SkipRules.Skip.Rule rule, @Nullable Instant until) {
	}

	/**
	 * Invites up to 50,000 people by mail. Rows that are not accepted harm no others; who
	 * is on the list twice is asked once. Mails go out when all of the list is read, and
	 * not at all if it is stopped before (409), or can't be read to its end. Lines of
	 * JSON ({@code application/x-ndjson}) and tables ({@code text/csv}, with the names of
	 * fields in the first row; other columns are attributes) are taken too. While no mail
	 * can go out, since a setting is missing, a list is refused with 409.
	 * @param dryRun {@code true} to store nothing, and only tell who would be skipped
	 * @return what became of the rows
	 */
	@PostMapping(path = "/sendings", consumes = MediaType.APPLICATION_JSON_VALUE)
	@ApiResponse(responseCode = "202", description = "what is accepted is going to be sent")
	@ApiResponse(responseCode = "200", description = "nothing was to be stored")
	ResponseEntity<SendingResult> list(@AuthenticationPrincipal Caller caller, @PathVariable UUID survey,
			@RequestParam(defaultValue = "false") boolean dryRun, @RequestBody List<InvitationInput> people,
			HttpServletRequest request) throws IOException {
		return send(caller, survey, dryRun, request, (lines, taker) -> {
			long line = 0;
			for (@Nullable
			InvitationInput one : people) {
				lines.take(++line, () -> {
					if (one == null) {
						throw Problem.invalid(Flaw.at("", "value.object"));
					}
					return one;
				}, taker);
			}
		});
	}

	@Hidden // described with the list
	@PostMapping(path = { "/sendings", "/invitations" }, consumes = MediaType.APPLICATION_NDJSON_VALUE)
	ResponseEntity<SendingResult> lines(@AuthenticationPrincipal Caller caller, @PathVariable UUID survey,
			@RequestParam(defaultValue = "false") boolean dryRun, @Parameter(hidden = true) InputStream body,
			HttpServletRequest request) throws IOException {
		return send(caller, survey, dryRun, request, (lines, taker) -> lines.read(body, taker));
	}

	@Hidden // described with the list
	@PostMapping(path = { "/sendings", "/invitations" }, consumes = "text/csv")
	ResponseEntity<SendingResult> table(@AuthenticationPrincipal Caller caller, @PathVariable UUID survey,
			@RequestParam(defaultValue = "false") boolean dryRun, @Parameter(hidden = true) InputStream body,
			HttpServletRequest request) throws IOException {
		return send(caller, survey, dryRun, request, (lines, taker) -> CsvRows.read(body,
				(line, row) -> lines.take(line, () -> InvitationInput.of(row), taker)));
	}

	/** Reads a list. */
	private interface Reading {

		void read(Lines<InvitationInput> lines, Lines.Taker<InvitationInput> taker) throws IOException;

	}

	private ResponseEntity<SendingResult> send(Caller caller, UUID survey, boolean dryRun, HttpServletRequest request,
			Reading reading) throws IOException {
		SurveyDefinition definition = this.surveys.definitionFor(caller, survey);
		Lines<InvitationInput> lines = new Lines<>(this.json, InvitationInput.class, Message.language(request));
		if (dryRun) {
			ListRows rows = new ListRows(lines, this.clock,
					(some) -> Optional.of(this.sendings.tryOut(definition, some)));
			reading.read(lines, rows::take);
			rows.end();
			return ResponseEntity.ok(result(null, rows, lines));
		}
		this.invitations.checkSending(definition);
		UUID sending = this.sendings.begin(caller, definition);
		ListRows rows = new ListRows(lines, this.clock, (some) -> this.sendings.read(definition, sending, some));
		boolean whole = false;
		try {
			reading.read(lines, rows::take);
			rows.end();
			this.sendings.finish(definition, sending, rows);
			whole = true;
		}
		finally {
			if (!whole) {
				this.sendings.abandon(definition, sending);
			}
		}
		return ResponseEntity.status(HttpStatus.ACCEPTED).body(result(sending, rows, lines));
	}

	private static SendingResult result(@Nullable UUID sending, ListRows rows, Lines<InvitationInput> lines) {
		return new SendingResult(sending, rows.rows(), rows.scheduled(), rows.skipped(), rows.known(), lines.rejected(),
				rows.skips(), rows.named(),
				lines.errors().stream().sorted(Comparator.comparing(Lines.LineError::line)).toList());
	}

}
