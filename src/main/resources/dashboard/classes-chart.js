/** The classes as one bar, bad left and good right, and how many answered at all. */
import { chart } from "./chart.js";
import { h } from "./html.js";
import { inOrder, tone } from "./metrics.js";
import { count, percent } from "./numbers.js";
import { t } from "./words.js";

export function classesChart(kpis, { chosen, choose }) {
  const { overall, reach } = kpis;
  const classes = inOrder(overall.classes);
  if (!classes.length) return null;
  const share = (n) => percent(100 * n / overall.responses);
  return chart(t("classes"), [
    h("div", { class: "stack", "aria-hidden": "true" }, classes.filter(([, n]) => n > 0).map(([name, n]) => {
      const part = h("div", { class: tone(name) });
      part.style.flexGrow = n;
      return part;
    })),
    h("ul", { class: "legend" }, classes.map(([name, n]) => h("li", {}, h("button", {
      type: "button", class: "quiet", "aria-pressed": String(chosen === name), "data-key": `class-${name}`, onclick: () => choose(chosen === name ? null : name),
    }, h("span", { class: `swatch ${tone(name)}` }), h("strong", {}, share(n)), " ", t(name), h("small", {}, count(n)))))),
    h("p", { class: "reach" }, reach.responseRate === null ? t("rateUnknown")
      : [h("strong", {}, percent(reach.responseRate, 1)), " ", t("rate", { started: count(reach.started), shown: count(reach.shown) })], " ", t("silent")),
  ], {
    key: "classes", columns: [t("class"), t("share_"), t("answersTitle")], rows: classes.map(([name, n]) => [t(name), share(n), count(n)]),
  });
}
