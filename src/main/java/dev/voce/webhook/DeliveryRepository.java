package dev.voce.webhook;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The rows of deliveries. */
interface DeliveryRepository extends Repository<Delivery, Delivery.Key>, DeliveryTable {

	/** What is to be sent next: not before what happened earlier and is pending. */
	@Query(nativeQuery = true, value = """
			select d.* from webhook_delivery d
			where d.webhook_id = :webhook and d.status = 'WAITING' and d.due_at <= least(cast(:now as timestamptz), (
				select p.created_at from webhook_pending p where p.webhook_id = :webhook order by p.id limit 1))
			order by d.due_at, d.id limit :limit""")
	List<Delivery> findDue(UUID webhook, Instant now, int limit);

	@Transactional
	@Modifying
	@Query(nativeQuery = true,
			value = """
					update webhook_delivery set status = 'DELIVERED', attempts = attempts + 1, ended_at = :now,
						tries = case when jsonb_array_length(tries) < 20 then tries else tries - 0 end || cast(:attempt as jsonb)
					where webhook_id = :webhook and id = :id and status = 'WAITING' and attempts = :attempts""")
	int delivered(UUID webhook, UUID id, int attempts, String attempt, Instant now);

	@Modifying
	@Query(nativeQuery = true,
			value = """
					update webhook_delivery set status = :status, attempts = attempts + 1, due_at = :due,
						ended_at = case when :status = 'FAILED' then cast(:now as timestamptz) end,
						tries = case when jsonb_array_length(tries) < 20 then tries else tries - 0 end || cast(:attempt as jsonb)
					where webhook_id = :webhook and id = :id and status = 'WAITING' and attempts = :attempts""")
	int failed(UUID webhook, UUID id, int attempts, String attempt, String status, Instant due, Instant now);

	/** Leaves out what turned out not to be wanted. */
	@Modifying
	@Query(nativeQuery = true, value = "delete from webhook_delivery where webhook_id = :webhook and id = any(:ids)")
	int leaveOut(UUID webhook, UUID[] ids);

	/**
	 * Lets wait no longer what waits for a time that a clock set which was ahead.
	 * @param first when what is tried for the first time is due at the latest
	 * @param again the same for what is tried again
	 */
	@Transactional
	@Modifying
	@Query(nativeQuery = true, value = """
			update webhook_delivery set due_at = :now
			where status = 'WAITING' and (due_at > :again or (due_at > :first and attempts = 0))""")
	void hasten(Instant now, Instant first, Instant again);

	Optional<Delivery> findByWebhookIdAndId(UUID webhookId, UUID id);

	@Query("""
			select d from Delivery d
			where d.webhookId = :webhook and d.id < :before and (:status is null or d.status = :status)
			order by d.id desc limit :limit""")
	List<Delivery> findPage(UUID webhook, UUID before, Delivery.@Nullable Status status, int limit);

	@Transactional
	@Modifying
	@Query(nativeQuery = true, value = """
			update webhook_delivery set status = 'WAITING', attempts = 0, due_at = :now, ended_at = null
			where webhook_id = :webhook and id = :id and content is not null""")
	int resend(UUID webhook, UUID id, Instant now);

	@Modifying
	@Query(nativeQuery = true, value = """
			update webhook_delivery set status = 'WAITING', attempts = 0, due_at = :now, ended_at = null
			where webhook_id = :webhook and status <> 'WAITING' and created_at >= :from and created_at < :to
				and content is not null""")
	int resendAll(UUID webhook, Instant from, Instant to, Instant now);

	@Query(nativeQuery = true, value = """
			select count(*) from webhook_delivery
			where webhook_id = :webhook and status <> 'WAITING' and created_at >= :from and created_at < :to
				and content is not null""")
	long countEnded(UUID webhook, Instant from, Instant to);

	/**
	 * Waits for whoever makes deliveries of what happened to a survey's responses, and
	 * lets nobody begin with it until the transaction ends. It comes before what is held
	 * of them is removed.
	 */
	@Query(nativeQuery = true, value = """
			select count(*) from (
				select from webhook_pending where survey_id = :survey order by webhook_id, id for update) held""")
	long holdPending(UUID survey);

	/** Removes what is held of responses; what waits can no longer be sent. */
	@Modifying
	@Query(nativeQuery = true, value = """
			update webhook_delivery set content = null,
				ended_at = case when status = 'WAITING' then cast(:now as timestamptz) else ended_at end,
				status = case when status = 'WAITING' then 'FAILED' else status end
			where survey_id = :survey and response_id = any(:responses) and content is not null
				and event <> 'response.erased'""")
	int forget(UUID survey, UUID[] responses, Instant now);

	/** The same for all responses that were submitted before a time. */
	@Modifying
	@Query(nativeQuery = true, value = """
			update webhook_delivery set content = null,
				ended_at = case when status = 'WAITING' then cast(:now as timestamptz) else ended_at end,
				status = case when status = 'WAITING' then 'FAILED' else status end
			where survey_id = :survey and response_at < :before and content is not null
				and event <> 'response.erased'""")
	int forgetBefore(UUID survey, Instant before, Instant now);

	@Transactional
	@Modifying
	@Query(nativeQuery = true, value = """
			delete from webhook_delivery where (webhook_id, id) in (
				select webhook_id, id from webhook_delivery where ended_at < :before limit :limit)""")
	int removeEnded(Instant before, int limit);

	/**
	 * Removes what is never sent: its webhook is deleted, or was disabled long ago.
	 */
	@Transactional
	@Modifying
	@Query(nativeQuery = true, value = """
			delete from webhook_delivery where (webhook_id, id) in (
				select d.webhook_id, d.id from webhook_delivery d left join webhook w on w.id = d.webhook_id
				where w.id is null or (w.disabled_at < :before and d.created_at < :before) limit :limit)""")
	int removeUnsent(Instant before, int limit);

	@Transactional
	@Modifying
	@Query(nativeQuery = true,
			value = "delete from webhook_pending p where not exists (select from webhook w where w.id = p.webhook_id)")
	int removeUnsentPending();

	@Transactional
	@Modifying
	@Query(nativeQuery = true, value = "delete from webhook_pending where survey_id = :survey")
	int removePendingOfSurvey(UUID survey);

	@Transactional
	@Modifying
	@Query(nativeQuery = true, value = """
			delete from webhook_delivery where (webhook_id, id) in (
				select webhook_id, id from webhook_delivery where survey_id = :survey limit :limit)""")
	int removeOfSurvey(UUID survey, int limit);

}
