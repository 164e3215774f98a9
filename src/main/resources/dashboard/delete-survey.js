/** Deletes a survey, and brings deleted ones back. */
import { call, get } from "./api.js";
import { ago } from "./ago.js";
import { askFirst } from "./dialog.js";
import { action, h, replace } from "./html.js";
import { count, counted, moment } from "./numbers.js";
import { t } from "./words.js";

/** For how many days a deleted survey can be restored. */
const DAYS = 30;

const DAY = 86_400_000;

/** How many responses a survey has, as it reads. */
async function responsesOf(survey) {
  const { counts } = await get(`/api/v1/surveys/${survey.id}/responses?limit=1&counts=true`);
  const n = counts.all + counts.testsAndSpam;
  return counts.complete ? counted("responseCount", n) : t("moreResponses", { n: count(n) });
}

/**
 * Says what goes with a survey and how long it can be had back, and deletes it when that is wanted.
 *
 * @returns a promise of whether it was deleted
 */
export async function deleteSurvey(survey) {
  const responses = await responsesOf(survey);
  const visible = survey.status === "LIVE" && !survey.sample;
  return askFirst({
    title: t(survey.sample ? "removeSampleTitle" : "deleteSurveyTitle", { name: survey.name }),
    lines: [
      t("deleteSurveyGoes", { responses }),
      visible && t("deleteSurveyLive"),
      t("deleteSurveyBack", { days: DAYS }),
    ],
    act: t(survey.sample ? "removeSample" : "deleteSurvey"),
    run: () => call("DELETE", `/api/v1/surveys/${survey.id}`),
  });
}

/** A list of the deleted surveys, each with a button that brings it back; nothing where there are none. */
export async function deletedSurveys({ restored }) {
  const { items } = await get("/api/v1/surveys?deleted=true&limit=200");
  if (!items.length) return null;
  const list = h("ul", { class: "rows deleted-surveys" }, items.map((survey) => row(survey, restored)));
  return h("details", { class: "behind" },
    h("summary", { "data-key": "deleted" }, counted("deletedSurveys", items.length)),
    h("div", { class: "card flush" }, list));
}

function row(survey, restored) {
  const until = moment(new Date(Date.parse(survey.deletedAt) + DAYS * DAY));
  const restore = async () => {
    await call("POST", `/api/v1/surveys/${survey.id}/restore`);
    restored();
  };
  const item = h("li", { class: "bar" });
  const remove = async () => {
    const done = await askFirst({
      title: t("removeNowTitle", { name: survey.name }),
      lines: [t("removeNowGoes"), t("eraseCannotUndo")],
      act: t("eraseForGood"),
      run: () => call("DELETE", `/api/v1/surveys/${survey.id}?now=true`),
    });
    if (done) replace(item, h("span", { class: "muted" }, t("removedNow", { name: survey.name })));
  };
  const when = [t("deletedAgo"), " ", ago(survey.deletedAt), " · ", t("restorableUntil", { until })];
  replace(item,
    h("span", {}, survey.name),
    h("span", { class: "small muted" }, when),
    action(t("restore"), restore, { class: "small end" }),
    action(`${t("eraseForGood")}…`, remove, { class: "small quiet" }));
  return item;
}
