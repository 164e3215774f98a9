/** HTML for mails that the shop sends itself, in each language of the survey. */
import { query, text } from "./api.js";
import { select } from "./controls.js";
import { copyable } from "./copy.js";
import { action, h, replace } from "./html.js";
import { languageName, languagesOf, preferredOf } from "./languages.js";
import { sentence } from "./phrase.js";
import { t } from "./words.js";

export function mailPanel({ survey, published, scored }) {
  const intro = h("p", {}, t("shareMailText"));
  if (!published) return [intro, h("p", { class: "muted" }, t("afterPublishing"))];
  if (!scored) return h("p", {}, t("noScoreToMail"));
  const host = h("div", { class: "mail" });
  const tags = languagesOf(survey);
  const chosen = preferredOf(tags);

  async function load(locale) {
    try {
      const html = await text(`/s/${survey.id}/email.html${query({ locale })}`);
      replace(host, looks(scored, locale, survey), copyable(html, t("shareMailCode")));
    } catch (problem) {
      const again = action(t("tryAgain"), () => load(locale));
      replace(host, h("p", { class: "problem", role: "alert" }, problem.message), again);
    }
  }

  load(chosen);
  const onchange = ({ target }) => load(target.value);
  const options = tags.map((tag) => [tag, languageName(tag)]);
  const language = select({ "aria-label": t("language"), onchange }, options, chosen);
  return [intro, tags.length > 1 && sentence("shareInLanguage", { language }), host];
}

/** The row of scores as readers of the mail see it. */
function looks({ text: asked, scale: { min, max }, labels }, locale, { defaultLocale }) {
  const said = (texts) => texts?.[locale] ?? texts?.[defaultLocale] ?? "";
  const scores = h("tr", {}, Array.from({ length: max - min + 1 }, (_, i) => h("td", {}, min + i)));
  return h("div", { class: "mailrow", role: "img", "aria-label": t("asItLooks"), lang: locale },
    h("p", {}, said(asked)),
    h("table", { "aria-hidden": "true" }, h("tbody", {}, scores)),
    h("p", { class: "ends small" }, h("span", {}, said(labels?.min)), h("span", {}, said(labels?.max))));
}
