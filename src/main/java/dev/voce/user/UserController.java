package dev.voce.user;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import dev.voce.web.Problem;
import dev.voce.workspace.Caller;

/** The users: for administrators who are logged in, and for no API key. */
@Tag(name = "Users")
@RestController
@RequestMapping(path = "/api/v1/users", produces = MediaType.APPLICATION_JSON_VALUE)
class UserController {

	private final Users users;

	UserController(Users users) {
		this.users = users;
	}

	/**
	 * A user to be invited.
	 *
	 * @param email what they log in with
	 * @param name for people to recognise them by
	 * @param role ADMIN may do everything, EDITOR all but users and keys, AGENT reads and
	 * works on cases, VIEWER only reads
	 */
	record NewUser(@Email @NotNull(message = "user.emailMissing") @Nullable String email,
			@PersonName @NotNull(message = "user.name") @Nullable String name,
			@NotNull(message = "user.role") @Nullable Role role) {
	}

	/**
	 * A change of a user.
	 *
	 * @param name for people to recognise them by
	 * @param role ADMIN may do everything, EDITOR all but users and keys, AGENT reads and
	 * works on cases, VIEWER only reads
	 */
	record UserChange(@PersonName @NotNull(message = "user.name") @Nullable String name,
			@NotNull(message = "user.role") @Nullable Role role) {
	}

	/**
	 * A user.
	 *
	 * @param id the user's id
	 * @param email what they log in with
	 * @param name for people to recognise them by
	 * @param role what they may do
	 * @param active whether they have chosen a password
	 * @param createdAt when they were first invited
	 * @param invitation only in the reply that invited them: whoever opens
	 * {@code /join#token=} with it chooses the password, within 7 days and once
	 */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	record UserView(UUID id, String email, String name, Role role,
			@Schema(requiredMode = Schema.RequiredMode.REQUIRED) boolean active, Instant createdAt,
			@Nullable String invitation) {

		static UserView of(AppUser user, @Nullable String invitation) {
			return new UserView(user.id(), user.email(), user.name(), user.role(), user.password() != null,
					user.createdAt(), invitation);
		}

	}

	/**
	 * All users of a workspace.
	 *
	 * @param items by name
	 */
	record UserList(List<UserView> items) {
	}

	/**
	 * Lists the workspace's users.
	 * @return all of them
	 */
	@GetMapping
	UserList list(@AuthenticationPrincipal Caller caller) {
		return new UserList(this.users.of(caller.workspace()).stream().map((user) -> UserView.of(user, null)).toList());
	}

	/**
	 * Invites a user. The invitation is in this reply alone.
	 * @return the user with the invitation
	 */
	@PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
	@ResponseStatus(HttpStatus.CREATED)
	@ApiResponse(responseCode = "201")
	@ApiResponse(responseCode = "409", description = "there is a user with this e-mail")
	UserView invite(@AuthenticationPrincipal Caller caller, @Valid @RequestBody NewUser user) {
		if (user.email() == null || user.name() == null || user.role() == null) {
			throw new IllegalStateException("validated before");
		}
		return view(this.users.invite(caller.workspace(), user.email(), user.name().trim(), user.role()));
	}

	/**
	 * Invites a user again, who has forgotten the password or lost the invitation. The
	 * invitation is in this reply alone.
	 * @param user the user's id
	 * @return the user with the invitation
	 */
	@PostMapping("/{user}/invitation")
	UserView inviteAgain(@AuthenticationPrincipal Caller caller, @PathVariable UUID user) {
		return view(this.users.inviteAgain(caller.workspace(), user));
	}

	/**
	 * Changes a user's name and role. Users can't change their own role.
	 * @param user the user's id
	 * @return the user
	 */
	@PutMapping(path = "/{user}", consumes = MediaType.APPLICATION_JSON_VALUE)
	UserView change(@AuthenticationPrincipal Caller caller, Authentication authentication, @PathVariable UUID user,
			@Valid @RequestBody UserChange change) {
		if (change.name() == null || change.role() == null) {
			throw new IllegalStateException("validated before");
		}
		if (isSelf(authentication, user) && change.role() != Role.ADMIN) {
			throw new Problem(HttpStatus.FORBIDDEN, "user.ownRole");
		}
		return UserView.of(this.users.change(caller.workspace(), user, change.name().trim(), change.role()), null);
	}

	/**
	 * Removes a user and ends their sessions. Users can't remove themselves.
	 * @param user the user's id
	 */
	@DeleteMapping("/{user}")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void remove(@AuthenticationPrincipal Caller caller, Authentication authentication, @PathVariable UUID user) {
		if (isSelf(authentication, user)) {
			throw new Problem(HttpStatus.FORBIDDEN, "user.ownRemoval");
		}
		this.users.remove(caller.workspace(), user);
	}

	// So there is always an administrator left.
	private static boolean isSelf(Authentication authentication, UUID user) {
		return authentication.getDetails() instanceof AppUser self && self.id().equals(user);
	}

	private static UserView view(Users.Invited invited) {
		return UserView.of(invited.user(), invited.token());
	}

}
