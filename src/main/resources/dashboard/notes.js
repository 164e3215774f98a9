/** What happened on a day: listed beneath the trend, and marked in it. */
import { call } from "./api.js";
import { action, field, form, h } from "./html.js";
import { day } from "./numbers.js";
import { t } from "./words.js";

/** Those of the range, each with the period that it lies in. */
export function within(notes, series) {
  return notes.map((note) => ({ ...note, index: series.findIndex((part) => part.from <= note.day && note.day < part.to) })).filter((note) => note.index >= 0);
}

export function notesList({ path, notes, today, editable, changed }) {
  if (!notes.length && !editable) return null;
  return h("div", { class: "notes" },
    notes.length > 0 && h("ol", {}, notes.map((note, i) => h("li", {}, h("strong", {}, i + 1), ` ${day(note.day)}: ${note.text} `, editable && action("×", async () => {
      await call("DELETE", `${path}/${note.id}`);
      await changed();
    }, { class: "quiet small", "aria-label": `${t("remove")}: ${note.text}` })))),
    editable && h("details", { class: "behind" }, h("summary", { "data-key": "add-note" }, t("addNote")),
      form({ class: "row" }, async (given) => {
        await call("POST", path, given);
        await changed();
      }, field(t("day"), h("input", { name: "day", type: "date", required: true, value: today })),
      field(t("text"), h("input", { name: "text", required: true, maxlength: "200", placeholder: t("noteExample") })), h("button", { type: "submit" }, t("save")))));
}
