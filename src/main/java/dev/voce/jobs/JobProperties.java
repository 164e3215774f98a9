package dev.voce.jobs;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How nodes share jobs.
 *
 * @param pollingInterval how often a node looks for jobs that are due, at least 1 ms
 * @param heartbeat how often a node records that it still runs a job, at least 1 ms;
 * another node takes the job over when four to six heartbeats are missing
 */
@ConfigurationProperties("voce.jobs")
record JobProperties(@DefaultValue("1s") Duration pollingInterval, @DefaultValue("10s") Duration heartbeat) {

	JobProperties {
		if (pollingInterval.toMillis() < 1 || heartbeat.toMillis() < 1) {
			throw new IllegalArgumentException("voce.jobs.polling-interval and voce.jobs.heartbeat: 1ms or more");
		}
	}

}
