package dev.voce.invitation;

import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.WebRequest;

import dev.voce.asking.AskingSettings;
import dev.voce.asking.InvitationSettings;
import dev.voce.survey.SurveyDefinition;
import dev.voce.survey.Surveys;
import dev.voce.web.EntityTags;
import dev.voce.web.Message;
import dev.voce.web.PublicAddress;
import dev.voce.workspace.Caller;

/** Reads and replaces how a survey invites, and shows its mails. */
@Tag(name = "Invitations")
@RestController
@RequestMapping(path = "/api/v1/surveys/{survey}/invitation", produces = MediaType.APPLICATION_JSON_VALUE)
class SettingsController {

	private final Surveys surveys;

	private final AskingSettings settings;

	private final Trials trials;

	private final PublicAddress address;

	SettingsController(Surveys surveys, AskingSettings settings, Trials trials, PublicAddress address) {
		this.surveys = surveys;
		this.settings = settings;
		this.trials = trials;
		this.address = address;
	}

	/**
	 * Reads how a survey invites.
	 * @return the settings, the usual ones where none were stored
	 */
	@GetMapping
	@ApiResponse(responseCode = "200")
	@ApiResponse(responseCode = "304")
	ResponseEntity<InvitationSettings> read(@AuthenticationPrincipal Caller caller, @PathVariable UUID survey,
			WebRequest request) {
		AskingSettings.Stored stored = this.settings.find(this.surveys.definitionFor(caller, survey).id());
		String tag = EntityTags.of(stored.revision());
		return EntityTags.isKnown(request, tag) ? ResponseEntity.status(HttpStatus.NOT_MODIFIED).eTag(tag).build()
				: ResponseEntity.ok().eTag(tag).body(stored.settings());
	}

	/**
	 * Replaces how a survey invites. It applies to mails that go out from then on.
	 * @param ifMatch the ETag of the settings that were edited, or * for any
	 * @return the stored settings
	 */
	@PutMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
	@ApiResponse(responseCode = "200")
	@ApiResponse(responseCode = "412", description = "the settings were changed meanwhile")
	@ApiResponse(responseCode = "428", description = "without If-Match")
	ResponseEntity<InvitationSettings> replace(@AuthenticationPrincipal Caller caller, @PathVariable UUID survey,
			@RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
			@RequestBody InvitationSettings replacement) {
		AskingSettings.Stored stored = this.settings.replace(this.surveys.definitionFor(caller, survey), replacement,
				EntityTags.expected(ifMatch, null));
		return ResponseEntity.ok().eTag(EntityTags.of(stored.revision())).body(stored.settings());
	}

	/**
	 * Whose mail is wanted for a look.
	 *
	 * @param person the id of a person; or else what follows says whom it is for
	 * @param name as the person is greeted
	 * @param locale the language
	 * @param attributes what texts can name besides
	 * @param settings settings that are not stored; the stored ones when absent
	 * @param to where a test mail goes; to whoever is logged in when absent
	 */
	record Trial(@Nullable UUID person, @Nullable String name, @Nullable String locale,
			@Nullable Map<String, Object> attributes, @Nullable InvitationSettings settings, @Nullable String to) {
	}

	/**
	 * A mail as it would be sent. Its links lead nowhere.
	 *
	 * @param from the sender's address; {@code null} where none is set
	 * @param fromName the sender's name
	 * @param to the address; {@code null} without a person
	 * @param subject one line
	 * @param html the mail as HTML
	 * @param text the same as plain text
	 * @param language of the mail
	 * @param missing what must be set before mails can go out; absent where nothing is
	 * missing
	 */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	record MailPreview(@Nullable String from, @Nullable String fromName, @Nullable String to, String subject,
			String html, String text, String language, @Nullable String missing) {
	}

	/**
	 * Shows a mail as it would be sent; nothing is stored.
	 * @return the mail
	 */
	@PostMapping(path = "/preview", consumes = MediaType.APPLICATION_JSON_VALUE)
	MailPreview preview(@AuthenticationPrincipal Caller caller, @PathVariable UUID survey, @RequestBody Trial trial,
			HttpServletRequest request) {
		SurveyDefinition definition = this.surveys.definitionFor(caller, survey);
		return this.trials.preview(definition, trial, settings(definition, trial), this.address.root(request),
				Message.language(request));
	}

	/**
	 * What became of a test mail.
	 *
	 * @param sent whether the mail server took it
	 * @param reason why not
	 */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	record TestSent(boolean sent, @Nullable String reason) {
	}

	/**
	 * Sends a test mail. What is answered by its links is a test, and nobody unsubscribes
	 * by them.
	 * @return what became of it
	 */
	@PostMapping(path = "/test", consumes = MediaType.APPLICATION_JSON_VALUE)
	@ApiResponse(responseCode = "200")
	@ApiResponse(responseCode = "409", description = "it is not said where it goes")
	TestSent test(@AuthenticationPrincipal Caller caller, @PathVariable UUID survey, @RequestBody Trial trial,
			HttpServletRequest request) {
		SurveyDefinition definition = this.surveys.definitionFor(caller, survey);
		String reason = this.trials.send(caller, definition, trial, settings(definition, trial),
				this.address.root(request));
		return new TestSent(reason == null, reason);
	}

	private InvitationSettings settings(SurveyDefinition survey, Trial trial) {
		InvitationSettings wanted = Objects.requireNonNullElseGet(trial.settings(),
				() -> this.settings.of(survey.id()));
		wanted.check();
		return wanted;
	}

}
