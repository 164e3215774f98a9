/** A button that opens a list of links and buttons. */
import { h, svg } from "./html.js";

let menus = 0;

const line = (attributes) => svg("path", { fill: "none", stroke: "currentColor", "stroke-width": 1.5, ...attributes });

/** The sign of a button that opens something below it. */
export const chevron = () =>
  svg("svg", { width: 10, height: 6, viewBox: "0 0 10 6", "aria-hidden": "true" }, line({ d: "M1 1l4 4 4-4" }));

/** The sign of a button that opens what else there is; such a button needs an aria-label. */
export function dots() {
  const dot = (cx) => svg("circle", { cx, cy: 2, r: 1.6, fill: "currentColor" });
  return svg("svg", { width: 16, height: 4, viewBox: "0 0 16 4", "aria-hidden": "true" }, [2, 8, 14].map(dot));
}

/**
 * The button, and the list that it opens, to stand side by side. The list closes by itself when something in it was
 * chosen; a key that is given keeps the focus on the button when the page is drawn again.
 */
export function menu(label, items, { class: kind = "", ...attributes } = {}) {
  const id = `menu-${++menus}`;
  const onkeydown = (event) => enter(event, button, list);
  const given = { type: "button", class: `button ${kind}`, popovertarget: id, ...attributes, onkeydown };
  const button = h("button", given, label);
  const list = h("div", { id, class: "pop", popover: true, onkeydown: step }, items);
  list.addEventListener("click", ({ target }) => target.closest("a, button") && list.hidePopover());
  list.addEventListener("toggle", ({ newState }) => newState === "open" && place(list, button));
  return [button, list];
}

/** The arrow down opens the list and goes to its first. */
function enter(event, button, list) {
  if (event.key !== "ArrowDown") return;
  event.preventDefault();
  list.togglePopover({ force: true, source: button });
  list.querySelector("a, button").focus();
}

/** Arrows go from one to the next, and round. */
function step(event) {
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!by) return;
  event.preventDefault();
  const each = [...event.currentTarget.querySelectorAll("a, button")];
  each.at((each.indexOf(document.activeElement) + by) % each.length).focus();
}

/** For browsers that can't place a list at its button by style. */
function place(list, button) {
  if (CSS.supports("position-area: bottom span-left")) return;
  const { bottom, right } = button.getBoundingClientRect();
  list.style.top = `${bottom}px`;
  list.style.left = `${Math.max(8, right - list.offsetWidth)}px`;
}
