/** An address with what it says of the visit, written as a sentence, and what follows from it. */
import { query } from "./api.js";
import { select } from "./controls.js";
import { h } from "./html.js";
import { languageName, languagesOf } from "./languages.js";
import { sentence } from "./phrase.js";
import { t } from "./words.js";

/** How long somebody writes until what follows is drawn anew, in milliseconds. */
const PAUSE = 250;

/**
 * A sentence with fields for some of language, channel and touchpoint.
 *
 * @param key of the sentence
 * @param values what the fields hold at first, by name; changed as they are
 * @param changed is called with the part of the address behind the path
 */
export function addressFields(survey, key, values, changed) {
  let timer;

  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(() => changed(query(values)), PAUSE);
  };

  const text = (name) => {
    const oninput = ({ target }) => {
      values[name] = target.value.trim();
      later();
    };
    return h("input", {
      type: "text", value: values[name] ?? "", placeholder: t(name), "aria-label": t(name), maxlength: 200, oninput,
    });
  };

  const languages = [["", t("readersLanguage")], ...languagesOf(survey).map((tag) => [tag, languageName(tag)])];
  const onchange = ({ target }) => {
    values.locale = target.value;
    later();
  };
  const language = () => select({ "aria-label": t("language"), onchange }, languages, values.locale ?? "");
  return sentence(key, { language: language(), channel: text("channel"), touchpoint: text("touchpoint") });
}
