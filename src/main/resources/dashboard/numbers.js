/** Numbers and dates in the reader's language, with a true minus sign. */
import { isSaid, language, t } from "./words.js";

const made = new Map();

/** One of the browser's formats, such as `DateTimeFormat`: kept, since making one takes longer than using it often. */
export function intl(kind, options, tag = language()) {
  const key = kind + tag + JSON.stringify(options);
  if (!made.has(key)) made.set(key, new Intl[kind](tag, options));
  return made.get(key);
}

const NUMBERS = { useGrouping: "always", roundingMode: "halfExpand" };

const format = (options) => (value) =>
  intl("NumberFormat", { ...NUMBERS, ...options }).format(value).replace("-", "−");

const digitsOf = (digits) => ({ minimumFractionDigits: digits, maximumFractionDigits: digits });

export const count = (value) => format({})(value);

export const decimal = (value, digits = 1) => format(digitsOf(digits))(value);

export const percent = (value, digits = 0) => format({ style: "percent", ...digitsOf(digits) })(value / 100);

export const signed = (value, digits = 0) => format({ signDisplay: "exceptZero", ...digitsOf(digits) })(value);

/** A number that can't be known any more is a dash. */
export const countOrDash = (value) => (value === null ? "–" : count(value));

/** So many of something, such as "1 answer". */
export function counted(key, n) {
  const form = n === 1 ? "one" : "other";
  return t(`${key}.${form}`, { n: count(n) });
}

/** A figure as its metric is written: NPS has a sign and no %. */
export function figure(metric, value, finer = 0) {
  if (metric === "NPS") return signed(value, finer);
  return metric === "RATING" ? decimal(value, 1 + finer) : percent(value, finer);
}

/** How many more digits a figure needs where very many answers leave an interval whose ends would read the same. */
export function fineness(metric, { lower, upper }) {
  let finer = 0;
  while (finer < 2 && figure(metric, lower, finer) === figure(metric, upper, finer) && lower !== upper) finer++;
  return finer;
}

const date = (text) => new Date(text + "T00:00:00Z");
const formatted = (options) => intl("DateTimeFormat", { timeZone: "UTC", ...options });

const shortDay = (from) => formatted({ day: "numeric", month: "short" }).format(date(from));

/** The Monday of a day's week. */
const monday = (from) => plusDays(from, -((date(from).getUTCDay() + 6) % 7));

/** A day, without its year where that goes without saying. */
function nearDay(text, year = String(new Date().getUTCFullYear()), month = "long") {
  const shown = text.slice(0, 4) === year ? undefined : "numeric";
  return formatted({ day: "numeric", month, year: shown }).format(date(text));
}

/** The name of a period, short and in full; of one that a range clips, that of the whole. */
export function period(unit, from, long) {
  const at = date(from);
  switch (unit) {
    case "year":
      return String(at.getUTCFullYear());
    case "quarter":
      return t("quarterName", { n: Math.floor(at.getUTCMonth() / 3) + 1, year: at.getUTCFullYear() });
    case "month":
      if (long) return formatted({ month: "long", year: "numeric" }).format(at);
      return formatted({ month: "short", year: at.getUTCMonth() ? undefined : "numeric" }).format(at);
    case "week":
      return long ? t("weekName", { day: nearDay(monday(from)) }) : shortDay(monday(from));
    default:
      return long ? nearDay(from) : shortDay(from);
  }
}

export const day = (text) => formatted({ day: "numeric", month: "long", year: "numeric" }).format(date(text));

/** From one day to another. */
export const dates = (from, to) =>
  `${nearDay(from, to.slice(0, 4), "short")} – ${nearDay(to, null, "short")}`;

const times = (options) => intl("DateTimeFormat", options);

export const moment = (instant, zone) =>
  times({ dateStyle: "medium", timeStyle: "short", timeZone: zone }).format(new Date(instant));

/** The same to the second. */
export const exactMoment = (instant) => times({ dateStyle: "medium", timeStyle: "medium" }).format(new Date(instant));

export const clock = (instant) => times({ timeStyle: "medium" }).format(new Date(instant));

/** The date of an instant where days begin in the zone. */
export const dateIn = (zone, instant) =>
  intl("DateTimeFormat", { timeZone: zone, dateStyle: "short" }, "sv").format(new Date(instant));

export const today = (zone) => dateIn(zone, Date.now());

export function plusDays(text, days) {
  const at = date(text);
  at.setUTCDate(at.getUTCDate() + days);
  return at.toISOString().slice(0, 10);
}

/** A time zone as people call it, by its city: "Rome time". */
export function zoneName(zone) {
  const city = zone.split("/").slice(1).at(-1)?.replaceAll("_", " ");
  if (!city) return zone;
  const key = `city.${city}`;
  return t("timeOf", { city: isSaid(key) ? t(key) : city });
}

const named = (type, code) => intl("DisplayNames", { type, fallback: "code" }).of(code);

/** A country by its code of two capital letters. */
export const region = (code) => named("region", code);

/** A language by its tag. */
export const tongue = (tag) => named("language", tag);
