/** A segment's values on a shared axis, those with most answers first. */
import { h } from "./html.js";
import { glyph } from "./interval-glyph.js";
import { TOO_FEW, range } from "./metrics.js";
import { count, figure, fineness } from "./numbers.js";
import { domain } from "./scale.js";
import { t } from "./words.js";

export function segmentsChart(kpis, { controls, name, chosen, choose }) {
  // By answers: sorting by value would reward noise. Those without a value stand last.
  const last = (row) => row.value === "(none)" ? 1 : 0;
  const all = [...(kpis.segments ?? [])].sort((a, b) => last(a) - last(b) || b.responses - a.responses);
  const shown = all.filter((row) => row.responses >= TOO_FEW);
  const folded = all.filter((row) => row.responses > 0 && row.responses < TOO_FEW);
  const axis = shown.length ? domain(range(kpis), shown.flatMap(({ overall }) => [overall.interval.lower, overall.interval.upper])) : [0, 1];
  const total = kpis.total?.value;
  return h("figure", { class: "card", "aria-labelledby": "chart-segments" },
    h("div", { class: "card-head" }, h("h2", { id: "chart-segments" }, t("segments")), controls),
    !shown.length ? h("p", { class: "muted" }, t("noSegments"))
      : h("table", { class: "segments" },
        h("thead", {}, h("tr", {}, h("th", { scope: "col" }, t("value")),
          h("th", { scope: "col", class: "axis" }, h("span", { class: "ends" }, h("span", {}, figure(kpis.metric, axis[0])), h("span", {}, figure(kpis.metric, axis[1])))),
          h("th", { scope: "col", class: "number" }, t("figure")), h("th", { scope: "col", class: "number" }, t("answersTitle")))),
        h("tbody", {}, shown.map((row) => h("tr", { class: row.value === chosen ? "chosen" : null },
          h("th", { scope: "row" }, h("button", {
            type: "button", class: "quiet", "aria-pressed": String(row.value === chosen), "data-key": `segment-${row.value}`,
            onclick: () => choose(row.value === chosen ? null : row.value),
          }, name(row.value)), row.versusRest?.significant && !last(row) && h("small", { class: row.versusRest.delta > 0 ? "above" : "below" },
            t(row.versusRest.delta > 0 ? "above" : "below"))),
          h("td", { class: "axis" }, glyph(axis, row.overall, { mark: total, fluid: true, muted: row.responses < 30 })),
          h("td", { class: "number" }, figure(kpis.metric, row.overall.value),
            h("small", {}, ends(kpis.metric, row.overall.interval))),
          h("td", { class: "number" }, count(row.responses)))))),
    folded.length > 0 && h("details", { class: "behind" }, h("summary", { "data-key": "folded" }, t("folded", { n: folded.length })),
      h("p", { class: "note" }, folded.map((row) => `${name(row.value)} (${count(row.responses)})`).join(", "))),
    h("p", { class: "note" }, t("segmentsNote")));
}

function ends(metric, interval) {
  const finer = fineness(metric, interval);
  return `${figure(metric, interval.lower, finer)} … ${figure(metric, interval.upper, finer)}`;
}
