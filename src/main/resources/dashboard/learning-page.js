/** What is learned from cases: how many come and go, in what time, why, and who comes back. */
import { get, query } from "./api.js";
import { casesHead } from "./cases-head.js";
import { folded, select, table } from "./controls.js";
import { h, svg } from "./html.js";
import { TOO_FEW } from "./metrics.js";
import { showMine } from "./my-number.js";
import { count, counted, day, percent, period } from "./numbers.js";
import { ticks } from "./scale.js";
import { capital } from "./sentences.js";
import { language, owners, t } from "./words.js";

const GROUPINGS = ["cause", "survey", "owner"];

const HEIGHT = 192;

export async function learningPage({ go }) {
  const chosen = new URLSearchParams(location.search).get("by");
  const by = GROUPINGS.includes(chosen) ? chosen : "cause";
  const [metrics, choices, { counts }] = await Promise.all([
    get("/api/v1/cases/metrics" + query({ by })),
    get("/api/v1/cases/choices"),
    get("/api/v1/cases?limit=1"),
  ]);
  showMine(counts);
  const group = ({ target }) => go(`/cases/learning?by=${target.value}`);
  const grouping = select({ "aria-label": t("groupBy"), onchange: group },
    GROUPINGS.map((name) => [name, t(`by.${name}`)]), by);
  const range = t("fromTo", { from: day(metrics.from), to: day(lastDay(metrics.to)) });
  const heading = h("div", { class: "bar" }, h("h2", {}, t(`by.${by}`)), h("span", { class: "end" }, grouping));
  return {
    title: t("learning"),
    content: [
      h("div", { class: "bar head" }, casesHead("learning", counts)),
      h("p", { class: "small muted" }, range),
      h("dl", { class: "card flush measures" }, measures(metrics.overall)),
      h("div", { class: "grid" },
        h("section", { class: "card c5" },
          heading,
          groups(metrics.groups ?? [], by, choices.causes)),
        weeks(metrics)),
    ],
  };
}

function lastDay(to) {
  const at = new Date(`${to}T00:00:00Z`);
  at.setUTCDate(at.getUTCDate() - 1);
  return at.toISOString().slice(0, 10);
}

function measures({ inTime, firstAction, closing, recovered, closed }) {
  return [
    measure(t("doneInTime"), share(inTime), bar(inTime), inTime.of
      ? t("doneInTimeText", { ...hits(inTime), ...ends(inTime) }) : t("noneYet")),
    measure(t("firstAction"), duration(firstAction.median), null, median("firstActionText", firstAction)),
    measure(t("closing"), duration(closing.median), null, median("closingText", closing)),
    measure(t("recovered"), share(recovered), bar(recovered), recovered.of
      ? t("recoveredText", { ...hits(recovered), closed: count(closed), ...ends(recovered) })
      : t("recoveredNone", { closed: count(closed) })),
  ];
}

const measure = (name, value, drawing, text) => h("div", {},
  h("dt", { class: "muted" }, name), h("dd", { class: "figure" }, value), h("dd", {}, drawing),
  h("dd", { class: "small" }, text));

const median = (key, { median: known, cases, open }) =>
  (cases ? t(known ? key : "medianUnknown", { cases: counted("casesCount", cases), open: count(open) }) : t("noneYet"));

const share = ({ percent: value, of }) => (of < TOO_FEW ? "–" : percent(value));

const hits = (part) => ({ hits: count(part.hits), of: count(part.of) });

const ends = ({ interval }) => ({ lower: percent(interval.lower), upper: percent(interval.upper) });

/** The interval of a share on its scale, where there are enough cases for one. */
function bar({ percent: value, of, interval }) {
  if (of < TOO_FEW) return null;
  const line = (x1, x2, name) => svg("line", { class: name, x1: `${x1}%`, x2: `${x2}%`, y1: 8, y2: 8 });
  return svg("svg", { class: "glyph", "aria-hidden": "true" }, line(0, 100, "track"),
    line(interval.lower, interval.upper, "interval"), svg("circle", { class: "dot", cx: `${value}%`, cy: 8, r: 4.5 }));
}

