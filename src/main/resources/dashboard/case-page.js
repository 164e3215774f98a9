/** One case: what was said, who said it, what happened, and what can be done now. */
import { ago, elapsed } from "./ago.js";
import { Problem, call, get, query } from "./api.js";
import { caseEvents, lastEvent } from "./case-events.js";
import { closedHow, standing, wasAskedAgain } from "./case-standing.js";
import { comment, due, group, rating, readersZone, scaleWords, who } from "./case-words.js";
import { caseWriting } from "./case-writing.js";
import { closeCase, waitCase } from "./case-dialogs.js";
import { select } from "./controls.js";
import { attributeName, placeName } from "./figure-filters.js";
import { action, h, refresh } from "./html.js";
import { beside, keepOrder } from "./list-order.js";
import { live } from "./live.js";
import { recountMine } from "./my-number.js";
import { clock, moment } from "./numbers.js";
import { contactLink } from "./response-facts.js";
import { isForPage } from "./row-keys.js";
import { owners, t } from "./words.js";

export async function casePage({ user, can, go, signal }, id) {
  const path = `/api/v1/cases/${id}`;
  const [choices, first] = await Promise.all([get("/api/v1/cases/choices"), get(path)]);
  const [survey, { items: ready }] = await Promise.all([
    get(`/api/v1/surveys/${first.survey.id}`),
    get("/api/v1/cases/templates"),
    orderOf(id),
  ]);
  const zone = readersZone();
  const trouble = h("p", { class: "small late status-line", role: "status" });
  let shown = first;

  /** Does something to the case as it is read; where somebody was faster, the page shows that, and nothing is lost. */
  const act = async (verb, body) => {
    try {
      show(await call("POST", `${path}/${verb}`, body, { "If-Match": `"${shown.revision}"` }));
      recountMine().catch(() => {}); // the number in the header comes with the next page, too
    } catch (problem) {
      if (problem.status !== 412) throw problem;
      show(await get(path));
      throw Object.assign(new Problem(412, t("caseChanged", { what: lastEvent(shown, choices) })), { changed: true });
    }
  };
  const writing = caseWriting({ one: () => shown, ready, act, me: user.name });
  const parts = { said: h("section", { class: "card c5" }), strip: h("section", { class: "card strip" }),
    events: h("section", { class: "card" }), person: h("section", { class: "card c5" }), head: h("div", {}) };

  const show = (one) => {
    shown = one;
    refresh(parts.head, heading(one));
    refresh(parts.said, whatWasSaid(one, survey));
    refresh(parts.strip, strip(one, { choices, zone, act, user }));
    refresh(parts.events, caseEvents(one, choices));
    refresh(parts.person, person(one, can));
    writing.refresh();
  };
  show(first);
  let readAt = Date.now();
  const renew = async () => {
    const now = await get(path);
    readAt = Date.now();
    trouble.textContent = "";
    if (now.revision !== shown.revision) show(now);
  };
  // What was read last stays, and what is typed; it is read again.
  live(signal, () => renew().catch((problem) => {
    if (problem.status === 401) throw problem;
    trouble.textContent = t("notUpToDate", { time: clock(readAt) });
  }));
  keys(first, writing, go, signal);
  return {
    title: `${t("caseNumber", { n: first.number })} · ${who(first.said)}`,
    content: [
      parts.head,
      trouble,
      h("div", { class: "grid case" }, parts.said,
        h("div", { class: "c7 work" }, parts.strip, writing.element, parts.events), parts.person),
    ],
    changed: writing.changed,
  };
}

/** The order in which one goes on: that of the list that was looked at, or else of one's own cases. */
async function orderOf(id) {
  if (beside("cases", id).place) return;
  const { items } = await get("/api/v1/cases" + query({ status: "ACTIVE", owner: "me", order: "DUE", limit: 200 }));
  keepOrder("cases", items.map((one) => one.id));
}

