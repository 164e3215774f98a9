package dev.voce.listing;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.UUID;

import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
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

import dev.voce.response.ResponseId;
import dev.voce.response.ResponseQuery;
import dev.voce.response.ResponseView;
import dev.voce.response.Responses;
import dev.voce.response.StoredResponse;
import dev.voce.survey.SurveyDefinition;
import dev.voce.survey.Surveys;
import dev.voce.web.Page;
import dev.voce.workspace.Caller;

/**
 * Reads responses, one or many, newest first: in pages of JSON, or all of them as lines
 * or as CSV.
 */
@Tag(name = "Responses")
@RestController
@RequestMapping("/api/v1/surveys/{survey}/responses")
class ListingController {

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
	 * formula gets a leading quote; numbers stay numbers.
	 * @param cursor {@code next} of the page before, for JSON alone
	 * @param limit how many at most, for JSON alone
	 */
	@ApiResponse(responseCode = "200", description = "the responses", useReturnTypeSchema = true,
			content = {
					@Content(mediaType = MediaType.APPLICATION_NDJSON_VALUE,
							schema = @Schema(implementation = ResponseView.class)),
					@Content(mediaType = "text/csv", schema = @Schema(type = "string")) })
	@GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
	Page<ResponseView> list(@AuthenticationPrincipal Caller caller, @PathVariable UUID survey,
			@ParameterObject ResponseFilter.Parameters wanted, @RequestParam(required = false) @Nullable String cursor,
			@RequestParam(defaultValue = "50") @Schema(minimum = "1", maximum = "200") int limit) {
		SurveyDefinition definition = this.surveys.definitionFor(caller, survey);
		ResponseQuery query = ResponseFilter.of(definition, wanted);
		ResponseFilter.Cursor before = ResponseFilter.Cursor.parse(cursor);
		return Page.of(limit,
				(count) -> this.responses.page(definition, query, before.submittedAt(), before.id(), count),
				ResponseView::of, ResponseFilter.Cursor::after);
	}

	@Hidden // described with the pages
	@GetMapping(produces = MediaType.APPLICATION_NDJSON_VALUE)
	void lines(@AuthenticationPrincipal Caller caller, @PathVariable UUID survey,
			@ParameterObject ResponseFilter.Parameters wanted, HttpServletResponse response) throws IOException {
		SurveyDefinition definition = this.surveys.definitionFor(caller, survey);
		ResponseQuery query = ResponseFilter.of(definition, wanted);
		response.setContentType(MediaType.APPLICATION_NDJSON_VALUE);
		OutputStream out = response.getOutputStream();
		all(definition, query, (stored) -> {
			out.write(this.json.writeValueAsBytes(ResponseView.of(stored)));
			out.write('\n');
		});
	}

	@Hidden // described with the pages
	@GetMapping(produces = "text/csv")
	void table(@AuthenticationPrincipal Caller caller, @PathVariable UUID survey,
			@ParameterObject ResponseFilter.Parameters wanted, HttpServletResponse response) throws IOException {
		SurveyDefinition definition = this.surveys.definitionFor(caller, survey);
		ResponseQuery query = ResponseFilter.of(definition, wanted);
		ResponseCsv csv = new ResponseCsv(definition, this.responses.attributes(definition, query));
		response.setContentType("text/csv;charset=UTF-8");
		response.setHeader("Content-Disposition", "attachment; filename=\"responses.csv\"");
		OutputStream out = response.getOutputStream();
		out.write(csv.header());
		all(definition, query, (stored) -> out.write(csv.row(stored)));
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
