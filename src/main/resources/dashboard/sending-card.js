/** A list of people that is being asked: how far it is, what the mail server refused, pause and stop. */
import { ago } from "./ago.js";
import { call, get } from "./api.js";
import { askFirst } from "./dialog.js";
import { action, h, refresh } from "./html.js";
import { live } from "./live.js";
import { clock, count, counted, moment } from "./numbers.js";
import { t } from "./words.js";

/** In milliseconds. */
const HOUR = 3_600_000;

/** Those that still have something to send. */
export const isOpen = ({ status }) => status === "RUNNING" || status === "PAUSED";

/**
 * @param survey its id
 * @param perHour how many mails go out in an hour at most, if that is limited
 * @param signal ends the watching
 */
export function sendingCard(survey, first, perHour, signal) {
  const path = `/api/v1/surveys/${survey}/sendings/${first.id}`;
  const element = h("section", { class: "card flush", "aria-label": t("askingPeople", { people: people(first) }) });
  let shown = first;

  const show = (sending) => {
    shown = sending;
    refresh(element, parts(sending, perHour, verb, survey));
  };
  const verb = async (name) => show(await call("POST", `${path}/${name}`));
  show(first);
  live(signal, async () => {
    if (isOpen(shown)) show(await get(path));
  });
  return element;
}

const total = ({ toGo, sent, failed, cancelled }) => toGo + sent + failed + cancelled;

const people = (sending) => counted("peopleCount", total(sending));

function parts(sending, perHour, verb, survey) {
  const { status, startedAt, startedBy, troubles = [] } = sending;
  return [
    h("div", { class: "bar" },
      h("h2", { class: "title" }, t(`sending.${status}`, { people: people(sending) })),
      h("span", { class: "small muted" }, startedBy && `${t("startedBy", { name: startedBy })} · `, ago(startedAt)),
      h("span", { class: "end does" }, isOpen(sending) ? steps(sending, verb) : onward(survey))),
    h("div", { class: "pad" }, bar(sending), h("p", {}, words(sending, perHour)), stopped(sending)),
    troubles.length > 0 && h("ul", { class: "rows refused" }, troubles.map(trouble)),
    h("p", { class: "foot small muted" }, counted("answersSoFar", sending.answered),
      status === "RUNNING" && ` ${t("youCanLeave")}`),
  ];
}

function bar(sending) {
  const all = Math.max(1, total(sending));
  const share = (n) => `${(100 * n) / all}%`;
  const done = h("i", {});
  const failed = h("i", { class: "failed" });
  done.style.width = share(sending.sent);
  failed.style.width = share(sending.failed);
  return h("div", { class: "progress", role: "progressbar", "aria-label": t("sentOrRefused"), "aria-valuemin": 0,
    "aria-valuemax": all, "aria-valuenow": sending.sent + sending.failed }, done, failed);
}

function words({ status, sent, failed, toGo, cancelled, lastAt, held }, perHour) {
  const said = [
    t("nSent", { n: count(sent) }),
    failed > 0 && t("nRefused", { n: count(failed) }),
    toGo > 0 && t("nToGo", { n: count(toGo) }),
    cancelled > 0 && t("nCancelled", { n: count(cancelled) }),
  ].filter(Boolean).join(", ");
  if (held) return `${said} · ${t(`held.${held}`)}`;
  if (status !== "RUNNING" || !toGo || !lastAt) return said;
  return `${said} · ${t("doneAbout", { time: whenOf(endOf(lastAt, toGo, perHour)) })}`;
}

/** When the last mail will have gone out: not before it is due, nor faster than the survey's mails may go. */
const endOf = (lastAt, toGo, perHour) =>
  new Date(Math.max(new Date(lastAt), Date.now() + (perHour ? (toGo / perHour) * HOUR : 0))).toISOString();

/** The time of a day that is today, or else the date too. */
function whenOf(instant) {
  const today = new Date().toDateString() === new Date(instant).toDateString();
  return today ? clock(instant).replace(/:\d\d(?=\D*$)/, "") : moment(instant);
}

const stopped = ({ status, changedBy }) =>
  status === "PAUSED" && h("p", { class: "muted" }, changedBy ? t("pausedBy", { name: changedBy }) : t("pausedNote"));

/** Where one goes when all is sent. */
const onward = (survey) => [
  h("a", { class: "button", href: `/surveys/${survey}/invitations` }, t("allInvitationsLink")),
  h("a", { class: "button primary", href: `/surveys/${survey}` }, t("seeAnswers")),
];

function steps(sending, verb) {
  return [
    sending.status === "RUNNING" ? action(t("pause"), () => verb("pause"), { "data-key": "pause" })
      : action(t("continueAsking"), () => verb("resume"), { class: "primary", "data-key": "pause" }),
    action(t("stopAsking"), () => stop(sending, verb), { class: "danger" }),
  ];
}

const stop = ({ toGo, sent }, verb) => askFirst({
  title: t("stopAskingTitle"),
  lines: [
    t("stopAskingGoes", { n: count(toGo) }),
    sent > 0 && t("stopAskingSent", { n: count(sent) }),
    t("stopAskingStays"),
  ],
  act: t("stopInvitations"),
  run: () => verb("stop"),
});

const trouble = ({ email, reason, unclear, failed }) => h("li", {},
  h("p", { class: "cut" }, email),
  h("p", { class: "small" }, t("quoted", { text: reason }), h("small", { class: "muted" }, outlook(unclear, failed))));

/** What becomes of a mail that the server did not take at once. */
function outlook(unclear, failed) {
  const name = unclear ? "unclear" : failed ? "refused" : "again";
  return t(`trouble.${name}`);
}
