/** What happened to a case, newest first. */
import { ago } from "./ago.js";
import { dayOf, readersZone } from "./case-words.js";
import { h } from "./html.js";
import { owners, t } from "./words.js";

export function caseEvents({ events, said }, choices) {
  const newest = [...events].reverse();
  return [
    h("div", { class: "bar" }, h("h2", {}, t("whatHappened")), h("p", { class: "small muted" }, t("latestFirst"))),
    h("ol", { class: "events" }, newest.map((event) => item(event, said, choices))),
  ];
}

function item(event, said, choices) {
  return h("li", {},
    h("p", { class: "small muted" }, event.by && h("b", {}, event.by, " "),
      sentence(event, choices), " · ", ago(event.at)),
    event.subject && h("p", { class: "small" }, event.subject),
    event.text && h("p", { class: "written", lang: event.kind === "AMENDED" ? said?.locale : null }, event.text));
}

/** What happened, in words that go on from the name of who did it, if anybody did. */
function sentence(event, choices) {
  const { kind, by, owner, former, reason, from, to, until, outcome, cause, address } = event;
  const done = (name, values) => t(by ? `event.${name}` : `itself.${name}`, values);
  switch (kind) {
    case "OPENED":
      return owner ? done("OPENED.for", { owner }) : done("OPENED");
    case "ASSIGNED":
      if (reason) return t(`event.ASSIGNED.${reason}`, { owner: owner ?? t("noOwner"), former: former ?? "" });
      if (owner && owner === by) return t("event.ASSIGNED.own");
      return owner ? done("ASSIGNED", { owner }) : done("ASSIGNED.none");
    case "AMENDED":
      return from === to ? t("event.AMENDED") : t("event.AMENDED.score", { from: from ?? "–", to: to ?? "–" });
    case "WAITING":
      return done("WAITING", { day: dayOf(until, readersZone()) });
    case "CLOSED":
      return done("CLOSED", { outcome: t(`outcome.${outcome}`) }) + causeOf(cause, choices);
    case "REOPENED":
      return reason ? t(`event.REOPENED.${reason}`) : done("REOPENED");
    case "REPLIED":
    case "REPLY_FAILED":
      return done(kind, { address: address ?? t("respondentWord") });
    default:
      return done(kind);
  }
}

function causeOf(key, { causes }) {
  const cause = causes.find((each) => each.key === key);
  return cause ? t("andCause", { cause: owners(cause.text) }) : "";
}
