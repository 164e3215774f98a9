package dev.voce.notification;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import dev.voce.letter.Letter;
import dev.voce.survey.Surveys;
import dev.voce.web.Flaw;
import dev.voce.web.Problem;
import dev.voce.workspace.Caller;

/** The digest of somebody who is logged in. */
@Tag(name = "Notifications")
@RestController
@RequestMapping(path = "/api/v1/users/me/digest", produces = MediaType.APPLICATION_JSON_VALUE)
class DigestController {

	private static final int MOST = 100;

	private final UserChoices choices;

	private final Digests digests;

	private final Surveys surveys;

	DigestController(UserChoices choices, Digests digests, Surveys surveys) {
		this.choices = choices;
		this.digests = digests;
		this.surveys = surveys;
	}

	/**
	 * A user's digest.
	 *
	 * @param frequency how often it comes
	 * @param surveys the ids of its surveys; absent for all, also those to come
	 * @param nextAt when the next one comes; absent for never
	 * @param zone where the mornings begin at which it comes
	 */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	record DigestView(DigestChoice.Frequency frequency, @Nullable List<UUID> surveys, @Nullable Instant nextAt,
			String zone) {
	}

	/**
	 * Reads how often the user gets a digest.
	 * @return what was chosen, or never
	 */
	@GetMapping
	DigestView read(@AuthenticationPrincipal Caller caller) {
		return view(caller, this.choices.of(caller.workspace(), NotificationController.user(caller)));
	}

	private DigestView view(Caller caller, UserChoice choice) {
		return new DigestView(choice.digest().often(), choice.digest().surveys(), choice.digestDueAt(),
				this.choices.zone(caller.workspace()).getId());
	}

	/**
	 * Chooses how often the user gets a digest. Nothing is sent when no response came.
	 * @return what was chosen
	 */
	@PutMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
	DigestView replace(@AuthenticationPrincipal Caller caller, @RequestBody DigestChoice chosen) {
		UUID user = NotificationController.user(caller);
		if (chosen.frequency() == null) {
			throw Problem.invalid(Flaw.at("/frequency", "value.oneOf", List.of(DigestChoice.Frequency.values())));
		}
		Set<UUID> known = this.surveys.names(caller.workspace()).keySet();
		if (chosen.surveys() != null && (chosen.surveys().size() > MOST
				|| chosen.surveys().stream().anyMatch((id) -> id == null || !known.contains(id)))) {
			throw Problem.invalid(Flaw.at("/surveys", "message.surveys", MOST));
		}
		UserChoice stored = this.choices.choose(caller.workspace(), user, chosen);
		return view(caller, stored);
	}

	/**
	 * A digest before it is sent.
	 *
	 * @param html the mail as it would look
	 * @param text the same as plain text
	 */
	record DigestPreview(String html, String text) {
	}

	/**
	 * Shows the digest of the last whole period, as it would be now.
	 * @return the mail
	 */
	@GetMapping("/preview")
	DigestPreview preview(@AuthenticationPrincipal Caller caller) {
		Letter letter = this.digests.preview(caller.workspace(), NotificationController.user(caller));
		return new DigestPreview(letter.html(), letter.text());
	}

	/**
	 * What became of a digest that was to be sent at once.
	 *
	 * @param result SENT: it is in the outbox; NOTHING: no response came in its days;
	 * NO_SENDER: the workspace has no sender of mails
	 */
	record DigestSent(Digests.Sent result) {
	}

	/**
	 * Sends the digest of the last whole period at once.
	 * @return whether it was sent
	 */
	@PostMapping("/send")
	DigestSent send(@AuthenticationPrincipal Caller caller) {
		return new DigestSent(this.digests.sendNow(caller.workspace(), NotificationController.user(caller)));
	}

}
