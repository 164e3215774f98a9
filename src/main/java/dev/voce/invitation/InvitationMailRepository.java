package dev.voce.invitation;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface InvitationMailRepository extends Repository<InvitationMailRow, UUID> {

	InvitationMailRow save(InvitationMailRow mail);

	Optional<InvitationMailRow> findById(UUID id);

	Optional<InvitationMailRow> findByIdAndWorkspaceId(UUID id, UUID workspaceId);

	Optional<InvitationMailRow> findByToken(byte[] token);

	List<InvitationMailRow> findByInvitationIdOrderByAt(UUID invitationId);

	/** By the name that the mail server gave it when it took it. */
	@Query(nativeQuery = true, value = """
			select * from invitation_mail where workspace_id = :workspace and reply is not null
				and position(:name in reply) > 0 order by at desc limit 1""")
	Optional<InvitationMailRow> findByReply(UUID workspace, String name);

	/**
	 * Whether each of the newest mails that came to an end was refused for what the
	 * server thinks of the sender, the newest first.
	 */
	@Query(nativeQuery = true, value = """
			select failed_at is not null and reason ~ '(^|[^0-9.])5[.]7[.][0-9]' from invitation_mail
			where workspace_id = :workspace and (sent_at is not null or failed_at is not null)
			order by at desc limit :limit""")
	List<Boolean> findRefusals(UUID workspace, int limit);

	@Modifying
	@Query("delete from InvitationMailRow m where m.invitationId in :invitations and m.sentAt is null and m.failedAt is null")
	void removeWaiting(Collection<UUID> invitations);

	/** What went wrong in a list, the newest first. */
	@Query(nativeQuery = true, value = """
			select m.* from invitation_mail m join invitation i on i.id = m.invitation_id
			where i.sending_id = :sending and m.reason is not null
			order by coalesce(m.failed_at, m.at) desc limit :limit""")
	List<InvitationMailRow> findTroubles(UUID sending, int limit);

	@Modifying
	@Query("delete from InvitationMailRow m where m.invitationId in :invitations")
	void remove(Collection<UUID> invitations);

}
