package dev.voce.listing;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.HandlerMapping;

import dev.voce.response.ResponseId;
import dev.voce.response.ResponseQuery;
import dev.voce.response.ResponseView;
import dev.voce.response.Responses;
import dev.voce.response.StoredResponse;
import dev.voce.survey.SurveyDefinition;
import dev.voce.survey.Surveys;
import dev.voce.web.Flaw;
import dev.voce.web.Message;
import dev.voce.web.Page;
import dev.voce.web.Problem;
import dev.voce.workspace.Caller;

/**
 * Reads responses, one or many, newest first: in pages of JSON, or all of them as lines
 * or as CSV.
 */
@Tag(name = "Responses")
@RestController
@RequestMapping("/api/v1/surveys/{survey}/responses")
class ListingController {

	private static final String JSONL = "application/jsonl";

	private static final String JSON_LINES = "application/x-jsonlines";

	/** How many rows are read at a time when all are sent. */
	private static final int STRIDE = 500;

	private final Surveys surveys;

	private final Responses responses;

	private final JsonMapper json;

	ListingController(Surveys surveys, Responses responses, JsonMapper json) {
		this.surveys = surveys;
		this.responses = responses;
		this.json = json;
	}

	/**
	 * Lists responses, newest first. JSON comes in pages; NDJSON (a response a line) and
	 * CSV (a column per question and attribute) hold all of them. In CSV a text, or a
	 * part of it behind a separator or a line end, that a spreadsheet would run as a
	 * formula gets a leading quote; numbers stay numbers; a question called like another
	 * column stands under answers.KEY. CSV begins when all rows have been read, NDJSON at
	 * once.
	 * <p>
	 * With {@code order=changed} what was stored, amended, marked, anonymised or erased
	 * is listed, in that order: each response once, with its last change, and each that
	 * was erased by its id with {@code "erased": true}. Whoever goes on from
	 * {@code next}, or from the {@code cursor} of the last line, has in the end exactly
	 * what is stored; a cursor is good for ever. An empty page means that nothing has
	 * changed since.
	 * @param cursor {@code next} of the page before, for JSON; with {@code order=changed}
	 * for NDJSON too
	 * @param limit how many at most, for JSON alone
	 * @param order {@code changed} for the order of changes, without filters and CSV
	 * @param changedSince with {@code order=changed}: the earliest change, an instant
	 * with offset
	 * @param counts for pages alone: {@code true} adds how many responses there are
	 * @param labels for CSV alone: {@code true} for a table for people, with the words of
	 * questions and options, times in the survey's zone, and numbers, headings and
	 * separators as the language of {@code Accept-Language} has them
	 */
	@ApiResponse(responseCode = "200", description = "the responses", content = {
			@Content(mediaType = MediaType.APPLICATION_JSON_VALUE,
					schema = @Schema(oneOf = { ResponsePage.class, ResponseChanges.class })),
			@Content(mediaType = MediaType.APPLICATION_NDJSON_VALUE, schema = @Schema(
					oneOf = { ResponseView.class, ResponseChanges.Changed.class, ResponseChanges.Erased.class })),
			@Content(mediaType = JSONL, schema = @Schema(
					oneOf = { ResponseView.class, ResponseChanges.Changed.class, ResponseChanges.Erased.class })),
			@Content(mediaType = JSON_LINES, schema = @Schema(
					oneOf = { ResponseView.class, ResponseChanges.Changed.class, ResponseChanges.Erased.class })),
			@Content(mediaType = "text/csv", schema = @Schema(type = "string")) })
	@GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
	Object list(@AuthenticationPrincipal Caller caller, @PathVariable UUID survey,
			@ParameterObject ResponseFilter.Parameters wanted, @RequestParam(required = false) @Nullable String cursor,
			@RequestParam(defaultValue = "50") @Schema(minimum = "1", maximum = "200") int limit,
			@RequestParam(required = false) @Schema(allowableValues = ResponseChanges.ORDER) @Nullable String order,
			@RequestParam(required = false) @Schema(format = "date-time") @Nullable String changedSince,
			@RequestParam(defaultValue = "false") boolean counts,
			@RequestParam(required = false) @Nullable Boolean labels) {
		SurveyDefinition definition = this.surveys.definitionFor(caller, survey);
		if (labels != null) {
			throw Problem.invalid(Flaw.in("labels", "listing.labels"));
		}
		if (ResponseChanges.areWanted(order, changedSince, wanted)) {
			if (counts) {
				throw Problem.invalid(Flaw.in("counts", "listing.counts"));
			}
			return changes(survey, ResponseChanges.since(changedSince), ResponseChanges.Cursor.parse(cursor), limit);
		}
		ResponseQuery query = ResponseFilter.of(definition, wanted);
		ResponseFilter.Cursor before = ResponseFilter.Cursor.parse(cursor);
		return ResponsePage.of(
				Page.of(limit,
						(count) -> this.responses.page(definition, query, before.submittedAt(), before.id(), count),
						ResponseView::of, ResponseFilter.Cursor::after),
				counts ? this.responses.counts(definition, query) : null);
	}

	private ResponseChanges changes(UUID survey, Instant since, ResponseChanges.Cursor before, int limit) {
		if (limit < 1 || limit > Page.LONGEST) {
			throw Problem.invalid(Flaw.in("limit", "value.integer", 1, Page.LONGEST));
		}
		return ResponseChanges.of(survey, this.responses.changes(survey, since, before.sequence(), before.id(), limit),
				before);
	}

