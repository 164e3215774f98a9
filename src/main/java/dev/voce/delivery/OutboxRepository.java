package dev.voce.delivery;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.persistence.LockModeType;
import org.jspecify.annotations.Nullable;

import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The rows of the outbox. */
interface OutboxRepository extends Repository<Outgoing, UUID> {

	Outgoing save(Outgoing outgoing);

	/** The first that is due and that nobody else takes. */
	@Query(nativeQuery = true, value = """
			select * from outbox where status = 'WAITING' and due_at <= :now
			order by due_at limit 1 for update skip locked""")
	Optional<Outgoing> findDue(Instant now);

	/**
	 * Lets wait no longer what waits for a time that a clock set which was ahead.
	 * @param latest when what is tried again is due at the latest
	 */
	@Transactional
	@Modifying
	@Query(nativeQuery = true, value = """
			update outbox set due_at = :now
			where status = 'WAITING' and (due_at > :latest or (due_at > :now and attempts = 0))""")
	void hasten(Instant now, Instant latest);

	@Lock(LockModeType.PESSIMISTIC_WRITE)
	Optional<Outgoing> findByIdAndAttempts(UUID id, int attempts);

	@Query("select new dev.voce.delivery.Outbox$State(o.id, o.status) from Outgoing o where o.id in :ids")
	List<Outbox.State> findStates(Collection<UUID> ids);

	@Query(nativeQuery = true, value = "select count(*) from outbox where status = 'WAITING' and failure is null")
	int countFresh();

	@Query("select new dev.voce.delivery.Backlog(count(o), min(o.createdAt)) from Outgoing o where o.status = 'WAITING'")
	Backlog backlog();

	@Query("""
			select o from Outgoing o
			where o.workspaceId = :workspace and o.id < :before and (:status is null or o.status = :status)
			order by o.id desc limit :limit""")
	List<Outgoing> findPage(UUID workspace, Outbox.@Nullable Status status, UUID before, int limit);

	Optional<Outgoing> findByIdAndWorkspaceId(UUID id, UUID workspaceId);

	@Modifying
	@Query(nativeQuery = true, value = """
			update outbox set status = 'WAITING', attempts = 0, due_at = :now, ended_at = null
			where id = :id and workspace_id = :workspace and status <> 'SENT' and not under_way""")
	int resend(UUID workspace, UUID id, Instant now);

	@Modifying
	@Query(nativeQuery = true, value = "delete from outbox where topic = any(:topics)")
	int forget(UUID[] topics);

	@Query(nativeQuery = true, value = """
			with cancelled as (
				delete from outbox where id = any(array(
					select id from outbox where topic = any(:topics) and status = 'WAITING' and not under_way
					for update skip locked)) returning topic)
			select topic from cancelled""")
	List<UUID> cancel(UUID[] topics);

	@Transactional
	@Modifying
	@Query(nativeQuery = true, value = """
			delete from outbox where id = any(array(
				select id from outbox where ended_at < :before limit :limit))""")
	int removeSome(Instant before, int limit);

}
