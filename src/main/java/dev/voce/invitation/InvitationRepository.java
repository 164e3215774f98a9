package dev.voce.invitation;

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

interface InvitationRepository extends Repository<Invitation, UUID> {

	Invitation save(Invitation invitation);

	/** Two who ask the same, one waits for the other; released by the commit. */
	@Query(nativeQuery = true, value = "select cast(pg_advisory_xact_lock(hashtextextended(:key, 8)) as text)")
	String lock(String key);

	Optional<Invitation> findById(UUID id);

	@Query("select i.email from Invitation i where i.id = :id")
	Optional<String> findEmail(UUID id);

	Optional<Invitation> findByIdAndSurveyId(UUID id, UUID surveyId);

	Optional<Invitation> findBySurveyIdAndKey(UUID surveyId, String key);

	@Lock(LockModeType.PESSIMISTIC_WRITE)
	@Query("select i from Invitation i where i.id = :id")
	Optional<Invitation> lock(UUID id);

	@Lock(LockModeType.PESSIMISTIC_WRITE)
	@Query("select i from Invitation i where i.id in :ids order by i.id")
	List<Invitation> lock(Collection<UUID> ids);

	/** The first that is due, of a survey that may send more now. */
	@Query(nativeQuery = true, value = """
			select i.* from invitation i
			where i.due_at <= :now and i.survey_id <> all(:without)
				and not exists (select from sending s where s.id = i.sending_id
					and (s.status <> 'RUNNING' or s.reading_at is not null))
			order by i.due_at limit 1 for update of i skip locked""")
	Optional<Invitation> findDue(Instant now, UUID[] without);

	@Query(nativeQuery = true, value = """
			select * from invitation
			where expires_at <= :now and status in ('SCHEDULED', 'SENT', 'OPENED')
			order by expires_at limit :limit for update skip locked""")
	List<Invitation> findExpired(Instant now, int limit);

	@Query(nativeQuery = true, value = """
			select * from invitation where counted = 0 or (counted = 1 and sent_at is not null)
			order by id limit :limit""")
	List<Invitation> findUncounted(int limit);

	@Modifying
	@Query("update Invitation i set i.counted = :stages where i.id in :ids and i.counted < :stages")
	void counted(Collection<UUID> ids, int stages);

	/** Which of some keys are known. */
	@Query("select i.key from Invitation i where i.surveyId = :survey and i.key in :keys")
	List<String> findKnown(UUID survey, Collection<String> keys);

	/**
	 * When people were last asked by mail, also at an address from before, or are going
	 * to be.
	 */
	@Query(nativeQuery = true, value = """
			select a.address, l.at from unnest(cast(:addresses as text[])) as a (address), lateral (
				select max(coalesce(i.last_mail_at, i.due_at)) as at from (
					select i.* from invitation i where i.workspace_id = :workspace and i.address = a.address
					union all
					select i.* from person p join invitation i on i.person_id = p.id
					where p.workspace_id = :workspace and p.address = a.address) i
				where not i.test and i.id <> :without
					and (i.last_mail_at is not null or (cast(:planned as boolean) and i.status = 'SCHEDULED'))) l
			where l.at is not null""")
	List<LastAsked> findLastAsked(UUID workspace, String[] addresses, UUID without, boolean planned);

	/** When somebody was last asked. */
	interface LastAsked {

		String getAddress();

		Instant getAt();

	}

	@Query(nativeQuery = true, value = """
			select max(i.created_at) from invitation i
			where i.workspace_id = :workspace and i.address = :address and i.case_id is not null and i.id <> :id
				and i.status not in ('SKIPPED', 'CANCELLED')""")
	@Nullable Instant findLastAskedAgain(UUID workspace, String address, UUID id);

	@Query(nativeQuery = true, value = """
			select count(*) from invitation_mail m join invitation i on i.id = m.invitation_id
			where i.survey_id = :survey and m.at > :since""")
	int countMails(UUID survey, Instant since);

