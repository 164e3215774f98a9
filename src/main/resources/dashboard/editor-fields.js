/** What the parts of the editor are made of: fields that name their part of the survey as a JSON pointer in data-at. */
import { checkbox, select } from "./controls.js";
import { h, svg } from "./html.js";
import { languageName } from "./languages.js";
import { t } from "./words.js";

/** How long a text may be, in characters; the service refuses longer ones. */
const LONGEST = 1000;

let fields = 0;

/** Where a flaw of a field, or of several in one part of the survey, is shown; it has its place from the start. */
export const flawPlace = (at) => h("p", { class: "flaw", "data-flaw": at, "aria-live": "polite" });

/** The sign beside what is wrong, and beside what is well. */
export function sign(ok) {
  const mark = ok ? "M6 10.5l2.8 2.8L14.2 7.5" : "M10 5.5v5.5M10 14v.3";
  const ring = svg("circle", { cx: 10, cy: 10, r: 9.25 });
  const attributes = { class: `sign ${ok ? "ok" : "no"}`, width: 20, height: 20, viewBox: "0 0 20 20" };
  return svg("svg", { ...attributes, "aria-hidden": "true" }, ring, svg("path", { d: mark }));
}

/** What is empty is not there. */
export function put(owner, name, value) {
  const empty = value === null || value === undefined || value === "" || value === false
    || (typeof value === "object" && !Object.keys(value).length);
  if (empty) delete owner[name];
  else owner[name] = value;
}

/** The same in a part of the survey that goes when nothing is left in it. */
export function putIn(owner, part, name, value) {
  const now = { ...owner[part] };
  put(now, name, value);
  put(owner, part, now);
}

/** A key that none has yet. */
export function freeKey(stem, taken) {
  let number = taken.length + 1;
  while (taken.includes(`${stem}_${number}`)) number++;
  return `${stem}_${number}`;
}

/**
 * A text in the language that is being written; in another than the first, with the first one's beneath it, and a word
 * where it is missing. Both keep their places while one writes.
 *
 * @param tag the element: a textarea, which grows, or an input
 * @param instead what is said where the text is empty
 */
export function textField(editor, { at, label, texts, write, tag = "textarea", instead, ...attributes }) {
  const { language, survey: { defaultLocale } } = editor;
  const now = { ...texts };
  const other = language !== defaultLocale && now[defaultLocale];
  const id = `original-${++fields}`;

  const oninput = ({ target }) => {
    if (target.value.trim()) now[language] = target.value;
    else delete now[language];
    host.classList.toggle("unwritten", !now[language]);
    write({ ...now });
  };

  const control = h(tag, {
    ...(tag === "textarea" ? { rows: 1 } : { type: "text" }),
    ...attributes,
    lang: language,
    dir: "auto",
    maxlength: LONGEST,
    "data-at": at,
    "aria-label": t("inLanguage", { what: label, language: languageName(language) }),
    "aria-describedby": other ? id : null,
    placeholder: instead,
    value: now[language] ?? "",
    oninput,
  });
  const lacking = h("b", { class: "tag" }, t("missing"));
  const original = other
    && h("small", { id, class: "original" }, h("span", { lang: defaultLocale }, other), lacking);
  const host = h("div", { class: now[language] ? "said" : "said unwritten" }, control, original);
  return host;
}

/** A label above or beside an input or a choice. */
export function labelled(label, control, { at, hint } = {}) {
  if (at) control.dataset.at = at;
  return h("label", {}, h("span", {}, label), control, hint && h("small", {}, hint));
}

/** A choice among a few, as the values of a part of the survey. */
export function choice(label, options, chosen, onchoose, attributes) {
  const onchange = ({ target }) => onchoose(target.value);
  return select({ "aria-label": label, ...attributes, onchange }, options, chosen);
}

export const tickBox = (label, checked, onTick, attributes) =>
  checkbox(label, { ...attributes, checked, onchange: ({ target }) => onTick(target.checked) });

const drawn = (width, height, d) =>
  svg("svg", { width, height, viewBox: `0 0 ${width} ${height}`, "aria-hidden": "true" },
    svg("path", { d, fill: "none", stroke: "currentColor", "stroke-width": 1.5 }));

export const cross = () => drawn(10, 10, "M1 1l8 8M9 1L1 9");

export const up = () => drawn(10, 6, "M1 5l4-4 4 4");

export const down = () => drawn(10, 6, "M1 1l4 4 4-4");

/** A small button without words. */
export const iconButton = (icon, label, onclick, attributes) =>
  h("button", { type: "button", class: "button icon quiet small", "aria-label": label, onclick, ...attributes }, icon);
