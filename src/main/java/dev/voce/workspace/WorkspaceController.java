package dev.voce.workspace;

import java.io.IOException;
import java.io.InputStream;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.WebRequest;

import dev.voce.web.Body;
import dev.voce.web.EntityTags;

/** Reads and changes the settings of a workspace. */
@Tag(name = "Workspace")
@RestController
@RequestMapping(path = "/api/v1/workspace", produces = MediaType.APPLICATION_JSON_VALUE)
class WorkspaceController {

	/** A text in one line that is not blank. */
	private static final String LINE = " *[^\\p{Cc}\\p{Cs}\\s][^\\p{Cc}\\p{Cs}]*";

	private final Workspaces workspaces;

	WorkspaceController(Workspaces workspaces) {
		this.workspaces = workspaces;
	}

	/**
	 * A workspace as a client sends it. The fields that Voce adds may be sent back, and
	 * are ignored.
	 *
	 * @param name its name for the people who work in it, 1 to 100 characters
	 * @param brand what visitors see of its owner; nothing when absent
	 * @param zone the IANA time zone of its business hours; UTC when absent
	 * @param businessHours by weekday, from when to when people work, in order: times
	 * such as 09:00, and 24:00; when absent, all hours count
	 * @param holidays days on which nobody works, up to 1,000
	 * @param causes the root causes that cases are closed with, up to 50; the usual ones
	 * when absent
	 * @param mail who its mails are from; nobody when absent, and no mail is written
	 * @param quarantine how long nobody is invited again, over all surveys, up to P366D;
	 * P30D when absent
	 */
	@JsonIgnoreProperties("revision")
	record WorkspaceInput(
			@NotNull(message = "workspace.name") @Pattern(regexp = LINE, message = "workspace.name") @Size(max = 100,
					message = "workspace.name") @Nullable String name,
			@Valid @Nullable BrandInput brand, @Nullable String zone,
			@Nullable Map<DayOfWeek, List<List<String>>> businessHours, @Nullable List<LocalDate> holidays,
			@Nullable List<RootCause> causes, @Nullable MailSettings mail, @Nullable Duration quarantine) {

		WorkspaceSettings settings() {
			WorkspaceSettings settings = new WorkspaceSettings(null, null, this.zone, this.businessHours, this.holidays,
					this.causes, this.mail, this.quarantine);
			return (this.brand != null) ? settings.branded(this.brand.name(), this.brand.accent()) : settings;
		}

	}

	/**
	 * What visitors see of the owner. The logo is a resource of its own.
	 *
	 * @param name the owner's name, 1 to 100 characters; none when absent
	 * @param accent the owner's colour, as {@code #0f4c96}, for surveys that have none of
	 * their own
	 */
	@JsonIgnoreProperties("logo")
	record BrandInput(
			@Pattern(regexp = LINE, message = "workspace.name") @Size(max = 100,
					message = "workspace.name") @Nullable String name,
			@Pattern(regexp = "#[0-9a-fA-F]{6}", message = "survey.accent") @Nullable String accent) {
	}

	/**
	 * Reads the settings of the workspace.
	 * @return the workspace
	 */
	@GetMapping
	@ApiResponse(responseCode = "200")
	@ApiResponse(responseCode = "304")
	ResponseEntity<WorkspaceView> read(@AuthenticationPrincipal Caller caller, WebRequest request) {
		WorkspaceView view = this.workspaces.view(caller.workspace());
		String tag = EntityTags.of(view.revision());
		return EntityTags.isKnown(request, tag) ? ResponseEntity.status(HttpStatus.NOT_MODIFIED).eTag(tag).build()
				: ok(view);
	}

	/**
	 * Replaces the settings of the workspace.
	 * @param ifMatch the ETag of the workspace that was edited, or * for any
	 * @param revision the revision of the workspace that was edited, instead of If-Match
	 * where a proxy drops the ETag
	 * @return the stored workspace
	 */
	@PutMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
	@ApiResponse(responseCode = "200")
	@ApiResponse(responseCode = "412", description = "the workspace was changed meanwhile")
	@ApiResponse(responseCode = "428", description = "without If-Match and revision")
	ResponseEntity<WorkspaceView> replace(@AuthenticationPrincipal Caller caller,
			@RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
			@RequestParam(required = false) @Nullable Long revision, @Valid @RequestBody WorkspaceInput replacement) {
		return ok(this.workspaces.edit(caller.workspace(), Objects.requireNonNull(replacement.name()).trim(),
				replacement.settings(), EntityTags.expected(ifMatch, revision)));
	}

	/**
	 * Replaces the owner's logo, which hosted pages and kiosks show. It is a PNG, of
	 * which only the picture is kept, or an SVG, of which only the shapes are kept: one
	 * that loads something, or repeats parts of itself, is refused. It is at most 100 KiB
	 * long and 2,000 pixels wide and high, and served to anybody under
	 * {@code brand.logo.path}, below the root of this service, without credentials.
	 * @return the stored workspace
	 */
	@io.swagger.v3.oas.annotations.parameters.RequestBody(required = true, content = {
			@Content(mediaType = LogoFile.PNG, schema = @Schema(type = "string", format = "binary")),
			@Content(mediaType = LogoFile.SVG, schema = @Schema(type = "string",
					example = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 24 24'><path d='M0 0h24v24z'/></svg>")) })
	@PutMapping(path = "/logo", consumes = { LogoFile.PNG, LogoFile.SVG })
	@ApiResponse(responseCode = "200")
	@ApiResponse(responseCode = "413", description = "the body is longer than 100 KiB")
	ResponseEntity<WorkspaceView> setLogo(@AuthenticationPrincipal Caller caller,
			@Parameter(hidden = true) InputStream body) throws IOException {
		LogoFile file = LogoFile.of(Body.read(body, LogoFile.LONGEST_KIBIBYTES));
		return ok(this.workspaces.setLogo(caller.workspace(), file));
	}

	/**
	 * Removes the owner's logo.
	 * @return the stored workspace
	 */
	@DeleteMapping("/logo")
	@ApiResponse(responseCode = "200")
	ResponseEntity<WorkspaceView> removeLogo(@AuthenticationPrincipal Caller caller) {
		return ok(this.workspaces.setLogo(caller.workspace(), null));
	}

	private static ResponseEntity<WorkspaceView> ok(WorkspaceView view) {
		return ResponseEntity.ok().eTag(EntityTags.of(view.revision())).body(view);
	}

}
