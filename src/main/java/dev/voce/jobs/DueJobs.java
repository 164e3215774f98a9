package dev.voce.jobs;

import java.time.Instant;
import java.util.List;

import com.github.kagkarlsson.scheduler.jdbc.JdbcTaskRepositoryContext;
import com.github.kagkarlsson.scheduler.jdbc.PostgreSqlJdbcCustomization;
import com.github.kagkarlsson.scheduler.task.Execution;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.voce.storage.DatabaseFault;

/**
 * Looks for jobs that are due. An outage of the database is logged in one line, where the
 * library would log a stack trace at every look.
 */
class DueJobs extends PostgreSqlJdbcCustomization {

	private static final Logger log = LoggerFactory.getLogger(DueJobs.class);

	/** Whether the last look failed; the polling thread's alone. */
	private boolean unavailable;

	DueJobs() {
		super(false, false);
	}

	@Override
	public List<Execution> lockAndFetchSingleStatement(JdbcTaskRepositoryContext context, Instant now, int limit,
			boolean orderByPriority) {
		try {
			List<Execution> due = super.lockAndFetchSingleStatement(context, now, limit, orderByPriority);
			if (this.unavailable) {
				log.info("The database is available again; jobs run");
			}
			this.unavailable = false;
			return due;
		}
		catch (RuntimeException ex) {
			if (!DatabaseFault.of(ex).passes()) {
				throw ex;
			}
			if (!this.unavailable) {
				log.warn("The database is unavailable; jobs wait until it is back: {}", DatabaseFault.reason(ex));
			}
			this.unavailable = true;
			return List.of();
		}
	}

}
