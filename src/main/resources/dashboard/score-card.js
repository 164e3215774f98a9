/** The figure of the range: a large number, its interval, and in words its change, its target and who answered. */
import { h, svg } from "./html.js";
import { across, glyph } from "./interval-glyph.js";
import { FEW, TOO_FEW, range } from "./metrics.js";
import { count, counted, figure, percent, signed } from "./numbers.js";
import { advice, between, changeParts, mean, summary, targetParts } from "./sentences.js";
import { t } from "./words.js";

/** How near to another word beneath the axis one may stand, in percent. */
const NEAR = 14;

export function scoreCard(kpis, { title, question, target, before }) {
  const few = kpis.overall.responses < TOO_FEW;
  return h("section", { class: "card c5 answer", "aria-labelledby": "chart-score" },
    h("div", { class: "bar" }, h("h2", { id: "chart-score" }, title)),
    h("p", { class: "small muted" }, question),
    few ? singleAnswers(kpis) : score(kpis, target, before));
}

function singleAnswers({ metric, overall, scale }) {
  const each = (overall.distribution ?? []).flatMap((n, index) => Array(n).fill(scale.min + index));
  const dots = each.map((score) => h("li", {}, score));
  return [
    h("p", {}, summary(metric, overall)),
    dots.length > 0 && h("ol", { class: "single", "aria-label": t("answersByScore") }, dots),
  ];
}

function score(kpis, target, before) {
  const { overall, metric } = kpis;
  const few = overall.responses < FEW;
  const more = advice(metric, overall);
  return [
    h("p", { class: few ? "large muted" : "large" },
      figure(metric, overall.value),
      few && h("span", { class: "tag" }, t("fewAnswers"))),
    wholeScale(kpis, target, few),
    h("p", {}, between(metric, overall), more && h("small", {}, more)),
    means(kpis),
    h("dl", { class: "facts rule" },
      changed(kpis, before),
      target !== undefined && fact(t("target"), targetParts(metric, overall, target)),
      answered(kpis.reach)),
  ];
}

function wholeScale(kpis, target, muted) {
  const { min, max } = range(kpis);
  const at = across([min, max]);
  const word = (value, text, anchor) => svg("text", { x: at(value), y: 32, "text-anchor": anchor }, text);
  const free = (value) => target === undefined || Math.abs(parseFloat(at(value)) - parseFloat(at(target))) > NEAR;
  const words = [
    free(min) && word(min, figure(kpis.metric, min), "start"),
    min < 0 && free(0) && word(0, "0", "middle"),
    target !== undefined && word(target, t("target").toLowerCase(), anchor(parseFloat(at(target)))),
    free(max) && word(max, figure(kpis.metric, max), "end"),
  ];
  return h("div", { class: "whole" }, glyph([min, max], kpis.overall, { mark: target, muted, words }));
}

function anchor(place) {
  if (place < NEAR / 2) return "start";
  return place > 100 - NEAR / 2 ? "end" : "middle";
}

/** Beside the share of the best answers. */
function means(kpis) {
  if (!["CSAT", "CES"].includes(kpis.metric)) return null;
  const { net } = kpis.overall;
  const words = [mean(kpis), net !== undefined && t("net", { net: signed(net) })];
  return h("p", { class: "small muted" }, words.filter(Boolean).join(" · "));
}

const fact = (name, [claim, rest], more) =>
  h("div", {}, h("dt", {}, name), h("dd", {}, h("b", {}, claim), more && [" ", more], h("small", {}, rest)));

function changed({ metric, overall }, before) {
  const { change } = overall;
  if (!change || change.responses < TOO_FEW) return null;
  const [claim, rest] = changeParts(metric, change);
  const answers = counted("answers", change.responses);
  return fact(t("change"), [claim, t("figureBefore", { value: figure(metric, change.value), before, answers })], rest);
}

/** How many answered, of those who were asked. */
function answered(reach) {
  const { responseRate, asked, answered: n } = reach;
  if (asked === null || responseRate === null) {
    const why = t(asked === null ? "responseRateUnknown" : "nobodyAsked");
    return h("div", {}, h("dt", {}, t("answered")), h("dd", {}, h("small", {}, why)));
  }
  const people = t("responseRate", { rate: percent(responseRate), answered: count(n), asked: count(asked) });
  return h("div", {}, h("dt", {}, t("answered")), h("dd", {}, people, h("small", {}, t("nonResponse"))));
}
