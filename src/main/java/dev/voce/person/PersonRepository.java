package dev.voce.person;

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

interface PersonRepository extends Repository<Person, UUID> {

	Person save(Person person);

	/** Two who name the same person, one waits for the other; released by the commit. */
	@Query(nativeQuery = true, value = "select cast(pg_advisory_xact_lock(hashtextextended(:key, 7)) as text)")
	String lock(String key);

	/** Released by the commit, as the next. */
	@Query(nativeQuery = true,
			value = "select cast(pg_advisory_xact_lock_shared(hashtextextended(:workspace, 9)) as text)")
	String lockShared(String workspace);

	@Query(nativeQuery = true, value = "select cast(pg_advisory_xact_lock(hashtextextended(:workspace, 9)) as text)")
	String lockExclusively(String workspace);

	Optional<Person> findByIdAndWorkspaceId(UUID id, UUID workspaceId);

	@Lock(LockModeType.PESSIMISTIC_WRITE)
	@Query("select p from Person p where p.id = :id and p.workspaceId = :workspace")
	Optional<Person> lock(UUID workspace, UUID id);

	@Lock(LockModeType.PESSIMISTIC_WRITE)
	@Query("select p from Person p where p.workspaceId = :workspace and p.respondent = :respondent")
	Optional<Person> lockRespondent(UUID workspace, String respondent);

	@Lock(LockModeType.PESSIMISTIC_WRITE)
	@Query("select p from Person p where p.workspaceId = :workspace and p.address = :address and p.respondent is null")
	Optional<Person> lockNameless(UUID workspace, String address);

	@Query(nativeQuery = true, value = """
			select * from person where workspace_id = :workspace and address = :address
			order by id limit 1 for no key update""")
	Optional<Person> lockFirst(UUID workspace, String address);

	@Lock(LockModeType.PESSIMISTIC_WRITE)
	@Query("select p from Person p where p.workspaceId = :workspace and p.id in :ids order by p.id")
	List<Person> lockAll(UUID workspace, Collection<UUID> ids);

	/**
	 * Who may be meant by respondents and addresses: of each, whom one alone would mean.
	 */
	@Query(nativeQuery = true, value = """
			select * from person where id = any(array(
				select id from person where workspace_id = :workspace and respondent = any(:respondents)
				union
				select id from person
				where workspace_id = :workspace and address = any(:addresses) and respondent is null
				union
				select f.id from (
					select distinct on (address) address, id from person
					where workspace_id = :workspace and address = any(:addresses) order by address, id) f))
			order by id for no key update""")
	List<Person> lockMeant(UUID workspace, String[] respondents, String[] addresses);

	boolean existsByWorkspaceIdAndRespondentAndIdNot(UUID workspaceId, String respondent, UUID id);

	boolean existsByWorkspaceIdAndAddressAndRespondentIsNullAndIdNot(UUID workspaceId, String address, UUID id);

	@Query(nativeQuery = true, value = """
			select * from person
			where workspace_id = :workspace and (cast(:before as uuid) is null or id < cast(:before as uuid))
			order by id desc limit :limit""")
	List<Person> page(UUID workspace, @Nullable UUID before, int limit);

	/**
	 * Those with words that begin so. Where they are few, the index of words finds all of
	 * them; where many, reading from the newest on soon finds enough.
	 */
	@Query(nativeQuery = true, value = """
			with few as materialized (
				select id from person
				where workspace_id = :workspace and (cast(:before as uuid) is null or id < cast(:before as uuid))
					and search @@ to_tsquery('pg_catalog.simple', :beginnings) limit 2000)
			(select p.* from person p
				where p.workspace_id = :workspace and p.id in (select id from few) and (select count(*) from few) < 2000
				order by p.id desc limit :limit)
			union all
			(select p.* from person p
				where p.workspace_id = :workspace and (cast(:before as uuid) is null or p.id < cast(:before as uuid))
					and p.search @@ to_tsquery('pg_catalog.simple', :beginnings) and (select count(*) from few) = 2000
				order by p.id desc limit :limit)""")
	List<Person> search(UUID workspace, String beginnings, @Nullable UUID before, int limit);

	long countByWorkspaceId(UUID workspaceId);

	/** By respondent, whatever its case, or by address. */
	@Query(nativeQuery = true, value = """
			select * from person where workspace_id = :workspace
				and (lower(respondent) = lower(:person) or address = :address)""")
	List<Person> named(UUID workspace, String person, @Nullable String address);

	/** By any of several names in lower case, the first first. */
	@Query(nativeQuery = true, value = """
			select * from person where workspace_id = :workspace
				and (lower(respondent) = any(:names) or address = any(:names)) order by id""")
	List<Person> named(UUID workspace, String[] names);

	@Modifying
	@Query("delete from Person p where p.id in :ids")
	int remove(List<UUID> ids);

}
