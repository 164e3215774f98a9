/** A new survey, from a template or from nothing. */
import { call, get } from "./api.js";
import { column } from "./controls.js";
import { action, h } from "./html.js";
import { language, owners, t } from "./words.js";

export async function newSurveyPage({ go }) {
  const { items } = await get("/api/v1/templates");

  const make = async (survey) => {
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    const { id } = await call("POST", "/api/v1/surveys", { ...survey, zone });
    go(`/surveys/${id}/edit`);
  };

  const offer = (name, description, survey) => {
    const label = `${t("create")}: ${name}`;
    const create = action(t("create"), () => make(survey), { class: "primary", "aria-label": label });
    return h("li", { class: "card" }, h("h2", {}, name), h("p", { class: "muted" }, description), create);
  };

  const templates = items.map(({ key, survey }) => {
    const name = t(`template.${key}`);
    return offer(name, owners(survey.questions[0].text, survey), { ...survey, name });
  });
  return {
    title: t("newSurvey"),
    content: column(
      h("h1", {}, t("newSurvey")),
      h("p", {}, t("chooseTemplate")),
      h("ul", { class: "cards" }, templates, offer(t("blankSurvey"), t("blankSurveyText"), blank()))),
  };
}

const blank = () => ({
  name: t("newSurvey"),
  defaultLocale: language(),
  questions: [{ key: "nps", type: "NPS", text: { [language()]: "…" } }],
});
