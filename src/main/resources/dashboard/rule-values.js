/** The values of a condition in a rule: those that are known to be ticked, others to be written. */
import { get, query } from "./api.js";
import { checkbox } from "./controls.js";
import { placeName } from "./figure-filters.js";
import { h, replace } from "./html.js";
import { owners, t } from "./words.js";

/** How many values are offered: the most frequent ones. */
const OFFERED = 12;

/** What stands for no value and for several. */
const NO_VALUES = ["(none)", "(other)"];

/** @param write takes the values after each change */
export function valuesField({ survey, name, what, values, label, write }) {
  const options = survey.questions.find(({ key, type }) => key === name && type === "CHOICE")?.options;
  if (options) {
    const known = options.map(({ key, text }) => [key, owners(text, survey) || key]);
    return ticks({ known, label, values, write });
  }
  const element = h("span", {});
  const draw = (known) => replace(element, fields({ known, what, values, label, write: keep }));
  const keep = (now) => {
    values = now;
    write(now);
  };
  draw([]);
  knownOf(survey, name).then((found) => found.length && draw(found.map((value) => [value, nameOf(name, value)])));
  return element;
}

const nameOf = (name, value) => placeName(name, value) ?? value;

/** Those that are known, and others. */
function fields({ known, what, values, label, write }) {
  const isKnown = (value) => known.some(([each]) => each === value);
  const parts = { ticked: values.filter(isKnown), written: values.filter((value) => !isKnown(value)) };
  const change = (part) => {
    Object.assign(parts, part);
    write([...parts.ticked, ...parts.written]);
  };
  const oninput = ({ target }) =>
    change({ written: target.value.split(",").map((each) => each.trim()).filter(Boolean) });
  return [
    known.length > 0 && ticks({ known, label: what, values: parts.ticked, write: (ticked) => change({ ticked }) }),
    h("input", { class: "values", "aria-label": label, oninput, value: parts.written.join(", "),
      placeholder: t(known.length ? "furtherValues" : "commaSeparated") }),
  ];
}

function ticks({ known, label, values, write }) {
  const chosen = new Set(values);
  const tick = (value) => ({ target }) => {
    if (target.checked) chosen.add(value);
    else chosen.delete(value);
    write([...chosen]);
  };
  const box = ([value, text]) => checkbox(text, { checked: chosen.has(value), onchange: tick(value) });
  return h("span", { class: "ticks", role: "group", "aria-label": label }, known.map(box));
}

/** The values that responses had, the most frequent first; none where nothing is counted yet. */
async function knownOf({ id }, name) {
  try {
    const { segments } = await get(`/api/v1/surveys/${id}/kpis${query({ segment: name, period: "year" })}`);
    return segments.filter(({ value }) => !NO_VALUES.includes(value))
      .sort((one, other) => other.responses - one.responses)
      .map(({ value }) => value)
      .slice(0, OFFERED);
  } catch {
    return [];
  }
}
