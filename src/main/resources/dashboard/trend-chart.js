/** The figure per period: line with dots, interval as a band, answer counts as low bars. */
import { chart, drawn } from "./chart.js";
import { svg } from "./html.js";
import { TOO_FEW, isEffort, range } from "./metrics.js";
import { countOrDash, figure, percent, period } from "./numbers.js";
import { domain, linear, ticks } from "./scale.js";
import { capital, levelOf, running, summary } from "./sentences.js";
import { t } from "./words.js";

const HEIGHT = 260;
const TOP = 18;
const BARS = 28;
const BOTTOM = 22;
const LEFT = 44;

/** The least width for the name of a period, in pixels. */
const LABEL = 46;

/** The narrowest gap that shows its reason, in pixels. */
const GAP = 90;

export function trendChart(kpis, { controls, list, ...marks }) {
  const level = percent(100 * levelOf(kpis));
  const gaps = kpis.series.some(({ purged }) => purged);
  const note = [t("trendNote", { level, n: TOO_FEW }), gaps && t("purgedNote")];
  return chart(t("trend"), [drawn(HEIGHT, (width) => draw(kpis, width, marks)), list], {
    key: "trend",
    controls,
    note: note.filter(Boolean).join(" "),
    columns: [t("period"), t("figure"), t("lowerBound"), t("upperBound"), t("answersTitle")],
    rows: kpis.series.map((part) => row(kpis, part)),
  });
}

function row(kpis, part) {
  const enough = part.responses >= TOO_FEW;
  const values = enough ? [part.value, part.interval.lower, part.interval.upper] : [];
  const cells = enough ? values.map((value) => figure(kpis.metric, value)) : ["–", "–", "–"];
  return [name(kpis, part), ...cells, countOrDash(part.responses)];
}

const name = (kpis, part) => capital(period(kpis.period, part.from, true));

/** Where everything of the drawing stands. */
function layout(kpis, width, target) {
  const parts = kpis.series.map((part, index) => ({ ...part, index }));
  const shown = parts.filter((part) => part.responses >= TOO_FEW);
  const whole = range(kpis);
  const bounds = shown.flatMap(({ interval }) => [interval.lower, interval.upper]);
  const held = target === undefined ? bounds : [...bounds, target];
  const [low, high] = domain(whole, shown.length ? held : [whole.min, whole.max]);
  const slot = (width - LEFT - 8) / parts.length;
  return {
    parts,
    shown,
    low,
    high,
    width,
    slot,
    x: (index) => LEFT + slot * (index + 0.5),
    y: linear(low, high, HEIGHT - BOTTOM - BARS - 8, TOP),
    zero: whole.min < 0,
  };
}

function draw(kpis, width, { chosen, choose, notes, target }) {
  const at = layout(kpis, width, target);
  const box = { viewBox: `0 0 ${width} ${HEIGHT}`, width, height: HEIGHT };
  const press = (part) => hit(kpis, part, at, chosen === part.from, choose);
  return svg("svg", { ...box, role: "group", "aria-label": t("trend") },
    runs(at.parts.filter(({ purged }) => purged)).map((run) => gap(run, at)),
    grid(kpis, at),
    isEffort(kpis) && svg("text", { x: LEFT + 4, y: 12 }, t("lowEffort")),
    runs(at.shown).map((run) => [band(run, at), lines(kpis, run, at)]),
    dots(kpis, at),
    volumes(at),
    labels(kpis, at),
    target !== undefined && targetLine(target, at),
    notes.map((note, i) => pin(note, i + 1, at)),
    target !== undefined && targetLabel(kpis, target, at),
    at.parts.map(press));
}

function grid(kpis, { low, high, width, y, zero }) {
  const line = (value) => {
    const name = value === 0 && zero ? "gridline zero" : "gridline";
    return svg("line", { class: name, x1: LEFT, x2: width, y1: y(value), y2: y(value) });
  };
  const label = (value) =>
    svg("text", { x: LEFT - 8, y: y(value) + 4, "text-anchor": "end" }, figure(kpis.metric, value));
  return ticks(low, high).map((value) => [line(value), label(value)]);
}

/** Periods without figure are gaps. */
function runs(parts) {
  const found = [];
  parts.forEach((part) => {
    if (found.at(-1)?.at(-1).index === part.index - 1) found.at(-1).push(part);
    else found.push([part]);
  });
  return found;
}

