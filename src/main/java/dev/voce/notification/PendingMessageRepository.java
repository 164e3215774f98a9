package dev.voce.notification;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface PendingMessageRepository extends Repository<PendingMessage, UUID> {

	/** Of subjects that differ; one that waits already is sent at the new time. */
	@Modifying
	@Query(nativeQuery = true, value = """
			insert into user_message (id, workspace_id, user_id, survey_id, subject, kind, bundled, due_at)
			select u.id, :workspace, :user, u.survey_id, u.subject, :kind, :bundled, cast(:due as timestamptz)
			from unnest(:ids, :surveys, :subjects) as u (id, survey_id, subject)
			on conflict (user_id, subject, kind) do update set due_at = excluded.due_at""")
	void add(UUID[] ids, UUID workspace, UUID user, UUID[] surveys, UUID[] subjects, String kind, boolean bundled,
			Instant due);

	/** Those that wait for a response to be finished. */
	@Modifying
	@Query(nativeQuery = true, value = """
			update user_message set due_at = :due where subject = :subject and kind = 'RESPONSE' and not bundled""")
	void postpone(UUID subject, Instant due);

	/**
	 * Whom to notify.
	 * @param latest what is due later was put off by a clock that was ahead
	 */
	@Query("select distinct m.userId from PendingMessage m where m.dueAt <= :now or m.dueAt > :latest")
	List<UUID> findUsers(Instant now, Instant latest);

	/** What one user is to be notified of, which no other node sends meanwhile. */
	@Query(nativeQuery = true, value = """
			select * from user_message where user_id = :user and (due_at <= :now or due_at > :latest)
			order by due_at, id limit :limit for update skip locked""")
	List<PendingMessage> findDue(UUID user, Instant now, Instant latest, int limit);

	@Modifying
	@Query(nativeQuery = true, value = "delete from user_message where id = any(:ids)")
	void remove(UUID[] ids);

	@Modifying
	@Query(nativeQuery = true, value = "delete from user_message where user_id = :user")
	void removeOf(UUID user);

}
