package dev.voce.notification;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.persistence.LockModeType;

import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface UserChoiceRepository extends Repository<UserChoice, UUID> {

	/** Makes a row that can be locked. */
	@Modifying
	@Query(nativeQuery = true, value = """
			insert into user_notification (user_id, workspace_id, messages, digest)
			values (:user, :workspace, cast('{}' as jsonb), cast('{}' as jsonb)) on conflict do nothing""")
	void ensure(UUID user, UUID workspace);

	Optional<UserChoice> findById(UUID user);

	List<UserChoice> findByWorkspaceId(UUID workspaceId);

	@Lock(LockModeType.PESSIMISTIC_WRITE)
	Optional<UserChoice> findByUserId(UUID user);

	/**
	 * Those that are due, or later than the next one can be, daylight saving included:
	 * the clock was ahead when they were planned.
	 */
	@Query(nativeQuery = true, value = """
			select user_id from user_notification
			where digest_due_at <= :now
				or digest_due_at > cast(:now as timestamptz) + case digest ->> 'frequency'
					when 'DAILY' then interval '25 hours' when 'WEEKLY' then interval '169 hours'
					else interval '745 hours' end
			order by digest_due_at""")
	List<UUID> findDue(Instant now);

	@Modifying
	@Query(nativeQuery = true, value = "delete from user_notification where user_id = :user")
	void removeOf(UUID user);

}
