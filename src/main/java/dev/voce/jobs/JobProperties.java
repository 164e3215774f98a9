package dev.voce.jobs;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How nodes share jobs.
 *
 * @param startAfter how long after its start a node begins with jobs, so that the first
 * requests have the processor, 0 or more
 * @param pollingInterval how often a node looks for jobs that are due, at least 1 ms
 * @param heartbeat how often a node records that it still runs a job, at least 1 ms;
 * another node takes the job over when four to six heartbeats are missing
 */
@ConfigurationProperties("voce.jobs")
record JobProperties(@DefaultValue("10s") Duration startAfter, @DefaultValue("1s") Duration pollingInterval,
		@DefaultValue("10s") Duration heartbeat) {

	JobProperties {
		if (startAfter.isNegative()) {
			throw new IllegalArgumentException("voce.jobs.start-after: 0s or more");
		}
		if (pollingInterval.toMillis() < 1 || heartbeat.toMillis() < 1) {
			throw new IllegalArgumentException("voce.jobs.polling-interval and voce.jobs.heartbeat: 1ms or more");
		}
	}

}