	@Query(nativeQuery = true,
			value = "select count(*) from invitation_mail where workspace_id = :workspace and at > :since")
	int countMailsOf(UUID workspace, Instant since);

	@Query(nativeQuery = true, value = """
			select i.* from invitation i
			where i.survey_id = :survey and (cast(:before as uuid) is null or i.id < cast(:before as uuid))
				and (cast(:status as text) is null or i.status = cast(:status as text))
				and (cast(:sending as uuid) is null or i.sending_id = cast(:sending as uuid))
				and (cast(:key as text) is null or i.key = cast(:key as text))
				and (cast(:pattern as text) is null or i.address like cast(:pattern as text)
					or lower(i.name) like cast(:pattern as text)) and not i.test
			order by i.id desc limit :limit""")
	List<Invitation> page(UUID survey, @Nullable UUID before, @Nullable String status, @Nullable UUID sending,
			@Nullable String key, @Nullable String pattern, int limit);

	/** Those to a person, by address or by respondent, also at an address from before. */
	// Found before they are put in order: a plan for any person and limit would go
	// through all invitations from the newest on.
	@Query(nativeQuery = true, value = """
			with found as materialized (
				select * from invitation
				where workspace_id = :workspace and not test
					and (address = :address or lower(respondent) = lower(:person) or person_id = any(array(
						select p.id from person p where p.workspace_id = :workspace
							and (p.address = :address or lower(p.respondent) = lower(:person)))))
			)
			select * from found order by id desc limit :limit""")
	List<Invitation> ofPerson(UUID workspace, String person, @Nullable String address, int limit);

	/** All to a person, tests too. */
	@Query(nativeQuery = true, value = """
			select id from invitation
			where workspace_id = :workspace
				and (address = :address or lower(respondent) = lower(:person) or person_id = any(array(
					select p.id from person p where p.workspace_id = :workspace
						and (p.address = :address or lower(p.respondent) = lower(:person)))))""")
	List<UUID> idsOfPerson(UUID workspace, String person, @Nullable String address);

	@Query(nativeQuery = true, value = """
			select * from invitation where workspace_id = :workspace and address = :address
				and status in ('SCHEDULED', 'SENT', 'OPENED') and not test
			order by id for update""")
	List<Invitation> lockLive(UUID workspace, String address);

	@Query(nativeQuery = true, value = """
			select * from invitation where person_id = :person and status in ('SCHEDULED', 'SENT', 'OPENED')
			order by id for update""")
	List<Invitation> lockLiveOf(UUID person);

	@Query(nativeQuery = true, value = """
			select * from invitation where sending_id = :sending and status = 'SCHEDULED' order by id limit :limit
			for update""")
	List<Invitation> lockScheduled(UUID sending, int limit);

	/** Those with a mail that waits in the outbox. */
	@Query(nativeQuery = true, value = """
			select i.* from invitation i
			where i.workspace_id = :workspace and i.due_at is null and i.status in ('SCHEDULED', 'SENT', 'OPENED')
				and not i.test and exists (select from invitation_mail m
					where m.invitation_id = i.id and m.sent_at is null and m.failed_at is null)
			for update of i skip locked""")
	List<Invitation> lockWaiting(UUID workspace);

	/** How many of a list came how far. */
	@Query(nativeQuery = true, value = """
			select status, count(*) as number, count(sent_at) as sent, count(answered_at) as answered,
				min(due_at) as first, max(due_at) as last, max(sent_at) as latest
			from invitation where sending_id = :sending group by status""")
	List<Count> count(UUID sending);

	/** How many of a list have a status. */
	interface Count {

		String getStatus();

		long getNumber();

		long getSent();

		long getAnswered();

		@Nullable Instant getFirst();

		@Nullable Instant getLast();

		@Nullable Instant getLatest();

	}

	@Query(nativeQuery = true, value = "select id from invitation where survey_id = :survey limit :limit")
	List<UUID> idsOf(UUID survey, int limit);

	@Modifying
	@Query("delete from Invitation i where i.id in :ids")
	void remove(Collection<UUID> ids);

}
