/** Answers per score as columns, the worst score left. */
import { chart } from "./chart.js";
import { h } from "./html.js";
import { classOf, lowIsGood, tone } from "./metrics.js";
import { count, decimal, percent } from "./numbers.js";
import { answers } from "./sentences.js";
import { t } from "./words.js";

export function distributionChart(kpis, { chosen, choose }) {
  const { overall } = kpis;
  const most = Math.max(...overall.distribution);
  const scores = overall.distribution.map((n, index) => ({ score: kpis.scale.min + index, n }));
  if (lowIsGood(kpis.formula)) scores.reverse();
  const share = (n) => percent(100 * n / overall.responses);
  return chart(t("distribution"), h("ol", { class: "columns" }, scores.map(({ score, n }) => {
    const bar = h("span", { class: `bar ${tone(classOf(kpis, score) ?? "RATING")}` });
    bar.style.height = `${Math.max(n > 0 ? 2 : 0, 120 * n / most)}px`;
    return h("li", {}, h("button", {
      type: "button", class: "quiet column", "aria-pressed": String(chosen === String(score)), "data-key": `score-${score}`,
      "aria-label": `${t("score")} ${score}: ${share(n)}, ${answers(n)}`, onclick: () => choose(chosen === String(score) ? null : String(score)),
    }, h("small", {}, share(n)), bar, h("span", {}, score)));
  })), {
    key: "distribution", note: overall.mean === null ? null : t("mean", { mean: decimal(overall.mean, 2), min: kpis.scale.min, max: kpis.scale.max }),
    columns: [t("score"), t("share_"), t("answersTitle")], rows: scores.map(({ score, n }) => [score, share(n), count(n)]),
  });
}
