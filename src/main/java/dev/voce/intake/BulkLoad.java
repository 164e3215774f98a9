package dev.voce.intake;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.stereotype.Service;

import dev.voce.response.Ledger;
import dev.voce.response.Meters;
import dev.voce.response.Operation;
import dev.voce.response.Outcome;
import dev.voce.response.ResponsesChanged.Backdated;
import dev.voce.response.Source;
import dev.voce.response.Submission;
import dev.voce.response.SubmissionValidator;
import dev.voce.storage.DatabaseFault;
import dev.voce.workspace.Scope;
import dev.voce.workspace.WorkspaceSecrets;
import dev.voce.web.Flaw;
import dev.voce.web.Message;
import dev.voce.web.Problem;
import dev.voce.survey.SurveyDefinition;
import dev.voce.survey.Surveys;

/**
 * Stores many responses of one survey: in chunks, each one transaction, beside the
 * intake's queue. Reading goes no faster than writing, so a file of any length takes
 * constant memory.
 */
@Service
public class BulkLoad {

	private static final int CHUNK = 1_000;

	/** So that long lines don't fill the memory. */
	private static final int CHUNK_LENGTH = 1024 * 1024;

	private static final int ATTEMPTS = 5;

	private final Ledger ledger;

	private final Clock clock;

	private final Surveys surveys;

	private final WorkspaceSecrets secrets;

	private final Meters meters;

	private final JsonMapper json;

	/** Each batch writes a chunk here while it reads the next. */
	private final ExecutorService writers = Executors.newCachedThreadPool((task) -> {
		Thread thread = new Thread(task, "batch");
		thread.setDaemon(true);
		return thread;
	});

	BulkLoad(Ledger ledger, Surveys surveys, WorkspaceSecrets secrets, Meters meters, JsonMapper json, Clock clock) {
		this.json = json;
		this.secrets = secrets;
		this.meters = meters;
		this.ledger = ledger;
		this.surveys = surveys;
		this.clock = clock;
	}

	/**
	 * Begins a batch of Voce's own.
	 * @param survey the survey's id
	 * @return the batch, to be given its lines and then finished
	 */
	public Batch begin(UUID survey) {
		return begin(survey,
				new Sending(null, Set.of(), Locale.ENGLISH, Backdated.NOTHING, new RejectedLines(this.json)));
	}

	/** Begins a batch that somebody sends. */
	Batch begin(UUID survey, Sending sending) {
		return new Batch(survey, sending,
				MadeIds.of(this.surveys.definition(survey), sending.idempotencyKey(), this.secrets));
	}

	/**
	 * How a batch is sent.
	 *
	 * @param idempotencyKey makes the ids of lines that have none; random when absent
	 * @param scopes of the sender
	 * @param language in which rejected lines are reported
	 * @param backdated what lines lead to that are dated long ago
	 * @param rejected takes them
	 */
	record Sending(@Nullable String idempotencyKey, Set<Scope> scopes, Locale language, Backdated backdated,
			RejectedLines rejected) {
	}

	/** Lines being stored. */
	private record Chunk(List<Long> lines, Future<List<Outcome>> outcomes) {
	}

	/** A batch under way. Not for several threads. */
	public final class Batch {

		private final UUID survey;

		private final Sending sending;

		private final @Nullable MadeIds ids;

		private List<Operation.Store> chunk = new ArrayList<>();

		private List<Long> lines = new ArrayList<>();

		private @Nullable Chunk underWay;

		private long length;

		private long accepted;

		private long amended;

		private long duplicates;

		private Batch(UUID survey, Sending sending, @Nullable MadeIds ids) {
			this.survey = survey;
			this.sending = sending;
			this.ids = ids;
		}

		/**
		 * Takes a line, and stores a chunk when one is full.
		 * @param line its number, from 1
		 * @param body what it holds
		 * @param length how long its text is
		 * @return {@code false} if nothing can be stored any more
		 */
		public boolean add(long line, JsonNode body, int length) {
			try {
				// By the survey and the time as they are now: a batch may take hours.
				SurveyDefinition definition = BulkLoad.this.surveys.definition(this.survey);
				Submission submission = SubmissionValidator.validate(body, definition, Source.BATCH, id(line, body),
						BulkLoad.this.clock.instant());
				this.chunk.add(new Operation.Store(MarkRule.check(submission, this.sending.scopes()), false));
				this.lines.add(line);
				this.length += length;
			}
			catch (Problem problem) {
				reject(line, problem);
			}
			return (this.chunk.size() < CHUNK && this.length < CHUNK_LENGTH) || flush();
		}

