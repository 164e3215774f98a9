package dev.voce.invitation;

import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import dev.voce.jobs.Jobs;
import dev.voce.person.Address;
import dev.voce.person.CsvRows;
import dev.voce.person.Lines;
import dev.voce.storage.Ids;
import dev.voce.survey.SurveyDefinition;
import dev.voce.survey.Surveys;
import dev.voce.user.Colleagues;
import dev.voce.web.Flaw;
import dev.voce.web.Message;
import dev.voce.web.Problem;
import dev.voce.workspace.ActivityLog;
import dev.voce.workspace.Caller;

/** Invites many people at once, and follows, pauses and stops what is sent to them. */
@Tag(name = "Invitations")
@RestController
@RequestMapping(path = "/api/v1/surveys/{survey}", produces = MediaType.APPLICATION_JSON_VALUE)
class SendingController {

	private static final int STEP = 500;

	private static final int MOST_TROUBLES = 20;

	private static final int MOST_NAMED = 5_000;

	private static final int MOST_ROWS = 10_000;

	private final Surveys surveys;

	private final Invitations invitations;

	private final InvitationRepository repository;

	private final InvitationMailRepository mails;

	private final SendingRepository sendings;

	private final Sender sender;

	private final Colleagues colleagues;

	private final ActivityLog activity;

	private final Jobs jobs;

	private final JsonMapper json;

	private final Clock clock;

	private final TransactionTemplate transaction;

	SendingController(Surveys surveys, Invitations invitations, InvitationRepository repository,
			InvitationMailRepository mails, SendingRepository sendings, Sender sender, Colleagues colleagues,
			ActivityLog activity, Jobs jobs, JsonMapper json, Clock clock, PlatformTransactionManager transactions) {
		this.surveys = surveys;
		this.invitations = invitations;
		this.repository = repository;
		this.mails = mails;
		this.sendings = sendings;
		this.sender = sender;
		this.colleagues = colleagues;
		this.activity = activity;
		this.jobs = jobs;
		this.json = json;
		this.clock = clock;
		this.transaction = new TransactionTemplate(transactions);
	}

	/**
	 * What became of a list.
	 *
	 * @param sending the list's id; {@code null} where nothing was stored
	 * @param rows how many it has
	 * @param scheduled how many are going to be sent
	 * @param skipped how many a rule stands against
	 * @param known how many have a key that was posted before: they stay as they are
	 * @param rejected how many were not accepted
	 * @param skips how many by rule
	 * @param skippedRows who was skipped, of the first 5,000
	 * @param errors why rows were rejected, of the first 100
	 */
	record SendingResult(@JsonInclude @Nullable UUID sending, int rows, int scheduled, int skipped, int known,
			int rejected, Map<SkipRules.Skip.Rule, Integer> skips, List<SkippedRow> skippedRows,
			List<Lines.LineError> errors) {
	}

	/**
	 * Somebody on a list who is skipped.
	 *
	 * @param line the row's number, from 1
	 * @param email the address, where the row names one
	 * @param rule the rule
	 * @param until when it ends
	 */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	record SkippedRow(long line, @Nullable String email, SkipRules.Skip.Rule rule, @Nullable Instant until) {
	}

	/**
	 * Invites up to 10,000 people by mail. Rows that are not accepted harm no others; who
	 * is on the list twice is asked once. Mails go out when all of the list is read.
	 * Lines of JSON ({@code application/x-ndjson}) and tables ({@code text/csv}, with the
	 * names of fields in the first row; other columns are attributes) are taken too.
	 * While no mail can go out, since a setting is missing, a list is refused with 409.
	 * @param dryRun {@code true} to store nothing, and only tell who would be skipped
	 * @return what became of the rows
	 */
	@PostMapping(path = "/sendings", consumes = MediaType.APPLICATION_JSON_VALUE)
	@ApiResponse(responseCode = "202", description = "what is accepted is going to be sent")
	@ApiResponse(responseCode = "200", description = "nothing was to be stored")
	ResponseEntity<SendingResult> list(@AuthenticationPrincipal Caller caller, @PathVariable UUID survey,
			@RequestParam(defaultValue = "false") boolean dryRun, @RequestBody List<InvitationInput> people,
			HttpServletRequest request) throws IOException {
		return send(caller, survey, dryRun, request, (lines, taker) -> {
			long line = 0;
			for (@Nullable
			InvitationInput one : people) {
				lines.take(++line, () -> {
					if (one == null) {
						throw Problem.invalid(Flaw.at("", "value.object"));
					}
					return one;
				}, taker);
			}
		});
	}

