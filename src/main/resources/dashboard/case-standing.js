/** Where a case stands, in sentences: what is waited for, how it ended, and what went wrong. */
import { elapsed } from "./ago.js";
import { dayOf } from "./case-words.js";
import { h } from "./html.js";
import { dateIn, day } from "./numbers.js";
import { lower } from "./sentences.js";
import { owners, t } from "./words.js";

/** @returns a paragraph, or nothing where the state says it all */
export function standing(one, zone, { causes }) {
  const sentences = [failed(one), ...(SAYS[one.status] ?? unowned)(one, zone, causes)].filter(Boolean);
  return sentences.length ? h("p", { class: "standing" }, sentences.flatMap((each) => [each, " "])) : null;
}

const last = ({ events }, kind) => events.findLast((event) => event.kind === kind);

const after = (event, other) => event && (!other || new Date(event.at) >= new Date(other.at));

/** Whether the person was asked again since the case was closed. */
export const wasAskedAgain = (one) => after(last(one, "ASKED_AGAIN"), last(one, "CLOSED"));

/** A mail that the server refused, unless another was written since. */
function failed(one) {
  const event = last(one, "REPLY_FAILED");
  if (!after(event, last(one, "REPLIED"))) return null;
  const { address, text } = event;
  const refused = t("replyRefused", { address: address ?? t("respondentWord") });
  return h("span", { class: "late" }, refused, text && ` ${text}`);
}

const unowned = ({ owner }) => [owner ? null : t("nobodyHasIt")];

/** How a case ended: "closed: resolved". */
export const closedHow = (outcome) => t("closedHow", { outcome: lower(t(`outcome.${outcome}`)) });

const SAYS = { WAITING: waits, CLOSED: ended };

function waits(one, zone) {
  const reason = last(one, "WAITING")?.text;
  return [t("waitsUntilThen", { day: dayOf(one.waitUntil, zone) }), reason && t("waitsFor", { reason })];
}

function ended(one, zone, causes) {
  const event = last(one, "CLOSED");
  if (one.outcome === "VOID") return [event?.reason && t(`closedVoid.${event.reason}`)];
  const cause = causes.find(({ key }) => key === one.cause);
  const values = { who: event?.by, day: day(dateIn(zone, one.closedAt)), outcome: lower(t(`outcome.${one.outcome}`)) };
  return [
    t(event?.by ? "closedBy" : "closedOn", values),
    cause && t("causeNamed", { cause: owners(cause.text) }),
    wasAskedAgain(one) && t("askedAgainAgo", { ago: elapsed(last(one, "ASKED_AGAIN").at) }),
  ];
}
