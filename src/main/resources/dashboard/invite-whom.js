/** Whom to ask: pasted addresses, a file whose columns one says the meaning of, or people who are known. */
import { select } from "./controls.js";
import { action, h, replace } from "./html.js";
import { knownPeople } from "./invite-known.js";
import { counted } from "./numbers.js";
import { guessed, invitation, keyOf, pasted, tableOf } from "./people-table.js";
import { segmented } from "./segmented.js";
import { capital } from "./sentences.js";
import { t } from "./words.js";

const PARTS = ["email", "name", "respondent", "locale", "zone", "touchpoint"];

/** How long after the last key the people are counted, in milliseconds. */
const PAUSE = 500;

/**
 * @param keys the attributes that the survey's segments and texts name
 * @param first a person who is meant from the beginning, if any
 * @param changed is called when others are meant
 * @returns the card, `people`: those that are meant, as the service takes them, and `clear`
 */
export function whomCard(keys, first, changed) {
  const place = h("div", { class: "whom" });
  const known = knownPeople(first ? [first] : [], soon);
  let way = first ? "known" : "paste";
  let written = "";
  let file = null;
  let unread = null;
  let targets = [];
  let waiting;

  function people() {
    if (way === "paste") return pasted(written).rows.map((row) => invitation(row, ["email", "name"]));
    if (way === "known") return known.people();
    return file ? file.rows.map((row) => invitation(row, targets)) : [];
  }

  function choose(chosen) {
    way = chosen;
    draw();
    changed();
  }

  async function read(chosen) {
    if (!chosen) return;
    try {
      file = { name: chosen.name, ...await tableOf(await chosen.arrayBuffer()) };
    } catch {
      unread = chosen.name;
      draw();
      return;
    }
    unread = null;
    targets = guessed(file, keys);
    draw();
    changed();
  }

  function draw() {
    if (way === "known") known.load();
    replace(place, way === "known" ? known.element : way === "paste" ? pasting() : file ? mapping() : choosing());
  }

  function soon() {
    clearTimeout(waiting);
    waiting = setTimeout(changed, PAUSE);
  }

  function pasting() {
    const oninput = ({ target }) => {
      written = target.value;
      soon();
    };
    return h("div", { class: "pad" },
      h("p", { class: "muted" }, t("pastePeople")),
      h("textarea", { class: "people", rows: 6, "aria-label": t("addresses"), spellcheck: "false", value: written,
        placeholder: t("peopleExample"), oninput }));
  }

  function choosing() {
    const input = h("input", { type: "file", accept: ".csv,.tsv,.txt,.xlsx,text/csv", "aria-label": t("chooseFile"),
      onchange: ({ target }) => read(target.files[0]) });
    const drop = {
      ondragover: (event) => event.preventDefault(),
      ondrop: (event) => {
        event.preventDefault();
        read(event.dataTransfer.files[0]);
      },
    };
    return h("div", { class: "pad" },
      h("div", { class: "drop small muted", ...drop }, input, h("span", {}, t("fileHint"))),
      unread && h("p", { class: "problem", role: "alert" }, t("fileUnread", { name: unread })));
  }

  function mapping() {
    const another = () => {
      file = null;
      draw();
      changed();
    };
    const about = [counted("rowsRead", file.rows.length), counted("columnsRead", file.columns.length), file.encoding];
    return [
      h("p", { class: "filed" }, h("b", {}, file.name), h("span", { class: "small muted" }, about.join(" · ")),
        h("span", { class: "end" }, action(t("anotherFile"), async () => another(), { class: "small" }))),
      h("div", { class: "pad" }, columnsTable(), h("p", { class: "small muted note" }, t("columnsNote"))),
    ];
  }

  const columnsTable = () => h("table", { class: "columns" },
    h("thead", {}, h("tr", {}, ["column", "firstRow", "becomes"].map(heading))),
    h("tbody", {}, file.columns.map(row)));

  function row(name, i) {
    const onchange = ({ target }) => {
      targets = targets.map((each, at) => (at === i ? target.value : each === target.value ? "" : each));
      draw();
      changed();
    };
    const choice = select({ "aria-label": t("columnBecomes", { name }), "data-key": `column-${i}`, onchange },
      meanings(name), targets[i]);
    return h("tr", {}, h("th", { scope: "row" }, name), h("td", { class: "cut" }, file.rows[0]?.[i] ?? ""),
      h("td", {}, choice));
  }

  function meanings(name) {
    const own = [...new Set([...keys, keyOf(name)])].filter(Boolean);
    return [
      ["", t("leaveOut")],
      ...PARTS.map((part) => [part, t(`personPart.${part}`)]),
      ...own.map((key) => [`attributes.${key}`, t("attributeOf", { name: keyOf(name) === key ? name : capital(key) })]),
    ];
  }

  draw();
  const ways = segmented(t("whomToAsk"), ["paste", "upload", "known"].map((each) => [each, t(each)]), way, choose);
  const element = h("section", { class: "card flush", "aria-labelledby": "whom" },
    h("div", { class: "bar" },
      h("h2", { id: "whom", class: "title" }, t("whomToAsk")), h("span", { class: "end" }, ways)),
    place);
  const clear = () => {
    written = "";
    file = null;
    known.clear();
    draw();
  };
  return { element, people, clear };
}

const heading = (name) => h("th", { scope: "col" }, t(name));
