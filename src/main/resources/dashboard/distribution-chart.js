/** Answers per score as columns, the worst score left. */
import { chart } from "./chart.js";
import { h } from "./html.js";
import { classOf, lowIsGood, tone } from "./metrics.js";
import { count, counted, percent } from "./numbers.js";
import { mean } from "./sentences.js";
import { t } from "./words.js";

/** The height of the highest column, in pixels. */
const HEIGHT = 120;

export function distributionChart(kpis, { chosen, choose }) {
  const { overall } = kpis;
  const most = Math.max(...overall.distribution);
  const scores = overall.distribution.map((n, index) => ({ score: kpis.scale.min + index, n }));
  if (lowIsGood(kpis)) scores.reverse();
  const share = (n) => percent(100 * n / overall.responses);

  function column({ score, n }) {
    const bar = h("span", { class: `bar ${tone(classOf(kpis, score))}` });
    bar.style.height = `${Math.max(n > 0 ? 2 : 0, HEIGHT * n / most)}px`;
    const pressed = chosen === String(score);
    const attributes = {
      type: "button",
      class: "quiet column",
      "aria-pressed": String(pressed),
      "data-key": `score-${score}`,
      "aria-label": `${t("score")} ${score}: ${share(n)}, ${counted("answers", n)}`,
      onclick: () => choose(pressed ? null : String(score)),
    };
    return h("li", {}, h("button", attributes, h("small", {}, share(n)), bar, h("span", {}, score)));
  }

  return chart(t("answersByScore"), h("ol", { class: "columns" }, scores.map(column)), {
    key: "distribution",
    note: mean(kpis),
    columns: [t("score"), t("portion"), t("answersTitle")],
    rows: scores.map(({ score, n }) => [score, share(n), count(n)]),
  });
}
