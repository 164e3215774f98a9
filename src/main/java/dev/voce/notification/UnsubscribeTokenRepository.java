package dev.voce.notification;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface UnsubscribeTokenRepository extends Repository<UnsubscribeToken, byte[]> {

	UnsubscribeToken save(UnsubscribeToken token);

	Optional<UnsubscribeToken> findByHash(byte[] hash);

	@Modifying
	@Query(nativeQuery = true, value = "delete from unsubscribe_token where user_id = :user")
	void removeOf(UUID user);

	@Modifying
	@Query(nativeQuery = true, value = "delete from unsubscribe_token where created_at < :before")
	void removeBefore(Instant before);

}