	@Hidden // described with the list
	@PostMapping(path = { "/sendings", "/invitations" }, consumes = MediaType.APPLICATION_NDJSON_VALUE)
	ResponseEntity<SendingResult> lines(@AuthenticationPrincipal Caller caller, @PathVariable UUID survey,
			@RequestParam(defaultValue = "false") boolean dryRun, @Parameter(hidden = true) InputStream body,
			HttpServletRequest request) throws IOException {
		return send(caller, survey, dryRun, request, (lines, taker) -> lines.read(body, taker));
	}

	@Hidden // described with the list
	@PostMapping(path = { "/sendings", "/invitations" }, consumes = "text/csv")
	ResponseEntity<SendingResult> table(@AuthenticationPrincipal Caller caller, @PathVariable UUID survey,
			@RequestParam(defaultValue = "false") boolean dryRun, @Parameter(hidden = true) InputStream body,
			HttpServletRequest request) throws IOException {
		return send(caller, survey, dryRun, request, (lines, taker) -> CsvRows.read(body,
				(line, row) -> lines.take(line, () -> InvitationInput.of(row), taker)));
	}

	/** Reads a list. */
	private interface Reading {

		void read(Lines<InvitationInput> lines, Lines.Taker<InvitationInput> taker) throws IOException;

	}

	private ResponseEntity<SendingResult> send(Caller caller, UUID survey, boolean dryRun, HttpServletRequest request,
			Reading reading) throws IOException {
		SurveyDefinition definition = this.surveys.definitionFor(caller, survey);
		Sending sending = null;
		if (!dryRun) {
			this.invitations.checkSending(definition);
			Sending begun = new Sending(Ids.next(), caller.workspace(), definition.id(), name(caller), now());
			sending = this.transaction.execute((status) -> this.sendings.save(begun));
		}
		Tally tally = new Tally(definition, (sending != null) ? sending.id() : null);
		Lines<InvitationInput> lines = new Lines<>(this.json, InvitationInput.class, Message.language(request));
		boolean whole = false;
		try {
			reading.read(lines, tally::take);
			whole = true;
		}
		finally {
			if (sending != null && !whole) {
				stop(sending, name(caller));
			}
		}
		int rows = tally.taken + lines.rejected();
		if (sending != null) {
			begin(caller, sending, rows, tally);
		}
		SendingResult result = new SendingResult((sending != null) ? sending.id() : null, rows, tally.scheduled(),
				tally.skipped(), tally.known, lines.rejected(), tally.skips, tally.named, lines.errors());
		return ResponseEntity.status(dryRun ? HttpStatus.OK : HttpStatus.ACCEPTED).body(result);
	}

	/** A list of which not all could be read asks nobody: it is going to come again. */
	private void stop(Sending sending, String by) {
		this.transaction.executeWithoutResult((status) -> this.sendings.lock(sending.id(), sending.surveyId())
			.orElseThrow()
			.change(Sending.Status.STOPPED, by, now()));
		cancelRest(sending.id());
	}

	private void begin(Caller caller, Sending sending, int rows, Tally tally) {
		boolean stopped = Objects.requireNonNull(this.transaction.execute((status) -> {
			Sending read = this.sendings.lock(sending.id(), sending.surveyId()).orElseThrow();
			read.finish(rows, tally.skips);
			this.activity.add(caller.workspace(),
					new ActivityLog.Entry("invited", tally.scheduled() + " people", sending.surveyId(), null));
			this.jobs.runSoon(Sender.JOB);
			return read.status() == Sending.Status.STOPPED;
		}));
		if (stopped) {
			cancelRest(sending.id());
		}
	}

	private void cancelRest(UUID sending) {
		boolean more = true;
		while (more) {
			more = Objects.requireNonNullElse(this.transaction.execute((status) -> {
				List<Invitation> some = this.repository.lockScheduled(sending, STEP);
				this.invitations.end(some, Invitation.Status.CANCELLED);
				return some.size() == STEP;
			}), false);
		}
	}

	/** Takes the rows of a list, and counts what became of them. */
	private final class Tally {

		private final SurveyDefinition survey;

		private final @Nullable UUID sending;

		private final Map<SkipRules.Skip.Rule, Integer> skips = new EnumMap<>(SkipRules.Skip.Rule.class);

		private final List<SkippedRow> named = new ArrayList<>();

		private final Set<Object> seen = new HashSet<>();

		private int taken;

		private int known;

		private Tally(SurveyDefinition survey, @Nullable UUID sending) {
			this.survey = survey;
			this.sending = sending;
		}

