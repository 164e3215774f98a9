/** A figure and its interval on a line. */
import { svg } from "./html.js";
import { linear } from "./scale.js";

const HEIGHT = 16;

/** How far from its ends the line begins, so that the dot has its place. */
const MARGIN = 6;

/** Between two ends, with a mark at another value where one is given. */
export function glyph([min, max], part, { mark, width = 200, muted, fluid } = {}) {
  const left = MARGIN;
  const right = width - MARGIN;
  const x = linear(min, max, left, right);
  const at = (value) => Math.max(left, Math.min(right, x(value)));
  const line = (x1, x2, name) => svg("line", { x1, x2, y1: HEIGHT / 2, y2: HEIGHT / 2, class: name });
  const tick = (value, name) => svg("line", { x1: at(value), x2: at(value), y1: 1, y2: HEIGHT - 1, class: name });
  const interval = ({ lower, upper }) => line(at(lower), Math.max(at(upper), at(lower) + 1), "interval");
  const attributes = {
    class: ["glyph", muted && "muted", fluid && "fluid"].filter(Boolean).join(" "),
    viewBox: `0 0 ${width} ${HEIGHT}`,
    width,
    height: HEIGHT,
    "aria-hidden": "true",
  };
  return svg("svg", attributes,
    line(left, right, "track"),
    min < 0 && max > 0 && tick(0, "zero"),
    mark !== undefined && mark !== null && tick(mark, "mark"),
    part.interval && interval(part.interval),
    part.value !== null && svg("circle", { cx: at(part.value), cy: HEIGHT / 2, r: 4.5, class: "dot" }));
}
