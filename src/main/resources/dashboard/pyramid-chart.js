/** The CX pyramid: met needs at the base, then ease, pleasure at the top. */
import { chart, drawn } from "./chart.js";
import { svg } from "./html.js";
import { TOO_FEW, range } from "./metrics.js";
import { count, figure } from "./numbers.js";
import { t } from "./words.js";

const LAYER = 52;

/** The layers of a survey from base to top, if it has all three. */
export function layers(survey) {
  const of = (type) => survey.questions.find((question) => question.type === type)?.key;
  const found = [of("CSAT"), of("CES"), of("RATING")];
  return found.every(Boolean) ? found : null;
}

export function pyramidChart(base) {
  const names = [t("pyramidNeeds"), t("pyramidEase"), t("pyramidPleasure")];
  const rows = base.map((kpis, i) => ({ kpis, name: names[i], told: kpis.overall.responses < TOO_FEW ? "–" : figure(kpis.metric, kpis.overall.value) })).reverse();
  return chart(t("pyramid"), drawn(3 * LAYER, (width) => draw(rows, width)), {
    key: "pyramid", columns: [t("layer"), t("figure"), t("answersTitle")],
    rows: rows.map(({ kpis, name, told }) => [name, told, count(kpis.overall.responses)]),
  });
}

function draw(rows, width) {
  const base = Math.min(width * 0.5, 300);
  return svg("svg", { viewBox: `0 0 ${width} ${3 * LAYER}`, width, height: 3 * LAYER, role: "group", "aria-label": t("pyramid") }, rows.map(({ kpis, name, told }, i) => {
    const top = i * LAYER;
    const bottom = top + LAYER - 3;
    const half = (y) => base / 2 * (y + 14) / (3 * LAYER + 14);
    const { min, max } = range(kpis);
    const share = kpis.overall.responses < TOO_FEW ? 0 : (kpis.overall.value - min) / (max - min);
    const middle = base / 2;
    const at = (y, part) => middle - half(y) + 2 * half(y) * part;
    const shape = (part) => `${at(top, 0)},${top} ${at(top, part)},${top} ${at(bottom, part)},${bottom} ${at(bottom, 0)},${bottom}`;
    return [svg("polygon", { class: "layer", points: shape(1) }), svg("polygon", { class: "filled", points: shape(share) }),
      svg("text", { x: base + 16, y: top + 22, class: "strong" }, told), svg("text", { x: base + 16, y: top + 40 }, name)];
  }));
}
