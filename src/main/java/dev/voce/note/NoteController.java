package dev.voce.note;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import dev.voce.survey.Surveys;
import dev.voce.web.Flaw;
import dev.voce.web.Problem;
import dev.voce.workspace.Caller;

/** Attaches notes to days, and removes them. */
@Tag(name = "Surveys")
@RestController
@RequestMapping(path = "/api/v1/surveys/{survey}/notes", produces = MediaType.APPLICATION_JSON_VALUE)
class NoteController {

	private static final int MOST = 500;

	private static final LocalDate FIRST = LocalDate.of(1000, 1, 1);

	private final Surveys surveys;

	private final NoteRepository notes;

	private final Clock clock;

	private final TransactionTemplate transaction;

	NoteController(Surveys surveys, NoteRepository notes, Clock clock, PlatformTransactionManager transactions) {
		this.surveys = surveys;
		this.notes = notes;
		this.clock = clock;
		this.transaction = new TransactionTemplate(transactions);
	}

	/**
	 * A note to be attached.
	 *
	 * @param day the day, local to the survey's zone
	 * @param text what happened, 1 to 200 characters
	 */
	record NewNote(@Schema(format = "date") @NotNull(message = "value.day") @Nullable String day,
			@Pattern(regexp = "\\s*[^\\x00\\p{Cs}\\s][^\\x00\\p{Cs}]*", message = "note.text") @Size(max = 200,
					message = "note.text") @NotNull(message = "note.text") @Nullable String text) {
	}

	/**
	 * A note.
	 *
	 * @param id the note's id
	 * @param day the day, local to the survey's zone
	 * @param text what happened
	 */
	record NoteView(UUID id, LocalDate day, String text) {

		static NoteView of(Note note) {
			return new NoteView(note.id(), note.day(), note.text());
		}

	}

	/**
	 * All notes of a survey.
	 *
	 * @param items by day
	 */
	record NoteList(List<NoteView> items) {
	}

	/**
	 * Lists a survey's notes.
	 * @return all of them
	 */
	@GetMapping
	NoteList list(@AuthenticationPrincipal Caller caller, @PathVariable UUID survey) {
		UUID id = this.surveys.definitionFor(caller, survey).id();
		return new NoteList(this.notes.findBySurveyIdOrderByDayAscIdAsc(id).stream().map(NoteView::of).toList());
	}

	/**
	 * Attaches a note to a day. A survey has 500 at most.
	 * @return the note
	 */
	@PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
	@ResponseStatus(HttpStatus.CREATED)
	NoteView pin(@AuthenticationPrincipal Caller caller, @PathVariable UUID survey, @Valid @RequestBody NewNote note) {
		UUID id = this.surveys.definitionFor(caller, survey).id();
		if (note.text() == null) {
			throw new IllegalStateException("validated before");
		}
		LocalDate day = day(note.day());
		Note made = new Note(id, day, note.text().trim(), this.clock.instant());
		return NoteView.of(Objects.requireNonNull(this.transaction.execute((status) -> add(made))));
	}

	private Note add(Note made) {
		this.notes.lockCount(made.surveyId().toString());
		if (this.notes.countBySurveyId(made.surveyId()) >= MOST) {
			throw Problem.invalid(Flaw.at("", "note.count", MOST));
		}
		return this.notes.save(made);
	}

	/**
	 * Removes a note.
	 * @param note the note's id
	 */
	@DeleteMapping("/{note}")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void remove(@AuthenticationPrincipal Caller caller, @PathVariable UUID survey, @PathVariable UUID note) {
		if (this.notes.deleteByIdAndSurveyId(note, this.surveys.definitionFor(caller, survey).id()) == 0) {
			throw new Problem(HttpStatus.NOT_FOUND, "note.missing");
		}
	}

	private static LocalDate day(@Nullable String text) {
		try {
			LocalDate day = LocalDate.parse(String.valueOf(text));
			if (!day.isBefore(FIRST) && day.getYear() <= 9999) {
				return day;
			}
		}
		catch (DateTimeException ex) {
			// reported below
		}
		throw Problem.invalid(Flaw.at("/day", "value.day"));
	}

}
