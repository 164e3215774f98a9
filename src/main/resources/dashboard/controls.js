/** Parts that forms and pages are made of. */
import { buttonClass, h } from "./html.js";

/** A choice of one of several, each as its value and what it reads. */
export function select(attributes, options, chosen) {
  const each = ([value, label]) => h("option", { value, selected: value === chosen }, label);
  return h("select", attributes, options.map(each));
}

export function checkbox(label, attributes) {
  return h("label", { class: "check" }, h("input", { type: "checkbox", ...attributes }), label);
}

export const submit = (label, { class: kind, ...attributes } = {}) =>
  h("button", { type: "submit", class: buttonClass(kind), ...attributes }, label);

/** A details element; its key keeps it open when the page is drawn again. */
export function folded(key, summary, ...content) {
  return h("details", { class: "behind" }, h("summary", { "data-key": key }, summary), content);
}

/** A summary that names its subject for screen readers. */
export const summaryOf = (text, of) => [text, h("span", { class: "hidden" }, `: ${of}`)];

/** A table that is scrolled where it is too wide; a column without a name holds buttons. */
export function table(label, columns, body, attributes) {
  const head = columns.map((name) => (name ? h("th", { scope: "col" }, name) : h("td", {})));
  const content = h("table", attributes, h("thead", {}, h("tr", {}, head)), body);
  return h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": label }, content);
}

/** A part of a page with a heading. */
export const card = (title, ...content) => h("section", { class: "card" }, h("h2", {}, title), content);

/** A page of parts, one beneath the other. */
export const column = (...content) => h("div", { class: "stackless" }, content);
