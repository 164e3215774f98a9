/** What the widget says by itself, in the owner's words. */
import { h } from "./html.js";
import { textsEditor } from "./texts-editor.js";
import { t } from "./words.js";

const SAID = ["back", "next", "send", "skip", "close", "count", "thanks", "more", "contact", "email", "yes", "noted", "privacy", "paused", "closed", "trap"];

export function wordsEditor(survey, languages) {
  const write = (name, texts) => {
    const { [name]: gone, ...rest } = survey.words ?? {};
    const now = Object.keys(texts).length ? { ...rest, [name]: texts } : rest;
    survey.words = Object.keys(now).length ? now : null;
  };
  return h("details", { "data-at": "/words" }, h("summary", { "data-key": "words" }, t("wordsTitle")), h("p", { class: "note" }, t("wordsNote")),
    SAID.map((name) => textsEditor(t(`says_${name}`), languages, survey.words?.[name] ?? {}, (texts) => write(name, texts), 1, `/words/${name}`)));
}
