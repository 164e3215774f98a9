/** A new survey: from a template, from one question, or from a survey that there is. */
import { call, get, query } from "./api.js";
import { h, replace } from "./html.js";
import { languageName, languagesOf, preferredOf } from "./languages.js";
import { loadQuestionTypes } from "./question-types.js";
import { segmented } from "./segmented.js";
import { startSurvey } from "./start-survey.js";
import { copiesCard } from "./survey-copies.js";
import { failedCard, ownCard, templateCard } from "./template-card.js";
import { lookAtTemplate } from "./template-look.js";
import { showAt, widget } from "./widget-script.js";
import { t } from "./words.js";

export async function templatesPage({ go, signal }) {
  const [templates, surveys] = await Promise.all([
    get("/api/v1/templates").catch(() => ({ items: [] })),
    get("/api/v1/surveys"),
    loadQuestionTypes(),
  ]);
  const tags = [...new Set(templates.items.flatMap(({ survey }) => languagesOf(survey)))];
  const cards = h("ul", { class: "grid templates near", "aria-label": t("templates") });
  const own = ownCard(templates.items, go);
  let chosen = preferredOf(tags);
  let turn = 0;

  /** As visitors would be asked. */
  const asked = ({ survey }, tag) => call("POST", `/api/v1/surveys/preview${query({ locale: tag })}`, survey);

  const use = ({ key, survey }) => startSurvey({ ...survey, name: t(`template.${key}`), defaultLocale: chosen }, go);

  const look = async (item) => {
    const used = await lookAtTemplate({ item, tags, tag: chosen, asked });
    if (used) await use(item);
  };

  async function draw() {
    const mine = ++turn;
    const all = Promise.all(templates.items.map((item) => asked(item, chosen)));
    const [definitions] = await Promise.all([all, widget()]);
    if (mine !== turn || signal.aborted) return;
    const drawn = templates.items.map((item) => templateCard(item, { use, look }));
    replace(cards, drawn.map(({ element }) => element), own);
    // The widget finds its places once they are on the page.
    setTimeout(() => drawn.forEach(({ place }, i) => showAt(place, definitions[i])));
  }

  if (templates.items.length) await draw();
  else replace(cards, failedCard(go), own);

  const speak = (tag) => {
    chosen = tag;
    return draw();
  };
  const languages = tags.map((tag) => [tag, languageName(tag)]);
  return {
    title: t("newSurvey"),
    content: h("div", { class: "templates-page" },
      h("div", { class: "bar head" },
        h("h1", {}, t("newSurvey")),
        h("p", { class: "muted" }, t("templatesText")),
        tags.length > 1 && segmented(t("previewLanguage"), languages, chosen, speak)),
      cards,
      surveys.items.length > 0 && copiesCard(surveys.items, go)),
  };
}
