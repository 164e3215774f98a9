package dev.voce.invitation;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import dev.voce.survey.Surveys;
import dev.voce.workspace.Caller;

/** Follows, pauses, continues and stops what is sent to lists of people. */
@Tag(name = "Invitations")
@RestController
@RequestMapping(path = "/api/v1/surveys/{survey}/sendings", produces = MediaType.APPLICATION_JSON_VALUE)
class SendingController {

	private static final int MOST_TROUBLES = 20;

	private final Surveys surveys;

	private final InvitationRepository invitations;

	private final InvitationMailRepository mails;

	private final SendingRepository repository;

	private final Sendings sendings;

	private final Sender sender;

	SendingController(Surveys surveys, InvitationRepository invitations, InvitationMailRepository mails,
			SendingRepository repository, Sendings sendings, Sender sender) {
		this.surveys = surveys;
		this.invitations = invitations;
		this.mails = mails;
		this.repository = repository;
		this.sendings = sendings;
		this.sender = sender;
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
	@GetMapping
	List<SendingView> all(@AuthenticationPrincipal Caller caller, @PathVariable UUID survey) {
		return this.repository.findFirst20BySurveyIdOrderByIdDesc(this.surveys.definitionFor(caller, survey).id())
			.stream()
			.map(this::view)
			.toList();
	}

	/**
	 * Tells how far a list came.
	 * @param id the list's id
	 * @return the list
	 */
	@GetMapping("/{sending}")
	SendingView read(@AuthenticationPrincipal Caller caller, @PathVariable UUID survey,
			@PathVariable("sending") UUID id) {
		return view(this.repository.findByIdAndSurveyId(id, this.surveys.definitionFor(caller, survey).id())
			.orElseThrow(Sendings::missing));
	}

	/**
	 * Pauses a list: no further mail goes out until somebody continues.
	 * @param id the list's id
	 * @return the list
	 */
	@PostMapping("/{sending}/pause")
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
	@PostMapping("/{sending}/resume")
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
	@PostMapping("/{sending}/stop")
	@ApiResponse(responseCode = "200")
	SendingView stop(@AuthenticationPrincipal Caller caller, @PathVariable UUID survey,
			@PathVariable("sending") UUID id) {
		return change(caller, survey, id, Sending.Status.STOPPED);
	}

	private SendingView change(Caller caller, UUID survey, UUID id, Sending.Status wanted) {
		return view(this.sendings.change(caller, this.surveys.definitionFor(caller, survey).id(), id, wanted));
	}

	private SendingView view(Sending sending) {
		List<InvitationRepository.Count> counts = this.invitations.count(sending.id());
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
				reads ? Sender.Hold.READING
						: (status == SendingView.Status.RUNNING && toGo > 0) ? this.sender.hold(sending.workspaceId())
								: null,
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
		String email = this.invitations.findById(mail.invitationId()).map(Invitation::email).orElse("");
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

}
