package dev.voce.access;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
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
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import dev.voce.web.Flaw;
import dev.voce.web.Problem;
import dev.voce.workspace.Caller;
import dev.voce.workspace.Scope;

/** The workspace's API keys. */
@Tag(name = "Keys")
@RestController
@RequestMapping(path = "/api/v1/keys", produces = MediaType.APPLICATION_JSON_VALUE)
class KeyController {

	private static final Instant LATEST = Instant.parse("3000-01-01T00:00:00Z");

	private final ApiKeys keys;

	private final Clock clock;

	KeyController(ApiKeys keys, Clock clock) {
		this.keys = keys;
		this.clock = clock;
	}

	/**
	 * What a new key is to be.
	 *
	 * @param name for people to recognise it by
	 * @param scopes what it may do
	 * @param expiresAt from when it is no longer accepted; never when absent
	 */
	record NewKey(
			@Pattern(regexp = "[^\\x00\\p{Cs}]*", message = "key.characters") @NotBlank(message = "key.name") @Size(
					min = 1, max = 100, message = "key.name") @Nullable String name,
			@NotEmpty(message = "key.scopes") @Nullable Set<@NotNull(message = "key.scope") Scope> scopes,
			@Nullable Instant expiresAt) {
	}

	/**
	 * A key.
	 *
	 * @param id its id
	 * @param name for people to recognise it by
	 * @param scopes what it may do
	 * @param createdAt when it was made
	 * @param expiresAt from when it is no longer accepted; never when absent
	 * @param lastUsedAt when it was last used, to the minute; never when absent
	 * @param secret only in the reply that created the key
	 */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	record KeyView(UUID id, String name, Set<Scope> scopes, Instant createdAt, @Nullable Instant expiresAt,
			@Nullable Instant lastUsedAt, @Nullable String secret) {

		static KeyView of(ApiKey key, @Nullable String secret) {
			return new KeyView(key.id(), key.name(), key.scopes(), key.createdAt(), key.expiresAt(), key.lastUsedAt(),
					secret);
		}

	}

	/**
	 * All keys of a workspace.
	 *
	 * @param items newest first
	 */
	record KeyList(List<KeyView> items) {
	}

	/**
	 * Lists the workspace's keys, without their secrets.
	 * @return all of them
	 */
	@GetMapping
	KeyList list(@AuthenticationPrincipal Caller caller) {
		return new KeyList(this.keys.of(caller.workspace()).stream().map((key) -> KeyView.of(key, null)).toList());
	}

	/**
	 * Creates a key. Its secret is in this reply alone. A key gives only scopes that it
	 * has itself; an administrator who is logged in gives any.
	 * @return the key with its secret
	 */
	@PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
	@ResponseStatus(HttpStatus.CREATED)
	@ApiResponse(responseCode = "201")
	@ApiResponse(responseCode = "403", description = "the API key lacks the scope, or one that it would give")
	KeyView create(@AuthenticationPrincipal Caller caller, @Valid @RequestBody NewKey key) {
		if (key.expiresAt() != null
				&& !(key.expiresAt().isAfter(this.clock.instant()) && key.expiresAt().isBefore(LATEST))) {
			throw Problem.invalid(Flaw.at("/expiresAt", "key.expiresAt"));
		}
		if (key.name() == null || key.scopes() == null) {
			throw new IllegalStateException("validated before");
		}
		List<String> lacking = key.scopes()
			.stream()
			.filter((scope) -> !caller.scopes().contains(scope))
			.map(Scope::toString)
			.sorted()
			.toList();
		if (!lacking.isEmpty()) {
			throw new Problem(HttpStatus.FORBIDDEN, "key.gives", lacking);
		}
		String secret = ApiKeys.newSecret();
		return KeyView.of(this.keys.add(caller.workspace(), key.name(), secret, key.scopes(), key.expiresAt()), secret);
	}

	/**
	 * Revokes a key, on every node within two seconds.
	 * @param id the key's id
	 */
	@DeleteMapping("/{id}")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void revoke(@AuthenticationPrincipal Caller caller, @PathVariable UUID id) {
		if (!this.keys.revoke(caller.workspace(), id)) {
			throw new Problem(HttpStatus.NOT_FOUND, "key.missing");
		}
	}

}
