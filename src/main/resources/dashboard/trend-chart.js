/** The figure per period: line with dots, interval as a band, answer counts as low columns. */
import { chart } from "./chart.js";
import { h, replace, svg } from "./html.js";
import { TOO_FEW, isEffort, range } from "./metrics.js";
import { countOrDash, counted, figure, fineness, percent, period } from "./numbers.js";
import { places } from "./places.js";
import { domain, linear, ticks } from "./scale.js";
import { levelOf, periodName, rich, running, summary } from "./sentences.js";
import { t } from "./words.js";

// In pixels; places from left to right are in percent, so that one drawing fits every width.
const HEIGHT = 304;
const TOP = 16;
const BOTTOM = 236;
const BASE = 284;
const COLUMN = 32;

/** The width of a period's name, and what there is for all of them on a desk and on a phone, in pixels. */
const LABEL = 56;
const DESK = 560;
const PHONE = 270;

const percents = (x) => `${x.toFixed(2)}%`;

/**
 * @param notes those of the range, each with its place in it from 0 to 1
 * @param tools what stands at the end of the title's line
 * @param list what stands beneath the drawing
 */
export function trendChart(kpis, { chosen, choose, notes, target, tools, list }) {
  const shown = { ...kpis, series: begun(kpis) };
  const reading = h("p", {});
  const latest = shown.series.findLast((part) => part.responses > 0) ?? shown.series.at(-1);
  const usual = shown.series.find((part) => part.from === chosen) ?? latest;
  const read = (part) => replace(reading, readOut(kpis, part ?? usual));
  const plot = draw(shown, layout(shown, target), notes, target);
  plot.append(...places(plot, shown.series, {
    key: "trend",
    id: (part) => part.from,
    label: (part) => `${periodName(kpis, part)}: ${summary(kpis.metric, part)}`,
    chosen: shown.series.findIndex((part) => part.from === chosen),
    usual: shown.series.indexOf(latest),
    choose,
    read,
    top: TOP,
    height: HEIGHT - TOP,
  }));
  return chart(t("trend"), [h("div", { class: "read" }, reading, longest(kpis, shown.series)), plot, list], {
    key: "trend",
    span: "c7",
    about: t("trendAbout", { by: t(`by.${kpis.period}`), level: percent(100 * levelOf(kpis)) }),
    tools,
    foot: h("figcaption", {}, foot(shown).join(" ")),
    columns: [t("period"), t("figure"), t("lowerBound"), t("upperBound"), t("answersTitle")],
    rows: shown.series.map((part) => row(kpis, part)),
  });
}

/** A young survey's periods: those from its first answer on. */
function begun({ overall, series }) {
  if (overall.change?.responses > 0) return series;
  const first = series.findIndex((part) => part.responses !== 0);
  return first > 0 ? series.slice(first) : series;
}

function readOut(kpis, part) {
  const name = periodName(kpis, part);
  if (part.purged || part.responses < TOO_FEW) return [`${name}: `, summary(kpis.metric, part)];
  const finer = fineness(kpis.metric, part.interval);
  const value = (each) => figure(kpis.metric, each, finer);
  return rich("reading", {
    period: name,
    value: h("b", {}, value(part.value)),
    lower: value(part.interval.lower),
    upper: value(part.interval.upper),
    answers: counted("answers", part.responses),
  });
}

/** Keeps the place of the longest reading, so that the chart stays where it is. */
function longest(kpis, series) {
  const all = series.map((part) => h("p", { "aria-hidden": "true" }, readOut(kpis, part)));
  return all.reduce((one, other) => (other.textContent.length > one.textContent.length ? other : one));
}

function foot({ period: unit, series }) {
  const few = series.filter((part) => part.responses > 0 && part.responses < TOO_FEW).length;
  return [
    t(`columns.${unit}`),
    few > 0 && counted("tooFewPeriods", few),
    series.some(({ purged }) => purged) && t("purgedNote"),
  ].filter(Boolean);
}

function row(kpis, part) {
  const enough = part.responses >= TOO_FEW;
  const values = enough ? [part.value, part.interval.lower, part.interval.upper] : [];
  const cells = enough ? values.map((value) => figure(kpis.metric, value)) : ["–", "–", "–"];
  return [periodName(kpis, part), ...cells, countOrDash(part.responses)];
}

/** Where everything of the drawing stands. */
function layout(kpis, target) {
  const parts = kpis.series.map((part, index) => ({ ...part, index }));
  const shown = parts.filter((part) => part.responses >= TOO_FEW);
  const whole = range(kpis);
  const bounds = shown.flatMap(({ interval }) => [interval.lower, interval.upper]);
  const held = target === undefined ? bounds : [...bounds, target];
  const [low, high] = domain(whole, shown.length ? held : [whole.min, whole.max]);
  const slot = 100 / parts.length;
  return {
    parts,
    shown,
    low,
    high,
    slot,
    x: (index) => slot * (index + 0.5),
    y: linear(low, high, BOTTOM, TOP),
    zero: whole.min < 0,
  };
}

