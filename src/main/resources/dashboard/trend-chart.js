/** The figure per period: line with dots, interval as a band, answer counts as low bars. */
import { chart, drawn } from "./chart.js";
import { svg } from "./html.js";
import { range } from "./metrics.js";
import { count, figure, period } from "./numbers.js";
import { domain, linear, ticks } from "./scale.js";
import { capital, running, summary } from "./sentences.js";
import { t } from "./words.js";

const HEIGHT = 260;
const BARS = 28;
const BOTTOM = 22;
const LEFT = 44;

export function trendChart(kpis, { controls, chosen, choose, notes, target, list }) {
  return chart(t("trend"), [drawn(HEIGHT, (width) => draw(kpis, width, chosen, choose, notes, target)), list], {
    key: "trend", controls, note: t("trendNote"),
    columns: [t("period"), t("figure"), t("from"), t("to"), t("answersTitle")],
    rows: kpis.series.map((part) => [capital(period(kpis.period, part.from, true)),
      ...(part.responses < 10 ? ["–", "–", "–"] : [part.value, part.interval.lower, part.interval.upper].map((value) => figure(kpis.metric, value))),
      count(part.responses)]),
  });
}

function draw(kpis, width, chosen, choose, notes, target) {
  const parts = kpis.series.map((part, index) => ({ ...part, index }));
  const shown = parts.filter((part) => part.responses >= 10);
  const whole = range(kpis);
  const [low, high] = domain(whole, shown.length ? [...shown.flatMap((part) => [part.interval.lower, part.interval.upper]), ...(target === undefined ? [] : [target])] : [whole.min, whole.max]);
  const slot = (width - LEFT - 8) / parts.length;
  const x = (index) => LEFT + slot * (index + 0.5);
  const base = HEIGHT - BOTTOM - BARS - 8;
  const y = linear(low, high, base, 18);
  const most = Math.max(...parts.map((part) => part.responses), 1);
  const tall = linear(0, most, 0, BARS);
  const every = Math.ceil(parts.length * 46 / (width - LEFT));
  const runs = consecutive(shown);
  const dot = slot > 14 ? 4 : slot > 6 ? 2.5 : 0;
  return svg("svg", { viewBox: `0 0 ${width} ${HEIGHT}`, width, height: HEIGHT, role: "group", "aria-label": t("trend") },
    ticks(low, high).map((value) => [
      svg("line", { class: value === 0 && whole.min < 0 ? "gridline zero" : "gridline", x1: LEFT, x2: width, y1: y(value), y2: y(value) }),
      svg("text", { x: LEFT - 8, y: y(value) + 4, "text-anchor": "end" }, figure(kpis.metric, value)),
    ]),
    kpis.formula.includes("effort") && svg("text", { x: LEFT + 4, y: 12 }, t("lowEffort")),
    runs.map((run) => svg("polygon", { class: "band", points: band(run, x, y, slot) })),
    runs.flatMap((run) => run.slice(1).map((part, i) => svg("line", {
      class: running(kpis, part) ? "line dashed" : "line",
      x1: x(run[i].index), y1: y(run[i].value), x2: x(part.index), y2: y(part.value),
    }))),
    dot > 0 && shown.map((part) => svg("circle", { class: running(kpis, part) ? "dot hollow" : "dot", cx: x(part.index), cy: y(part.value), r: dot })),
    parts.map((part) => svg("rect", {
      class: "volume", x: x(part.index) - Math.min(slot * 0.35, 12), width: Math.min(slot * 0.7, 24),
      y: HEIGHT - BOTTOM - tall(part.responses), height: tall(part.responses),
    })),
    parts.filter((part) => part.index % every === 0).map((part) => svg("text", { x: x(part.index), y: HEIGHT - 6, "text-anchor": "middle" },
      label(kpis, part))),
    target !== undefined && svg("line", { class: "target", x1: LEFT, x2: width, y1: y(target), y2: y(target) }),
    notes.map((note, i) => [svg("line", { class: "pin", x1: x(note.index), x2: x(note.index), y1: 14, y2: HEIGHT - BOTTOM }),
      svg("text", { class: "pinned", x: x(note.index), y: 10, "text-anchor": "middle" }, i + 1)]),
    // Beneath its line where there is no room above.
    target !== undefined && svg("text", { class: "aim", x: LEFT + 4, y: y(target) + (y(target) < 32 ? 14 : -5) }, `${t("target")} ${figure(kpis.metric, target)}`),
    parts.map((part) => hit(kpis, part, x(part.index) - slot / 2, slot, chosen === part.from, choose)));
}

function label(kpis, part) {
  const name = period(kpis.period, part.from);
  return kpis.period === "month" && part.from.slice(5, 7) === "01" ? part.from.slice(0, 4) : name;
}

/** The whole height of a period can be pressed. */
function hit(kpis, part, left, width, chosen, choose) {
  const told = `${capital(period(kpis.period, part.from, true))}: ${summary(kpis.metric, part)}`;
  const press = () => choose(chosen ? null : part);
  return svg("rect", {
    class: chosen ? "hit chosen" : "hit", x: left, y: 4, width, height: HEIGHT - BOTTOM - 4, role: "button", tabindex: "0",
    "aria-label": told, "aria-pressed": String(chosen), "data-key": `trend-${part.from}`, onclick: press,
    onkeydown: (event) => {
      if (event.key === "Enter" || event.key === " ") {
        event.preventDefault();
        press();
      }
    },
  }, svg("title", {}, told));
}

/** Periods without figure are gaps. */
function consecutive(parts) {
  const runs = [];
  parts.forEach((part) => {
    if (runs.at(-1)?.at(-1).index === part.index - 1) runs.at(-1).push(part);
    else runs.push([part]);
  });
  return runs;
}

function band(run, x, y, slot) {
  // A lone period has a band too, as wide as its dot.
  const across = run.length > 1 ? run.map((part) => [x(part.index), part])
    : [[x(run[0].index) - Math.min(5, slot / 3), run[0]], [x(run[0].index) + Math.min(5, slot / 3), run[0]]];
  return [...across.map(([at, part]) => `${at.toFixed(1)},${y(part.interval.upper).toFixed(1)}`),
    ...across.reverse().map(([at, part]) => `${at.toFixed(1)},${y(part.interval.lower).toFixed(1)}`)].join(" ");
}
