package dev.voce.alert;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
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
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import dev.voce.web.EntityTags;
import dev.voce.web.Flaw;
import dev.voce.web.Problem;
import dev.voce.workspace.Caller;

/** Makes alerts, and tells which are raised. */
@Tag(name = "Alerts")
@RestController
@RequestMapping(path = "/api/v1/alerts", produces = MediaType.APPLICATION_JSON_VALUE)
class AlertController {

	private final Alerts alerts;

	private final Looks looks;

	private final Preview preview;

	AlertController(Alerts alerts, Looks looks, Preview preview) {
		this.alerts = alerts;
		this.looks = looks;
		this.preview = preview;
	}

	/**
	 * The alerts of a workspace.
	 *
	 * @param items raised ones first, then the newest
	 */
	record AlertList(List<AlertView> items) {
	}

	/**
	 * Lists alerts, of all surveys.
	 * @param raised whether only those that are raised, or only quiet ones; both when
	 * absent
	 * @param survey the id of the survey whose alerts are wanted; all when absent
	 * @return the alerts, with what the last look saw
	 */
	@GetMapping
	AlertList list(@AuthenticationPrincipal Caller caller,
			@Parameter(schema = @Schema(type = "boolean")) @RequestParam(required = false) @Nullable String raised,
			@RequestParam(required = false) @Nullable UUID survey) {
		if (raised != null && !raised.equals("true") && !raised.equals("false")) {
			throw Problem.invalid(Flaw.in("raised", "value.boolean"));
		}
		return new AlertList(this.alerts.list(caller.workspace())
			.stream()
			.filter((alert) -> raised == null || raised.equals("true") == (alert.raisedAt() != null))
			.filter((alert) -> survey == null || survey.equals(alert.survey().id()))
			.toList());
	}

	/**
	 * Makes an alert, and looks at it at once. A survey has 100 at most.
	 * @return the alert
	 */
	@PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
	@ApiResponse(responseCode = "201")
	ResponseEntity<AlertView> create(@AuthenticationPrincipal Caller caller, @RequestBody AlertInput input) {
		Alert made = this.alerts.create(caller, input);
		this.looks.look(made);
		return ResponseEntity.created(URI.create("/api/v1/alerts/" + made.id()))
			.eTag(EntityTags.of(made.revision()))
			.body(this.alerts.view(this.alerts.find(caller, made.id())));
	}

	/**
	 * Says when an alert would have been raised in the last 12 months, had it been looked
	 * at each day. Nothing is stored.
	 * @return the days, with what would have been seen
	 */
	@PostMapping(path = "/preview", consumes = MediaType.APPLICATION_JSON_VALUE)
	Preview.Result preview(@AuthenticationPrincipal Caller caller, @RequestBody AlertInput input) {
		return this.preview.of(this.alerts.survey(caller, input), this.alerts.rule(caller, input));
	}

	/**
	 * Reads an alert.
	 * @return the alert, with what the last look saw
	 */
	@GetMapping("/{alert}")
	@ApiResponse(responseCode = "200")
	ResponseEntity<AlertView> read(@AuthenticationPrincipal Caller caller, @PathVariable UUID alert) {
		return ok(this.alerts.find(caller, alert));
	}

	/**
	 * Replaces the rule of an alert, which is quiet then until it is raised by the new
	 * one.
	 * @param ifMatch the ETag of the alert that was edited, or * for any
	 * @param revision the revision of what was edited, where a proxy drops ETags
	 * @return the alert
	 */
	@PutMapping(path = "/{alert}", consumes = MediaType.APPLICATION_JSON_VALUE)
	@ApiResponse(responseCode = "200")
	@ApiResponse(responseCode = "412", description = "the alert was changed meanwhile")
	@ApiResponse(responseCode = "428", description = "without If-Match")
	ResponseEntity<AlertView> replace(@AuthenticationPrincipal Caller caller, @PathVariable UUID alert,
			@RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
			@RequestParam(required = false) @Nullable Long revision, @RequestBody AlertInput input) {
		this.looks.look(this.alerts.edit(caller, alert, input, EntityTags.expected(ifMatch, revision)));
		return ok(this.alerts.find(caller, alert));
	}

	/**
	 * Removes an alert and its history.
	 */
	@DeleteMapping("/{alert}")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void remove(@AuthenticationPrincipal Caller caller, @PathVariable UUID alert) {
		this.alerts.remove(caller, alert);
	}

	/**
	 * Clears an alert that is raised. It is not raised again before its next period.
	 * @return the alert
	 */
	@PostMapping("/{alert}/clear")
	@ApiResponse(responseCode = "200")
	@ApiResponse(responseCode = "409", description = "the alert is not raised")
	ResponseEntity<AlertView> clear(@AuthenticationPrincipal Caller caller, @PathVariable UUID alert) {
		return ok(this.alerts.clear(caller, alert));
	}

	/**
	 * Something that happened to an alert.
	 *
	 * @param at when
	 * @param kind RAISED, CLEARED by somebody, ENDED with its period, or CHANGED
	 * @param by who did it; absent for Voce itself
	 * @param finding what was seen then
	 */
	@Schema(name = "AlertHistoryEntry")
	@JsonInclude(JsonInclude.Include.NON_NULL)
	record Entry(Instant at, AlertEvent.Kind kind, @Nullable String by, @Nullable Finding finding) {
	}

	/**
	 * What happened to an alert.
	 *
	 * @param items the newest first, 200 at most
	 */
	@Schema(name = "AlertHistory")
	record History(List<Entry> items) {
	}

	/**
	 * Lists what happened to an alert.
	 * @return the newest 200 events
	 */
	@GetMapping("/{alert}/history")
	History history(@AuthenticationPrincipal Caller caller, @PathVariable UUID alert) {
		return new History(this.alerts.history(caller, alert)
			.stream()
			.map((event) -> new Entry(event.at(), event.kind(), event.actor(), event.finding()))
			.toList());
	}

	private ResponseEntity<AlertView> ok(Alert alert) {
		return ResponseEntity.ok().eTag(EntityTags.of(alert.revision())).body(this.alerts.view(alert));
	}

}
