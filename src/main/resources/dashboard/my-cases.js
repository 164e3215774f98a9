/** My cases, on Home: those that are due first. */
import { get, query } from "./api.js";
import { comment, dayOf, due, group, rating, readersZone, who } from "./case-words.js";
import { h } from "./html.js";
import { showMine } from "./my-number.js";
import { count, counted } from "./numbers.js";
import { t } from "./words.js";

/** How many rows are shown. */
const SHOWN = 6;

/** How many are read: nearly always all that are due today where the reader is. */
const READ = 50;

/** How many are read of those that are not overdue yet, where many are. */
const READ_AHEAD = 200;

/** My cases, and as `ahead` a page from which those that are due today can be counted. */
export async function readMine() {
  const page = await mine({ limit: READ });
  showMine(page.counts);
  const isEnough = !page.next || group(page.items.at(-1), readersZone()) === "later";
  return { ...page, ahead: isEnough ? page : await mine({ overdue: false, limit: READ_AHEAD }) };
}

const mine = (wanted) => get(`/api/v1/cases${query({ status: "ACTIVE", owner: "me", order: "DUE", ...wanted })}`);

/** What stands on the card of my cases; nothing where there are no cases at all. */
export function myCases(page) {
  const { items, counts: { open, closed, unassigned, unassignedOverdue } } = page;
  if (!open && !closed) return null;
  const zone = readersZone();
  const rows = items.filter(({ status }) => status !== "WAITING").slice(0, SHOWN);
  const orphans = unassigned > 0 && [
    h("a", { href: "/cases?view=unassigned" }, counted("unassignedCases", unassigned)),
    unassignedOverdue ? `, ${counted("ofThemOverdue", unassignedOverdue)}.` : ".",
  ];
  const foot = [waiting(page, zone), orphans].flat().filter(Boolean);
  return [
    h("div", { class: "bar" },
      h("h3", { id: "mine" }, t("myCases")),
      h("p", { class: "muted" }, summary(page, zone)),
      h("a", { class: "end", href: "/cases?view=mine" }, t("allMyCases"))),
    rows.length > 0 && h("ol", { class: "rows mine" }, rows.map((one) => row(one, zone))),
    foot.length > 0 && h("p", { class: "foot muted" }, foot),
  ];
}

/** "7 open, 2 overdue, 2 due today". */
function summary({ ahead: { items, next }, counts }, zone) {
  const { open, mineOverdue } = counts;
  if (!counts.mine) return t(open ? "noneMine" : "noneOpen");
  const today = items.filter((one) => group(one, zone) === "today").length;
  const more = next && group(items.at(-1), zone) !== "later" ? "+" : "";
  const parts = [
    t("soManyOpen", { n: count(counts.mine) }),
    mineOverdue > 0 && h("span", { class: "late" }, t("soManyOverdue", { n: count(mineOverdue) })),
    today > 0 && t("soManyToday", { n: count(today) + more }),
  ].filter(Boolean);
  return parts.flatMap((part, i) => (i ? [", ", part] : [part]));
}

function waiting({ items, counts: { mineWaiting } }, zone) {
  if (!mineWaiting) return null;
  const only = mineWaiting === 1 && items.find(({ status }) => status === "WAITING");
  return only ? `${t("mineWaitsUntil", { day: dayOf(only.waitUntil, zone) })} `
    : `${counted("mineWaiting", mineWaiting)} `;
}

function row(one, zone) {
  const { id, number, said, survey } = one;
  const href = `/cases/${id}`;
  const label = `${t("reply")}: ${t("caseNumber", { n: number })}, ${who(said)}`;
  return h("li", {},
    rating(said),
    h("p", {},
      h("a", { class: "plain cut", href, lang: said?.locale, "data-key": `case-${id}` }, comment(said)),
      h("small", { class: "cut" }, `${who(said)} · ${survey.name}`)),
    h("span", { class: group(one, zone) === "overdue" ? "due late" : "due" }, due(one, zone)),
    h("a", { class: "button small", href, "aria-label": label, "data-key": `reply-${id}` }, t("reply")));
}
