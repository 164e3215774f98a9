/** Where editors write notes of days and the target, below the trend; fetched when it is first opened. */
import { call, get, query } from "./api.js";
import { submit } from "./controls.js";
import { field, form, h } from "./html.js";
import { range } from "./metrics.js";
import { t } from "./words.js";

export function noteForm(path, today, changed) {
  const add = async (given) => {
    await call("POST", path, given);
    await changed();
  };
  const text = { name: "text", required: true, maxlength: "200", placeholder: t("noteExample") };
  return form({ class: "row" }, add,
    field(t("noteDay"), h("input", { name: "day", type: "date", required: true, value: today })),
    field(t("note"), h("input", text)),
    submit(t("addNote")));
}

/** The owners' target: stored with the survey, drawn in the trend. */
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
