/** How cases are described, in their list and on their own page. */
import { elapsed } from "./ago.js";
import { h } from "./html.js";
import { tone } from "./metrics.js";
import { counted, dateIn, intl, plusDays, today } from "./numbers.js";
import { t } from "./words.js";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Who answered, as far as they said. */
export const who = (said) => said?.name ?? said?.respondent ?? said?.contact ?? t("nobodyNamed");

/** A score with the color of its class, which is named for screen readers. */
export function rating(said) {
  if (said?.score === undefined) return h("span", { class: "muted" }, "–");
  const { score, max } = said;
  return h("span", { class: `score ${tone(said.class)}` }, String(score),
    h("small", { "aria-hidden": "true" }, `/${max}`),
    h("span", { class: "hidden" }, ` ${scaleWords(said)}`));
}

/** "of 10, detractor". */
export function scaleWords({ class: name, max }) {
  const of = t("ofScale", { max });
  return name ? `${of}, ${t(`classOne.${name}`)}` : of;
}

export const comment = (said) => said?.comment ?? t(said ? "noComment" : "responseGone");

/** A length of time in its largest unit: "2 hours", "40 minutes". */
function span(ms) {
  const [key, length] = ms >= 2 * DAY ? ["days", DAY] : ms >= HOUR ? ["hours", HOUR] : ["minutes", MINUTE];
  return counted(key, Math.max(1, Math.floor(ms / length)));
}

const zoned = (zone, options) => intl("DateTimeFormat", { timeZone: zone, ...options });

/** A time that is near: "Tomorrow, 9:45" or "Mon 30 Nov, 9:15". */
function soon(instant, zone) {
  const clock = zoned(zone, { hour: "numeric", minute: "2-digit" }).format(new Date(instant));
  const tomorrow = dateIn(zone, instant) === plusDays(today(zone), 1);
  return `${tomorrow ? t("tomorrow") : dayOf(instant, zone)}, ${clock}`;
}

/** The day of a time: "Mon 30 Nov". */
export const dayOf = (instant, zone) =>
  zoned(zone, { weekday: "short", day: "numeric", month: "short" }).format(new Date(instant));

/** Under which heading a case stands in the list: overdue, today, later, waiting or closed. */
export function group({ status, dueAt, overdue }, zone, now = Date.now()) {
  if (status === "CLOSED") return "closed";
  if (status === "WAITING") return "waiting";
  if (overdue) return "overdue";
  return dateIn(zone, dueAt) <= dateIn(zone, now) ? "today" : "later";
}

/** When a case is due, or what else there is to say about its time. */
export function due(one, zone, now = Date.now()) {
  switch (group(one, zone, now)) {
    case "closed":
      return t("closedAgo", { ago: elapsed(one.closedAt) });
    case "waiting":
      return t("waitsUntil", { day: dayOf(one.waitUntil, zone) });
    case "overdue":
      return t("overdueBy", { time: span(now - new Date(one.dueAt)) });
    case "today":
      return t("dueIn", { time: span(new Date(one.dueAt) - now) });
    default:
      return soon(one.dueAt, zone);
  }
}

/** The zone in which days are shown: that of whoever reads. */
export const readersZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;
