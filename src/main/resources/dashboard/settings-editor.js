/** The name of a survey, its languages, and where its responses come from. */
import { folded } from "./controls.js";
import { field, h, replace } from "./html.js";
import { listOf, settingFields } from "./setting-fields.js";
import { t } from "./words.js";

const STAGES = ["AWARENESS", "CONSIDERATION", "PURCHASE", "DELIVERY", "SUPPORT", "LOYALTY", "ADVOCACY"];

export function settingsEditor(survey, languages, setLanguages) {
  const fields = settingFields(survey);
  const values = h("div", {});
  const drawValues = () => replace(values, survey.segments.length > 0 && segmentValues(survey));
  drawValues();
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
        write: (value) => {
          survey.segments = listOf(value);
          drawValues();
        },
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
    values,
  ];
}

/** Which values of each segment are counted by name. */
function segmentValues(survey) {
  const fields = survey.segments.map((segment) => valuesOf(survey, segment));
  return folded("segment-values", t("segmentValues"),
    h("p", { class: "note" }, t("segmentValuesNote")),
    h("div", { class: "fields" }, fields));
}

function valuesOf(survey, segment) {
  const oninput = ({ target }) => {
    const { [segment]: before, ...others } = survey.segmentValues ?? {};
    const values = linesOf(target.value);
    survey.segmentValues = values.length ? { ...others, [segment]: values } : others;
  };
  const value = (survey.segmentValues?.[segment] ?? []).join("\n");
  const area = h("textarea", { name: `values.${segment}`, rows: 4, value, oninput });
  const made = field(t("countOnly", { segment }), area, t("onePerLine"));
  made.dataset.at = `/segmentValues/${step(segment)}`;
  return made;
}

const linesOf = (text) => text.split("\n").map((each) => each.trim()).filter(Boolean);

/** A name as a step of a JSON pointer. */
const step = (name) => name.replaceAll("~", "~0").replaceAll("/", "~1");

/** What always has a value, and is taken when it is written to the end. */
function entry(part, { name = part, label, hint, value, write }) {
  const onchange = ({ target }) => write(target.value.trim());
  const made = field(label, h("input", { name, value, onchange }), hint);
  made.dataset.at = `/${part}`;
  return made;
}
