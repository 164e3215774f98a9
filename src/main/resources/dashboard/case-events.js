/** What happened to a case, newest first. */
import { ago } from "./ago.js";
import { dayOf, readersZone, who } from "./case-words.js";
import { h } from "./html.js";
import { count } from "./numbers.js";
import { hoursOf, scoresOf } from "./rules.js";
import { lower } from "./sentences.js";
import { owners, t } from "./words.js";

export function caseEvents(one, choices) {
  const newest = [...one.events].reverse();
  return [
    h("div", { class: "bar" }, h("h2", {}, t("whatHappened")), h("p", { class: "small muted" }, t("latestFirst"))),
    h("ol", { class: "events" }, newest.map((event) => item(event, one, choices))),
  ];
}

function item(event, one, choices) {
  return h("li", {},
    h("p", { class: "small muted" }, by(event, one), sentence(event, one, choices), " · ", ago(event.at),
      sending(event)),
    event.subject && h("p", { class: "small" }, event.subject),
    event.text && h("p", { class: "written", lang: event.kind === "AMENDED" ? one.said?.locale : null }, event.text));
}

/** What became of the mail, as long as it is kept. */
function sending({ kind, mail }) {
  if (kind !== "REPLIED" || !mail) return null;
  return [" · ", h("span", { class: mail === "FAILED" ? "late" : null }, t(`mail.${mail}`))];
}

function by(event, one) {
  const name = doer(event, one);
  return name && h("b", {}, name, " ");
}

/** Who did it: a user, or whoever answered, if their name is known. */
const doer = ({ by: user, kind }, { said }) => user ?? (kind === "AMENDED" && said?.name ? who(said) : null);

/** The last thing that happened, with who did it. */
export function lastEvent(one, choices) {
  const event = one.events.at(-1);
  return [doer(event, one), sentence(event, one, choices)].filter(Boolean).join(" ");
}

/** What happened, in words that go on from the name of who did it, if anybody did. */
function sentence(event, one, choices) {
  const { kind, owner, former, reason, from, to, until, outcome, cause, address } = event;
  const user = event.by;
  const done = (name, values) => t(doer(event, one) ? `event.${name}` : `itself.${name}`, values);
  switch (kind) {
    case "OPENED":
      return user || !one.rule ? done("OPENED") : opened(one.rule, owner);
    case "ASSIGNED":
      if (reason) return t(`event.ASSIGNED.${reason}`, { owner: owner ?? t("noOwner"), former: former ?? "" });
      if (owner && owner === user) return t("event.ASSIGNED.own");
      return owner ? done("ASSIGNED", { owner }) : done("ASSIGNED.none");
    case "AMENDED":
      return from === to ? done("AMENDED") : done("AMENDED.score", { from: from ?? "–", to: to ?? "–" });
    case "WAITING":
      return done("WAITING", { day: dayOf(until, readersZone()) });
    case "CLOSED":
      return done("CLOSED", { outcome: lower(t(`outcome.${outcome}`)) }) + causeOf(cause, choices);
    case "REOPENED":
      return reason ? t(`event.REOPENED.${reason}`) : done("REOPENED");
    case "REPLIED":
    case "REPLY_FAILED":
      return done(kind, { address: address ?? t("respondentWord") });
    default:
      return done(kind);
  }
}

/** By which rule, for whom and until when. */
function opened({ classes, scores, due }, owner) {
  const rule = classes ? classes.map((name) => t(`class.${name}`)).join(" + ")
    : t("scoresOfRule", { scores: scoresOf(scores) });
  return [
    t("itself.OPENED", { rule }),
    owner && t("openedFor", { owner }),
    t("dueWithin", { hours: count(hoursOf(due)) }),
  ].filter(Boolean).join(", ");
}

function causeOf(key, { causes }) {
  const cause = causes.find((each) => each.key === key);
  return cause ? t("andCause", { cause: owners(cause.text) }) : "";
}
