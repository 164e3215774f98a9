/** Makes the draft of a new survey and opens it. */
import { call } from "./api.js";

export async function startSurvey(survey, go) {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const { id } = await call("POST", "/api/v1/surveys", { ...survey, zone });
  go(`/surveys/${id}/edit`);
}

/** Makes a draft with everything of a survey but its answers, and opens it. */
export async function duplicateSurvey(survey, go) {
  const { id } = await call("POST", `/api/v1/surveys/${survey.id}/duplicate`);
  go(`/surveys/${id}/edit`);
}
