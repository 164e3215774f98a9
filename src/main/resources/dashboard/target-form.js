/** What the owners aim at: stored with the survey, drawn in the trend. */
import { call, getWithTag } from "./api.js";
import { field, form, h } from "./html.js";
import { range } from "./metrics.js";
import { t } from "./words.js";

export function targetForm({ survey, kpis, changed }) {
  const { min, max } = range(kpis);
  return h("details", { class: "behind" }, h("summary", { "data-key": "target" }, t("setTarget")),
    form({ class: "row" }, async (given) => {
      const path = `/api/v1/surveys/${survey.id}`;
      const { body, etag } = await getWithTag(path);
      const saved = await call("PUT", path, { ...body, target: given.target === "" ? null : Number(given.target) }, { "If-Match": etag });
      changed(saved.target);
    }, field(t("target"), h("input", { name: "target", type: "number", min, max, step: "any", value: survey.target ?? "" }), t("targetHint")), h("button", { type: "submit", "aria-label": `${t("save")}: ${t("target")}` }, t("save"))));
}
