/** What is kept of those who answer, and for how long. */
import { h } from "./html.js";
import { settingFields } from "./setting-fields.js";
import { t } from "./words.js";

export function retentionEditor(survey) {
  const fields = settingFields(survey, "retention");
  return [h("h2", {}, t("retentionTitle")), h("p", { class: "note" }, t("retentionNote")),
    h("div", { class: "fields" },
      fields.number("forgetAfterDays", 1, 3650, "", "forgetAfterDays", "forgetHint"),
      fields.number("purgeAfterDays", 1, 3650, "", "purgeAfterDays", "purgeHint")),
    fields.check("anonymous"), h("small", {}, t("anonymousHint"))];
}
