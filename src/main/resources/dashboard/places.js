/** The places of a chart that are pointed at: one stop for the Tab key, arrows between them. */
import { svg } from "./html.js";

/** Where the pointer rests in each chart, so that news leave it there. */
const resting = new Map();

const KEYS = { ArrowLeft: -1, ArrowRight: 1, Home: -Infinity, End: Infinity };

/**
 * The whole height of an item can be pressed; the one that is pointed at or has the focus is read out.
 *
 * @param plot the drawing, as wide as its items
 * @param id an item's name in the page
 * @param label an item in words
 * @param chosen the index of the pressed item, or -1
 * @param usual the index of the item to begin with
 * @param choose called with the pressed item, or null where it is taken back
 * @param read called with an item, or null for none
 */
export function places(plot, items, { key, id, label, chosen, usual, choose, read, top, height }) {
  const width = 100 / items.length;
  const marks = items.map((item, index) => svg("rect", {
    class: index === chosen ? "hit chosen" : "hit",
    x: `${(index * width).toFixed(2)}%`,
    width: `${width.toFixed(2)}%`,
    y: top,
    height,
    role: "button",
    "aria-label": label(item),
    "aria-pressed": String(index === chosen),
    "data-key": `${key}-${id(item)}`,
    onclick: () => choose(index === chosen ? null : item),
    onfocus: () => reach(index),
    onblur: () => read(null),
    onkeydown: (event) => press(event, index),
  }));

  function reach(index) {
    marks.forEach((mark, i) => mark.setAttribute("tabindex", i === index ? "0" : "-1"));
    read(items[index]);
  }

  function press(event, index) {
    if (event.key in KEYS) marks[Math.max(0, Math.min(marks.length - 1, index + KEYS[event.key]))].focus();
    else if (event.key === "Enter" || event.key === " ") choose(index === chosen ? null : items[index]);
    else return;
    event.preventDefault();
  }

  function point(event) {
    const { left, width: whole } = plot.getBoundingClientRect();
    const index = Math.floor((event.clientX - left) / whole * items.length);
    resting.set(key, index);
    read(items[index] ?? null);
  }

  function leave(event) {
    // What a finger pointed at is read when the finger is away.
    if (event.pointerType === "touch") return;
    resting.delete(key);
    read(null);
  }

  for (const type of ["pointerdown", "pointermove"]) plot.addEventListener(type, point);
  plot.addEventListener("pointerleave", leave);
  reach(chosen >= 0 ? chosen : usual);
  read(items[resting.get(key)] ?? null);
  return marks;
}
