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

	/** Those that are due, or due later than any can be: the clock was ahead. */
	@Query("""
			select c.userId from UserChoice c where c.digestDueAt <= :now or c.digestDueAt > :latest
			order by c.digestDueAt""")
	List<UUID> findDue(Instant now, Instant latest);

	@Modifying
	@Query(nativeQuery = true, value = "delete from user_notification where user_id = :user")
	void removeOf(UUID user);

}
