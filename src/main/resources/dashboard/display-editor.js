/** When the widget asks, and after how many days it asks again. */
import { h } from "./html.js";
import { settingFields } from "./setting-fields.js";
import { REPEAT_DAYS } from "./trigger-words.js";
import { t } from "./words.js";

export function displayEditor(survey) {
  const fields = settingFields(survey, "display");
  return [
    h("h2", {}, t("displayTitle")),
    h("p", { class: "note" }, t("displayNote")),
    h("div", { class: "fields" },
      fields.number("delay", { min: 0, max: 3600, usual: "0" }),
      fields.number("scroll", { min: 1, max: 100 }),
      fields.number("share", { min: 1, max: 100, usual: "100", label: "visitorShare" }),
      fields.list("include", "patternHint"),
      fields.list("exclude", "patternHint"),
      fields.text("event", "eventHint", { maxlength: 200 }),
      fields.number("repeatDays", { min: 0, max: 3650, usual: REPEAT_DAYS }),
      fields.number("pauseDays", { min: 0, max: 3650, usual: "1" })),
    fields.check("onCall"),
  ];
}