		/**
		 * Counts a line that can't be read.
		 * @param line its number, from 1
		 * @param problem what is wrong with it
		 */
		public void reject(long line, Problem problem) {
			BulkLoad.this.meters.rejected(problem);
			countRejected(line, problem);
		}

		private void countRejected(long line, Problem problem) {
			Flaw flaw = problem.flaws().isEmpty() ? null : problem.flaws().get(0);
			Message detail = (flaw != null) ? flaw.detail() : problem.detail();
			this.sending.rejected()
				.add(() -> new BatchResult.LineError(line, detail.text(this.sending.language()),
						(flaw != null) ? flaw.pointer() : null));
		}

		/**
		 * Stores what is left.
		 * @return what became of all lines
		 */
		public BatchResult finish() {
			flush();
			settle();
			RejectedLines rejected = this.sending.rejected();
			return new BatchResult(this.accepted, this.amended, this.duplicates, rejected.count(), rejected.kept());
		}

		private @Nullable UUID id(long line, JsonNode body) {
			return (this.ids == null || !body.isObject() || body.hasNonNull("id")) ? null : this.ids.ofLine(line);
		}

		// One chunk is written while the next is read, and reading goes no further ahead.
		private boolean flush() {
			Problem failure = settle();
			if (failure != null) {
				reject(this.lines, failure);
			}
			else if (!this.chunk.isEmpty()) {
				List<Operation.Store> operations = this.chunk;
				this.underWay = new Chunk(this.lines, BulkLoad.this.writers.submit(() -> store(operations)));
			}
			this.chunk = new ArrayList<>();
			this.lines = new ArrayList<>();
			this.length = 0;
			return failure == null;
		}

		private Problem reject(List<Long> lines, Problem problem) {
			lines.forEach((line) -> countRejected(line, problem));
			return problem;
		}

		/**
		 * Waits for the chunk that is being written; returns why it could not be written.
		 */
		private @Nullable Problem settle() {
			Chunk written = this.underWay;
			this.underWay = null;
			if (written == null) {
				return null;
			}
			try {
				count(written.lines(), written.outcomes().get());
				return null;
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				return reject(written.lines(), stopping(ex));
			}
			catch (ExecutionException ex) {
				if (ex.getCause() instanceof Problem problem) {
					return reject(written.lines(), problem);
				}
				throw (ex.getCause() instanceof RuntimeException failure) ? failure
						: new IllegalStateException(ex.getCause());
			}
		}

		// Ids are set by now, so that trying again is safe whatever became of a commit.
		private List<Outcome> store(List<Operation.Store> operations) {
			for (int attempt = 1;; attempt++) {
				try {
					return BulkLoad.this.ledger.write(operations, Ledger.Locking.WAIT, this.sending.backdated());
				}
				catch (RuntimeException ex) {
					if (!(ex instanceof Ledger.UnknownOutcome) && !DatabaseFault.of(ex).passes()) {
						throw ex;
					}
					if (attempt == ATTEMPTS) {
						throw Problem.unavailable("batch.database", ex);
					}
					pause(attempt);
				}
			}
		}

		private void count(List<Long> lines, List<Outcome> outcomes) {
			for (int i = 0; i < outcomes.size(); i++) {
				Outcome outcome = outcomes.get(i);
				switch (outcome.kind()) {
					case CREATED -> this.accepted++;
					case AMENDED, REPLACED -> this.amended++;
					case UNCHANGED -> this.duplicates++;
					default -> {
						if (outcome.refusal() != null) {
							countRejected(lines.get(i), outcome.refusal());
						}
					}
				}
			}
		}

		private static void pause(int attempt) {
			try {
				TimeUnit.SECONDS.sleep(attempt);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				throw stopping(ex);
			}
		}

		private static Problem stopping(InterruptedException ex) {
			return Problem.unavailable("batch.stopping", ex);
		}

	}

}
