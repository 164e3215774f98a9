package dev.voce.alert;

import java.util.List;
import java.util.UUID;

import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface AlertEventRepository extends Repository<AlertEvent, UUID> {

	AlertEvent save(AlertEvent event);

	@Query("select e from AlertEvent e where e.alertId = :alert order by e.id desc limit 200")
	List<AlertEvent> findNewest(UUID alert);

}
