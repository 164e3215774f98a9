/** A new survey, from a template or from nothing. */
import { call, get } from "./api.js";
import { action, h } from "./html.js";
import { language, owners, t } from "./words.js";

export async function newSurveyPage({ go }) {
  const { items } = await get("/api/v1/templates");
  const make = (body) => async () => {
    const made = await call("POST", "/api/v1/surveys", { ...body, zone: Intl.DateTimeFormat().resolvedOptions().timeZone });
    go(`/surveys/${made.id}/edit`);
  };
  const empty = { name: t("newSurvey"), defaultLocale: language(), questions: [{ key: "nps", type: "NPS", text: { [language()]: "…" } }] };
  const card = (name, told, body) => h("li", { class: "card" }, h("h2", {}, name), h("p", { class: "muted" }, told), action(t("create"), make(body), { class: "primary", "aria-label": `${t("create")}: ${name}` }));
  return { title: t("newSurvey"), content: h("div", { class: "stackless" }, h("h1", {}, t("newSurvey")), h("p", {}, t("chooseTemplate")), h("ul", { class: "cards" },
    items.map(({ key, survey }) => card(t(`template-${key}`), owners(survey.questions[0].text, survey), { ...survey, name: t(`template-${key}`) })),
    card(t("empty"), t("emptyText"), empty))) };
}
