/** When the widget asks, and how long it leaves people alone. */
import { h } from "./html.js";
import { settingFields } from "./setting-fields.js";
import { t } from "./words.js";

export function displayEditor(survey) {
  const fields = settingFields(survey, "display");
  return [h("h2", {}, t("displayTitle")), h("p", { class: "note" }, t("displayNote")),
    h("div", { class: "fields" },
      fields.number("delay", 0, 3600, "0"), fields.number("scroll", 1, 100), fields.number("share", 1, 100, "100", "displayShare"),
      fields.list("include", "patternHint"), fields.list("exclude", "patternHint"), fields.text("event", "eventHint", { maxlength: 200 }),
      fields.number("repeatDays", 0, 3650, "90"), fields.number("pauseDays", 0, 3650, "1")),
    fields.check("onCall")];
}
