/** A figure and its interval on a line. */
import { svg } from "./html.js";
import { linear } from "./scale.js";

const HEIGHT = 16;

/** Between two ends, with a mark at another value where one is given. */
export function glyph([min, max], part, { mark, width = 200, muted, fluid } = {}) {
  const x = linear(min, max, 6, width - 6);
  const at = (value) => Math.max(6, Math.min(width - 6, x(value)));
  const line = (from, to, name) => svg("line", { x1: from, x2: to, y1: HEIGHT / 2, y2: HEIGHT / 2, class: name });
  const tick = (value, name) => svg("line", { x1: at(value), x2: at(value), y1: 1, y2: HEIGHT - 1, class: name });
  return svg("svg", { class: `glyph${muted ? " muted" : ""}${fluid ? " fluid" : ""}`, viewBox: `0 0 ${width} ${HEIGHT}`, width, height: HEIGHT, "aria-hidden": "true" },
    line(6, width - 6, "track"),
    min < 0 && max > 0 && tick(0, "zero"),
    mark !== undefined && mark !== null && tick(mark, "mark"),
    part.interval && line(at(part.interval.lower), Math.max(at(part.interval.upper), at(part.interval.lower) + 1), "interval"),
    part.value !== null && svg("circle", { cx: at(part.value), cy: HEIGHT / 2, r: 4.5, class: "dot" }));
}
