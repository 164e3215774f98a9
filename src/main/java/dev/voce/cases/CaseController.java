package dev.voce.cases;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;

import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import dev.voce.person.People;
import dev.voce.user.Colleagues;
import dev.voce.web.EntityTags;
import dev.voce.web.Page;
import dev.voce.workspace.Caller;
import dev.voce.workspace.RootCause;
import dev.voce.workspace.Workspaces;

/** Lists and reads cases. */
@Tag(name = "Cases")
@RestController
@RequestMapping("/api/v1/cases")
class CaseController {

	/** How many rows are read at a time when all are sent. */
	private static final int STRIDE = 500;

	/** How many people of a name are looked for. */
	private static final int MOST_PEOPLE = 100;

	private final Cases cases;

	private final CaseRepository repository;

	private final CaseViews views;

	private final Colleagues colleagues;

	private final People people;

	private final Workspaces workspaces;

	private final Clock clock;

	CaseController(Cases cases, CaseRepository repository, CaseViews views, Colleagues colleagues, People people,
			Workspaces workspaces, Clock clock) {
		this.cases = cases;
		this.repository = repository;
		this.views = views;
		this.colleagues = colleagues;
		this.people = people;
		this.workspaces = workspaces;
		this.clock = clock;
	}

	/**
	 * Lists cases, the newest or the first due first. CSV holds all that the filter
	 * wants.
	 * @param cursor {@code next} of the page before, for JSON
	 * @param limit how many at most, for JSON alone
	 */
	@ApiResponse(responseCode = "200", description = "the cases",
			content = {
					@Content(mediaType = MediaType.APPLICATION_JSON_VALUE,
							schema = @Schema(implementation = CaseView.CasePage.class)),
					@Content(mediaType = "text/csv", schema = @Schema(type = "string")) })
	@GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
	CaseView.CasePage list(@AuthenticationPrincipal Caller caller, @ParameterObject CaseFilter.Parameters wanted,
			@RequestParam(required = false) @Nullable String cursor,
			@RequestParam(defaultValue = "50") @Schema(minimum = "1", maximum = "200") int limit) {
		CaseFilter filter = filter(caller, wanted, cursor);
		Page<Case> page = Page.of(limit, (count) -> this.repository.page(filter, this.clock.instant(), count),
				(found) -> found, filter::cursor);
		return new CaseView.CasePage(this.views.all(caller.workspace(), page.items()), page.next(),
				this.repository.count(caller.workspace(), caller.user(), this.clock.instant()));
	}

	private CaseFilter filter(Caller caller, CaseFilter.Parameters wanted, @Nullable String cursor) {
		CaseFilter filter = CaseFilter.of(caller, wanted, cursor);
		return (filter.word() != null)
				? filter.orOf(this.people.respondents(caller.workspace(), filter.word(), MOST_PEOPLE)) : filter;
	}

	@Hidden // described with the pages
	@GetMapping(produces = "text/csv")
	void table(@AuthenticationPrincipal Caller caller, @ParameterObject CaseFilter.Parameters wanted,
			HttpServletResponse response) throws IOException {
		CaseFilter filter = filter(caller, wanted, null);
		response.setContentType("text/csv;charset=UTF-8");
		response.setHeader("Content-Disposition", "attachment; filename=\"cases.csv\"");
		response.getOutputStream().write(Csv.HEADINGS.getBytes(StandardCharsets.UTF_8));
		List<Case> page;
		do {
			page = this.repository.page(filter, this.clock.instant(), STRIDE);
			for (CaseView row : this.views.all(caller.workspace(), page)) {
				response.getOutputStream().write(Csv.line(row).getBytes(StandardCharsets.UTF_8));
			}
			filter = page.isEmpty() ? filter : filter.behind(page.get(page.size() - 1));
		}
		while (page.size() == STRIDE);
	}

	/**
	 * Reads a case, with its response, what else the respondent said, and what happened.
	 * @param id the case's id
	 * @return the case
	 */
	@GetMapping(path = "/{case}", produces = MediaType.APPLICATION_JSON_VALUE)
	@ApiResponse(responseCode = "200", description = "the case", headers = @Header(name = "ETag",
			description = "what verbs are based on", schema = @Schema(type = "string")))
	ResponseEntity<CaseView.Detail> read(@AuthenticationPrincipal Caller caller, @PathVariable("case") UUID id) {
		Case found = this.cases.find(caller.workspace(), id);
		return ResponseEntity.ok().eTag(EntityTags.of(found.revision())).body(this.views.detail(found));
	}

	/**
	 * What can be chosen when working on cases.
	 *
	 * @param owners the users who may own cases, by name
	 * @param causes the root causes that cases are closed with
	 */
	record CaseChoices(List<CaseView.Named> owners, List<RootCause> causes) {
	}

	/**
	 * Tells what can be chosen when working on cases.
	 * @return owners and root causes
	 */
	@GetMapping(path = "/choices", produces = MediaType.APPLICATION_JSON_VALUE)
	CaseChoices choices(@AuthenticationPrincipal Caller caller) {
		return new CaseChoices(this.colleagues.of(caller.workspace())
			.stream()
			.filter(Colleagues.Colleague::worksOnCases)
			.map((user) -> new CaseView.Named(user.id(), user.name()))
			.toList(), this.workspaces.causes(caller.workspace()));
	}

	/** Cases as CSV (RFC 4180), a line each. */
	private static final class Csv {

		static final String HEADINGS = "number,survey,response,status,owner,openedAt,dueAt,overdue,firstActionAt,closedAt,"
				+ "outcome,cause,score,class,comment,respondent,name,contact\r\n";

		/** What a spreadsheet would run as a formula. */
		private static final Pattern FORMULA = Pattern.compile("^(?=[\\s\\p{C}\"]*[=+\\-@＝＋－＠])");

		private Csv() {
		}

		static String line(CaseView row) {
			CaseView.Said said = row.said();
			return Stream
				.of(row.number(), row.survey().name(), row.response(), row.status(),
						(row.owner() != null) ? row.owner().name() : null, row.openedAt(), row.dueAt(), row.overdue(),
						row.firstActionAt(), row.closedAt(), row.outcome(), row.cause(),
						(said != null) ? said.score() : null, (said != null) ? said.scoreClass() : null,
						(said != null) ? said.comment() : null, (said != null) ? said.respondent() : null,
						(said != null) ? said.name() : null, (said != null) ? said.contact() : null)
				.map(Csv::cell)
				.collect(Collectors.joining(",", "", "\r\n"));
		}

		private static String cell(@Nullable Object value) {
			String text = Objects.toString(value, "");
			String safe = (value instanceof String) ? FORMULA.matcher(text).replaceAll("'") : text;
			boolean quote = safe.chars().anyMatch((c) -> c == ',' || c == '"' || c == '\n' || c == '\r');
			return quote ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
		}

	}

}
