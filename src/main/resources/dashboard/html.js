/** Builds elements. Text is always text: nothing that customers wrote is read as HTML. */

const SVG = "http://www.w3.org/2000/svg";

export function h(tag, attributes, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

export function svg(tag, attributes, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "value") element.value = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat(3).filter((child) => child !== undefined && child !== null && child !== false));
  return element;
}

/** Puts new content in; what was open or had the focus, by its data-key, still does. */
export function replace(host, ...content) {
  const key = host.contains(document.activeElement) ? document.activeElement.dataset.key : undefined;
  const open = [...host.querySelectorAll("details[open] > summary[data-key]")].map((summary) => summary.dataset.key);
  host.replaceChildren(...content.flat(3).filter(Boolean));
  const find = (name) => host.querySelector(`[data-key="${CSS.escape(name)}"]`);
  open.forEach((name) => find(name)?.parentElement.setAttribute("open", ""));
  if (key) find(key)?.focus({ preventScroll: true });
}

/** The same for news, which wait while somebody types or chooses there. */
export function refresh(host, ...content) {
  if (!host.contains(document.activeElement) || !document.activeElement.matches("input, select, textarea")) replace(host, ...content);
}

/** A button that can't be pressed twice, and says what went wrong beside it. */
export function action(label, run, attributes) {
  const button = h("button", { type: "button", ...attributes, onclick: async () => {
    button.disabled = true;
    try {
      await run();
    } catch (problem) {
      complain(button, problem);
    } finally {
      button.disabled = false;
    }
  } }, label);
  return button;
}

/** A form whose problems stand below it. */
export function form(attributes, submit, ...children) {
  const element = h("form", { ...attributes, onsubmit: async (event) => {
    event.preventDefault();
    const button = element.querySelector("[type=submit]");
    if (button.disabled) return;
    button.disabled = true;
    element.querySelector(".problem")?.remove();
    try {
      await submit(Object.fromEntries(new FormData(element)));
    } catch (problem) {
      complain(element.lastElementChild, problem);
    } finally {
      button.disabled = false;
    }
  } }, ...children);
  return element;
}

export function field(label, input, hint) {
  return h("label", { class: "field" }, h("span", {}, label), input, hint && h("small", {}, hint));
}

function complain(after, problem) {
  after.parentElement?.querySelector(":scope > .problem")?.remove();
  // People need no place in a JSON body.
  const told = problem.errors?.length ? problem.errors.map(({ detail }) => detail).join("; ") : problem.message;
  if (!problem.told) after.after(h("p", { class: "problem", role: "alert" }, told.charAt(0).toUpperCase() + told.slice(1)));
  if (!problem.status) console.error(problem);
}
