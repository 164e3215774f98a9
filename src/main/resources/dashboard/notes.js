/** What happened on a day: listed beneath the trend, and marked in it. */
import { call } from "./api.js";
import { folded, submit } from "./controls.js";
import { action, field, form, h } from "./html.js";
import { day } from "./numbers.js";
import { t } from "./words.js";

/** Those of the range, each with the period that it lies in. */
export function within(notes, series) {
  const period = (note) => series.findIndex((part) => part.from <= note.day && note.day < part.to);
  return notes.map((note) => ({ ...note, index: period(note) })).filter((note) => note.index >= 0);
}

export function notesList({ path, notes, today, editable, changed }) {
  if (!notes.length && !editable) return null;
  const items = notes.map((note, i) => listed(note, i + 1, editable && removal(path, note, changed)));
  return h("div", { class: "notes" },
    notes.length > 0 && h("ol", {}, items),
    editable && folded("add-note", t("addNote"), noteForm(path, today, changed)));
}

const listed = (note, number, remove) =>
  h("li", {}, h("strong", {}, number), ` ${day(note.day)}: ${note.text} `, remove);

function removal(path, note, changed) {
  const remove = async () => {
    await call("DELETE", `${path}/${note.id}`);
    await changed();
  };
  return action("×", remove, { class: "quiet small", "aria-label": `${t("remove")}: ${note.text}` });
}

function noteForm(path, today, changed) {
  const add = async (given) => {
    await call("POST", path, given);
    await changed();
  };
  const text = { name: "text", required: true, maxlength: "200", placeholder: t("noteExample") };
  return form({ class: "row" }, add,
    field(t("day"), h("input", { name: "day", type: "date", required: true, value: today })),
    field(t("text"), h("input", text)),
    submit(t("save")));
}
