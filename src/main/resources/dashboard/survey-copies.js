/** The surveys that there are, each to be duplicated. */
import { action, h } from "./html.js";
import { languageName, languagesOf } from "./languages.js";
import { counted } from "./numbers.js";
import { SCORED } from "./metrics.js";
import { duplicateSurvey } from "./start-survey.js";
import { t } from "./words.js";

export function copiesCard(surveys, go) {
  return h("section", { class: "card flush" },
    h("div", { class: "bar" },
      h("h2", { class: "title" }, t("orDuplicate")),
      h("p", { class: "small muted" }, t("duplicateText"))),
    h("ol", { class: "rows copies" }, surveys.map((survey) => row(survey, go))));
}

function row(survey, go) {
  const { name, questions, status } = survey;
  const scored = questions.find(({ type }) => SCORED.includes(type));
  const about = [scored?.type !== "RATING" && scored?.type, counted("questions", questions.length)];
  const attributes = { class: "small", "aria-label": t("duplicateOf", { name }), "data-survey": survey.id };
  const duplicate = action(t("duplicate"), () => duplicateSurvey(survey, go), attributes);
  return h("li", {},
    h("p", {}, h("b", {}, name), h("small", {}, about.filter(Boolean).join(" · "))),
    h("span", { class: "muted wide" }, languagesOf(survey).map(languageName).join(", ")),
    h("span", { class: "tag" }, t(`status.${status}`)),
    h("span", { class: "act" }, duplicate));
}
