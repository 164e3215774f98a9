/** By how much those who chose an option move the figure of all. */
import { select } from "./controls.js";
import { h, svg } from "./html.js";
import { across } from "./interval-glyph.js";
import { TOO_FEW } from "./metrics.js";
import { count, counted, percent, signed } from "./numbers.js";
import { symmetric } from "./scale.js";
import { t } from "./words.js";

/** The weights of a question's options, the largest first; and the options that too few have chosen. */
export function weights({ overall, segments }) {
  const named = segments.filter(({ value, responses }) => value !== "(none)" && responses > 0);
  const weighed = named.filter(({ responses, versusRest }) => responses >= TOO_FEW && versusRest).map((each) => {
    const share = each.responses / overall.responses;
    const { delta, lower, upper } = each.versusRest;
    return { value: each.value, share, weight: share * delta, lower: share * lower, upper: share * upper };
  });
  return {
    weighed: weighed.sort((one, other) => Math.abs(other.weight) - Math.abs(one.weight)),
    few: named.filter(({ responses }) => responses < TOO_FEW),
  };
}

export function reasonsChart(kpis, { name, questions, question, ask, chosen, choose, about }) {
  const { weighed, few } = weights(kpis);
  const digits = kpis.metric === "RATING" ? 2 : 0;
  const ends = symmetric(weighed.flatMap(({ lower, upper }) => [lower, upper]));
  const row = (each) => reasonRow(each, { ends, digits, name, chosen, choose });
  const onchange = ({ target }) => ask(target.value);
  const attributes = { class: "end", "aria-label": t("question"), "data-key": "reason", onchange };
  const picker = questions.length > 1 && select(attributes, questions, question);
  return h("section", { class: "card c5", "aria-labelledby": "chart-reasons" },
    h("div", { class: "bar" },
      h("h2", { id: "chart-reasons" }, t("reasons")),
      h("p", { class: "small muted" }, about ?? t("reasonsAbout")),
      picker),
    weighed.length > 0 ? reasonsTable(weighed.map(row), ends, digits)
      : h("p", { class: "muted" }, t("noReasons", { n: TOO_FEW })),
    h("p", { class: "small muted note" }, t("reasonsNote"), few.length > 0 && ` ${folded(few, name)}`));
}

function folded(few, name) {
  const names = few.map(({ value, responses }) => `${name(value)} (${count(responses)})`).join(", ");
  return t("fewReasons", { reasons: counted("reasons", few.length), few: TOO_FEW, names });
}

function reasonsTable(rows, [min, max], digits) {
  const head = (content, name) => h("th", { scope: "col", class: name }, content);
  const ends = [signed(min, digits), "0", signed(max, digits)].map((text) => h("span", {}, text));
  const columns = [
    head(t("reason")),
    head(h("span", { class: "ends" }, ends), "axis"),
    head(t("weight"), "number"),
    head(t("named"), "number"),
  ];
  return h("table", { class: "lines" }, h("thead", {}, h("tr", {}, columns)), h("tbody", {}, rows));
}

function reasonRow({ value, share, weight, lower, upper }, { ends, digits, name, chosen, choose }) {
  const pressed = value === chosen;
  const attributes = {
    type: "button",
    class: "link",
    "aria-pressed": String(pressed),
    "data-key": `reason-${value}`,
    onclick: () => choose(pressed ? null : value),
  };
  const words = t("weightInterval", { lower: signed(lower, digits), upper: signed(upper, digits) });
  return h("tr", {},
    h("th", { scope: "row" }, h("button", attributes, name(value))),
    h("td", { class: "axis" }, weightBar(across(ends), { weight, lower, upper })),
    h("td", { class: "number" }, signed(weight, digits), h("span", { class: "hidden" }, ` ${words}`)),
    h("td", { class: "number" }, percent(100 * share)));
}

function weightBar(at, { weight, lower, upper }) {
  const [left, right] = [0, weight].sort((one, other) => one - other).map((value) => parseFloat(at(value)));
  return svg("svg", { class: "glyph", "aria-hidden": "true" },
    svg("line", { class: "zero", x1: "50%", x2: "50%", y1: -16, y2: 32 }),
    svg("rect", {
      class: `fill ${weight < 0 ? "bad" : "good"}`,
      x: `${left}%`,
      width: `${(right - left).toFixed(2)}%`,
      y: 2,
      height: 12,
    }),
    svg("line", { class: "whisker", x1: at(lower), x2: at(upper), y1: 8, y2: 8 }));
}
