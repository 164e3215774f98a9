/** How a webhook and its deliveries are put into words. */
import { elapsed } from "./ago.js";
import { counted, moment } from "./numbers.js";
import { t } from "./words.js";

/** The events, as the form lists them. */
export const EVENTS = [
  "response.settled", "response.created", "response.amended", "response.erased",
  "case.opened", "case.assigned", "case.overdue", "case.closed",
  "alert.raised", "alert.cleared", "survey.published", "survey.closed",
];

/** What people call it, else its host. */
export const nameOf = ({ description, url }) => description || new URL(url).host;

export const eventNames = ({ events }) => events.map((event) => t(`event.${event}`)).join(", ");

/** Nothing for all of them. */
export function surveyNames({ surveys, classes }, known) {
  const names = (surveys ?? []).map((id) => known.find((survey) => survey.id === id)?.name ?? t("deletedSurvey"));
  return [...names, ...(classes ?? []).map((name) => t(`class.${name}`))].join(", ");
}

/** How it fares: a text, a note below it, and whether something is wrong. */
export function stateOf(webhook) {
  if (!webhook.enabled) {
    const reason = webhook.disabledReason;
    const text = t("disabledOn", { day: moment(webhook.disabledAt) });
    return { text, note: reason ? t("itAnswered", { reason }) : "", late: Boolean(reason) };
  }
  const next = webhook.nextAttemptAt && new Date(webhook.nextAttemptAt) > Date.now()
    ? t("nextAttempt", { time: moment(webhook.nextAttemptAt) }) : "";
  const waits = webhook.waiting ? counted("waitingEvents", webhook.waiting) : "";
  if (webhook.failingSince) {
    const note = [waits, next].filter(Boolean).join(", ");
    return { text: t("failingSince", { time: moment(webhook.failingSince) }), note, late: true };
  }
  if (!webhook.lastDeliveredAt) return { text: t("nothingSentYet"), note: waits, late: false };
  const last = t("deliveredLately", {
    events: counted("deliveredEvents", webhook.delivered),
    ago: elapsed(webhook.lastDeliveredAt),
  });
  return { text: t("delivering"), note: [last, waits].filter(Boolean).join(", "), late: false };
}

/** Those that fail first, those that are disabled last. */
export function failingFirst(webhooks) {
  const rank = ({ enabled, failingSince }) => (!enabled ? 2 : failingSince ? 0 : 1);
  return webhooks.toSorted((one, other) => rank(one) - rank(other));
}

/** What became of a delivery to a webhook, which may be left alone for longer than the delivery is. */
export function outcomeOf({ status, attempts, erased, dueAt }, { enabled, nextAttemptAt }) {
  const last = attempts.at(-1);
  if (status === "WAITING") {
    if (!last) return new Date(dueAt) > Date.now() ? t("waitingUntil", { time: moment(dueAt) }) : t("waitingUntried");
    const made = counted("attemptsMade", attempts.length);
    const next = nextAttemptAt && new Date(nextAttemptAt) > new Date(dueAt) ? nextAttemptAt : dueAt;
    return enabled ? t("attemptsNext", { attempts: made, time: moment(next) }) : made;
  }
  if (status === "FAILED") return erased ? t("contentErased") : t("givenUp", { reason: replyOf(last) });
  return t("deliveredIn", { status: last.status, ms: last.took });
}

/** What came back of an attempt. */
export const replyOf = ({ status, reason }) => [status, reason].filter(Boolean).join(" ");

