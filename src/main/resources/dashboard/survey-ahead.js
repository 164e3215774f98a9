/** What the pages of a survey ask for before their scripts are there. */

export const surveyOf = (id) => `/api/v1/surveys/${id}`;

export const notesOf = (id) => `${surveyOf(id)}/notes`;