		private void take(long line, InvitationInput one) {
			if (line > MOST_ROWS) {
				throw Problem.invalid(Flaw.at("", "invitation.rows", MOST_ROWS));
			}
			one.check();
			Address address = Address.of(one.email());
			SkipRules.Skip skip = null;
			if (!this.seen.add((address != null) ? address.key() : Objects.requireNonNull(one.person()))) {
				skip = SkipRules.Skip.of(SkipRules.Skip.Rule.DUPLICATE);
			}
			else if (this.sending == null) {
				boolean isKnown = SendingController.this.invitations.isKnown(this.survey, one);
				skip = isKnown ? null : SendingController.this.invitations.wouldSkip(this.survey, one);
				this.known += isKnown ? 1 : 0;
			}
			else {
				Invitations.Made made = SendingController.this.invitations.invite(this.survey, one, this.sending);
				skip = made.known() ? null : made.invitation().skip();
				this.known += made.known() ? 1 : 0;
			}
			this.taken++;
			if (skip != null) {
				this.skips.merge(skip.rule(), 1, Integer::sum);
				if (this.named.size() < MOST_NAMED) {
					this.named.add(new SkippedRow(line, one.email(), skip.rule(), skip.until()));
				}
			}
		}

		private int scheduled() {
			return this.taken - this.known - skipped();
		}

		private int skipped() {
			return this.skips.values().stream().mapToInt(Integer::intValue).sum();
		}

	}

	/**
	 * How far a list came.
	 *
	 * @param id its id
	 * @param status whether its mails go out
	 * @param startedAt when it was posted
	 * @param startedBy by whom
	 * @param changedAt when it was last paused, continued or stopped
	 * @param changedBy by whom
	 * @param rows how many rows it had
	 * @param held what keeps its mails from going out now, beside its own pace
	 * @param toGo how many wait for their first mail
	 * @param sent to how many the mail server took a mail
	 * @param failed how many it refused
	 * @param cancelled how many were taken back
	 * @param answered how many answered
	 * @param skips how many were skipped, by rule
	 * @param nextAt when the next mail is due
	 * @param lastAt when the last first mail is due
	 * @param sentAt when the newest mail was sent
	 * @param troubles mails that the server did not take at once, the newest 20
	 */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	record SendingView(UUID id, Status status, Instant startedAt, String startedBy, Instant changedAt, String changedBy,
			int rows, Sender.@Nullable Hold held, long toGo, long sent, long failed, long cancelled, long answered,
			Map<SkipRules.Skip.Rule, Integer> skips, @Nullable Instant nextAt, @Nullable Instant lastAt,
			@Nullable Instant sentAt, List<Trouble> troubles) {

		/** Whether a list's mails go out. */
		enum Status {

			/** They do. */
			RUNNING,

			/** They wait until somebody continues. */
			PAUSED,

			/** Those that were not sent never are. */
			STOPPED,

			/** All first mails are sent. */
			DONE

		}

	}

	/**
	 * A mail that the server did not take at once.
	 *
	 * @param invitation the id of its invitation
	 * @param email where it was to go
	 * @param reason what the server said
	 * @param unclear whether it may have arrived before it was sent once more
	 * @param failed whether it was given up
	 */
	record Trouble(UUID invitation, String email, String reason, boolean unclear, boolean failed) {
	}

	/**
	 * Lists the newest 20 lists of invitations.
	 * @return the lists, the newest first
	 */
	@GetMapping("/sendings")
	List<SendingView> all(@AuthenticationPrincipal Caller caller, @PathVariable UUID survey) {
		return this.sendings.findFirst20BySurveyIdOrderByIdDesc(this.surveys.definitionFor(caller, survey).id())
			.stream()
			.map(this::view)
			.toList();
	}

	/**
	 * Tells how far a list came.
	 * @param id the list's id
	 * @return the list
	 */
	@GetMapping("/sendings/{sending}")
	SendingView read(@AuthenticationPrincipal Caller caller, @PathVariable UUID survey,
			@PathVariable("sending") UUID id) {
		return view(this.sendings.findByIdAndSurveyId(id, this.surveys.definitionFor(caller, survey).id())
			.orElseThrow(SendingController::missing));
	}

	/**
	 * Pauses a list: no further mail goes out until somebody continues.
	 * @param id the list's id
	 * @return the list
	 */
	@PostMapping("/sendings/{sending}/pause")
	@ApiResponse(responseCode = "200")
	@ApiResponse(responseCode = "409", description = "it was stopped")
	SendingView pause(@AuthenticationPrincipal Caller caller, @PathVariable UUID survey,
			@PathVariable("sending") UUID id) {
		return change(caller, survey, id, Sending.Status.PAUSED);
	}

	/**
	 * Continues a list that was paused.
	 * @param id the list's id
	 * @return the list
	 */
	@PostMapping("/sendings/{sending}/resume")
	@ApiResponse(responseCode = "200")
	@ApiResponse(responseCode = "409", description = "it was stopped")
	SendingView resume(@AuthenticationPrincipal Caller caller, @PathVariable UUID survey,
			@PathVariable("sending") UUID id) {
		return change(caller, survey, id, Sending.Status.RUNNING);
	}

