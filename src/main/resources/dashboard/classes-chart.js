/** The classes as one bar, bad left and good right, and how many answered at all. */
import { chart } from "./chart.js";
import { folded } from "./controls.js";
import { h } from "./html.js";
import { counts, tone } from "./metrics.js";
import { count, percent } from "./numbers.js";
import { t } from "./words.js";

export function classesChart(kpis, { chosen, choose }) {
  const classes = counts(kpis.overall.classes);
  if (!classes.length) return null;
  const share = (n) => percent(100 * n / kpis.overall.responses);
  const entry = ([name, n]) => legendEntry(name, share(n), count(n), chosen === name, choose);
  return chart(t("breakdown"), [bar(classes), h("ul", { class: "legend" }, classes.map(entry)), reached(kpis.reach)], {
    key: "classes",
    columns: [t("scoreClass"), t("portion"), t("answersTitle")],
    rows: classes.map(([name, n]) => [t(`class.${name}`), share(n), count(n)]),
  });
}

function bar(classes) {
  const parts = classes.filter(([, n]) => n > 0).map(([name, n]) => {
    const part = h("div", { class: tone(name) });
    part.style.flexGrow = n;
    return part;
  });
  return h("div", { class: "stack", "aria-hidden": "true" }, parts);
}

function legendEntry(name, share, answers, chosen, choose) {
  const attributes = {
    type: "button",
    class: "quiet",
    "aria-pressed": String(chosen),
    "data-key": `class-${name}`,
    onclick: () => choose(chosen ? null : name),
  };
  const swatch = h("span", { class: `swatch ${tone(name)}` });
  const label = [swatch, h("strong", {}, share), " ", t(`class.${name}`), h("small", {}, answers)];
  return h("li", {}, h("button", attributes, label));
}

/** How many answered, of those who were asked. */
function reached(reach) {
  return h("div", { class: "reach" },
    h("p", {}, rate(reach), " ", t("nonResponse")),
    reach.shown !== null && folded("reach", t("reachTitle"), h("p", {}, t("reachMeaning")), h("p", {}, all(reach))));
}

function rate({ responseRate, asked, answered }) {
  if (asked === null) return t("responseRateUnknown");
  if (responseRate === null) return t("nobodyAsked");
  const people = t("responseRate", { answered: count(answered), asked: count(asked) });
  return [h("strong", {}, percent(responseRate, 1)), " ", people];
}

const all = ({ shown, dismissed, started, finished }) => t("reachCounts", {
  shown: count(shown),
  dismissed: count(dismissed),
  started: count(started),
  finished: count(finished),
});
