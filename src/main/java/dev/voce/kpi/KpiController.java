package dev.voce.kpi;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.UUID;
import java.util.concurrent.Semaphore;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;

import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.util.DigestUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.WebRequest;

import dev.voce.survey.SurveyDefinition;
import dev.voce.survey.Surveys;
import dev.voce.tally.Audit;
import dev.voce.tally.CountsReader;
import dev.voce.tally.RebuildRequests;
import dev.voce.web.EntityTags;
import dev.voce.web.Problem;
import dev.voce.workspace.Caller;

/** Serves figures, and holds them against the stored answers. */
@Tag(name = "Figures")
@RestController
@RequestMapping(path = "/api/v1/surveys/{survey}/kpis", produces = MediaType.APPLICATION_JSON_VALUE)
class KpiController {

	/** Each takes a connection for as long as it counts. */
	private final Semaphore audits = new Semaphore(2);

	private final Surveys surveys;

	private final CountsReader counts;

	private final Figures figures;

	private final Audit audit;

	private final RebuildRequests rebuilds;

	private final Clock clock;

	private final Timer latency;

	KpiController(Surveys surveys, CountsReader counts, Figures figures, Audit audit, RebuildRequests rebuilds,
			Clock clock, MeterRegistry meters) {
		this.latency = Timer.builder("voce.figures")
			.description("how long it took to compute figures")
			.publishPercentileHistogram()
			.register(meters);
		this.surveys = surveys;
		this.counts = counts;
		this.rebuilds = rebuilds;
		this.figures = figures;
		this.audit = audit;
		this.clock = clock;
	}

	/**
	 * Reads figures per period. Every period of the range is listed; one without answers
	 * has {@code null} for value, mean and interval.
	 * @return the figures; the ETag changes when they do
	 */
	@GetMapping
	@ApiResponse(responseCode = "200")
	@ApiResponse(responseCode = "304")
	ResponseEntity<@Nullable KpiView> read(@AuthenticationPrincipal Caller caller, @PathVariable UUID survey,
			@ParameterObject KpiRequest.Parameters wanted, WebRequest request) {
		return this.figures.inForce(this.surveys.definitionFor(caller, survey), (definition) -> {
			KpiRequest asked = KpiRequest.of(definition, wanted, this.clock.instant());
			if (request.getHeader(HttpHeaders.IF_NONE_MATCH) != null) {
				String etag = etag(wanted, asked, this.counts.tag(definition.id()));
				if (EntityTags.isKnown(request, etag)) {
					return reply(HttpStatus.NOT_MODIFIED, etag, null);
				}
			}
			Figures.Tagged read = this.latency.record(() -> this.figures.figures(asked));
			return reply(HttpStatus.OK, etag(wanted, asked, read.tag()), read.view());
		});
	}

	/**
	 * Recounts all responses and lists every tally that differs: there must be none.
	 * @return what was found
	 */
	@GetMapping("/audit")
	Audit.Report audit(@AuthenticationPrincipal Caller caller, @PathVariable UUID survey) {
		UUID id = this.surveys.definitionFor(caller, survey).id();
		if (!this.audits.tryAcquire()) {
			throw Problem.unavailable("kpi.audits", null);
		}
		try {
			return this.audit.audit(id);
		}
		finally {
			this.audits.release();
		}
	}

	/**
	 * What a rebuild does besides.
	 *
	 * @param names whether the values of segments get their names anew, in the order in
	 * which they are counted: after many that are none were marked as spam
	 */
	record RebuildInput(@Nullable Boolean names) {
	}

	/**
	 * Begins to recount all responses and to correct the tallies that differ, or finds
	 * the rebuild that is under way.
	 */
	@PostMapping(path = "/rebuild", consumes = MediaType.APPLICATION_JSON_VALUE)
	@ApiResponse(responseCode = "202", description = "begun",
			headers = @Header(name = "Location", description = "its progress"))
	ResponseEntity<Void> requestRebuild(@AuthenticationPrincipal Caller caller, @PathVariable UUID survey,
			@RequestBody(required = false) @Nullable RebuildInput input, HttpServletRequest request) {
		UUID id = this.rebuilds.request(this.surveys.definitionFor(caller, survey).id(),
				input != null && Boolean.TRUE.equals(input.names()));
		return ResponseEntity.accepted()
			.location(URI.create(request.getContextPath() + "/api/v1/surveys/" + survey + "/kpis/rebuild/" + id))
			.build();
	}

	/**
	 * Reads how far a rebuild is.
	 * @param rebuild the rebuild's id
	 * @return how far it is
	 */
	@GetMapping("/rebuild/{rebuild}")
	RebuildRequests.Progress rebuild(@AuthenticationPrincipal Caller caller, @PathVariable UUID survey,
			@PathVariable UUID rebuild) {
		return this.rebuilds.progress(this.surveys.definitionFor(caller, survey).id(), rebuild);
	}

	private static ResponseEntity<@Nullable KpiView> reply(HttpStatus status, String etag, @Nullable KpiView view) {
		return ResponseEntity.status(status).cacheControl(CacheControl.noCache()).eTag(etag).body(view);
	}

	private static String etag(KpiRequest.Parameters wanted, KpiRequest asked, String tag) {
		String meant = wanted + " " + asked.from() + " " + asked.to() + " " + asked.question().id() + " "
				+ asked.question().formula();
		return "W/\"" + asked.survey().revision() + "." + tag + "."
				+ DigestUtils.md5DigestAsHex(meant.getBytes(StandardCharsets.UTF_8)) + "\"";
	}

}
