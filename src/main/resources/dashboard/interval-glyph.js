/** A figure and its interval on a line as wide as its place. */
import { svg } from "./html.js";
import { linear } from "./scale.js";

/** The middle of its height, in pixels. */
const MIDDLE = 8;

/** A place on an axis between two ends, in percent. */
export function across([min, max]) {
  const x = linear(min, max, 0, 100);
  return (value) => `${Math.max(0, Math.min(100, x(value))).toFixed(2)}%`;
}

const horizontal = (x1, x2, name) => svg("line", { x1, x2, y1: MIDDLE, y2: MIDDLE, class: name });

const vertical = (x, name, y1, y2) => svg("line", { x1: x, x2: x, y1, y2, class: name });

/** Between two ends, with a mark at another value where one is given, and words beneath. */
export function glyph(ends, part, { mark, tall, muted, words } = {}) {
  const [min, max] = ends;
  const at = across(ends);
  const [top, bottom] = tall ? [-16, 32] : [0, 16];
  return svg("svg", { class: muted ? "glyph muted" : "glyph", "aria-hidden": "true" },
    horizontal("0", "100%", "track"),
    min < 0 && max > 0 && vertical(at(0), "zero", 2, 14),
    mark !== undefined && mark !== null && vertical(at(mark), "mark", top, bottom),
    part.interval && horizontal(at(part.interval.lower), at(part.interval.upper), "interval"),
    part.value !== null && svg("circle", { cx: at(part.value), cy: MIDDLE, r: 4.5, class: "dot" }),
    words);
}
