package dev.voce.delivery;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import dev.voce.jobs.Jobs;

/** Takes mails, which are sent after the commit of the caller's transaction. */
@Service
public class Outbox {

	private final OutboxRepository repository;

	private final MailServer server;

	private final Jobs jobs;

	private final Clock clock;

	Outbox(OutboxRepository repository, MailServer server, Jobs jobs, Clock clock) {
		this.repository = repository;
		this.server = server;
		this.jobs = jobs;
		this.clock = clock;
	}

	/** What became of a mail. */
	@Schema(name = "MailStatus")
	public enum Status {

		/** It is not sent yet. */
		WAITING,

		/** The mail server took it. */
		SENT,

		/** It was refused for good. */
		FAILED

	}

	/** The status of a mail. */
	record State(UUID id, Status status) {
	}

	/**
	 * Whether there is a server that sends mails. Without one they wait.
	 * @return {@code true} if so
	 */
	public boolean sends() {
		return this.server.isSet();
	}

	/**
	 * Puts a mail into the outbox.
	 * @param workspace whose
	 * @param topic what it is about
	 * @param mail the mail
	 * @return its id
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public UUID add(UUID workspace, UUID topic, Mail mail) {
		return add(workspace, topic, mail, null);
	}

	/**
	 * Puts a mail into the outbox that is of no use from a time on.
	 * @param workspace whose
	 * @param topic what it is about
	 * @param mail the mail
	 * @param until when it is not sent any more; {@code null} to try for some four days
	 * @return its id
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public UUID add(UUID workspace, UUID topic, Mail mail, @Nullable Instant until) {
		Outgoing added = this.repository
			.save(new Outgoing(workspace, topic, mail, until, this.clock.instant().truncatedTo(ChronoUnit.MICROS)));
		this.jobs.runSoon(Mailing.JOB);
		return added.id();
	}

	/**
	 * Tells what became of mails.
	 * @param ids their ids
	 * @return the status of those that are still kept
	 */
	public Map<UUID, Status> states(Collection<UUID> ids) {
		return ids.isEmpty() ? Map.of()
				: this.repository.findStates(ids).stream().collect(Collectors.toMap(State::id, State::status));
	}

	/**
	 * How many mails wait for their first attempt: whoever has many to send adds them as
	 * these go, so that what is stopped or was answered meanwhile isn't sent.
	 * @return their number, of all workspaces
	 */
	public int waiting() {
		return this.repository.countFresh();
	}

	/**
	 * Removes mails that wait, but for those that are being sent.
	 * @param topics what they are about
	 * @return what those were about that are removed
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public List<UUID> cancel(Collection<UUID> topics) {
		return topics.isEmpty() ? List.of() : this.repository.cancel(topics.toArray(UUID[]::new));
	}

	/**
	 * A mail as it is kept.
	 *
	 * @param id its id
	 * @param mail what it says
	 * @param status what became of it
	 * @param attempts how often it was tried
	 * @param createdAt when it was written
	 * @param dueAt when it is sent, if it waits
	 * @param endedAt when it was sent or given up
	 * @param failure why the last attempt failed
	 */
	public record Kept(UUID id, Mail mail, Status status, int attempts, Instant createdAt, Instant dueAt,
			@Nullable Instant endedAt, @Nullable String failure) {
	}

	/**
	 * Lists mails, newest first.
	 * @param workspace whose
	 * @param status only those in this status; {@code null} for all
	 * @param before the last id of the page before
	 * @param limit how many at most
	 * @return those that are still kept
	 */
	public List<Kept> page(UUID workspace, @Nullable Status status, UUID before, int limit) {
		return this.repository.findPage(workspace, status, before, limit).stream().map(Outgoing::kept).toList();
	}

	/**
	 * Finds a mail.
	 * @param workspace whose
	 * @param id its id
	 * @return the mail, if it is still kept
	 */
	public Optional<Kept> find(UUID workspace, UUID id) {
		return this.repository.findByIdAndWorkspaceId(id, workspace).map(Outgoing::kept);
	}

	/**
	 * Sends a mail at once that waits or failed.
	 * @param workspace whose
	 * @param id its id
	 */
	@Transactional
	public void resend(UUID workspace, UUID id) {
		this.repository.resend(workspace, id, this.clock.instant().truncatedTo(ChronoUnit.MICROS));
		this.jobs.runSoon(Mailing.JOB);
	}

	/**
	 * Whether the sender's domain is that of the mail server. Where it is not, receivers
	 * may take mails for forged, unless the domain names the server in its SPF record.
	 * @param from the sender's address
	 * @return {@code true} also where no server is set, or one on this machine
	 */
	public boolean isAligned(String from) {
		return this.server.isOfDomain(MailAddress.domain(from));
	}

	/**
	 * Removes mails, those that wait and those that are kept.
	 * @param topics what they are about
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void forget(Collection<UUID> topics) {
		if (!topics.isEmpty()) {
			this.repository.forget(topics.toArray(UUID[]::new));
		}
	}

	/**
	 * Sends a mail at once, past the outbox, to try the mail server.
	 * @param mail the mail
	 * @return why it could not be sent; {@code null} if it was
	 */
	public @Nullable String test(Mail mail) {
		try {
			this.server.send(UUID.randomUUID(), mail);
			return null;
		}
		catch (MailServer.NotSent ex) {
			return ex.reason();
		}
	}

}
