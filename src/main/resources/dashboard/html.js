/** Creates elements. Text is always text: nothing that customers wrote is parsed as HTML. */
import { ROOT } from "./root.js";
import { t } from "./words.js";

const SVG = "http://www.w3.org/2000/svg";

export function h(tag, attributes, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

export function svg(tag, attributes, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

/** A path as the browser needs it. */
const rooted = (name, value) => /^(href|src)$/.test(name) && String(value).startsWith("/") ? ROOT + value : value;

const absent = (value) => value === undefined || value === null || value === false;

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (absent(value)) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "value") element.value = value;
    else element.setAttribute(name, value === true ? "" : rooted(name, value));
  }
  element.append(...children.flat(Infinity).filter((child) => !absent(child)));
  return element;
}

/** Puts new content in; what was open or had the focus, by its data-key, still does. */
export function replace(host, ...content) {
  const key = host.contains(document.activeElement) ? document.activeElement.dataset.key : undefined;
  const open = [...host.querySelectorAll("details[open] > summary[data-key]")].map((summary) => summary.dataset.key);
  host.replaceChildren(...content.flat(Infinity).filter(Boolean));
  const find = (name) => host.querySelector(`[data-key="${CSS.escape(name)}"]`);
  open.forEach((name) => find(name)?.parentElement.setAttribute("open", ""));
  if (key) find(key)?.focus({ preventScroll: true });
}

/** The same for news, which wait while somebody types or chooses there. */
export function refresh(host, ...content) {
  const active = document.activeElement;
  if (host.contains(active) && active.matches("input, select, textarea")) return;
  replace(host, ...content);
}

/** How long something may take before a button shows that it runs, in milliseconds. */
const SLOW = 300;

/** While a dialog that a button opened asks, the button is not what takes its time. */
const isCovered = (button) => document.querySelector("dialog[open]") && !button.closest("dialog");

/** Runs something once at a time, and shows below an element what failed. The button keeps the focus. */
async function once(button, beneath, run) {
  if (button.ariaDisabled) return;
  button.setAttribute("aria-disabled", "true");
  const slow = setTimeout(() => isCovered(button) || button.setAttribute("aria-busy", "true"), SLOW);
  try {
    await run();
  } catch (problem) {
    complain(beneath(), problem);
  } finally {
    clearTimeout(slow);
    button.removeAttribute("aria-busy");
    button.removeAttribute("aria-disabled");
  }
}

/** The same for a field whose change is stored at once. */
export const whileStored = (input, run) => once(input, () => input, run);

/** The classes of a button: those of a link that is one, or else what it looks like beside being a button. */
export const buttonClass = (kind) => (/\blink\b/.test(kind) ? kind : ["button", kind].filter(Boolean).join(" "));

/** A button that does nothing more while its action runs, and shows beside it what failed. */
export function action(label, run, { class: kind, ...attributes } = {}) {
  const press = () => once(button, () => button, run);
  const given = { type: "button", class: buttonClass(kind), ...attributes, onclick: press };
  const button = h("button", given, label);
  return button;
}

/** A form whose problems stand below it. */
export function form(attributes, submit, ...children) {
  const onsubmit = (event) => {
    event.preventDefault();
    const button = element.querySelector("[type=submit]");
    if (button.ariaDisabled) return;
    element.querySelector(".problem")?.remove();
    once(button, () => element.lastElementChild, () => submit(Object.fromEntries(new FormData(element))));
  };
  const element = h("form", { ...attributes, onsubmit }, ...children);
  return element;
}

export function field(label, input, hint) {
  return h("label", { class: "field" }, h("span", {}, label), input, hint && h("small", {}, hint));
}

function complain(after, problem) {
  after.parentElement?.querySelector(":scope > .problem")?.remove();
  if (!problem.shown) after.after(h("p", { class: "problem", role: "alert" }, explanation(problem)));
  if (!problem.status) console.error(problem);
}

/** What people are told of a problem. The browser's own errors, which are in English, are for the console. */
export function explanation(problem) {
  const isOurs = problem.status !== undefined || problem.constructor === Error;
  // Without the places in a JSON body, which mean nothing to users.
  const details = problem.errors?.map(({ detail }) => detail) ?? [];
  const text = !isOurs ? t("pageFailed") : details.length ? details.join("; ") : problem.message;
  return text.charAt(0).toUpperCase() + text.slice(1);
}
