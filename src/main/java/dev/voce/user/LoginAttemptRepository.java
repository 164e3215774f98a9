package dev.voce.user;

import java.time.Instant;
import java.util.UUID;

import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface LoginAttemptRepository extends Repository<LoginAttempt, UUID> {

	LoginAttempt save(LoginAttempt attempt);

	long countByEmailAndAttemptedAtAfter(String email, Instant since);

	long countByAddressAndAttemptedAtAfter(String address, Instant since);

	@Modifying
	@Query(nativeQuery = true, value = "delete from login_attempt where email = :email")
	void forget(String email);

	@Modifying
	@Query(nativeQuery = true, value = "delete from login_attempt where attempted_at < :before")
	void forgetBefore(Instant before);

}
