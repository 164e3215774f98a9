package dev.voce.kpi;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;

import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.util.DigestUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.ServletWebRequest;

import dev.voce.access.Caller;
import dev.voce.survey.SurveyDefinition;
import dev.voce.survey.SurveyStates;
import dev.voce.survey.Surveys;

/** Serves figures, and holds them against the stored answers. */
@RestController
@RequestMapping(path = "/api/v1/surveys/{survey}/kpis", produces = MediaType.APPLICATION_JSON_VALUE)
class KpiController {

	private final Surveys surveys;

	private final SurveyStates states;

	private final Figures figures;

	private final Audit audit;

	private final Clock clock;

	KpiController(Surveys surveys, SurveyStates states, Figures figures, Audit audit, Clock clock) {
		this.surveys = surveys;
		this.states = states;
		this.figures = figures;
		this.audit = audit;
		this.clock = clock;
	}

	@GetMapping
	@Nullable ResponseEntity<KpiView> read(@AuthenticationPrincipal Caller caller, @PathVariable UUID survey,
			@ParameterObject KpiRequest.Parameters wanted, ServletWebRequest request) {
		SurveyDefinition definition = this.surveys.definition(caller, survey);
		KpiRequest asked = KpiRequest.of(definition, wanted, this.clock.instant());
		String etag = etag(wanted, asked);
		if (request.checkNotModified(etag)) {
			return null;
		}
		return ResponseEntity.ok().cacheControl(CacheControl.noCache()).eTag(etag).body(this.figures.figures(asked));
	}

	@GetMapping("/audit")
	Audit.Report audit(@AuthenticationPrincipal Caller caller, @PathVariable UUID survey) {
		return this.audit.audit(this.surveys.definition(caller, survey));
	}

	@PostMapping("/rebuild")
	ResponseEntity<Void> rebuild(@AuthenticationPrincipal Caller caller, @PathVariable UUID survey) {
		UUID id = this.audit.requestRebuild(this.surveys.definition(caller, survey).id());
		return ResponseEntity.accepted()
			.location(URI.create("/api/v1/surveys/" + survey + "/kpis/rebuild/" + id))
			.build();
	}

	@GetMapping("/rebuild/{rebuild}")
	Audit.Rebuild rebuild(@AuthenticationPrincipal Caller caller, @PathVariable UUID survey,
			@PathVariable UUID rebuild) {
		return this.audit.rebuild(this.surveys.definition(caller, survey).id(), rebuild);
	}

	// Read before the figures: were they to change in between, the tag is the older one,
	// and the next request reads them again.
	private String etag(KpiRequest.Parameters wanted, KpiRequest asked) {
		SurveyStates.State state = this.states.read(asked.survey().id());
		LocalDate to = asked.to();
		String meant = wanted + " " + asked.from() + " " + to + " " + asked.question().id() + " "
				+ asked.question().formula();
		// The revision that the figures are made by, which may be a second older than the
		// state's.
		return "W/\"" + asked.survey().revision() + "." + state.changes() + "."
				+ DigestUtils.md5DigestAsHex(meant.getBytes(StandardCharsets.UTF_8)) + "\"";
	}

}
