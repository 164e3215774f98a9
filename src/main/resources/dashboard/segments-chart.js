/** A segment's values on a shared axis, those with most answers first. */
import { folded } from "./controls.js";
import { h } from "./html.js";
import { glyph } from "./interval-glyph.js";
import { FEW, TOO_FEW, range } from "./metrics.js";
import { count, figure, fineness } from "./numbers.js";
import { domain } from "./scale.js";
import { t } from "./words.js";

/** The answers that have no value. */
const NONE = "(none)";

export function segmentsChart(kpis, { controls, name, chosen, choose }) {
  const rows = inOrder(kpis.segments ?? []);
  const shown = rows.filter((row) => row.responses >= TOO_FEW);
  const small = rows.filter((row) => row.responses > 0 && row.responses < TOO_FEW);
  const gone = rows.some(({ overall }) => overall.purged);
  const bounds = shown.flatMap(({ overall: { interval } }) => [interval.lower, interval.upper]);
  const axis = shown.length ? domain(range(kpis), bounds) : [0, 1];
  const row = (segment) => segmentRow(kpis, axis, segment, { name, chosen, choose });
  const body = shown.length ? segmentTable(kpis, axis, shown.map(row))
    : !gone && h("p", { class: "muted" }, t("noSegments", { n: TOO_FEW }));
  const names = small.map(({ value, responses }) => `${name(value)} (${count(responses)})`).join(", ");
  const title = t("smallGroups", { n: count(small.length), few: TOO_FEW });
  return h("figure", { class: "card", "aria-labelledby": "chart-segments" },
    h("div", { class: "card-head" }, h("h2", { id: "chart-segments" }, t("bySegment")), controls),
    body,
    small.length > 0 && folded("folded", title, h("p", { class: "note" }, names)),
    gone && h("p", { class: "note" }, t("purgedSegments")),
    kpis.capped && h("p", { class: "note" }, t("cappedSegments")),
    h("p", { class: "note" }, t("segmentsNote")));
}

/** By number of answers: sorting by value would put values with few answers first. Those without a value are last. */
function inOrder(rows) {
  const last = ({ value }) => Number(value === NONE);
  return [...rows].sort((one, other) => last(one) - last(other) || other.responses - one.responses);
}

function segmentTable({ metric }, axis, rows) {
  const ends = axis.map((value) => h("span", {}, figure(metric, value)));
  const head = (content, name) => h("th", { scope: "col", class: name }, content);
  const columns = [
    head(t("group")),
    head(h("span", { class: "ends" }, ends), "axis"),
    head(t("figure"), "number"),
    head(t("answersTitle"), "number"),
  ];
  return h("table", { class: "segments" }, h("thead", {}, h("tr", {}, columns)), h("tbody", {}, rows));
}

function segmentRow(kpis, axis, { value, overall, responses, versusRest }, { name, chosen, choose }) {
  const pressed = value === chosen;
  const attributes = {
    type: "button",
    class: "quiet",
    "aria-pressed": String(pressed),
    "data-key": `segment-${value}`,
    onclick: () => choose(pressed ? null : value),
  };
  const button = h("button", attributes, name(value));
  const mark = { mark: kpis.total?.value, fluid: true, muted: responses < FEW };
  return h("tr", { class: pressed ? "chosen" : null },
    h("th", { scope: "row" }, button, value !== NONE && difference(versusRest)),
    h("td", { class: "axis" }, glyph(axis, overall, mark)),
    h("td", { class: "number" },
      figure(kpis.metric, overall.value),
      h("small", {}, ends(kpis.metric, overall.interval))),
    h("td", { class: "number" }, count(responses)));
}

function difference(versusRest) {
  if (!versusRest?.significant) return null;
  const above = versusRest.delta > 0;
  return h("small", { class: above ? "above" : "below" }, t(above ? "aboveOthers" : "belowOthers"));
}

function ends(metric, interval) {
  const finer = fineness(metric, interval);
  return `${figure(metric, interval.lower, finer)} … ${figure(metric, interval.upper, finer)}`;
}