/** Periods whose figures can't be known any more. */
function gap(run, { x, slot }) {
  const width = slot * run.length;
  const left = x(run[0].index) - slot / 2;
  const words = { x: left + width / 2, y: TOP + 14, "text-anchor": "middle" };
  return [
    svg("rect", { class: "purged", x: left, y: TOP, width, height: HEIGHT - BOTTOM - TOP }),
    width >= GAP && svg("text", words, t("purgedGap")),
  ];
}

function band(run, { x, y, slot }) {
  // A lone period has a band too, as wide as its dot.
  const side = Math.min(5, slot / 3);
  const middle = x(run[0].index);
  const across = run.length > 1 ? run.map((part) => [x(part.index), part])
    : [[middle - side, run[0]], [middle + side, run[0]]];
  const point = (left, value) => `${left.toFixed(1)},${y(value).toFixed(1)}`;
  const upper = across.map(([left, { interval }]) => point(left, interval.upper));
  const lower = across.map(([left, { interval }]) => point(left, interval.lower)).reverse();
  return svg("polygon", { class: "band", points: [...upper, ...lower].join(" ") });
}

function lines(kpis, run, { x, y }) {
  return run.slice(1).map((part, i) => svg("line", {
    class: running(kpis, part) ? "line dashed" : "line",
    x1: x(run[i].index),
    y1: y(run[i].value),
    x2: x(part.index),
    y2: y(part.value),
  }));
}

/** Smaller where periods are many, and none where they would touch. */
function dots(kpis, { shown, slot, x, y }) {
  const r = slot > 14 ? 4 : slot > 6 ? 2.5 : 0;
  const dot = (part) =>
    svg("circle", { class: running(kpis, part) ? "dot hollow" : "dot", cx: x(part.index), cy: y(part.value), r });
  return r > 0 && shown.map(dot);
}

function volumes({ parts, slot, x }) {
  const most = Math.max(...parts.map((part) => part.responses), 1);
  const tall = linear(0, most, 0, BARS);
  const width = Math.min(slot * 0.7, 24);
  return parts.map((part) => svg("rect", {
    class: "volume",
    x: x(part.index) - width / 2,
    width,
    y: HEIGHT - BOTTOM - tall(part.responses),
    height: tall(part.responses),
  }));
}

function labels(kpis, { parts, width, x }) {
  const every = Math.ceil(parts.length * LABEL / (width - LEFT));
  const text = (part) =>
    svg("text", { x: x(part.index), y: HEIGHT - 6, "text-anchor": "middle" }, label(kpis, part));
  return parts.filter((part) => part.index % every === 0).map(text);
}

/** January stands as its year. */
function label(kpis, { from }) {
  const january = kpis.period === "month" && from.slice(5, 7) === "01";
  return january ? from.slice(0, 4) : period(kpis.period, from);
}

const targetLine = (target, { width, y }) =>
  svg("line", { class: "target", x1: LEFT, x2: width, y1: y(target), y2: y(target) });

function targetLabel(kpis, target, { y }) {
  // Below its line where there is no space above.
  const under = y(target) < 32;
  const text = `${t("target")} ${figure(kpis.metric, target)}`;
  return svg("text", { class: "aim", x: LEFT + 4, y: y(target) + (under ? 14 : -5) }, text);
}

function pin(note, number, { x }) {
  const left = x(note.index);
  return [
    svg("line", { class: "pin", x1: left, x2: left, y1: 14, y2: HEIGHT - BOTTOM }),
    svg("text", { class: "pinned", x: left, y: 10, "text-anchor": "middle" }, number),
  ];
}

/** The whole height of a period can be pressed. */
function hit(kpis, part, { x, slot }, chosen, choose) {
  const text = `${name(kpis, part)}: ${summary(kpis.metric, part)}`;
  const press = () => choose(chosen ? null : part);
  const onkeydown = (event) => {
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      press();
    }
  };
  const attributes = {
    class: chosen ? "hit chosen" : "hit",
    x: x(part.index) - slot / 2,
    y: 4,
    width: slot,
    height: HEIGHT - BOTTOM - 4,
    role: "button",
    tabindex: "0",
    "aria-label": text,
    "aria-pressed": String(chosen),
    "data-key": `trend-${part.from}`,
    onclick: press,
    onkeydown,
  };
  return svg("rect", attributes, svg("title", {}, text));
}
