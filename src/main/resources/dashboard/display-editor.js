/** When and where the widget asks: sentences with their values in them, and what they come to for a visitor. */
import { cross, flawPlace, putIn } from "./editor-fields.js";
import { h } from "./html.js";
import { triggerWords } from "./trigger-words.js";
import { t } from "./words.js";
import { isPage } from "./editor-flaws.js";

/** What a condition begins with when it is ticked. */
const BEGIN = { delay: 10, scroll: 50, share: 50 };

const USUAL = { repeatDays: 90, pauseDays: 1 };

export function displayEditor(editor) {
  const { survey } = editor;
  const rules = survey.display ?? {};
  const write = (name, value) => putIn(survey, "display", name, value);
  const part = { editor, rules, write };
  return [
    h("div", { class: "bar" },
      h("h2", { id: "when", class: "title" }, t("displayTitle")),
      h("p", { class: "small muted" }, t("displayNote"))),
    h("ul", { class: "when" },
      row(part, "pages", rules.include || rules.exclude || editor.adding, pages(part)),
      row(part, "delay", rules.delay, number(part, "delay", 0, 3600)),
      row(part, "scroll", rules.scroll, number(part, "scroll", 1, 100)),
      row(part, "event", rules.event !== undefined || editor.open.has("event"), eventName(part)),
      row(part, "share", rules.share, number(part, "share", 1, 100)),
      row(part, "onCall", rules.onCall, []),
      h("li", { class: "always" },
        sentence("again", { repeat: number(part, "repeatDays", 0, 3650), pause: number(part, "pauseDays", 0, 3650) }))),
    flawPlace("/display"),
    h("p", { class: "summary", role: "status", "data-summary": true }, triggerWords(survey.display)),
  ];
}

/** Says again what a visitor will see, while the values are being written. */
export function tellDisplay(root, survey) {
  const summary = root.querySelector("[data-summary]");
  const words = triggerWords(survey.display);
  if (summary && summary.textContent !== words) summary.textContent = words;
}

/** A sentence of the words, with elements in place of the names in braces. */
function sentence(key, elements) {
  const parts = t(key).split(/\{(\w+)\}/);
  return h("span", { class: "sentence" }, parts.map((each, i) => (i % 2 ? elements[each] : each)));
}

function row({ editor, rules, write }, name, on, control) {
  const tick = (checked) => editor.change(() => {
    if (name === "pages") {
      write("include", null);
      write("exclude", null);
      editor.adding = checked ? "include" : null;
    } else if (name === "event") {
      write("event", null);
      editor.open[checked ? "add" : "delete"]("event");
    } else {
      write(name, checked ? BEGIN[name] ?? true : null);
    }
  });
  const onchange = ({ target }) => {
    tick(target.checked);
    if (target.checked) editor.focus(name === "pages" ? "page-include" : name);
  };
  const box = h("input", { type: "checkbox", checked: Boolean(on), "data-key": `tick-${name}`, onchange });
  const content = Array.isArray(control) ? control : [sentence(`when.${name}`, { value: control })];
  return h("li", { class: on ? null : "off" },
    h("label", { class: "box" }, box, h("span", { class: "hidden" }, t(`tick.${name}`))),
    content.length ? content : sentence(`when.${name}`, {}));
}

function number({ editor, rules, write }, name, min, max) {
  const oninput = ({ target }) => {
    write(name, target.value === "" || !target.validity.valid ? null : Number(target.value));
  };
  const onchange = ({ target }) => {
    if (target.validity.valid) editor.change(() => {});
  };
  return h("input", {
    type: "number",
    name,
    min,
    max,
    step: 1,
    class: "amount",
    "aria-label": t(`amount.${name}`),
    "data-key": name,
    "data-at": `/display/${name}`,
    placeholder: USUAL[name] ?? BEGIN[name],
    value: rules[name] ?? "",
    oninput,
    onchange,
  });
}

function eventName({ rules, write }) {
  const oninput = ({ target }) => write("event", target.value.trim());
  const attributes = { type: "text", name: "event", maxlength: 200, placeholder: "order_completed", oninput };
  return h("input", {
    ...attributes,
    "aria-label": t("amount.event"),
    "data-key": "event",
    "data-at": "/display/event",
    value: rules.event ?? "",
  });
}

/** The pages on which it asks, and those on which it doesn't. */
function pages(part) {
  const include = pageList(part, "include", t("addPage"));
  const exclude = pageList(part, "exclude", t("addExcluded"));
  return [sentence("when.pages", { include, exclude })];
}

function pageList(part, name, add) {
  const { editor, rules } = part;
  const given = rules[name] ?? [];
  const chips = given.map((page, i) => (isPage(page) ? pageChip(part, name, i) : pageField(part, name, i)));
  const another = editor.adding === name ? pageField(part, name, given.length) : h("button", {
    type: "button",
    class: "button small",
    "data-key": `add-${name}`,
    onclick: () => {
      editor.change(() => (editor.adding = name));
      editor.focus(`page-${name}`);
    },
  }, add);
  return h("span", { class: "pages" }, chips, another);
}

function pageChip({ editor, rules, write }, name, i) {
  const page = rules[name][i];
  const remove = () => {
    editor.change(() => write(name, rules[name].filter((each, at) => at !== i)));
    editor.focus(`add-${name}`);
  };
  return h("span", { class: "chip" }, page,
    h("button", { type: "button", "aria-label": t("removeNamed", { name: page }), onclick: remove }, cross()));
}

/** A page that is being written, or that is not one yet. */
function pageField({ editor, rules, write }, name, i) {
  const before = rules[name] ?? [];
  const onchange = ({ target }) => editor.change(() => {
    const page = target.value.trim();
    const now = before.filter((each, at) => at !== i);
    if (page) now.splice(i, 0, page);
    editor.adding = null;
    write(name, now);
  });
  return h("input", {
    type: "text",
    name,
    maxlength: 500,
    placeholder: "/shop/*",
    "aria-label": t(`amount.${name}`),
    "data-key": `page-${name}`,
    "data-at": `/display/${name}/${i}`,
    value: before[i] ?? "",
    onchange,
    onkeydown: (event) => event.key === "Enter" && event.currentTarget.blur(),
  });
}
