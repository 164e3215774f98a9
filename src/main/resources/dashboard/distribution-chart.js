/** Answers per score as columns, the worst score left. */
import { chart } from "./chart.js";
import { h, svg } from "./html.js";
import { classOf, lowIsGood, tone } from "./metrics.js";
import { count, counted, percent } from "./numbers.js";
import { places } from "./places.js";
import { mean } from "./sentences.js";
import { t } from "./words.js";

// In pixels; places from left to right are in percent.
const HEIGHT = 152;
const BASE = 128;
const COLUMN = 108;

export function distributionChart(kpis, { chosen, choose, span }) {
  const { distribution, responses } = kpis.overall;
  const most = Math.max(...distribution);
  const columns = distribution.map((n, index) => ({ score: kpis.scale.min + index, n }));
  if (lowIsGood(kpis)) columns.reverse();
  const share = (n) => percent(100 * n / responses);
  const words = ({ score, n }) => `${t("score")} ${score}: ${share(n)}, ${counted("answers", n)}`;
  const usual = mean(kpis);
  const reading = h("p", { class: "small muted" }, usual);
  const column = ({ score, n }, index) => draw({
    slot: 100 / columns.length,
    index,
    score,
    share: share(n),
    height: Math.max(n > 0 ? 2 : 0, COLUMN * n / most),
    name: tone(classOf(kpis, score)),
  });
  const plot = svg("svg", { width: "100%", height: HEIGHT, role: "group", "aria-label": t("answersByScore") },
    columns.map(column));
  plot.append(...places(plot, columns, {
    key: "score",
    id: ({ score }) => score,
    label: words,
    chosen: columns.findIndex(({ score }) => String(score) === chosen),
    usual: columns.length - 1,
    choose: (item) => choose(item && String(item.score)),
    read: (item) => reading.replaceChildren((item ? words(item) : usual) ?? ""),
    top: 0,
    height: HEIGHT,
  }));
  return chart(t("answersByScore"), plot, {
    key: "distribution",
    span,
    about: reading,
    columns: [t("score"), t("portion"), t("answersTitle")],
    rows: columns.map(({ score, n }) => [score, share(n), count(n)]),
  });
}

/** The share stands above its column, on a phone without its sign. */
function draw({ slot, index, score, share, height, name }) {
  const middle = `${(slot * (index + 0.5)).toFixed(2)}%`;
  const width = Math.min(slot * 0.68, 12);
  const [number, sign] = share.split(/(?=[^\d]*%)/);
  return [
    svg("rect", {
      class: `fill ${name}`,
      x: `${(slot * (index + 0.5) - width / 2).toFixed(2)}%`,
      width: `${width.toFixed(2)}%`,
      y: (BASE - height).toFixed(1),
      height: height.toFixed(1),
    }),
    svg("text", { x: middle, y: (BASE - height - 6).toFixed(1), "text-anchor": "middle" },
      number, svg("tspan", { class: "wide" }, sign)),
    svg("text", { class: "strong", x: middle, y: BASE + 20, "text-anchor": "middle" }, score),
  ];
}
