package dev.voce.jobs;

import java.time.Duration;

import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionContext;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.voce.storage.DatabaseFault;

/**
 * A job that runs again after a pause, whether or not it failed. What failed because the
 * database was unavailable is tried again within a second.
 */
class RecurringJob extends RecurringTask<Void> {

	private static final Logger log = LoggerFactory.getLogger(RecurringJob.class);

	/** The pause after a failure of the database. */
	static final Duration RETRY = Duration.ofSeconds(1);

	private final Duration pause;

	private final Runnable work;

	RecurringJob(String name, Duration pause, Runnable work) {
		super(name, FixedDelay.of(pause), Void.class);
		this.pause = pause;
		this.work = work;
	}

	@Override
	public CompletionHandler<Void> execute(TaskInstance<Void> instance, ExecutionContext context) {
		executeRecurringly(instance, context);
		return (run, operations) -> runAgain(run, operations, this.pause);
	}

	@Override
	public void executeRecurringly(TaskInstance<Void> instance, ExecutionContext context) {
		this.work.run();
	}

	@Override
	public FailureHandler<Void> getFailureHandler() {
		return (run, operations) -> {
			Throwable cause = run.getCause().orElseThrow();
			if (DatabaseFault.of(cause).passes()) {
				log.warn("The database stopped the job {}, which is tried again: {}", getName(),
						DatabaseFault.reason(cause));
				runAgain(run, operations, (RETRY.compareTo(this.pause) < 0) ? RETRY : this.pause);
				return;
			}
			if (run.getExecution().consecutiveFailures == 0) {
				log.error("The job {} failed; it runs again in {}", getName(), this.pause, cause);
			}
			else {
				log.error("The job {} failed again; it runs again in {}: {}", getName(), this.pause, cause.toString());
			}
			runAgain(run, operations, this.pause);
		};
	}

	// When the database can't record it, the job is taken over like that of a failed
	// node.
	private void runAgain(ExecutionComplete run, ExecutionOperations<Void> operations, Duration pause) {
		try {
			operations.reschedule(run, run.getTimeDone().plus(pause));
		}
		catch (RuntimeException ex) {
			if (!DatabaseFault.of(ex).passes()) {
				throw ex;
			}
			log.warn("The job {} ended while the database was unavailable; it runs again later", getName());
		}
	}

}
