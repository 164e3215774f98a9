/** A text in every language of the survey, side by side. */
import { h } from "./html.js";

/** A placeholder can show the text that is used where a language is empty. */
export function textsEditor({ label, languages, texts, changed, rows = 2, at, instead = {} }) {
  const now = { ...texts };

  const input = (tag) => h("textarea", {
    rows,
    lang: tag,
    dir: "auto",
    "aria-label": `${label} (${tag})`,
    placeholder: instead[tag],
    value: now[tag] ?? "",
    oninput: ({ target }) => {
      if (target.value.trim()) now[tag] = target.value;
      else delete now[tag];
      changed({ ...now });
    },
  });

  const each = languages.map((tag) => h("label", {}, h("span", { class: "locale" }, tag), input(tag)));
  return h("fieldset", { class: "texts", "data-at": at }, h("legend", {}, label), each);
}
