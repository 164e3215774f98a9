/** The owners' target: stored with the survey, drawn in the trend. */
import { call, get, query } from "./api.js";
import { submit } from "./controls.js";
import { field, form, h } from "./html.js";
import { range } from "./metrics.js";
import { t } from "./words.js";

export function targetForm({ survey, kpis, changed }) {
  const { min, max } = range(kpis);
  const save = async ({ target }) => {
    const path = `/api/v1/surveys/${survey.id}`;
    const stored = await get(path);
    const edited = { ...stored, target: target === "" ? null : Number(target) };
    const saved = await call("PUT", path + query({ revision: stored.revision }), edited);
    changed(saved.target);
  };
  const input = h("input", { name: "target", type: "number", min, max, step: "any", value: survey.target ?? "" });
  return form({ class: "row" }, save,
    field(t("target"), input, t("targetHint")),
    submit(t("setTarget")));
}
