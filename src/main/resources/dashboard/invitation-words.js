/** What became of an invitation, in words. */
import { dateIn, day, moment } from "./numbers.js";
import { t } from "./words.js";

const date = (instant) => day(dateIn(undefined, instant));

/** What there is to say beside its state. */
export function statusWords({ status, skip, dueAt, sentAt, openedAt, answeredAt, endedAt, expiresAt }) {
  switch (status) {
    case "SCHEDULED":
      return dueAt ? t("goesOut", { time: moment(dueAt) }) : "";
    case "SKIPPED":
      return skip ? `${t(`skip.${skip.rule}`)}${skip.until ? `, ${t("untilMoment", { time: date(skip.until) })}` : ""}`
        : "";
    case "ANSWERED":
      return times([["sentAtTime", sentAt], ["answeredAtTime", answeredAt]]);
    case "OPENED":
      return times([["sentAtTime", sentAt], ["openedAtTime", openedAt]]);
    case "SENT":
      return [times([["sentAtTime", sentAt], ["expiresAtTime", expiresAt]]),
        skip && t("noReminderSince", { reason: t(`skip.${skip.rule}`) })].filter(Boolean).join(" · ");
    default:
      return times([["sentAtTime", sentAt], ["endedAtTime", endedAt]]);
  }
}

const times = (said) =>
  said.filter(([, instant]) => instant).map(([key, instant]) => t(key, { time: moment(instant) })).join(" · ");
