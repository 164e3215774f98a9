/** A small trend without axis; the sentence beside it says whether the change is significant. */
import { svg } from "./html.js";
import { TOO_FEW, range } from "./metrics.js";
import { domain, linear } from "./scale.js";

export function sparkline(kpis, width = 160, height = 44) {
  const parts = kpis.series.map((part, index) => ({ ...part, index }));
  const shown = parts.filter((part) => part.responses >= TOO_FEW);
  if (shown.length < 2) return null;
  const bounds = shown.flatMap(({ interval }) => [interval.lower, interval.upper]);
  const [low, high] = domain(range(kpis), bounds);
  const x = linear(0, parts.length - 1, 5, width - 5);
  const y = linear(low, high, height - 3, 3);
  const points = (value) => shown.map((part) => `${x(part.index).toFixed(1)},${y(value(part)).toFixed(1)}`);
  const band = [...points((part) => part.interval.upper), ...points((part) => part.interval.lower).reverse()];
  const line = points((part) => part.value);
  const last = shown.at(-1);
  const attributes = { class: "sparkline", viewBox: `0 0 ${width} ${height}`, width, height, "aria-hidden": "true" };
  return svg("svg", attributes,
    svg("polygon", { class: "band", points: band.join(" ") }),
    svg("polyline", { class: "line", points: line.join(" ") }),
    svg("circle", { class: "dot", cx: x(last.index), cy: y(last.value), r: 3.5 }));
}
