/** What happened on a day: marked in the trend, and listed beneath it. */
import { call } from "./api.js";
import { folded } from "./controls.js";
import { action, h } from "./html.js";
import { counted, day } from "./numbers.js";
import { t } from "./words.js";

const days = (from, to) => (Date.parse(to) - Date.parse(from)) / 86_400_000;

/** The notes of a range, numbered, each with its place from 0 to 1 among the periods shown; and all others. */
export function placed(notes, series) {
  const inside = [];
  const outside = [];
  for (const note of notes) {
    const index = series.findIndex((part) => part.from <= note.day && note.day < part.to);
    if (index < 0) {
      outside.push(note);
    } else {
      const { from, to } = series[index];
      const place = (index + days(from, note.day) / days(from, to)) / series.length;
      inside.push({ ...note, number: inside.length + 1, place });
    }
  }
  return { inside, outside };
}

export function notesList({ path, inside, outside, editable, changed }) {
  if (!inside.length && !outside.length) return null;
  const item = (note, number) => listed(note, number, editable && removal(path, note, changed));
  return h("div", { class: "small note notes" },
    inside.length > 0 && h("ol", {}, inside.map((note) => item(note, note.number))),
    outside.length > 0 && folded("notes-outside", counted("notesOutside", outside.length),
      h("ol", {}, outside.map((note) => item(note)))));
}

const listed = (note, number, remove) =>
  h("li", {}, number && [h("b", { class: "tag" }, number), " "], `${day(note.day)}: ${note.text} `, remove);

function removal(path, note, changed) {
  const remove = async () => {
    await call("DELETE", `${path}/${note.id}`);
    await changed();
  };
  return action("×", remove, { class: "link", "aria-label": `${t("remove")}: ${note.text}` });
}
