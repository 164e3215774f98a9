/** How the widget looks, and where the owner's privacy page is. */
import { checkbox } from "./controls.js";
import { field, h } from "./html.js";
import { settingFields } from "./setting-fields.js";
import { t } from "./words.js";
import { wordsEditor } from "./words-editor.js";

/** What the colour is until another is chosen: that of the widget. */
const ACCENT = "#0f4c96";

export function appearanceEditor({ survey, languages, widgetWords, changed }) {
  const fields = settingFields(survey, "appearance");
  return [
    h("h2", {}, t("appearanceTitle")),
    h("div", { class: "fields" },
      fields.select("presentation", ["", "MODAL"]),
      fields.select("position", ["", "BOTTOM_LEFT"]),
      fields.select("theme", ["", "LIGHT", "DARK"]),
      accentEditor(survey, changed),
      settingFields(survey).text("privacy", "privacyHint", { type: "url", maxlength: 500 })),
    wordsEditor(survey, languages, widgetWords),
  ];
}

function accentEditor(survey, changed) {
  const accent = survey.appearance?.accent;

  const paint = (value) => {
    const { accent: gone, ...rest } = survey.appearance ?? {};
    const now = value ? { ...rest, accent: value } : rest;
    survey.appearance = Object.keys(now).length ? now : null;
  };

  const customize = (event) => {
    paint(event.target.checked ? ACCENT : null);
    changed();
  };

  const oninput = (event) => paint(event.target.value);
  return h("div", {},
    checkbox(t("customAccent"), {
      name: "customAccent", "data-key": "custom-accent", checked: accent, onchange: customize,
    }),
    accent && field(t("accent"), h("input", { type: "color", name: "accent", value: accent, oninput })));
}
