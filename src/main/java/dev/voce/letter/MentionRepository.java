package dev.voce.letter;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;
import org.springframework.transaction.annotation.Transactional;

interface MentionRepository extends Repository<Mention, Mention.Key> {

	Mention save(Mention mention);

	@Query("select distinct m.topic from Mention m where m.surveyId = :survey and m.responseId in :responses")
	List<UUID> findTopics(UUID survey, Collection<UUID> responses);

	@Query("select distinct m.topic from Mention m where m.surveyId = :survey and m.day < :before")
	List<UUID> findTopicsBefore(UUID survey, LocalDate before);

	@Query("select distinct m.topic from Mention m where m.surveyId = :survey order by m.topic limit :limit")
	List<UUID> findTopicsOf(UUID survey, int limit);

	@Modifying
	@Query("delete from Mention m where m.topic in :topics")
	void removeOf(Collection<UUID> topics);

	@Transactional
	@Modifying
	@Query("delete from Mention m where m.createdAt < :before")
	int removeBefore(Instant before);

}
