/** Fields of a part of the survey that is there only where something in it is set. */
import { field, h } from "./html.js";
import { t } from "./words.js";

const list = (text) => text.split(/[,\n]/).map((each) => each.trim()).filter(Boolean);

/** The fields of survey[part], or of the survey itself without a part. */
export function settingFields(survey, part) {
  const read = (name) => (part ? survey[part] : survey)?.[name];

  const write = (name, value) => {
    const empty = value === null || value === "" || (Array.isArray(value) && !value.length);
    const now = part ? { ...survey[part] } : survey;
    if (empty) delete now[name];
    else now[name] = value;
    if (part) survey[part] = Object.keys(now).length ? now : null;
  };

  const input = (name, hint, attributes, parse, label = name) => {
    const made = field(t(label), h("input", { name, value: read(name) ?? "", ...attributes, oninput: (event) => write(name, parse(event.target.value.trim())) }), hint && t(hint));
    made.dataset.at = part ? `/${part}/${name}` : `/${name}`;
    return made;
  };

  return {
    text: (name, hint, attributes) => input(name, hint, attributes, (value) => value),
    number: (name, min, max, usual, label, hint) => input(name, hint, { type: "number", min, max, step: 1, placeholder: usual }, (value) => (value === "" ? null : Number(value)), label),
    list: (name, hint) => input(name, hint, { value: (read(name) ?? []).join(", ") }, list),
    check: (name) => h("label", { class: "check" }, h("input", { type: "checkbox", name, checked: read(name), onchange: (event) => write(name, event.target.checked || null) }), t(name)),
    select: (name, options) => field(t(name), h("select", { name, onchange: (event) => write(name, event.target.value || null) },
      options.map((value) => h("option", { value, selected: (read(name) ?? "") === value }, t(value || `${name}None`))))),
  };
}
