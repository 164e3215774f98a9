/** What happened with a person, newest first, under the months: responses, invitations and cases. */
import { ago } from "./ago.js";
import { closedHow } from "./case-standing.js";
import { action, h, svg } from "./html.js";
import { showHistory } from "./invitation-history.js";
import { statusWords } from "./invitation-words.js";
import { tone } from "./metrics.js";
import { dateIn, period } from "./numbers.js";
import { isScored, rangesOf, scaleOf } from "./question-types.js";
import { capital } from "./sentences.js";
import { t } from "./words.js";

const SIGNS = {
  case: "M3 14.5v-12h9l-2 3.5 2 3.5H3",
  invitation: "M1.5 3.5h13v9h-13zM1.5 4l6.5 5 6.5-5",
  not: "M8 1.5a6.5 6.5 0 1 0 0 13a6.5 6.5 0 1 0 0-13M3.5 3.5l9 9",
};

/** Invitations that came to nothing. */
const NOT = ["SKIPPED", "EXPIRED", "BOUNCED", "UNSUBSCRIBED", "CANCELLED"];

/** Those whose times or reasons say what became of them. */
const PLAIN = ["SCHEDULED", "SENT", "OPENED", "ANSWERED", "SKIPPED"];

/** Those that a mail may still go out for, or an answer come to. */
const OPEN = ["SCHEDULED", "SENT", "OPENED"];

/** @param surveys by id */
export function lifeEntries({ responses, invitations, cases }, surveys) {
  return [
    ...responses.map((each) => response(each, surveys.get(each.survey))),
    ...invitations.map((each) => invitation(each, surveys)),
    ...cases.map((each) => kase(each, surveys)),
  ].sort((one, other) => new Date(other.at) - new Date(one.at));
}

const nameOf = (surveys, id) => surveys.get(id)?.name ?? t("deletedSurvey");

function response({ submittedAt, answers, locale, channel, survey: id }, survey) {
  const scored = survey?.questions.find((question) => isScored(question) && answers[question.key] !== undefined);
  const comment = survey?.questions.filter(({ type }) => type === "TEXT").map(({ key }) => answers[key]).find(Boolean);
  const given = scored && answers[scored.key];
  const range = scored && rangesOf(scored).find(({ from, to }) => from <= given && given <= to);
  return {
    kind: "response",
    at: submittedAt,
    mark: scored && h("span", { class: `score ${tone(range?.name)}` }, String(given),
      h("span", { class: "hidden" }, ` ${t("ofScale", { max: scaleOf(scored).max })}`)),
    text: comment ?? t("noComment"),
    lang: comment ? locale : null,
    note: [survey?.name ?? t("deletedSurvey"), channel].filter(Boolean).join(" · "),
    link: survey && h("a", { class: "small", href: `/surveys/${id}/responses` }, t("responses")),
  };
}

function invitation(each, surveys) {
  const { status, survey, surveyName, sentAt, createdAt } = each;
  const name = surveyName ?? nameOf(surveys, survey);
  const key = status === "SKIPPED" || status === "CANCELLED" ? "notInvited" : status === "EXPIRED" ? "noAnswerFrom"
    : status === "SCHEDULED" ? "toBeAsked" : "askedByMail";
  return {
    kind: "invitation",
    open: OPEN.includes(status),
    at: sentAt ?? createdAt,
    mark: sign(NOT.includes(status) ? "not" : "invitation"),
    text: t(key, { survey: name }),
    note: [PLAIN.includes(status) ? "" : t(`invitation.${status}`), statusWords(each)].filter(Boolean).join(" · "),
    link: surveys.has(survey)
      && action(t("history"), () => showHistory(survey, each.id), { class: "link small under" }),
  };
}

function kase({ id, number, survey, openedAt, closedAt, outcome }, surveys) {
  const text = t("caseNumber", { n: number });
  return {
    kind: "case",
    at: closedAt ?? openedAt,
    mark: sign("case"),
    text: id ? h("a", { class: "plain", href: `/cases/${id}` }, h("b", {}, text)) : h("b", {}, text),
    note: `${nameOf(surveys, survey)} · ${closedAt ? closedHow(outcome) : t("stillOpen")}`,
  };
}

const sign = (name) => h("span", { class: "kind" },
  svg("svg", { class: "sign", width: 16, height: 16, viewBox: "0 0 16 16", "aria-hidden": "true" },
    svg("path", { d: SIGNS[name] })));

export function lifeList(entries) {
  if (!entries.length) return h("p", { class: "pad muted" }, t("nothingHappened"));
  let month;
  const items = entries.flatMap((entry) => {
    const now = period("month", dateIn(undefined, entry.at), true);
    const head = now === month ? [] : [h("li", { class: "year" }, capital(now))];
    month = now;
    return [...head, item(entry)];
  });
  return h("ol", { class: "life" }, items);
}

const item = ({ at, mark, text, lang, note, link }) => h("li", {},
  ago(at), mark || h("span", {}),
  h("p", { lang, dir: "auto" }, text, h("small", {}, note)),
  link || h("span", {}));
