package dev.voce.note;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

import org.springframework.stereotype.Service;

/** Reads the notes of surveys, for other modules. */
@Service
public class Notes {

	private final NoteRepository repository;

	Notes(NoteRepository repository) {
		this.repository = repository;
	}

	/**
	 * A note.
	 *
	 * @param day the day that it is attached to
	 * @param text what happened
	 */
	public record Noted(LocalDate day, String text) {
	}

	/**
	 * Lists the notes of some days.
	 * @param survey the survey's id
	 * @param from the first day
	 * @param to the first day after
	 * @return the notes by day
	 */
	public List<Noted> between(UUID survey, LocalDate from, LocalDate to) {
		return this.repository.findBySurveyIdOrderByDayAscIdAsc(survey)
			.stream()
			.filter((note) -> !note.day().isBefore(from) && note.day().isBefore(to))
			.map((note) -> new Noted(note.day(), note.text()))
			.toList();
	}

}
