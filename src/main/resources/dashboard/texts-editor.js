/** A text in every language of the survey, side by side. */
import { h } from "./html.js";

export function textsEditor(label, languages, texts, changed, rows = 2, at = null) {
  const now = { ...texts };
  return h("fieldset", { class: "texts", "data-at": at }, h("legend", {}, label), languages.map((tag) => h("label", {}, h("span", { class: "locale" }, tag),
    h("textarea", { rows, lang: tag, dir: "auto", "aria-label": `${label} (${tag})`, value: now[tag] ?? "", oninput: (event) => {
      if (event.target.value.trim()) now[tag] = event.target.value;
      else delete now[tag];
      changed({ ...now });
    } }))));
}