function draw(kpis, at, notes, target) {
  const known = runs(at.shown);
  return svg("svg", { class: "plot", width: "100%", height: HEIGHT, role: "group", "aria-label": t("trend") },
    runs(at.parts.filter(({ purged }) => purged)).map((run) => gap(run, at)),
    grid(kpis, at),
    isEffort(kpis) && svg("text", { x: "0", y: 10 }, t("lowEffort")),
    stretched(known.map((run) => [band(run, at), lines(kpis, run, at)])),
    target !== undefined && targetLine(kpis, target, at),
    notes.map(pin),
    dots(kpis, at),
    columns(at),
    labels(kpis, at));
}

/** What is drawn a thousand wide, and as wide as there is place. */
const stretched = (content) =>
  svg("svg", { width: "100%", height: BOTTOM, viewBox: `0 0 1000 ${BOTTOM}`, preserveAspectRatio: "none" }, content);

function grid(kpis, { low, high, y, zero }) {
  const line = (value) => {
    const name = value === 0 && zero ? "gridline zero" : "gridline";
    return svg("line", { class: name, x1: "0", x2: "100%", y1: y(value), y2: y(value) });
  };
  const label = (value) => svg("text", { x: -8, y: y(value) + 4, "text-anchor": "end" }, figure(kpis.metric, value));
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
function gap(run, { slot }) {
  const left = slot * run[0].index;
  const width = slot * run.length;
  const words = { x: percents(left + width / 2), y: TOP + 14, "text-anchor": "middle" };
  return [
    svg("rect", { class: "purged", x: percents(left), y: TOP, width: percents(width), height: BASE - TOP }),
    width > 25 && svg("text", words, t("purgedGap")),
  ];
}

const point = (x, y) => `${(10 * x).toFixed(1)},${y.toFixed(1)}`;

function band(run, { slot, x, y }) {
  // A lone period has a band too, as wide as its dot.
  const side = Math.min(1, slot / 3);
  const spread = run.length > 1 ? run.map((part) => [x(part.index), part])
    : [[x(run[0].index) - side, run[0]], [x(run[0].index) + side, run[0]]];
  const upper = spread.map(([left, { interval }]) => point(left, y(interval.upper)));
  const lower = spread.map(([left, { interval }]) => point(left, y(interval.lower))).reverse();
  return svg("polygon", { class: "band", points: [...upper, ...lower].join(" ") });
}

function lines(kpis, run, { x, y }) {
  const along = (parts, name) =>
    svg("polyline", { class: name, points: parts.map((part) => point(x(part.index), y(part.value))).join(" ") });
  const over = run.filter((part) => !running(kpis, part));
  return [along(over, "line"), over.length < run.length && along(run.slice(-2), "line dashed")];
}

/** Smaller where periods are many, and none where they would touch. */
function dots(kpis, { parts, shown, x, y }) {
  const r = parts.length > 100 ? 0 : parts.length > 45 ? 2.5 : 4;
  const dot = (part) => svg("circle", {
    class: running(kpis, part) ? "hollow" : "dot", cx: percents(x(part.index)), cy: y(part.value).toFixed(1), r,
  });
  return r > 0 && shown.map(dot);
}

function columns({ parts, slot, x }) {
  const most = Math.max(...parts.map((part) => part.responses), 1);
  const tall = linear(0, most, 0, COLUMN);
  const width = Math.min(slot / 2, 4);
  return parts.map((part) => svg("rect", {
    class: "volume",
    x: percents(x(part.index) - width / 2),
    width: percents(width),
    y: (BASE - tall(part.responses)).toFixed(1),
    height: tall(part.responses).toFixed(1),
  }));
}

/** Counted from the last, so that this always has its name; fewer on a phone. */
function labels(kpis, { parts, x }) {
  const every = Math.ceil(parts.length * LABEL / DESK);
  const seldom = every * Math.ceil(parts.length * LABEL / PHONE / every);
  const text = (part) => {
    const fromEnd = parts.length - 1 - part.index;
    if (fromEnd % every) return null;
    const last = fromEnd === 0 && parts.length > 5;
    return svg("text", {
      class: fromEnd % seldom ? "wide" : null,
      x: last ? "100%" : percents(x(part.index)),
      y: HEIGHT - 4,
      "text-anchor": last ? "end" : "middle",
    }, period(kpis.period, part.from));
  };
  return parts.map(text);
}

function targetLine(kpis, target, { y }) {
  const at = y(target);
  // Below its line where there is no space above.
  const words = { class: "strong aim", x: "100%", y: at < TOP + 12 ? at + 14 : at - 6, "text-anchor": "end" };
  return [
    svg("line", { class: "target", x1: "0", x2: "100%", y1: at, y2: at }),
    svg("text", words, t("targetAt", { value: figure(kpis.metric, target) })),
  ];
}

function pin({ number, place }) {
  const x = percents(100 * place);
  return [
    svg("line", { class: "mark", x1: x, x2: x, y1: TOP, y2: BASE }),
    svg("text", { class: "strong pinned", x, y: TOP - 4, "text-anchor": "middle" }, number),
  ];
}
