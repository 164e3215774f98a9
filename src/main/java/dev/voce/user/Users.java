package dev.voce.user;

import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.HttpStatus;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.util.function.SingletonSupplier;

import dev.voce.access.FirstStart;
import dev.voce.access.Secrets;
import dev.voce.web.Flaw;
import dev.voce.web.Problem;
import dev.voce.workspace.ActivityLog;

/** Creates, authenticates and changes users. */
@Service
class Users {

	private final AppUserRepository repository;

	private final Setup setup;

	private final FindByIndexNameSessionRepository<? extends Session> sessions;

	private final FirstStart firstStart;

	private final ActivityLog activity;

	private final ApplicationEventPublisher events;

	private final Clock clock;

	private final PasswordEncoder passwords = PasswordEncoderFactories.createDelegatingPasswordEncoder();

	/**
	 * Compared with where there is no user, so that this takes as long as with one. Made
	 * at the first login: as slow as comparing, it would delay each start.
	 */
	private final SingletonSupplier<String> nobodys = SingletonSupplier
		.of(() -> String.valueOf(this.passwords.encode(Secrets.next())));

	Users(AppUserRepository repository, Setup setup, FindByIndexNameSessionRepository<? extends Session> sessions,
			FirstStart firstStart, ActivityLog activity, ApplicationEventPublisher events, Clock clock) {
		this.repository = repository;
		this.setup = setup;
		this.sessions = sessions;
		this.firstStart = firstStart;
		this.activity = activity;
		this.events = events;
		this.clock = clock;
	}

	/**
	 * A user just invited.
	 *
	 * @param user the user
	 * @param token with which the user's password is chosen
	 */
	record Invited(AppUser user, String token) {
	}

	/** Whether there is an administrator who can log in. */
	boolean isSetUp() {
		return this.setup.isDone();
	}

	/** Remembers the language in which a user reads the pages. */
	@Transactional
	void reads(AppUser user, Locale language) {
		if (!user.reads(language)) {
			this.repository.read(user.id(), language.getLanguage());
		}
	}

	/** Creates the link for the first administrator; earlier ones become invalid. */
	@Transactional
	String newSetupToken() {
		String token = Secrets.next();
		this.setup.replaceLink(Secrets.hash(token));
		return token;
	}

	@Transactional
	AppUser setUp(String token, String email, String name, String password) {
		if (!this.setup.useLink(Secrets.hash(token)) || isSetUp()) {
			throw new Problem(HttpStatus.FORBIDDEN, "user.setupLink");
		}
		PasswordRules.check(password, normal(email));
		AppUser user = this.repository.findByEmail(normal(email))
			.orElseGet(() -> new AppUser(this.firstStart.workspace(), normal(email), name, Role.ADMIN,
					this.clock.instant()));
		user.change(name, Role.ADMIN);
		user.choosePassword(encode(password));
		this.activity.add(user.workspaceId(), user.label(), ActivityLog.Entry.of("set up", user.label()));
		AppUser stored = this.repository.save(user);
		this.events.publishEvent(new FirstUser(stored.workspaceId(), stored.id()));
		return stored;
	}

	@Transactional
	AppUser accept(String invitation, String password) {
		AppUser user = invited(invitation);
		PasswordRules.check(password, user.email());
		user.choosePassword(encode(password));
		endSessions(user.id(), null);
		return this.repository.save(user);
	}

	/**
	 * Finds the user of an invitation.
	 * @throws Problem (403) if it is unknown, was used, or is too old
	 */
	AppUser invited(String invitation) {
		return this.repository.findByInvitation(Secrets.hash(invitation))
			.filter((found) -> found.isInvited(this.clock.instant()))
			.orElseThrow(() -> new Problem(HttpStatus.FORBIDDEN, "user.invitation"));
	}

	/**
	 * Finds the user with this e-mail and password; slow, so that guessing is slow.
	 */
	Optional<AppUser> recognise(String email, String password) {
		boolean right = this.passwords.matches(password, passwordHash(email));
		return right ? this.repository.findByEmail(normal(email)) : Optional.empty();
	}

	/** The hash of the user's password, or one that no password has. */
	String passwordHash(String email) {
		String nobodys = this.nobodys.obtain();
		return this.repository.findByEmail(normal(email)).map(AppUser::password).orElse(nobodys);
	}

	@Transactional
	void changePassword(AppUser user, String current, String password, String session) {
		if (!this.passwords.matches(current, user.password())) {
			throw Problem.invalid(Flaw.at("/current", "user.password.current"));
		}
		PasswordRules.check(password, user.email());
		user.choosePassword(encode(password));
		this.repository.save(user);
		endSessions(user.id(), session);
	}

	Optional<AppUser> find(UUID id) {
		return this.repository.findById(id);
	}

	List<AppUser> of(UUID workspace) {
		return this.repository.findByWorkspaceIdOrderByName(workspace);
	}

	@Transactional
	Invited invite(UUID workspace, String email, String name, Role role) {
		if (this.repository.findByEmail(normal(email)).isPresent()) {
			throw new Problem(HttpStatus.CONFLICT, "user.exists");
		}
		return invite(new AppUser(workspace, normal(email), name, role, this.clock.instant()));
	}

	@Transactional
	Invited inviteAgain(UUID workspace, UUID id) {
		return invite(existing(workspace, id));
	}

	@Transactional
	AppUser change(UUID workspace, UUID id, String name, Role role) {
		AppUser user = existing(workspace, id);
		String action = (role == user.role()) ? "changed" : "made " + role;
		user.change(name, role);
		this.activity.add(workspace, ActivityLog.Entry.of(action, user.label()));
		return this.repository.save(user);
	}

	@Transactional
	void remove(UUID workspace, UUID id) {
		// Whoever gives them something meanwhile is waited for.
		AppUser user = this.repository.lock(id, workspace)
			.orElseThrow(() -> new Problem(HttpStatus.NOT_FOUND, "user.missing"));
		this.repository.delete(user);
		endSessions(id, null);
		this.events.publishEvent(new UserRemoved(workspace, id, user.name()));
		this.activity.add(workspace, ActivityLog.Entry.of("removed", user.label()));
	}

	private Invited invite(AppUser user) {
		String token = Secrets.next();
		user.invite(Secrets.hash(token), this.clock.instant());
		this.activity.add(user.workspaceId(), ActivityLog.Entry.of("invited", user.label()));
		return new Invited(this.repository.save(user), token);
	}

	private AppUser existing(UUID workspace, UUID id) {
		return this.repository.findByIdAndWorkspaceId(id, workspace)
			.orElseThrow(() -> new Problem(HttpStatus.NOT_FOUND, "user.missing"));
	}

	private void endSessions(UUID user, @Nullable String butThis) {
		for (String session : this.sessions.findByPrincipalName(user.toString()).keySet()) {
			if (!session.equals(butThis)) {
				this.sessions.deleteById(session);
			}
		}
	}

	/** Slow: check first whether the caller may set a password. */
	private String encode(String password) {
		return String.valueOf(this.passwords.encode(password));
	}

	static String normal(String email) {
		return email.trim().toLowerCase(Locale.ROOT);
	}

}
