package dev.voce.user;

import java.util.Locale;
import java.util.UUID;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.Authentication;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import dev.voce.web.Languages;
import dev.voce.web.PublicAddress;
import dev.voce.web.Problem;

/** Logs users in and out. For the dashboard alone: programs have keys. */
@Hidden
@RestController
@RequestMapping(path = "/session", produces = MediaType.APPLICATION_JSON_VALUE)
class SessionController {

	private final Users users;

	private final LoginThrottle throttle;

	private final KnownDevice devices;

	private final PublicAddress address;

	SessionController(Users users, LoginThrottle throttle, KnownDevice devices, PublicAddress address) {
		this.users = users;
		this.throttle = throttle;
		this.devices = devices;
		this.address = address;
	}

	/**
	 * Who is logged in.
	 *
	 * @param user nobody when {@code null}
	 * @param setUp whether there is an administrator who can log in
	 * @param publicUrl the address that links begin with; {@code null} where none is
	 * configured
	 */
	record SessionView(@Nullable Person user, boolean setUp, @Nullable String publicUrl) {
	}

	/**
	 * Somebody who is logged in.
	 *
	 * @param id the user's id
	 * @param email the user's address
	 * @param name the user's name
	 * @param role what the user may do
	 */
	record Person(UUID id, String email, String name, Role role) {

		static Person of(AppUser user) {
			return new Person(user.id(), user.email(), user.name(), user.role());
		}

	}

	record Credentials(@NotNull(message = "value.required") @Nullable String email,
			@NotNull(message = "value.required") @Nullable String password) {
	}

	record FirstUser(@NotNull(message = "value.required") @Nullable String token,
			@Email @NotNull(message = "value.required") @Nullable String email,
			@PersonName @NotNull(message = "value.required") @Nullable String name,
			@NotNull(message = "value.required") @Nullable String password) {
	}

	record Invitation(@NotNull(message = "value.required") @Nullable String token) {
	}

	record Acceptance(@NotNull(message = "value.required") @Nullable String token,
			@NotNull(message = "value.required") @Nullable String password) {
	}

	record NewPassword(@NotNull(message = "value.required") @Nullable String current,
			@NotNull(message = "value.required") @Nullable String password) {
	}

	@GetMapping
	SessionView read(@Nullable Authentication authentication, HttpServletRequest request) {
		AppUser user = (authentication != null && authentication.getDetails() instanceof AppUser known) ? known : null;
		if (user != null) {
			this.users.reads(user, language(request));
		}
		return new SessionView((user != null) ? Person.of(user) : null, user != null || this.users.isSetUp(),
				this.address.configured());
	}

	@PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
	Person logIn(@Valid @RequestBody Credentials credentials, HttpServletRequest request,
			HttpServletResponse response) {
		String email = limited(Users.normal(given(credentials.email())), 254);
		String device = this.devices.id(this.users.passwordHash(email), request);
		LoginThrottle.Attempt attempt = (device != null) ? LoginThrottle.Attempt.fromDevice(email, device)
				: LoginThrottle.Attempt.fromNetwork(email, request.getRemoteAddr());
		this.throttle.count(attempt);
		AppUser user = this.users.recognise(email, limited(given(credentials.password()), 200))
			.orElseThrow(() -> new Problem(HttpStatus.UNAUTHORIZED, "session.credentials"));
		this.throttle.reset(attempt);
		return enter(user, request, response);
	}

	@DeleteMapping
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void logOut(HttpServletRequest request) {
		HttpSession session = request.getSession(false);
		if (session != null) {
			session.invalidate();
		}
	}

	@PostMapping(path = "/setup", consumes = MediaType.APPLICATION_JSON_VALUE)
	Person setUp(@Valid @RequestBody FirstUser first, HttpServletRequest request, HttpServletResponse response) {
		return enter(this.users.setUp(given(first.token()), given(first.email()), given(first.name()).trim(),
				given(first.password())), request, response);
	}

	/**
	 * Whom an invitation is for.
	 *
	 * @param name what they are called
	 * @param email what they will log in with
	 */
	record Invited(String name, String email) {
	}

	/** Not a {@code GET}, which would leave the token in the logs of proxies. */
	@PostMapping(path = "/invitation/recipient", consumes = MediaType.APPLICATION_JSON_VALUE)
	Invited invited(@Valid @RequestBody Invitation invitation) {
		AppUser user = this.users.invited(given(invitation.token()));
		return new Invited(user.name(), user.email());
	}

	@PostMapping(path = "/invitation", consumes = MediaType.APPLICATION_JSON_VALUE)
	Person accept(@Valid @RequestBody Acceptance acceptance, HttpServletRequest request, HttpServletResponse response) {
		return enter(this.users.accept(given(acceptance.token()), given(acceptance.password())), request, response);
	}

	/** Changes the password, and ends the user's other sessions. */
	@PutMapping(path = "/password", consumes = MediaType.APPLICATION_JSON_VALUE)
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void changePassword(@Nullable Authentication authentication, @Valid @RequestBody NewPassword changed,
			HttpServletRequest request, HttpServletResponse response) {
		if (authentication == null || !(authentication.getDetails() instanceof AppUser user)) {
			throw new Problem(HttpStatus.UNAUTHORIZED, "session.login");
		}
		LoginThrottle.Attempt attempt = LoginThrottle.Attempt.ofPasswordChange(user.email());
		this.throttle.count(attempt);
		this.users.changePassword(user, given(changed.current()), given(changed.password()),
				request.getSession().getId());
		this.throttle.reset(attempt);
		remember(user, request, response);
	}

	/** Starts a new session, whose id nobody can know from before the login. */
	private Person enter(AppUser user, HttpServletRequest request, HttpServletResponse response) {
		HttpSession before = request.getSession(false);
		if (before != null) {
			before.invalidate();
		}
		HttpSession session = request.getSession(true);
		session.setAttribute(SessionFilter.USER, user.id().toString());
		session.setAttribute(FindByIndexNameSessionRepository.PRINCIPAL_NAME_INDEX_NAME, user.id().toString());
		remember(user, request, response);
		this.users.reads(user, language(request));
		return Person.of(user);
	}

	private static Locale language(HttpServletRequest request) {
		return Languages.supported(Languages.preferred(request));
	}

	private void remember(AppUser user, HttpServletRequest request, HttpServletResponse response) {
		this.devices.remember(this.users.passwordHash(user.email()), request, response);
	}

	private static String limited(String text, int length) {
		if (text.length() > length || text.indexOf('\0') >= 0) {
			throw new Problem(HttpStatus.UNAUTHORIZED, "session.credentials");
		}
		return text;
	}

	private static String given(@Nullable String text) {
		if (text == null) {
			throw new IllegalStateException("validated before");
		}
		return text;
	}

}
