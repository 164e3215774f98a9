/** How the widget looks, in a sentence, and how well its colour can be read. */
import { onDark, textOn } from "./contrast.js";
import { choice, flawPlace, putIn } from "./editor-fields.js";
import { h } from "./html.js";
import { decimal } from "./numbers.js";
import { t } from "./words.js";

/** What the colour is until another is chosen: that of the widget. */
const ACCENT = "#0f4c96";

export function appearanceEditor(editor) {
  const { survey } = editor;
  const look = survey.appearance ?? {};
  const among = (name, values) => choice(
    t(name),
    values.map((value) => [value, t(value ? `${name}.${value}` : `${name}None`)]),
    look[name] ?? "",
    (value) => editor.change(() => putIn(survey, "appearance", name, value)),
    { name, "data-key": name });
  const elements = {
    presentation: among("presentation", ["", "MODAL"]),
    position: look.presentation !== "MODAL" && among("position", ["", "BOTTOM_LEFT"]),
    theme: among("theme", ["", "LIGHT", "DARK"]),
    accent: accentField(editor),
  };
  const words = t(look.presentation === "MODAL" ? "lookOfModal" : "lookOfWindow").split(/\{(\w+)\}/);
  return [
    h("div", { class: "bar" }, h("h2", { class: "title" }, t("appearanceTitle"))),
    h("p", { class: "sentence" }, words.map((each, i) => (i % 2 ? elements[each] : each))),
    h("p", { class: "small muted", "data-contrast": true }, contrastWords(look.accent ?? ACCENT)),
    flawPlace("/appearance"),
  ];
}

function accentField(editor) {
  const { survey } = editor;
  const oninput = ({ target }) => {
    putIn(survey, "appearance", "accent", target.value === ACCENT ? null : target.value);
    target.closest("section").querySelector("[data-contrast]").textContent = contrastWords(target.value);
  };
  const value = survey.appearance?.accent ?? ACCENT;
  return h("input", { type: "color", name: "accent", "aria-label": t("accent"), "data-key": "accent", value, oninput });
}

function contrastWords(accent) {
  const { white, ratio } = textOn(accent);
  const name = accent.toUpperCase();
  const dark = onDark(accent);
  const words = t(white ? "whiteOn" : "blackOn", { accent: name, ratio: decimal(ratio) });
  return dark === name ? words : `${words} ${t("lightened", { accent: dark })}`;
}
