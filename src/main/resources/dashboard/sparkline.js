/** A small trend without axis, as wide as its place; the sentence beside it says whether the change is clear. */
import { svg } from "./html.js";
import { TOO_FEW, range } from "./metrics.js";
import { domain, linear } from "./scale.js";

const HEIGHT = 40;

/** Its width is in thousandths of that of its place. */
const WIDTH = 1000;

/** The last point is of a period that goes on. */
export function sparkline(figures) {
  const parts = figures.series.map((part, index) => ({ ...part, index }));
  const shown = parts.filter((part) => part.responses >= TOO_FEW);
  if (shown.length < 2) return null;
  const bounds = shown.flatMap(({ interval }) => [interval.lower, interval.upper]);
  const [low, high] = domain(range(figures), bounds);
  const x = linear(0, parts.length, WIDTH / parts.length / 2, WIDTH + WIDTH / parts.length / 2);
  const y = linear(low, high, HEIGHT - 4, 4);
  const at = (part, value) => `${x(part.index).toFixed(1)},${y(value).toFixed(1)}`;
  const band = (run) => {
    const upper = run.map((part) => at(part, part.interval.upper));
    const lower = run.map((part) => at(part, part.interval.lower)).reverse();
    return svg("polygon", { class: "band", points: [...upper, ...lower].join(" ") });
  };
  const line = (run, name) => {
    const points = run.map((part) => at(part, part.value)).join(" ");
    return run.length > 1 && svg("polyline", { class: name, points });
  };
  const last = shown.at(-1);
  const running = last === parts.at(-1);
  const drawn = (run) => {
    const open = running && run.at(-1) === last;
    return [
      band(run),
      line(open ? run.slice(0, -1) : run, "line"),
      open && line(run.slice(-2), "line dashed"),
    ];
  };
  const stretched = { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: "none", width: "100%", height: HEIGHT };
  const cx = `${(x(last.index) / WIDTH * 100).toFixed(1)}%`;
  return svg("svg", { class: "sparkline", width: "100%", height: HEIGHT, "aria-hidden": "true" },
    svg("svg", stretched, known(parts).map(drawn)),
    svg("circle", { class: running ? "hollow" : "dot", cx, cy: y(last.value), r: 3.5 }));
}

/** The periods with a figure, apart where one between them can't be known any more. */
function known(parts) {
  const runs = [[]];
  parts.forEach((part) => {
    if (part.responses === null) runs.push([]);
    else if (part.responses >= TOO_FEW) runs.at(-1).push(part);
  });
  return runs.filter((run) => run.length > 0);
}
