/** Small drawings on buttons without words. */
import { svg } from "./html.js";

export function cross() {
  const path = svg("path", { d: "M1 1l8 8M9 1L1 9", fill: "none", stroke: "currentColor", "stroke-width": 1.5 });
  return svg("svg", { width: 10, height: 10, viewBox: "0 0 10 10", "aria-hidden": "true" }, path);
}
