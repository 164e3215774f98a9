/** How a survey reaches people. */
import { get } from "./api.js";
import { copyable } from "./copy.js";
import { h } from "./html.js";
import { SCORED } from "./metrics.js";
import { surveyHead } from "./survey-head.js";
import { t } from "./words.js";

export async function sharePage({ can }, id) {
  const survey = await get(`/api/v1/surveys/${id}`);
  const link = `${location.origin}/s/${id}`;
  const scored = survey.questions.find((question) => SCORED.includes(question.type));
  const answer = { answers: { [scored?.key ?? survey.questions[0].key]: scored ? scored.scale?.max ?? (scored.type === "NPS" ? 10 : 5) : "…" }, test: true };
  const part = (title, text, code) => h("section", { class: "card" }, h("h2", {}, t(title)), h("p", { class: "muted" }, t(text)), copyable(code, t(title)));
  return { title: `${t("share")}: ${survey.name}`, content: h("div", { class: "stackless" }, surveyHead(survey, "share", can),
    survey.status !== "LIVE" && h("p", { class: "card notice" }, t("notLive")),
    part("shareLink", "shareLinkText", link),
    part("shareScript", "shareScriptText", `<script async src="${location.origin}/widget.js" data-survey="${id}"></script>`),
    part("shareTag", "shareTagText", `<script async src="${location.origin}/widget.js?survey=${id}"></script>`),
    part("shareCurl", "shareCurlText", `curl -H 'Content-Type: application/json' ${location.origin}/api/v1/public/surveys/${id}/responses \\\n  -d '${JSON.stringify(answer)}'`)) };
}
