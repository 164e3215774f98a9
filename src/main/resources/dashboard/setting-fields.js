/** Fields of a part of the survey that is there only where something in it is set. */
import { checkbox, select } from "./controls.js";
import { field, h } from "./html.js";
import { t } from "./words.js";

/** What is separated by commas or stands on lines of its own. */
export const listOf = (text) => text.split(/[,\n]/).map((each) => each.trim()).filter(Boolean);

const isEmpty = (value) => value === null || value === "" || (Array.isArray(value) && !value.length);

/** The fields of survey[part], or of the survey itself without a part. */
export function settingFields(survey, part) {
  const read = (name) => (part ? survey[part] : survey)?.[name];

  const write = (name, value) => {
    const now = part ? { ...survey[part] } : survey;
    if (isEmpty(value)) delete now[name];
    else now[name] = value;
    if (part) survey[part] = Object.keys(now).length ? now : null;
  };

  const input = (name, { label = name, hint, parse = (text) => text, ...attributes }) => {
    const oninput = ({ target }) => write(name, parse(target.value.trim()));
    const control = h("input", { name, value: read(name) ?? "", ...attributes, oninput });
    const made = field(t(label), control, hint && t(hint));
    made.dataset.at = part ? `/${part}/${name}` : `/${name}`;
    return made;
  };

  return {
    text: (name, hint, attributes) => input(name, { hint, ...attributes }),
    number: (name, { usual, ...rest }) => input(name, {
      type: "number",
      step: 1,
      placeholder: usual,
      parse: (text) => (text === "" ? null : Number(text)),
      ...rest,
    }),
    list: (name, hint) => input(name, { hint, value: (read(name) ?? []).join(", "), parse: listOf }),
    check: (name) => {
      const onchange = ({ target }) => write(name, target.checked || null);
      return checkbox(t(name), { name, checked: read(name), onchange });
    },
    select: (name, values) => {
      const options = values.map((value) => [value, value ? t(`${name}.${value}`) : t(`${name}None`)]);
      const onchange = ({ target }) => write(name, target.value || null);
      return field(t(name), select({ name, onchange }, options, read(name) ?? ""));
    },
  };
}