function heading({ id, number, said, status }) {
  return h("div", { class: "bar head" },
    h("a", { class: "plain muted", href: "/cases" }, t("cases")),
    h("h1", {}, `${number} · ${who(said)}`),
    h("span", { class: "tag" }, t(`caseStatus.${status}`)),
    onward(beside("cases", id)));
}

/** Where the case stands in the list, the keys, and the cases before and after. */
function onward({ before, after, place, n }) {
  const key = (name, label) => [h("kbd", {}, name), ` ${label} `];
  const link = (to, label, sign) =>
    to && h("a", { class: "button icon", href: `/cases/${to}`, "aria-label": label }, sign);
  return h("div", { class: "onward end" },
    h("p", { class: "small muted wide" }, place && `${t("placeOf", { place, n })} `, after && key("j", t("keyNext")),
      before && key("k", t("keyBefore")), key("r", t("keyReply")), key("n", t("keyNote"))),
    link(before, t("caseBefore"), "‹"), link(after, t("caseAfter"), "›"));
}

function whatWasSaid({ said, answered, events, survey: { id, name } }, survey) {
  const head = h("div", { class: "bar" }, h("h2", {}, t("whatWasSaid")),
    h("a", { class: "small end", href: `/surveys/${id}` }, name));
  if (!said) return [head, h("p", { class: "muted" }, t("responseGone"))];
  const score = said.score === undefined ? null : h("p", { class: "given" },
    h("span", { class: "large" }, String(said.score)),
    h("span", {}, scaleWords(said), h("small", {}, ago(said.submittedAt), changedFrom(events))));
  return [head, score, ...texts(answered, survey, said.locale), tags(answered, survey), facts(answered)];
}

/** When the score was last changed, and what it was at first. */
function changedFrom(events) {
  const changes = events.filter(({ kind, from, to }) => kind === "AMENDED" && from !== to);
  if (!changes.length) return null;
  const score = changes[0].from ?? "–";
  return [" · ", t("changedFrom", { ago: elapsed(changes.at(-1).at), score })];
}

/** Everything that was written, each text below its question where there are several. */
function texts(answered, survey, locale) {
  const asked = survey.questions.filter(({ type, key }) => type === "TEXT" && answered?.answers[key]);
  return asked.map((question) => [
    asked.length > 1 && h("p", { class: "small muted" }, owners(question.text, survey)),
    h("blockquote", { lang: locale }, answered.answers[question.key]),
  ]);
}

/** What was chosen, in the owner's words. */
function tags(answered, survey) {
  const chosen = survey.questions.filter(({ type }) => type === "CHOICE").flatMap(({ key, options }) =>
    [answered?.answers[key] ?? []].flat().map((option) => options.find((each) => each.key === option)))
    .filter(Boolean);
  if (!chosen.length) return null;
  return h("ul", { class: "tags", "aria-label": t("reasons") },
    chosen.map(({ text }) => h("li", { class: "tag" }, owners(text, survey))));
}

const HIDDEN = ["name", "contact"];

function facts(answered) {
  const known = Object.entries(answered?.attributes ?? {}).filter(([key]) => !HIDDEN.includes(key))
    .map(([key, value]) => [attributeName(key), placeName(key, value) ?? value]);
  const rows = [...known, [t("channel"), answered?.channel], [t("touchpoint"), answered?.touchpoint]]
    .filter(([, value]) => value !== undefined && value !== null);
  return rows.length ? h("dl", { class: "facts rule" }, rows.map(([name, value]) => fact(name, String(value)))) : null;
}

const fact = (name, value) => h("div", {}, h("dt", {}, name), h("dd", {}, value));

