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
  const at = (part, value) => `${x(part.index).toFixed(1)},${y(value).toFixed(1)}`;
  const band = (run) => {
    const upper = run.map((part) => at(part, part.interval.upper));
    const lower = run.map((part) => at(part, part.interval.lower)).reverse();
    return svg("polygon", { class: "band", points: [...upper, ...lower].join(" ") });
  };
  const line = (run) => svg("polyline", { class: "line", points: run.map((part) => at(part, part.value)).join(" ") });
  const last = shown.at(-1);
  const attributes = { class: "sparkline", viewBox: `0 0 ${width} ${height}`, width, height, "aria-hidden": "true" };
  return svg("svg", attributes,
    known(parts).map((run) => [band(run), line(run)]),
    svg("circle", { class: "dot", cx: x(last.index), cy: y(last.value), r: 3.5 }));
}

/** The periods with a figure, apart where one between them can't be known any more. */
function known(parts) {
  const runs = [[]];
  parts.forEach((part) => {
    if (part.purged) runs.push([]);
    else if (part.responses >= TOO_FEW) runs.at(-1).push(part);
  });
  return runs.filter((run) => run.length > 0);
}
