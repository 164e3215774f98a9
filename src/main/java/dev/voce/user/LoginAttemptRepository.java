package dev.voce.user;

import java.time.Instant;
import java.util.UUID;

import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface LoginAttemptRepository extends Repository<LoginAttempt, UUID> {

	LoginAttempt save(LoginAttempt attempt);

	long countByEmailAndAttemptedAtAfter(String email, Instant since);

	long countByOriginAndAttemptedAtAfter(String origin, Instant since);

	long countByEmailAndOriginAndAttemptedAtAfter(String email, String origin, Instant since);

	@Modifying
	@Query(nativeQuery = true, value = "delete from login_attempt where email = :email and origin = :origin")
	void delete(String email, String origin);

	@Modifying
	@Query(nativeQuery = true, value = "delete from login_attempt where attempted_at < :before")
	void deleteBefore(Instant before);

}
