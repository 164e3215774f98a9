/** Numbers and dates in the reader's language, with a true minus sign. */
import { language, t } from "./words.js";

const formats = new Map();

function format(options) {
  const key = language() + JSON.stringify(options);
  if (!formats.has(key)) {
    formats.set(key, new Intl.NumberFormat(language(), { useGrouping: "always", roundingMode: "halfExpand", ...options }));
  }
  return (value) => formats.get(key).format(value).replace("-", "−");
}

export const count = (value) => format({})(value);
export const decimal = (value, digits = 1) => format({ minimumFractionDigits: digits, maximumFractionDigits: digits })(value);
export const percent = (value, digits = 0) => format({ style: "percent", minimumFractionDigits: digits, maximumFractionDigits: digits })(value / 100);
export const signed = (value, digits = 0) => format({ signDisplay: "exceptZero", minimumFractionDigits: digits, maximumFractionDigits: digits })(value);

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
const dates = (options) => new Intl.DateTimeFormat(language(), { timeZone: "UTC", ...options });

export function period(unit, from, long) {
  const at = date(from);
  const year = at.getUTCFullYear();
  switch (unit) {
    case "year": return String(year);
    case "quarter": return `${t("quarter", { n: Math.floor(at.getUTCMonth() / 3) + 1 })} ${year}`;
    case "month": return dates(long ? { month: "long", year: "numeric" } : { month: "short" }).format(at);
    case "week": return long ? t("weekOf", { day: day(from) }) : dates({ day: "numeric", month: "short" }).format(at);
    default: return long ? day(from) : dates({ day: "numeric", month: "short" }).format(at);
  }
}

export const day = (text) => dates({ day: "numeric", month: "long", year: "numeric" }).format(date(text));

export const moment = (instant, zone) =>
  new Intl.DateTimeFormat(language(), { dateStyle: "medium", timeStyle: "short", timeZone: zone }).format(new Date(instant));

export const clock = (instant) =>
  new Intl.DateTimeFormat(language(), { timeStyle: "medium" }).format(new Date(instant));

/** Today's date where days begin in the zone. */
export function today(zone) {
  return new Intl.DateTimeFormat("sv", { timeZone: zone, dateStyle: "short" }).format(new Date());
}

export function plusDays(text, days) {
  const at = date(text);
  at.setUTCDate(at.getUTCDate() + days);
  return at.toISOString().slice(0, 10);
}

/** How large a text may be that is rewritten, in bytes. */
const LARGE = 100_000_000;

/** CSV as a spreadsheet in this language opens it: with a mark that it is UTF-8, and semicolons where commas are decimal. */
export async function spreadsheet(csv) {
  const mark = "\ufeff";
  if (!format({})(0.5).includes(",") || csv.size > LARGE) return new Blob([mark, csv]);
  const cells = /("(?:[^"]|"")*"|[^,"\r\n]*)(,|\r\n|$)/g;
  const quoted = (cell) => cell.includes(";") && !cell.startsWith('"') ? `"${cell}"` : cell;
  return new Blob([mark, (await csv.text()).replace(cells, (all, cell, end) => quoted(cell) + (end === "," ? ";" : end))]);
}
