package dev.voce.note;

import java.util.UUID;

import org.springframework.stereotype.Component;

import dev.voce.survey.SurveyRows;

/** Removes the notes of deleted surveys: all at once, as a survey has at most 500. */
@Component
class NoteRows implements SurveyRows {

	private final NoteRepository notes;

	NoteRows(NoteRepository notes) {
		this.notes = notes;
	}

	@Override
	public int removeSome(UUID survey, int limit) {
		return this.notes.removeOf(survey);
	}

}
