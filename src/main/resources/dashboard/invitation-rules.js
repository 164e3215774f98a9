/** The rules of invitations in words, and the texts of their durations. */
import { count, counted } from "./numbers.js";
import { language, listed, t } from "./words.js";

export const DAYS = ["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY"];

/** The days in "P30D" or "PT720H"; nothing for other durations. */
export function daysIn(duration) {
  const [, days, hours] = /^P(?:(\d+)D|T(\d+)H)$/.exec(duration ?? "") ?? [];
  return Number(days) || Number(hours) / 24 || null;
}

export const ofDays = (n) => (Number(n) > 0 ? `P${Number(n)}D` : null);

// The first of January 2024 was a Monday.
export const weekday = (name, style = "long") =>
  new Intl.DateTimeFormat(language(), { weekday: style, timeZone: "UTC" })
    .format(new Date(Date.UTC(2024, 0, 1 + DAYS.indexOf(name))));

/** "Monday to Saturday" where the days follow one another, or else all of them. */
function weekdays(days) {
  const at = DAYS.map((name) => days.includes(name));
  const first = at.indexOf(true);
  const last = at.lastIndexOf(true);
  if (days.length > 2 && last - first + 1 === days.length) {
    return t("fromDayToDay", { first: weekday(DAYS[first]), last: weekday(DAYS[last]) });
  }
  return listed(DAYS.filter((name) => days.includes(name)).map((name) => weekday(name)));
}

/** How fast and in which hours mails go out. */
export function paceWords({ perHour, window }) {
  const fast = perHour ? t("paceHour", { n: count(perHour) }) : t("paceAny");
  if (!window) return t("paceWhenever", { fast });
  const days = window.days?.length && window.days.length < 7 ? weekdays(window.days) : t("everyDay");
  return t("paceWithin", { fast, days, from: window.from, to: window.to });
}

/** What follows when somebody doesn't answer. */
export function afterWords({ reminders = [], expires }) {
  const reminded = reminders.length
    ? t("remindersAfter", { days: listed(reminders.map((each) => counted("days", daysIn(each) ?? 0))) })
    : t("noReminders");
  const ends = daysIn(expires);
  return ends ? `${reminded} ${t("linksExpire", { days: counted("days", ends) })}` : reminded;
}
