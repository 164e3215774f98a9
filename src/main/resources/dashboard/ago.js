/** Times as people say them: how long ago, with the full time on hover and for screen readers. */
import { h } from "./html.js";
import { dateIn, day, intl, moment } from "./numbers.js";
import { t } from "./words.js";

/** In milliseconds, the larger first. */
const UNITS = [["day", 86_400_000], ["hour", 3_600_000], ["minute", 60_000]];

/** From so many days on it is a date. */
const RECENT = 7;

/** How often the times on a page are written anew, in milliseconds. */
const PAUSE = 30_000;

/** How long before a time another one was, in a sentence: "2 hours ago", "yesterday", or "on 12 October 2026". */
export const elapsed = (instant, now) => since(instant, (date) => t("onDay", { day: date }), now);

const alone = (instant) => since(instant, (date) => date);

function since(instant, dated, now = Date.now()) {
  const ms = now - new Date(instant);
  const [unit, length] = UNITS.find((each) => ms >= each[1]) ?? [];
  if (!unit) return t("justNow");
  const n = Math.floor(ms / length);
  if (unit === "day" && n >= RECENT) return dated(day(dateIn(undefined, instant)));
  return intl("RelativeTimeFormat", { numeric: "auto" }).format(-n, unit);
}

/** An element with that, which goes on as time does. */
export function ago(instant) {
  const full = moment(instant);
  const said = h("span", { "data-ago": instant }, alone(instant));
  return h("time", { datetime: instant, title: full }, said, h("span", { class: "hidden" }, `, ${full}`));
}

/** How fresh the figures on a page are: "updated just now". */
export const updated = (instant) => h("span", { class: "small muted", "data-updated": instant }, freshness(instant));

const freshness = (instant) => t("updatedAgo", { ago: elapsed(instant) });

setInterval(() => {
  for (const said of document.querySelectorAll("[data-ago]")) said.textContent = alone(said.dataset.ago);
  for (const said of document.querySelectorAll("[data-updated]")) said.textContent = freshness(said.dataset.updated);
}, PAUSE);
