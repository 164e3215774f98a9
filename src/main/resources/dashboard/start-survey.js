/** Begins a new survey and opens it in the editor, which stores it once something is typed. */
import { call } from "./api.js";

const keyOf = (name) => `voce.begun.${name}`;

export async function startSurvey(survey, go) {
  const name = Date.now().toString(36);
  sessionStorage.setItem(keyOf(name), JSON.stringify(survey));
  go(`/surveys/new/${name}`);
}

/** A survey as it was begun in this tab under a name; null where none was. */
export const begunSurvey = (name) => JSON.parse(sessionStorage.getItem(keyOf(name)));

/** Makes a draft with everything of a survey but its answers, and opens it. */
export async function duplicateSurvey(survey, go) {
  const { id } = await call("POST", `/api/v1/surveys/${survey.id}/duplicate`);
  go(`/surveys/${id}/edit`);
}
