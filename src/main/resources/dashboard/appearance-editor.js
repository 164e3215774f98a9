/** How the widget looks, and where the owner's privacy page is. */
import { field, h } from "./html.js";
import { settingFields } from "./setting-fields.js";
import { wordsEditor } from "./words-editor.js";
import { t } from "./words.js";

export function appearanceEditor(survey, languages, changed) {
  const fields = settingFields(survey, "appearance");
  const accent = survey.appearance?.accent;
  const paint = (value) => {
    const { accent: gone, ...rest } = survey.appearance ?? {};
    const now = value ? { ...rest, accent: value } : rest;
    survey.appearance = Object.keys(now).length ? now : null;
  };
  return [h("h2", {}, t("appearanceTitle")), h("div", { class: "fields" },
    fields.select("presentation", ["", "MODAL"]), fields.select("position", ["", "BOTTOM_LEFT"]), fields.select("theme", ["", "LIGHT", "DARK"]),
    h("div", {}, h("label", { class: "check" }, h("input", { type: "checkbox", name: "ownAccent", "data-key": "own-accent", checked: accent, onchange: (event) => {
      paint(event.target.checked ? "#0f4c96" : null);
      changed();
    } }), t("ownAccent")), accent && field(t("accent"), h("input", { type: "color", name: "accent", value: accent, oninput: (event) => paint(event.target.value) }))),
    settingFields(survey).text("privacy", "privacyHint", { type: "url", maxlength: 500 })),
    wordsEditor(survey, languages)];
}
