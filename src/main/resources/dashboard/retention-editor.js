/** The retention of a survey: what is stored about respondents, and for how long. */
import { h } from "./html.js";
import { settingFields } from "./setting-fields.js";
import { t } from "./words.js";

export function retentionEditor(survey) {
  const fields = settingFields(survey, "retention");
  return [
    h("h2", {}, t("retentionTitle")),
    h("p", { class: "note" }, t("retentionNote")),
    h("div", { class: "fields" },
      fields.number("forgetAfterDays", { min: 1, max: 3650, hint: "forgetHint" }),
      fields.number("purgeAfterDays", { min: 1, max: 3650, hint: "purgeHint" })),
    fields.check("anonymous"),
    h("small", {}, t("anonymousHint")),
  ];
}
