/** The CX pyramid: met needs at the base, then ease, pleasure at the top. */
import { chart } from "./chart.js";
import { svg } from "./html.js";
import { TOO_FEW, range } from "./metrics.js";
import { countOrDash, figure } from "./numbers.js";
import { t } from "./words.js";

/** The height of a layer, in pixels. */
const LAYER = 52;

const HEIGHT = 3 * LAYER;

/** The width of the drawing, which is shrunk where there is less, and of the base. */
const WIDTH = 360;
const BASE = 200;

/** How far above the drawing the sides would meet, so that the top is not a point. */
const TIP = 14;

export function pyramidChart(base) {
  const names = [t("pyramidNeeds"), t("pyramidEase"), t("pyramidPleasure")];
  const rows = base.map((kpis, i) => ({ kpis, name: names[i], value: value(kpis) })).reverse();
  return chart(t("pyramid"), draw(rows), {
    key: "pyramid",
    span: "c5",
    columns: [t("layer"), t("figure"), t("answersTitle")],
    rows: rows.map(({ kpis, name, value }) => [name, value, countOrDash(kpis.overall.responses)]),
  });
}

const enough = ({ overall }) => overall.responses >= TOO_FEW;

const value = (kpis) => (enough(kpis) ? figure(kpis.metric, kpis.overall.value) : "–");

/** How much of a layer is filled, from 0 to 1. */
function filled(kpis) {
  const { min, max } = range(kpis);
  return enough(kpis) ? (kpis.overall.value - min) / (max - min) : 0;
}

const draw = (rows) =>
  svg("svg", { class: "pyramid", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "group", "aria-label": t("pyramid") },
    rows.map((row, i) => layer(row, i * LAYER)));

function layer({ kpis, name, value }, top) {
  const bottom = top + LAYER - 3;
  const half = (y) => BASE / 2 * (y + TIP) / (HEIGHT + TIP);
  const at = (y, part) => BASE / 2 - half(y) + 2 * half(y) * part;
  const shape = (part) =>
    `${at(top, 0)},${top} ${at(top, part)},${top} ${at(bottom, part)},${bottom} ${at(bottom, 0)},${bottom}`;
  return [
    svg("polygon", { class: "layer", points: shape(1) }),
    svg("polygon", { class: "filled", points: shape(filled(kpis)) }),
    svg("text", { x: BASE + 16, y: top + 22, class: "strong" }, value),
    svg("text", { x: BASE + 16, y: top + 40 }, name),
  ];
}
