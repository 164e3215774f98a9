/** All surveys, the newest first. */
import { ago } from "./ago.js";
import { get, query } from "./api.js";
import { table } from "./controls.js";
import { deletedSurveys } from "./delete-survey.js";
import { action, h, replace } from "./html.js";
import { TOO_FEW } from "./metrics.js";
import { counted, figure } from "./numbers.js";
import { t } from "./words.js";

export async function surveysPage({ can, go }) {
  const rows = h("tbody", {});
  const older = h("p", {});

  async function show(cursor) {
    const { items, next } = await get(`/api/v1/surveys${query({ limit: 50, cursor })}`);
    rows.append(...items.map((survey) => row(survey, can)));
    replace(older, next && action(t("olderSurveys"), () => show(next), { "data-key": "more" }));
  }

  const [, deleted] = await Promise.all([show(), can("EDITOR") && deletedSurveys({ restored: () => go("/surveys") })]);
  const columns = [t("name"), t("surveyStatus"), t("last90DaysFigure"), t("answersTitle"), t("edited")];
  const list = table(t("surveys"), columns, rows, { class: "records close" });
  const creation = h("a", { class: "button primary end", href: "/surveys/new" }, t("newSurvey"));
  const none = h("section", { class: "card" }, t("noSurveys"));
  return {
    title: t("surveys"),
    content: [
      h("div", { class: "bar" }, h("h1", {}, t("surveys")), can("EDITOR") && creation),
      rows.children.length ? h("section", { class: "card" }, list, older) : none,
      deleted,
    ],
  };
}

function row(survey, can) {
  const { id, name, status, headline, sample, updatedAt } = survey;
  const href = status === "DRAFT" && can("EDITOR") ? `/surveys/${id}/edit` : `/surveys/${id}`;
  const cell = (...content) => h("td", {}, content);
  return h("tr", {},
    h("th", { scope: "row" }, h("a", { class: "plain", href }, name), sample && h("small", {}, t("sampleData"))),
    cell(h("span", { class: "tag" }, t(`status.${status}`))),
    cell(headline ? score(headline) : t("noScoredQuestion")),
    cell(headline?.responses ? counted("answers", headline.responses) : "–"),
    cell(ago(updatedAt)));
}

const score = ({ metric, responses, value }) =>
  [responses >= TOO_FEW ? h("b", {}, figure(metric, value)) : "–", h("small", {}, metric)];
