/** The figure of the range: a large number, its interval, and a sentence. */
import { h } from "./html.js";
import { glyph } from "./interval-glyph.js";
import { FEW, TOO_FEW, range } from "./metrics.js";
import { figure, signed } from "./numbers.js";
import { advice, latestChange, mean, rangeChange, summary } from "./sentences.js";
import { t } from "./words.js";

export function scoreCard(kpis, title, question) {
  const content = kpis.overall.responses < TOO_FEW ? singleAnswers(kpis) : score(kpis);
  return h("section", { class: "card score", "aria-labelledby": "chart-score" },
    h("h2", { id: "chart-score" }, title),
    h("p", { class: "muted" }, question),
    content);
}

function singleAnswers({ metric, overall, scale }) {
  const each = (overall.distribution ?? []).flatMap((n, index) => Array(n).fill(scale.min + index));
  const dots = each.map((score) => h("li", {}, score));
  return [
    h("p", { class: "only" }, summary(metric, overall)),
    dots.length > 0 && h("ol", { class: "answers", "aria-label": t("answersByScore") }, dots),
  ];
}

function score(kpis) {
  const { overall, metric } = kpis;
  const few = overall.responses < FEW;
  const change = latestChange(kpis);
  const whole = rangeChange(kpis);
  const more = advice(metric, overall);
  const tag = few && h("span", { class: "tag" }, t("fewAnswers"));
  return [
    h("p", { class: few ? "value muted" : "value" }, figure(metric, overall.value), tag),
    wholeScale(kpis, few),
    h("p", {}, summary(metric, overall)),
    means(kpis),
    change && h("p", { class: "change" }, h("strong", {}, change.title), h("br"), change.text),
    whole && h("p", { class: "change" }, h("strong", {}, t("allDates")), h("br"), whole),
    more && h("p", { class: "muted" }, more),
  ];
}

function wholeScale(kpis, muted) {
  const { min, max } = range(kpis);
  const end = (text) => h("span", {}, text);
  return h("div", { class: "whole" },
    glyph([min, max], kpis.overall, { width: 400, fluid: true, muted }),
    h("div", { class: "ends" }, end(figure(kpis.metric, min)), min < 0 && end("0"), end(figure(kpis.metric, max))));
}

/** Beside the share of the best answers. */
function means(kpis) {
  if (!["CSAT", "CES"].includes(kpis.metric)) return null;
  const { net } = kpis.overall;
  return h("p", { class: "muted" }, mean(kpis), net !== undefined && ` · ${t("net", { net: signed(net) })}`);
}
