package dev.voce.person;

import java.util.List;
import java.util.UUID;

import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import dev.voce.web.Flaw;
import dev.voce.web.Page;
import dev.voce.web.Problem;
import dev.voce.workspace.ActivityLog;
import dev.voce.workspace.Caller;

/** Lists, adds and removes addresses that are not written to. */
@Tag(name = "People")
@RestController
@RequestMapping(path = "/api/v1/suppressions", produces = MediaType.APPLICATION_JSON_VALUE)
class SuppressionController {

	private static final int LONGEST_REASON = 500;

	private final Suppressions suppressions;

	private final ActivityLog activity;

	SuppressionController(Suppressions suppressions, ActivityLog activity) {
		this.suppressions = suppressions;
		this.activity = activity;
	}

	/**
	 * An address that is not to be written to.
	 *
	 * @param email the address
	 * @param kind why; MANUAL when absent
	 * @param reason more, 1 to 500 characters
	 */
	record NewSuppression(@Nullable String email, Suppressions.@Nullable Kind kind,
			@Schema(maxLength = LONGEST_REASON) @Nullable String reason) {
	}

	/**
	 * Lists addresses that are not written to, the newest first.
	 * @param email only those of this address
	 * @param cursor {@code next} of the page before
	 * @param limit how many at most
	 * @return a page; addresses of people who were erased are known as hashes alone
	 */
	@GetMapping
	Page<Suppressions.SuppressionView> list(@AuthenticationPrincipal Caller caller,
			@RequestParam(required = false) @Nullable String email,
			@RequestParam(required = false) @Nullable UUID cursor,
			@RequestParam(defaultValue = "50") @Schema(minimum = "1", maximum = "200") int limit) {
		if (email == null) {
			return this.suppressions.page(caller.workspace(), cursor, limit);
		}
		Address address = Address.of(email);
		return new Page<>((address != null) ? this.suppressions.all(caller.workspace(), address) : List.of(), null);
	}

	/**
	 * Adds an address that is not to be written to. It stays so whoever invites it.
	 * @return the suppression
	 */
	@PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
	@ResponseStatus(HttpStatus.CREATED)
	@ApiResponse(responseCode = "201")
	Suppressions.SuppressionView add(@AuthenticationPrincipal Caller caller, @RequestBody NewSuppression added) {
		Address address = Address.of(added.email());
		if (address == null) {
			throw Problem.invalid(Flaw.at("/email", "value.mailAddress"));
		}
		String reason = added.reason();
		if (reason != null
				&& (reason.isBlank() || reason.length() > LONGEST_REASON || !reason.matches("[^\\p{Cc}\\p{Cs}]*"))) {
			throw Problem.invalid(Flaw.at("/reason", "workspace.line", LONGEST_REASON));
		}
		Suppressions.Kind kind = (added.kind() != null) ? added.kind() : Suppressions.Kind.MANUAL;
		this.suppressions.add(caller.workspace(), address, kind, reason);
		this.activity.add(caller.workspace(), ActivityLog.Entry.of("added", "suppression " + kind));
		return this.suppressions.all(caller.workspace(), address)
			.stream()
			.filter((one) -> one.kind() == kind)
			.findFirst()
			.orElseThrow();
	}

	/**
	 * Removes a suppression: the address may be written to again, unless another stands.
	 * @param id the suppression's id
	 */
	@DeleteMapping("/{suppression}")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void remove(@AuthenticationPrincipal Caller caller, @PathVariable("suppression") UUID id) {
		this.suppressions.remove(caller.workspace(), id);
	}

}
