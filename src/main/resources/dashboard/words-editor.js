/** The widget's own texts, replaced by the owner's. */
import { get, query } from "./api.js";
import { h } from "./html.js";
import { textsEditor } from "./texts-editor.js";
import { t } from "./words.js";

const read = new Map();

/** The widget's texts in each of these languages, for where the owner has none. */
export async function widgetWordsIn(languages) {
  const wordsIn = (locale) => {
    if (!read.has(locale)) read.set(locale, get(`/api/v1/widget-words${query({ locale })}`));
    return read.get(locale);
  };
  const found = await Promise.all(languages.map(wordsIn));
  return Object.fromEntries(languages.map((locale, i) => [locale, found[i].words]));
}

/** Shows in each empty field the widget's own text. */
export function wordsEditor(survey, languages, widgetWords) {
  const write = (name, texts) => {
    const { [name]: gone, ...rest } = survey.words ?? {};
    const now = Object.keys(texts).length ? { ...rest, [name]: texts } : rest;
    survey.words = Object.keys(now).length ? now : null;
  };

  const editor = (name) => textsEditor({
    label: t(`widgetText.${name}`),
    languages,
    texts: survey.words?.[name],
    rows: 1,
    at: `/words/${name}`,
    instead: Object.fromEntries(languages.map((tag) => [tag, widgetWords[tag]?.[name]])),
    changed: (texts) => write(name, texts),
  });

  return h("details", { "data-at": "/words" },
    h("summary", { "data-key": "words" }, t("widgetTexts")),
    h("p", { class: "note" }, t("widgetTextsNote")),
    Object.keys(Object.values(widgetWords)[0]).map(editor));
}
