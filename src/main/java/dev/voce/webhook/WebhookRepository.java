package dev.voce.webhook;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.persistence.LockModeType;

import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The rows of webhooks. */
interface WebhookRepository extends Repository<Webhook, UUID> {

	@Transactional
	Webhook save(Webhook webhook);

	List<Webhook> findByWorkspaceIdOrderById(UUID workspaceId);

	/**
	 * Who adds waits for others who add to the same, so that the count holds; until the
	 * commit.
	 */
	@Query(nativeQuery = true, value = "select cast(pg_advisory_xact_lock(hashtextextended(:key, 10)) as text)")
	String lockCount(String key);

	long countByWorkspaceId(UUID workspaceId);

	Optional<Webhook> findById(UUID id);

	Optional<Webhook> findByIdAndWorkspaceId(UUID id, UUID workspaceId);

	@Lock(LockModeType.PESSIMISTIC_WRITE)
	@Query("select w from Webhook w where w.id = :id")
	Optional<Webhook> lock(UUID id);

	@Modifying
	@Query(nativeQuery = true, value = "delete from webhook where id = :id")
	void delete(UUID id);

	/** Those for which something is to be sent and nobody sends. */
	@Query(nativeQuery = true, value = """
			select w.id from webhook w
			where w.disabled_at is null and (w.paused_until is null or w.paused_until <= :now)
				and (w.holder = :holder or w.held_until is null or w.held_until <= :now)
				and (exists (select from webhook_pending p where p.webhook_id = w.id)
					or exists (select from webhook_delivery d
						where d.webhook_id = w.id and d.status = 'WAITING' and d.due_at <= :now))
			order by random() limit :limit""")
	List<UUID> findDue(Instant now, UUID holder, int limit);

	/** Those for which something is pending and nothing may be sent now. */
	@Query(nativeQuery = true, value = """
			select w.id from webhook w
			where (w.disabled_at is not null or w.paused_until > :now)
				and exists (select from webhook_pending p where p.webhook_id = w.id)
			order by random() limit :limit""")
	List<UUID> findPending(Instant now, int limit);

	/** Holds a webhook until a time, if nobody else does. */
	@Transactional
	@Modifying
	@Query(nativeQuery = true, value = """
			update webhook set holder = :holder, held_until = :until
			where id = :id and disabled_at is null and (paused_until is null or paused_until <= :now)
				and (holder = :holder or held_until is null or held_until <= :now)""")
	int hold(UUID id, UUID holder, Instant now, Instant until);

	@Transactional
	@Modifying
	@Query(nativeQuery = true, value = "update webhook set held_until = null where id = :id and holder = :holder")
	void release(UUID id, UUID holder);

	@Transactional
	@Modifying
	@Query(nativeQuery = true, value = """
			update webhook set failures = 0, failing_since = null, last_failure = null, paused_until = null
			where id = :id and failures > 0""")
	void succeeded(UUID id);

	@Transactional
	@Modifying
	@Query(nativeQuery = true, value = "update webhook set paused_until = :until where id = :id")
	void pause(UUID id, Instant until);

	/** Frees those whose times were set by a clock that was ahead. */
	@Transactional
	@Modifying
	@Query(nativeQuery = true, value = """
			update webhook set failing_since = least(failing_since, :now),
				held_until = case when held_until <= :held then held_until end,
				paused_until = case when paused_until <= :paused then paused_until end
			where held_until > :held or paused_until > :paused or failing_since > :now""")
	void free(Instant now, Instant held, Instant paused);

	@Modifying
	@Query(nativeQuery = true, value = "update webhook set paused_until = null where id = :id")
	void hurry(UUID id);

}