/** State, time and owner, and what changes them. */
function strip(one, { choices, zone, act, user }) {
  const late = group(one, zone) === "overdue";
  const named = (id, name) => (id === user.id ? t("nameAndMe", { name }) : name);
  const since = one.closedAt ?? one.firstActionAt ?? one.openedAt;
  const owner = select({ id: "owner", onchange: ({ target }) => give(target) },
    [["", t("noOwner")], ...choices.owners.map(({ id, name }) => [id, named(id, name)])], one.owner?.id ?? "");
  const give = async (box) => {
    await act("assign", { owner: box.value || null }).catch((problem) => complainAt(box, problem));
  };
  const closed = one.status === "CLOSED";
  const label = h("label", { for: "owner" }, t("owner"));
  owner.disabled = closed;
  return [
    h("dl", {},
      part(t("state"), h("b", {}, t(`caseStatus.${one.status}`)), ago(since)),
      part(t("due"), h("b", { class: late ? "late" : null }, due(one, zone)), moment(one.dueAt)),
      h("div", {}, h("dt", {}, label), h("dd", {}, owner))),
    steps(one, act, choices),
    standing(one, zone, choices),
  ];
}

const part = (name, value, small) => h("div", {}, h("dt", {}, name), h("dd", {}, value, h("small", {}, small)));

function complainAt(box, problem) {
  box.parentElement.querySelector(".problem")?.remove();
  box.after(h("p", { class: "problem", role: "alert" }, problem.message));
}

/** The next step is one primary button. */
function steps(one, act, choices) {
  const waits = one.status === "WAITING";
  if (one.status === "CLOSED") {
    return h("p", { class: "does end" },
      one.reply.to && one.outcome !== "VOID"
        && action(t("askAgain"), () => act("ask-again"), { class: wasAskedAgain(one) ? "" : "primary" }),
      one.outcome !== "VOID" && action(t("reopen"), () => act("reopen")));
  }
  return h("p", { class: "does end" },
    one.owner ? null : action(t("takeIt"), () => act("assign", { owner: "me" }), { class: "primary" }),
    waits ? action(t("openNow"), () => act("reopen"), { class: "primary" })
      : action(t("waitMore"), () => waitCase(act)),
    action(t("closeMore"), () => closeCase(act, choices.causes)));
}

function person({ said, earlier, others, reply, person: id }, can) {
  const contact = said?.contact ?? reply.to;
  const known = [[t("email"), contact && contactLink(contact)], [t("customer"), said?.respondent]]
    .filter(([, value]) => value);
  const all = id && can("EDITOR") && h("a", { class: "small end", href: `/people/${id}` }, t("everythingFrom"));
  return [
    h("div", { class: "bar" }, h("h2", {}, who(said)), all),
    known.length ? h("dl", { class: "facts" }, known.map(([name, value]) => fact(name, value))) : null,
    listed(t("saidBefore"), earlier.map((each) => response(each, others))),
    listed(t("otherCases"), others.map(other)),
    !known.length && !earlier.length ? h("p", { class: "muted" }, t("nothingElseKnown")) : null,
  ];
}

const listed = (title, items) =>
  (items.length ? [h("h3", { class: "rule" }, title), h("ul", { class: "earlier" }, items)] : null);

function response({ response: id, survey, said }, others) {
  const one = others.find((each) => each.response === id);
  const link = one && [" · ", h("a", { href: `/cases/${one.id}` }, t("caseNumber", { n: one.number }))];
  return h("li", {}, rating(said),
    h("p", { lang: said.locale }, comment(said),
      h("small", {}, survey.name, " · ", ago(said.submittedAt), link)));
}

function other({ id, number, status, survey, closedAt, outcome }) {
  const how = closedAt ? closedHow(outcome) : t(`caseStatus.${status}`);
  return h("li", {}, h("p", {}, h("a", { href: `/cases/${id}` }, t("caseNumber", { n: number })), `, ${how}`,
    h("small", {}, survey.name)));
}

function keys(one, writing, go, signal) {
  const { before, after } = beside("cases", one.id);
  const does = {
    r: () => writing.focus("reply"),
    n: () => writing.focus("note"),
    u: () => go("/cases"),
    j: after && (() => go(`/cases/${after}`)),
    k: before && (() => go(`/cases/${before}`)),
  };
  addEventListener("keydown", (event) => {
    if (!does[event.key] || !isForPage(event)) return;
    event.preventDefault();
    does[event.key]();
  }, { signal });
}
