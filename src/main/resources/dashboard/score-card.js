/** How are we, and can I believe it: one large number, its interval, and words. */
import { h } from "./html.js";
import { glyph } from "./interval-glyph.js";
import { FEW, TOO_FEW, range } from "./metrics.js";
import { decimal, figure, signed } from "./numbers.js";
import { advice, latestChange, summary } from "./sentences.js";
import { t } from "./words.js";

export function scoreCard(kpis, title, question) {
  const { overall, metric } = kpis;
  const { min, max } = range(kpis);
  const head = [h("h2", { id: "chart-score" }, title), h("p", { class: "muted" }, question)];
  if (overall.responses < TOO_FEW) {
    return h("section", { class: "card score", "aria-labelledby": "chart-score" }, head,
      h("p", { class: "only" }, summary(metric, overall)),
      overall.responses > 0 && h("ol", { class: "answers", "aria-label": t("distribution") },
        overall.distribution.flatMap((n, index) => Array.from({ length: n }, () => h("li", {}, kpis.scale.min + index)))));
  }
  const few = overall.responses < FEW;
  const change = latestChange(kpis);
  const more = advice(metric, overall);
  return h("section", { class: "card score", "aria-labelledby": "chart-score" }, head,
    h("p", { class: few ? "value muted" : "value" }, figure(metric, overall.value), few && h("span", { class: "tag" }, t("few"))),
    h("div", { class: "whole" }, glyph([min, max], overall, { width: 400, fluid: true, muted: few }),
      h("div", { class: "ends" }, h("span", {}, figure(metric, min)), min < 0 && h("span", {}, "0"), h("span", {}, figure(metric, max)))),
    h("p", {}, summary(metric, overall)),
    metric !== "NPS" && metric !== "RATING" && h("p", { class: "muted" },
      overall.mean !== null && t("mean", { mean: decimal(overall.mean, 2), min: kpis.scale.min, max: kpis.scale.max }),
      overall.net !== undefined && ` · ${t("net", { net: signed(overall.net) })}`),
    change && h("p", { class: "change" }, h("strong", {}, change.title), h("br"), change.text),
    more && h("p", { class: "muted" }, more));
}