	/**
	 * A page of responses.
	 *
	 * @param items newest first
	 * @param next the cursor of the next page; {@code null} on the last
	 * @param counts how many responses there are, with {@code counts=true}
	 */
	@Schema(name = "PageResponseView")
	record ResponsePage(List<ResponseView> items, @JsonInclude @Nullable String next,
			@JsonInclude(JsonInclude.Include.NON_NULL) Responses.@Nullable Counts counts) {

		private static ResponsePage of(Page<ResponseView> page, Responses.@Nullable Counts counts) {
			return new ResponsePage(page.items(), page.next(), counts);
		}

	}

	@Hidden // described with the pages
	@GetMapping(produces = { MediaType.APPLICATION_NDJSON_VALUE, JSONL, JSON_LINES })
	void lines(@AuthenticationPrincipal Caller caller, @PathVariable UUID survey,
			@ParameterObject ResponseFilter.Parameters wanted, @RequestParam(required = false) @Nullable String cursor,
			@RequestParam(required = false) @Nullable String order,
			@RequestParam(required = false) @Nullable String changedSince, HttpServletRequest request,
			HttpServletResponse response) throws IOException {
		SurveyDefinition definition = this.surveys.definitionFor(caller, survey);
		boolean changes = ResponseChanges.areWanted(order, changedSince, wanted);
		if (cursor != null && !changes) {
			throw Problem.invalid(Flaw.in("cursor", "listing.changed"));
		}
		ResponseQuery query = ResponseFilter.of(definition, wanted);
		Instant since = ResponseChanges.since(changedSince);
		ResponseChanges.Cursor from = ResponseChanges.Cursor.parse(cursor);
		response.setContentType(accepted(request));
		Lines out = new Lines(this.json, response.getOutputStream());
		if (changes) {
			allChanges(survey, since, from, out);
		}
		else {
			all(definition, query, (stored) -> out.write(ResponseView.of(stored)));
		}
	}

	/** The media type that Spring has chosen by what the client accepts. */
	private static String accepted(HttpServletRequest request) {
		Object producible = request.getAttribute(HandlerMapping.PRODUCIBLE_MEDIA_TYPES_ATTRIBUTE);
		return (producible instanceof Collection<?> types && !types.isEmpty()) ? types.iterator().next().toString()
				: MediaType.APPLICATION_NDJSON_VALUE;
	}

	/** Writes a value a line. */
	private record Lines(JsonMapper json, OutputStream out) {

		void write(Object value) throws IOException {
			this.out.write(this.json.writeValueAsBytes(value));
			this.out.write('\n');
		}

	}

	private void allChanges(UUID survey, Instant since, ResponseChanges.Cursor from, Lines out) throws IOException {
		ResponseChanges.Cursor cursor = from;
		List<Responses.Change> page;
		do {
			page = this.responses.changes(survey, since, cursor.sequence(), cursor.id(), STRIDE);
			for (Responses.Change change : page) {
				out.write(ResponseChanges.view(survey, change));
				cursor = ResponseChanges.Cursor.after(change);
			}
		}
		while (page.size() == STRIDE);
	}

	@Hidden // described with the pages
	@GetMapping(produces = "text/csv")
	void table(@AuthenticationPrincipal Caller caller, @PathVariable UUID survey,
			@ParameterObject ResponseFilter.Parameters wanted, @RequestParam(required = false) @Nullable String order,
			@RequestParam(required = false) @Nullable Boolean labels, HttpServletRequest request,
			HttpServletResponse response) throws IOException {
		SurveyDefinition definition = this.surveys.definitionFor(caller, survey);
		if (order != null) {
			throw Problem.invalid(Flaw.in("order", "listing.changedTable"));
		}
		ResponseQuery query = ResponseFilter.of(definition, wanted);
		ResponseCsv csv = Boolean.TRUE.equals(labels) ? new PeoplesCsv(definition, Message.language(request))
				: new ResponseCsv(definition);
		try (ResponseTable table = new ResponseTable(csv)) {
			all(definition, query, table::add);
			response.setContentType("text/csv;charset=UTF-8");
			response.setHeader("Content-Disposition", "attachment; filename=\"responses.csv\"");
			table.writeTo(response.getOutputStream());
		}
	}

	/**
	 * Reads a response.
	 * @return the response
	 */
	@GetMapping(path = "/{response}", produces = MediaType.APPLICATION_JSON_VALUE)
	@ApiResponse(responseCode = "200")
	@ApiResponse(responseCode = "410")
	ResponseView read(@AuthenticationPrincipal Caller caller, @PathVariable UUID survey,
			@PathVariable("response") String id) {
		return ResponseView.of(this.responses.find(this.surveys.definitionFor(caller, survey), ResponseId.of(id)));
	}

	/** What is done with each response that is sent. */
	private interface Sink {

		void accept(StoredResponse stored) throws IOException;

	}

	private void all(SurveyDefinition survey, ResponseQuery query, Sink sink) throws IOException {
		ResponseFilter.Cursor cursor = ResponseFilter.Cursor.START;
		List<StoredResponse> page;
		do {
			page = this.responses.page(survey, query, cursor.submittedAt(), cursor.id(), STRIDE);
			for (StoredResponse stored : page) {
				sink.accept(stored);
			}
			cursor = page.isEmpty() ? cursor : ResponseFilter.Cursor.after(page.get(page.size() - 1));
		}
		while (page.size() == STRIDE);
	}

}
