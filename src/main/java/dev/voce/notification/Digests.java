package dev.voce.notification;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import dev.voce.access.Secrets;
import dev.voce.jobs.Jobs;
import dev.voce.letter.Addresses;
import dev.voce.letter.FigureText;
import dev.voce.letter.Letter;
import dev.voce.letter.Post;
import dev.voce.storage.DatabaseFault;
import dev.voce.user.Colleagues;
import dev.voce.workspace.Workspaces;

/** Sends digests when they are due, shows them before, and ends them by one click. */
@Service
class Digests {

	private static final Logger log = LoggerFactory.getLogger(Digests.class);

	/** How long the link in a mail ends the digest. */
	private static final Duration VALID = Duration.ofDays(400);

	private final UserChoices choices;

	private final UserChoiceRepository stored;

	private final UnsubscribeTokenRepository tokens;

	private final Colleagues colleagues;

	private final Workspaces workspaces;

	private final DigestContent contents;

	private final DigestMail mail;

	private final Addresses addresses;

	private final Post post;

	private final Jobs jobs;

	private final Clock clock;

	private final TransactionTemplate transaction;

	Digests(UserChoices choices, UserChoiceRepository stored, UnsubscribeTokenRepository tokens, Colleagues colleagues,
			Workspaces workspaces, DigestContent contents, DigestMail mail, Addresses addresses, Post post, Jobs jobs,
			Clock clock, NotificationProperties properties, PlatformTransactionManager transactions) {
		this.choices = choices;
		this.stored = stored;
		this.tokens = tokens;
		this.colleagues = colleagues;
		this.workspaces = workspaces;
		this.contents = contents;
		this.mail = mail;
		this.addresses = addresses;
		this.post = post;
		this.jobs = jobs;
		this.clock = clock;
		this.transaction = new TransactionTemplate(transactions);
		jobs.every("digests", properties.every(), this::sendDue);
	}

	/** Why no digest was sent. */
	enum Sent {

		/** It was put into the outbox. */
		SENT,

		/** No response came in its days. */
		NOTHING,

		/** The workspace has no sender. */
		NO_SENDER

	}

	private void sendDue() {
		for (UUID user : this.stored.findDue(now())) {
			if (this.jobs.stopping()) {
				return;
			}
			try {
				sendDue(user);
			}
			catch (RuntimeException ex) {
				if (DatabaseFault.of(ex).passes()) {
					throw ex;
				}
				log.error("The digest of the user {} failed", user, ex);
			}
		}
	}

	private void sendDue(UUID user) {
		UserChoice choice = this.stored.findById(user).orElse(null);
		if (choice == null || choice.digestDueAt() == null) {
			return;
		}
		Instant due = choice.digestDueAt();
		Colleagues.Colleague reader = this.colleagues.find(choice.workspaceId(), user).orElse(null);
		ZoneId zone = this.choices.zone(choice.workspaceId());
		DigestChoice.Days days = choice.digest().before(LocalDate.ofInstant(due, zone));
		boolean sent = due.isAfter(now()) || choice.wasSent(days);
		// Gathered before the transaction that sends it, as it reads much.
		Gathered gathered = (reader != null && !sent) ? gather(choice, reader, days) : null;
		this.transaction.executeWithoutResult((status) -> {
			UserChoice locked = this.stored.findByUserId(user).orElseThrow();
			if (!due.equals(locked.digestDueAt())) {
				return;
			}
			locked.due(locked.digest().next(now(), zone));
			if (!sent) {
				locked.sent(days);
			}
			this.tokens.removeBefore(now().minus(VALID));
			if (gathered != null && gathered.content().responses() > 0) {
				write(gathered);
			}
		});
	}

	/** What is sent to whom. */
	private record Gathered(UserChoice choice, Colleagues.Colleague reader, DigestContent.Content content) {
	}

	private Gathered gather(UserChoice choice, Colleagues.Colleague reader, DigestChoice.Days days) {
		return new Gathered(choice, reader,
				this.contents.of(choice.workspaceId(), reader.id(), choice.digest(), days, this.post.words(reader)));
	}

	private boolean write(Gathered gathered) {
		UUID workspace = gathered.choice().workspaceId();
		UUID user = gathered.reader().id();
		String token = Secrets.next();
		String path = "/d/" + token;
		boolean sent = this.post.send(workspace, null, gathered.reader(), null,
				(words) -> letter(gathered, path, words).unsubscribe(this.addresses.page(path)));
		if (sent) {
			this.tokens.save(new UnsubscribeToken(Secrets.hash(token), user, now()));
		}
		return sent;
	}

	private Letter letter(Gathered gathered, @Nullable String unsubscribe, FigureText words) {
		UUID workspace = gathered.choice().workspaceId();
		String owner = Objects.requireNonNullElse(this.workspaces.brand(workspace).name(), "Voce");
		DigestChoice.Frequency often = gathered.choice().digest().often();
		return this.mail.letter(gathered.content(),
				new DigestMail.Reader(owner, gathered.reader().email(),
						(often == DigestChoice.Frequency.NEVER) ? DigestChoice.Frequency.WEEKLY : often,
						this.choices.zone(workspace), unsubscribe),
				words);
	}

	/** The digest of the last whole period. */
	Letter preview(UUID workspace, UUID user) {
		Gathered gathered = gatherNow(workspace, user);
		return letter(gathered, null, this.post.words(gathered.reader()));
	}

	/** Sends the digest of the last whole period at once. */
	Sent sendNow(UUID workspace, UUID user) {
		Gathered gathered = gatherNow(workspace, user);
		if (gathered.content().responses() == 0) {
			return Sent.NOTHING;
		}
		return Boolean.TRUE.equals(this.transaction.execute((status) -> write(gathered))) ? Sent.SENT : Sent.NO_SENDER;
	}

	private Gathered gatherNow(UUID workspace, UUID user) {
		UserChoice choice = this.choices.of(workspace, user);
		LocalDate today = LocalDate.ofInstant(now(), this.choices.zone(workspace));
		return gather(choice, this.colleagues.find(workspace, user).orElseThrow(), choice.digest().before(today));
	}

	/** Whose digest a secret ends. */
	@Nullable UUID reader(String token) {
		return this.tokens.findByHash(Secrets.hash(token)).map(UnsubscribeToken::userId).orElse(null);
	}

	/** Ends the digest of a user. */
	void end(UUID user) {
		this.transaction.executeWithoutResult((status) -> this.stored.findByUserId(user)
			.ifPresent((found) -> found.choose(new DigestChoice(DigestChoice.Frequency.NEVER, found.digest().surveys()),
					null)));
	}

	private Instant now() {
		return this.clock.instant().truncatedTo(ChronoUnit.MICROS);
	}

}
