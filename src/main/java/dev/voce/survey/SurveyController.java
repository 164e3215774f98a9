package dev.voce.survey;

import java.net.URI;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import dev.voce.access.Caller;
import dev.voce.problem.Problem;

/** Makes, reads and changes surveys. */
@RestController
@RequestMapping(path = "/api/v1/surveys", produces = MediaType.APPLICATION_JSON_VALUE)
class SurveyController {

	private static final Pattern ETAG = Pattern.compile("(?:W/)?\"(\\d{1,18})\"");

	private final Surveys surveys;

	SurveyController(Surveys surveys) {
		this.surveys = surveys;
	}

	@PostMapping
	ResponseEntity<SurveyView> create(@AuthenticationPrincipal Caller caller, @RequestBody SurveyInput survey) {
		Surveys.Stored stored = this.surveys.create(caller.workspace(), survey, false);
		return ResponseEntity.created(URI.create("/api/v1/surveys/" + stored.view().id()))
			.eTag(etag(stored))
			.body(stored.view());
	}

	@GetMapping("/{survey}")
	ResponseEntity<SurveyView> read(@AuthenticationPrincipal Caller caller, @PathVariable UUID survey) {
		return ok(this.surveys.find(caller.workspace(), survey));
	}

	@PutMapping("/{survey}")
	ResponseEntity<SurveyView> replace(@AuthenticationPrincipal Caller caller, @PathVariable UUID survey,
			@RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
			@RequestBody SurveyInput replacement) {
		Surveys.Stored present = this.surveys.find(caller.workspace(), survey);
		return ok(this.surveys.edit(caller.workspace(), survey, replacement, revision(ifMatch, present)));
	}

	@PostMapping("/{survey}/publish")
	ResponseEntity<SurveyView> publish(@AuthenticationPrincipal Caller caller, @PathVariable UUID survey) {
		return ok(this.surveys.publish(caller.workspace(), survey));
	}

	@PostMapping("/{survey}/pause")
	ResponseEntity<SurveyView> pause(@AuthenticationPrincipal Caller caller, @PathVariable UUID survey) {
		return ok(this.surveys.pause(caller.workspace(), survey));
	}

	@PostMapping("/{survey}/close")
	ResponseEntity<SurveyView> close(@AuthenticationPrincipal Caller caller, @PathVariable UUID survey) {
		return ok(this.surveys.close(caller.workspace(), survey));
	}

	@DeleteMapping("/{survey}")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void delete(@AuthenticationPrincipal Caller caller, @PathVariable UUID survey) {
		this.surveys.delete(caller.workspace(), survey);
	}

	private static long revision(@Nullable String ifMatch, Surveys.Stored present) {
		if (ifMatch == null) {
			throw new Problem(HttpStatus.PRECONDITION_REQUIRED,
					"a change needs the header If-Match with the survey's ETag, so that no other change is lost");
		}
		if (ifMatch.trim().equals("*")) {
			return present.revision();
		}
		Matcher etag = ETAG.matcher(ifMatch.trim());
		return etag.matches() ? Long.parseLong(etag.group(1)) : -1;
	}

	private static ResponseEntity<SurveyView> ok(Surveys.Stored stored) {
		return ResponseEntity.ok().eTag(etag(stored)).body(stored.view());
	}

	private static String etag(Surveys.Stored stored) {
		return "\"" + stored.revision() + "\"";
	}

}
