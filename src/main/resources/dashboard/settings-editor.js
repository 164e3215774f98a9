/** The name of a survey, its languages, and where its responses come from. */
import { field, h } from "./html.js";
import { listOf, settingFields } from "./setting-fields.js";
import { t } from "./words.js";

const STAGES = ["AWARENESS", "CONSIDERATION", "PURCHASE", "DELIVERY", "SUPPORT", "LOYALTY", "ADVOCACY"];

export function settingsEditor(survey, languages, setLanguages) {
  const fields = settingFields(survey);
  return [
    h("h2", {}, t("settings")),
    h("div", { class: "fields" },
      entry("name", { label: t("name"), value: survey.name, write: (value) => (survey.name = value) }),
      entry("zone", { label: t("timeZone"), value: survey.zone, write: (value) => (survey.zone = value) }),
      entry("defaultLocale", {
        name: "languages",
        label: t("languages"),
        hint: t("languagesHint"),
        value: languages.join(", "),
        write: (value) => setLanguages(listOf(value)),
      }),
      entry("segments", {
        label: t("segments"),
        hint: t("segmentsHint"),
        value: survey.segments.join(", "),
        write: (value) => (survey.segments = listOf(value)),
      }),
      fields.text("channel", "sourceHint", { maxlength: 200 }),
      fields.text("touchpoint", "sourceHint", { maxlength: 200 }),
      fields.select("stage", ["", ...STAGES]),
      entry("allowedOrigins", {
        name: "origins",
        label: t("allowedSites"),
        hint: t("allowedSitesHint"),
        value: survey.allowedOrigins.join(", "),
        write: (value) => (survey.allowedOrigins = listOf(value)),
      })),
  ];
}

/** What always has a value, and is taken when it is written to the end. */
function entry(part, { name = part, label, hint, value, write }) {
  const onchange = ({ target }) => write(target.value.trim());
  const made = field(label, h("input", { name, value, onchange }), hint);
  made.dataset.at = `/${part}`;
  return made;
}
