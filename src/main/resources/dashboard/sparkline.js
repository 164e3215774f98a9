/** A small trend, without axis: the sentence beside it says how much it means. */
import { svg } from "./html.js";
import { domain, linear } from "./scale.js";
import { range } from "./metrics.js";

export function sparkline(kpis, width = 160, height = 44) {
  const shown = kpis.series.map((part, index) => ({ ...part, index })).filter((part) => part.responses >= 10);
  if (shown.length < 2) return null;
  const [low, high] = domain(range(kpis), shown.flatMap((part) => [part.interval.lower, part.interval.upper]));
  const x = linear(0, kpis.series.length - 1, 5, width - 5);
  const y = linear(low, high, height - 3, 3);
  const points = (value) => shown.map((part) => `${x(part.index).toFixed(1)},${y(value(part)).toFixed(1)}`);
  const last = shown.at(-1);
  return svg("svg", { class: "sparkline", viewBox: `0 0 ${width} ${height}`, width, height, "aria-hidden": "true" },
    svg("polygon", { class: "band", points: [...points((part) => part.interval.upper), ...points((part) => part.interval.lower).reverse()].join(" ") }),
    svg("polyline", { class: "line", points: points((part) => part.value).join(" ") }),
    svg("circle", { class: "dot", cx: x(last.index), cy: y(last.value), r: 3.5 }));
}
