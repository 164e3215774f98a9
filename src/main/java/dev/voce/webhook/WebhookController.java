package dev.voce.webhook;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

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
import dev.voce.webhook.WebhookView.Shown;
import dev.voce.workspace.Caller;

/** The webhooks of a workspace. */
@Tag(name = "Webhooks")
@RestController
@RequestMapping(path = "/api/v1/webhooks", produces = MediaType.APPLICATION_JSON_VALUE)
class WebhookController {

	private final Webhooks webhooks;

	private final DeliveryRepository deliveries;

	private final Trial trial;

	private final Clock clock;

	WebhookController(Webhooks webhooks, DeliveryRepository deliveries, Trial trial, Clock clock) {
		this.webhooks = webhooks;
		this.deliveries = deliveries;
		this.trial = trial;
		this.clock = clock;
	}

	/**
	 * All webhooks of a workspace.
	 *
	 * @param items the oldest first
	 */
	@Schema(name = "WebhookList")
	record WebhookList(List<WebhookView> items) {
	}

	/**
	 * Lists the workspace's webhooks, with how many events wait for each.
	 * @return all of them
	 */
	@GetMapping
	WebhookList list(@AuthenticationPrincipal Caller caller) {
		List<Webhook> all = this.webhooks.all(caller.workspace());
		Map<UUID, List<DeliveryTable.Counted>> counts = this.deliveries.count(all.stream().map(Webhook::id).toList())
			.stream()
			.collect(Collectors.groupingBy(DeliveryTable.Counted::webhook));
		return new WebhookList(all.stream()
			.map((webhook) -> WebhookView.of(webhook, counts.getOrDefault(webhook.id(), List.of()), Shown.NOTHING,
					now()))
			.toList());
	}

	/**
	 * Makes a webhook. Its secret is in this reply alone. A host with an address that is
	 * not public is refused (422), unless {@code VOCE_OUTBOUND_ALLOW} names it.
	 * @return the webhook with its secret
	 */
	@PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
	@ApiResponse(responseCode = "201")
	ResponseEntity<WebhookView> create(@AuthenticationPrincipal Caller caller, @RequestBody WebhookInput input) {
		Webhook made = this.webhooks.create(caller.workspace(), input);
		return reply(HttpStatus.CREATED, made, Shown.SECRET);
	}

	/**
	 * Reads a webhook.
	 * @param webhook the webhook's id
	 */
	@GetMapping("/{webhook}")
	ResponseEntity<WebhookView> read(@AuthenticationPrincipal Caller caller, @PathVariable UUID webhook) {
		return reply(HttpStatus.OK, this.webhooks.find(caller.workspace(), webhook), Shown.NOTHING);
	}

	/**
	 * Replaces a webhook. What waits is sent to its new address.
	 * @param webhook the webhook's id
	 * @param ifMatch the ETag of what was edited, or * for any
	 * @param revision the revision of what was edited, where a proxy drops ETags
	 */
	@PutMapping(path = "/{webhook}", consumes = MediaType.APPLICATION_JSON_VALUE)
	@ApiResponse(responseCode = "200")
	@ApiResponse(responseCode = "412", description = "the webhook was changed meanwhile")
	@ApiResponse(responseCode = "428", description = "without If-Match")
	ResponseEntity<WebhookView> replace(@AuthenticationPrincipal Caller caller, @PathVariable UUID webhook,
			@RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
			@RequestParam(required = false) @Nullable Long revision, @RequestBody WebhookInput input) {
		return reply(HttpStatus.OK,
				this.webhooks.edit(caller.workspace(), webhook, input, EntityTags.expected(ifMatch, revision)),
				Shown.ADDRESS);
	}

	/**
	 * Deletes a webhook, with what waits for it.
	 * @param webhook the webhook's id
	 */
	@DeleteMapping("/{webhook}")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void delete(@AuthenticationPrincipal Caller caller, @PathVariable UUID webhook) {
		this.webhooks.delete(caller.workspace(), webhook);
	}

	/**
	 * Makes a new secret, which is in this reply alone. For 24 hours the one before signs
	 * too.
	 * @param webhook the webhook's id
	 */
	@PostMapping("/{webhook}/rotate")
	ResponseEntity<WebhookView> rotate(@AuthenticationPrincipal Caller caller, @PathVariable UUID webhook) {
		return reply(HttpStatus.OK, this.webhooks.rotate(caller.workspace(), webhook), Shown.SECRET);
	}

	/**
	 * Sends the event {@code webhook.test} at once, also to a webhook that is disabled.
	 * It takes up to 15 s where nobody answers.
	 * @param webhook the webhook's id
	 * @return what was sent and what came back
	 */
	@PostMapping("/{webhook}/test")
	Trial.Result test(@AuthenticationPrincipal Caller caller, @PathVariable UUID webhook) {
		return this.trial.run(this.webhooks.find(caller.workspace(), webhook));
	}

	private ResponseEntity<WebhookView> reply(HttpStatus status, Webhook webhook, Shown shown) {
		return ResponseEntity.status(status)
			.eTag(EntityTags.of(webhook.revision()))
			.body(WebhookView.of(webhook, this.deliveries.count(List.of(webhook.id())), shown, now()));
	}

	private Instant now() {
		return this.clock.instant().truncatedTo(ChronoUnit.MICROS);
	}

}
