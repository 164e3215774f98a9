package dev.voce.note;

import java.util.UUID;

import org.springframework.stereotype.Component;

import dev.voce.survey.SurveyRows;

/** Removes the notes of deleted surveys: a survey has 500 at most, which go at once. */
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
