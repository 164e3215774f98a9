/** The classes as one bar, bad left and good right. */
import { chart } from "./chart.js";
import { folded } from "./controls.js";
import { h, svg } from "./html.js";
import { counts, tone } from "./metrics.js";
import { count, counted, percent } from "./numbers.js";
import { t } from "./words.js";

const HEIGHT = 32;

export function classesChart(kpis, { chosen, choose }) {
  const classes = counts(kpis.overall.classes);
  if (!classes.length) return null;
  const share = (n) => percent(100 * n / kpis.overall.responses);
  const entry = ([name, n]) => legendEntry(name, share(n), n, chosen === name, choose);
  const legend = h("div", { class: "legend" }, classes.map(entry));
  return chart(t("breakdown"), [bar(classes, kpis.overall.responses), legend], {
    key: "classes",
    span: "c5",
    columns: [t("scoreClass"), t("portion"), t("answersTitle")],
    rows: classes.map(([name, n]) => [t(`class.${name}`), share(n), count(n)]),
    foot: [earlier(kpis.overall.change), reached(kpis.reach)],
  });
}

function bar(classes, whole) {
  let left = 0;
  const parts = classes.map(([name, n]) => {
    const width = 100 * n / whole;
    const part = svg("rect", {
      class: `part fill ${tone(name)}`,
      x: `${left.toFixed(2)}%`,
      width: `${width.toFixed(2)}%`,
      height: HEIGHT,
    });
    left += width;
    return part;
  });
  return svg("svg", { width: "100%", height: HEIGHT, "aria-hidden": "true" }, parts);
}

function legendEntry(name, share, n, chosen, choose) {
  const attributes = {
    type: "button",
    class: "link",
    "aria-pressed": String(chosen),
    "data-key": `class-${name}`,
    onclick: () => choose(chosen ? null : name),
  };
  return h("button", attributes,
    h("span", { class: `swatch ${tone(name)}` }),
    h("b", {}, share), " ",
    h("span", {}, t(`class.${name}`)),
    h("small", {}, counted("answers", n)));
}

/** The classes of the range before. */
function earlier(change) {
  const classes = counts(change?.classes);
  if (!classes.length) return null;
  const whole = classes.reduce((sum, [, n]) => sum + n, 0);
  const each = ([name, n]) => `${percent(100 * n / whole)} ${t(`class.${name}`).toLowerCase()}`;
  return h("p", { class: "rule small muted" }, t("before", { classes: classes.map(each).join(", ") }));
}

/** What the response rate in the score card counts. */
function reached({ invited, sent, shown, dismissed, started, finished }) {
  if (shown === null) return null;
  const counts = t("reachCounts", {
    shown: count(shown),
    dismissed: count(dismissed),
    started: count(started),
    finished: count(finished),
  });
  const line = (text) => h("p", { class: "small" }, text);
  const stages = invited > 0 && h("p", { class: "rule small" }, t("reachStages", {
    invited: count(invited),
    sent: count(sent),
    shown: count(shown),
    started: count(started),
    finished: count(finished),
  }));
  return [stages, folded("reach", t("reachTitle"), line(t("reachMeaning")), line(counts))];
}
