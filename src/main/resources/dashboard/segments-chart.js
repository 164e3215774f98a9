/** A segment's values on a shared axis, those with most answers first. */
import { select } from "./controls.js";
import { h, svg } from "./html.js";
import { glyph } from "./interval-glyph.js";
import { FEW, TOO_FEW, range } from "./metrics.js";
import { count, counted, figure, fineness } from "./numbers.js";
import { domain, rounded } from "./scale.js";
import { changeParts } from "./sentences.js";
import { t } from "./words.js";

/** The answers that have no value. */
const NONE = "(none)";

/**
 * @param segment the key of what is compared, of `segments`, which are keys and names
 * @param name a value as it reads
 * @param about what else the reader must know of these figures
 */
export function segmentsChart(kpis, { segments, segment, pick, about, span, ...options }) {
  const rows = inOrder(kpis.segments);
  const shown = rows.filter((row) => row.responses >= TOO_FEW);
  const small = rows.filter((row) => row.responses > 0 && row.responses < TOO_FEW);
  const gone = rows.some(({ overall }) => overall.purged);
  const title = segments.find(([key]) => key === segment)[1];
  const onchange = ({ target }) => pick(target.value);
  const whole = kpis.overall.value;
  const notes = [
    shown.length > 0 && whole !== null && t("dashedLine", { value: figure(kpis.metric, whole) }),
    small.length > 0 && folded(small, options.name),
    gone && t("purgedSegments"),
    kpis.capped && t("cappedSegments"),
  ];
  return h("section", { class: `card ${span}`, "aria-labelledby": "chart-segments" },
    h("div", { class: "bar" },
      h("h2", { id: "chart-segments" }, t("segments")),
      about && h("p", { class: "small muted" }, about),
      select({ class: "end", "aria-label": t("segmentBy"), "data-key": "segment", onchange }, segments, segment)),
    shown.length > 0 ? segmentTable(kpis, title, shown, options)
      : !gone && h("p", { class: "muted" }, t("noSegments", { n: TOO_FEW })),
    h("p", { class: "small muted note" }, notes.filter(Boolean).join(" ")));
}

function folded(small, name) {
  const names = small.map(({ value, responses }) => `${name(value)} (${count(responses)})`).join(", ");
  return t("fewGroups", { groups: counted("groups", small.length), few: TOO_FEW, names });
}

/** By number of answers: sorting by value would put values with few answers first. Those without a value are last. */
function inOrder(rows) {
  const last = ({ value }) => Number(value === NONE);
  return [...rows].sort((one, other) => last(one) - last(other) || other.responses - one.responses);
}

function segmentTable(kpis, title, shown, options) {
  const bounds = shown.flatMap(({ overall: { interval } }) => [interval.lower, interval.upper]);
  const axis = rounded(domain(range(kpis), bounds), range(kpis));
  const most = Math.max(...shown.map(({ responses }) => responses));
  const ends = [axis[0], (axis[0] + axis[1]) / 2, axis[1]].map((value) => h("span", {}, figure(kpis.metric, value)));
  const head = (content, name, colspan) => h("th", { scope: "col", class: name, colspan }, content);
  const columns = [
    head(title),
    head(h("span", { class: "ends" }, ends), "axis"),
    head(t(`metric.${kpis.metric}`), "number"),
    head(t("answersTitle"), "number", 2),
  ];
  const row = (segment) => segmentRow(kpis, axis, most, segment, options);
  return h("table", { class: "lines two compared" },
    h("thead", {}, h("tr", {}, columns)),
    h("tbody", {}, shown.map(row)));
}

function segmentRow(kpis, axis, most, segment, { name, chosen, choose }) {
  const { value, overall, responses } = segment;
  const pressed = value === chosen;
  const attributes = {
    type: "button",
    class: "link",
    "aria-pressed": String(pressed),
    "data-key": `segment-${value}`,
    onclick: () => choose(pressed ? null : value),
  };
  const mark = { mark: kpis.overall.value, muted: responses < FEW, tall: true };
  return h("tr", { class: pressed ? "chosen" : null },
    h("th", { scope: "row" }, h("button", attributes, name(value)), value !== NONE && remark(kpis.metric, segment)),
    h("td", { class: "axis" }, glyph(axis, overall, mark)),
    h("td", { class: "number" },
      figure(kpis.metric, overall.value),
      h("small", {}, ends(kpis.metric, overall.interval))),
    h("td", { class: "volumes" }, volume(responses / most)),
    h("td", { class: "number" }, count(responses)));
}

const volume = (share) => svg("svg", { class: "glyph", "aria-hidden": "true" },
  svg("rect", { class: "volume", x: `${100 - 100 * share}%`, width: `${100 * share}%`, y: 2, height: 12 }));

/** How a value differs from the others, or else from before, where that is clear. */
function remark(metric, { versusRest, change }) {
  if (versusRest?.significant) {
    const above = versusRest.delta > 0;
    return h("small", { class: above ? "above" : "late" }, t(above ? "aboveOthers" : "belowOthers"));
  }
  if (!change?.significant || change.responses < TOO_FEW) return null;
  return h("small", { class: change.delta > 0 ? "above" : "late" }, changeParts(metric, change)[0]);
}

function ends(metric, interval) {
  const finer = fineness(metric, interval);
  return `${figure(metric, interval.lower, finer)} … ${figure(metric, interval.upper, finer)}`;
}
