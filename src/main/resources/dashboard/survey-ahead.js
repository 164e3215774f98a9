/** What a survey's page asks for before its script is there. */
import { get } from "./api.js";

export const notesOf = (id) => `/api/v1/surveys/${id}/notes`;

export const surveyAhead = (id) => Promise.all([get(`/api/v1/surveys/${id}`), get(notesOf(id))]);