/** An ISO 8601 duration in hours and minutes, as whoever plans a day reads it. */
export function duration(text) {
  if (!text) return "–";
  const [, hours = 0, minutes = 0] = /^PT(?:(\d+)H)?(?:(\d+)M)?/.exec(text) ?? [];
  const format = (unit) => new Intl.NumberFormat(language(), { style: "unit", unit });
  const part = (value, unit) => (Number(value) ? format(unit).format(value) : null);
  return [part(hours, "hour"), part(minutes, "minute")].filter(Boolean).join(" ") || t("underAMinute");
}

function groups(found, by, causes) {
  const most = Math.max(1, ...found.map(({ figures }) => figures.closed));
  const named = ({ key, name }) => name ?? owners(causes.find((each) => each.key === key)?.text)
    ?? t(`none.${by}`);
  const sorted = [...found].sort((one, other) => other.figures.closed - one.figures.closed);
  const row = (group) => {
    const { closed, recovered } = group.figures;
    const width = `${100 * closed / most}%`;
    const interval = recovered.of < TOO_FEW ? t("tooFew") : `${ends(recovered).lower} … ${ends(recovered).upper}`;
    const column = svg("rect", { class: "fill", x: 0, y: 2, width, height: 12 });
    return h("tr", {},
      h("th", { scope: "row" }, named(group) || t(`none.${by}`)),
      h("td", { class: "axis" }, svg("svg", { class: "glyph", "aria-hidden": "true" }, column)),
      h("td", { class: "number" }, count(closed)),
      h("td", { class: "number" }, recovered.of ? [t("hitsOf", hits(recovered)), h("small", {}, interval)] : "–"));
  };
  if (!found.length) return h("p", { class: "muted" }, t("noneYet"));
  const head = h("tr", {}, h("th", { scope: "col" }, t(`by.${by}`)), h("td", { class: "axis" }),
    h("th", { scope: "col", class: "number" }, t("closedCases")),
    h("th", { scope: "col", class: "number" }, t("recovered")));
  return h("table", { class: "lines two" }, h("thead", {}, head), h("tbody", {}, sorted.map(row)));
}

/** Opened and closed by week, as pairs of columns. */
function weeks({ weeks: each, overall }) {
  const last = each.at(-1);
  const top = Math.max(4, ...each.flatMap(({ opened, closed }) => [opened, closed]));
  const y = (value) => HEIGHT - HEIGHT * value / top;
  const step = 100 / each.length;
  const column = (value, x, name) =>
    svg("rect", { class: name, x: `${x}%`, width: `${step * 0.3}%`, y: y(value), height: HEIGHT - y(value) });
  const line = (value) => [
    svg("line", { class: "gridline", x1: 0, x2: "100%", y1: y(value), y2: y(value) }),
    svg("text", { x: -8, y: y(value) + 4, "text-anchor": "end" }, count(value)),
  ];
  const label = (i) => svg("text", { x: `${(i + 0.5) * step}%`, y: HEIGHT + 20, "text-anchor": "middle" },
    period("week", each[i].from));
  const size = { width: "100%", height: HEIGHT + 24 };
  const drawing = svg("svg", { class: "plot", ...size, role: "img", "aria-label": t("weekly") },
    ticks(0, top).filter(Number.isInteger).map(line),
    each.map(({ opened, closed }, i) => [
      column(opened, (i + 0.15) * step, "outline"), column(closed, (i + 0.5) * step, "fill")]),
    each.map((week, i) => (each.length - 1 - i) % 3 === 0 && label(i)));
  const rows = each.map(({ from, opened, closed }) => h("tr", {}, h("th", { scope: "row" }, period("week", from, true)),
    h("td", {}, count(opened)), h("td", {}, count(closed))));
  return h("figure", { class: "card c7", "aria-labelledby": "weeks" },
    h("div", { class: "bar" }, h("h2", { id: "weeks" }, t("weekly"))),
    h("p", {}, t("weeklyText", { week: capital(period("week", last.from, true)), opened: count(last.opened),
      closed: count(last.closed), allOpened: count(overall.opened), allClosed: count(overall.closed),
      open: count(overall.open) })),
    drawing,
    h("figcaption", { class: "does" }, swatch("empty", t("openedWord")), swatch("good", t("closedWord"))),
    folded("table-weeks", t("table"),
      table(t("weekly"), [t("week"), t("openedWord"), t("closedWord")], h("tbody", {}, rows))));
}

const swatch = (name, label) => h("span", {}, h("i", { class: `swatch ${name}` }), label);