	/**
	 * Stops a list: what was not sent is cancelled, and what was sent can be answered.
	 * @param id the list's id
	 * @return the list
	 */
	@PostMapping("/sendings/{sending}/stop")
	@ApiResponse(responseCode = "200")
	SendingView stop(@AuthenticationPrincipal Caller caller, @PathVariable UUID survey,
			@PathVariable("sending") UUID id) {
		change(caller, survey, id, Sending.Status.STOPPED);
		cancelRest(id);
		return read(caller, survey, id);
	}

	private SendingView change(Caller caller, UUID survey, UUID id, Sending.Status wanted) {
		UUID known = this.surveys.definitionFor(caller, survey).id();
		Sending changed = Objects.requireNonNull(this.transaction.execute((status) -> {
			Sending sending = this.sendings.lock(id, known).orElseThrow(SendingController::missing);
			if (sending.status() == Sending.Status.STOPPED && wanted != Sending.Status.STOPPED) {
				throw new Problem(HttpStatus.CONFLICT, "invitation.stopped");
			}
			if (sending.status() != wanted) {
				sending.change(wanted, name(caller), now());
				this.activity.add(caller.workspace(),
						new ActivityLog.Entry(wanted.name().toLowerCase(Locale.ROOT), "sending " + id, known, null));
				this.jobs.runSoon(Sender.JOB);
			}
			return sending;
		}));
		return view(changed);
	}

	private SendingView view(Sending sending) {
		List<InvitationRepository.Count> counts = this.repository.count(sending.id());
		long toGo = number(counts, Invitation.Status.SCHEDULED);
		SendingView.Status status = SendingView.Status.valueOf(sending.status().name());
		List<Trouble> troubles = this.mails.findTroubles(sending.id(), MOST_TROUBLES)
			.stream()
			.map(this::trouble)
			.toList();
		boolean reads = status == SendingView.Status.RUNNING && sending.isReading();
		return new SendingView(sending.id(),
				(status == SendingView.Status.RUNNING && toGo == 0 && !reads) ? SendingView.Status.DONE : status,
				sending.startedAt(), sending.startedBy(), sending.changedAt(), sending.changedBy(), sending.rowCount(),
				reads ? Sender.Hold.READING : (status == SendingView.Status.RUNNING && toGo > 0)
						? this.sender.hold(sending.workspaceId()) : null,
				toGo, counts.stream().mapToLong(InvitationRepository.Count::getSent).sum(),
				number(counts, Invitation.Status.BOUNCED), number(counts, Invitation.Status.CANCELLED),
				counts.stream().mapToLong(InvitationRepository.Count::getAnswered).sum(), sending.skips(),
				scheduled(counts, InvitationRepository.Count::getFirst),
				scheduled(counts, InvitationRepository.Count::getLast),
				counts.stream()
					.map(InvitationRepository.Count::getLatest)
					.filter(Objects::nonNull)
					.max(Instant::compareTo)
					.orElse(null),
				troubles);
	}

	private Trouble trouble(InvitationMailRow mail) {
		String email = this.repository.findById(mail.invitationId()).map(Invitation::email).orElse("");
		return new Trouble(mail.invitationId(), email, Objects.requireNonNullElse(mail.reason(), ""), mail.isUnclear(),
				mail.failedAt() != null);
	}

	private static long number(List<InvitationRepository.Count> counts, Invitation.Status status) {
		return counts.stream()
			.filter((count) -> count.getStatus().equals(status.name()))
			.mapToLong(InvitationRepository.Count::getNumber)
			.sum();
	}

	private static @Nullable Instant scheduled(List<InvitationRepository.Count> counts,
			Function<InvitationRepository.Count, @Nullable Instant> time) {
		return counts.stream()
			.filter((count) -> count.getStatus().equals(Invitation.Status.SCHEDULED.name()))
			.map(time)
			.filter(Objects::nonNull)
			.findFirst()
			.orElse(null);
	}

	private static Problem missing() {
		return new Problem(HttpStatus.NOT_FOUND, "invitation.sending");
	}

	/** As colleagues know the caller: the name of a person, or of a key. */
	private String name(Caller caller) {
		return Optional.ofNullable(caller.user())
			.flatMap((user) -> this.colleagues.find(caller.workspace(), user))
			.map(Colleagues.Colleague::name)
			.or(() -> Optional.ofNullable(ActivityLog.callerName()))
			.orElseGet(caller::name);
	}

	private Instant now() {
		return this.clock.instant().truncatedTo(ChronoUnit.MICROS);
	}

}
