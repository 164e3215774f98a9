/** A card of the settings page with a form of its own, which is kept by its button. */
import { call } from "./api.js";
import { submit } from "./controls.js";
import { form, h } from "./html.js";
import { t } from "./words.js";

/**
 * @param fields what is filled in
 * @param written what it says now, from the form's data
 * @param store stores that
 * @returns the card, and `changed`: whether something is not stored yet
 */
export function settingsPart({ title, note, fields, written, store, after }) {
  const done = h("span", { class: "small muted", role: "status" });
  const now = () => written(new FormData(element));
  const save = async () => {
    done.textContent = "";
    await store(now());
    kept = JSON.stringify(now());
    done.textContent = t("saved");
  };
  const oninput = () => {
    done.textContent = "";
  };
  const element = form({ class: "stacked", oninput }, save, fields,
    h("div", { class: "does" }, submit(t("save"), { class: "primary" }), done));
  let kept = JSON.stringify(now());
  const heading = h("h2", { class: "title" }, title);
  const card = h("section", { class: "card" }, heading, note && h("p", { class: "muted" }, note), element, after);
  return { card, changed: () => JSON.stringify(now()) !== kept };
}

/** Stores a part of the workspace, beside what others set. */
export const storeIn = (state) => async (part) => {
  const { revision } = state.stored;
  state.stored = await call("PUT", `/api/v1/workspace?revision=${revision}`, { ...state.stored, ...part });
};
