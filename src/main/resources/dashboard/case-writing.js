/** Where a reply to the respondent and notes for colleagues are written. What is typed is kept until it was sent. */
import { inDays, startOf } from "./case-dialogs.js";
import { dayOf, readersZone } from "./case-words.js";
import { checkbox, select, submit } from "./controls.js";
import { isCopied } from "./copy.js";
import { action, form, h, replace } from "./html.js";
import { clock } from "./numbers.js";
import { language, t } from "./words.js";

/** How many days a case waits for an answer after a reply. */
const DAYS = 5;

const LONGEST = 10_000;

/**
 * @param one the case as it is now
 * @param ready texts from which a reply may begin
 * @param act does something to it
 * @param me the name of whoever writes
 */
export function caseWriting({ one, ready, act, me }) {
  const kept = `voce.case.${one().id}`;
  const draft = JSON.parse(localStorage.getItem(kept) ?? "{}");
  const way = one().reply;
  const texts = {};
  const keep = () => {
    const written = Object.fromEntries(Object.entries(texts).map(([name, box]) => [name, box.value]));
    const some = Object.values(written).some(Boolean);
    if (some) localStorage.setItem(kept, JSON.stringify(written));
    else localStorage.removeItem(kept);
    saved.textContent = some ? t("draftKept", { time: clock(Date.now()) }) : "";
  };
  const saved = h("p", { class: "small muted", role: "status" });
  const notice = h("div", { role: "alert" });

  /** Sends what was typed; where somebody was faster, it says so and keeps the text. */
  const send = async (name, verb, body) => {
    replace(notice);
    try {
      await act(verb, body);
      sent(name);
    } catch (problem) {
      if (!problem.changed) throw problem;
      replace(notice, faster(problem.message, texts[name], element));
    }
  };
  const box = (name, make, attributes) => {
    texts[name] = make({ ...attributes, oninput: keep });
    texts[name].value = draft[name] ?? "";
    return texts[name];
  };
  const area = (label) => (given) => h("textarea", { "aria-label": label, rows: 6, maxlength: LONGEST, ...given });
  const input = (label) => (given) => h("input", { "aria-label": label, maxlength: 200, ...given });

  const sent = (name) => {
    texts[name].value = "";
    if (name === "reply") texts.subject.value = "";
    keep();
  };

  const note = form({ class: "stacked" }, async () => {
    await send("note", "note", { text: texts.note.value });
  }, box("note", area(t("noteForTeam")), { required: true }), submit(t("addCaseNote"), { class: "primary" }));

  const left = way.left && h("small", {}, ` ${t("leftInThanks")}`);
  const then = checkbox(t("thenWait", { day: dayOf(startOf(inDays(DAYS)), readersZone()) }), { checked: true });
  const reply = form({ class: "stacked" }, async () => {
    await send("reply", "reply", {
      subject: texts.subject.value || null,
      text: texts.reply.value,
      waitUntil: then.querySelector("input").checked ? startOf(inDays(DAYS)) : null,
    });
  },
  h("p", { class: "field" }, h("span", { class: "small muted" }, t("mailTo")), h("span", {}, way.to ?? "", left)),
  templates({ ready, one: one(), me, texts, keep }),
  box("subject", input(t("subject")), { placeholder: t("subject") }),
  box("reply", area(t("message")), { required: true }),
  h("div", { class: "bar" }, submit(t("sendReply"), { class: "primary" }), then),
  way.answersTo && h("p", { class: "small muted" }, t("answersGoTo", { address: way.answersTo })),
  !way.server && h("p", { class: "small late" }, t("mailsWait")));

  const pages = { reply: replyPart(way, reply), note };
  const tabs = h("div", { class: "tabs", role: "tablist" });
  const element = h("section", { class: "card write", "aria-label": t("write") }, h("div", { class: "bar" }, tabs),
    notice, Object.values(pages), saved);
  const choose = (name) => {
    Object.entries(pages).forEach(([each, page]) => { page.hidden = each !== name; });
    for (const tab of tabs.children) tab.setAttribute("aria-selected", String(tab.dataset.name === name));
  };
  tabs.append(...Object.keys(pages).map((name) => h("button", {
    type: "button", role: "tab", "data-name": name, onclick: () => choose(name),
  }, t(`write.${name}`))));
  choose(!way.to || (draft.note && !draft.reply) ? "note" : "reply");

  return {
    element,
    changed: () => false, // a draft is kept in this browser
    /** A case that is closed is not replied to. */
    refresh: () => {
      const closed = one().status === "CLOSED";
      tabs.firstElementChild.hidden = closed;
      if (closed) choose("note");
    },
    focus: (name) => {
      choose(name);
      pages[name].querySelector("textarea")?.focus();
    },
  };
}

/** Somebody changed the case before the text was sent. */
function faster(what, box, element) {
  const see = () => element.parentElement.querySelector(".events").scrollIntoView({ block: "center" });
  const copy = async () => {
    if (!await isCopied(box.value)) box.select();
  };
  return h("div", { class: "note-box" },
    h("p", {}, h("b", { class: "late" }, t("notSent")), ` ${what}`),
    h("p", { class: "does" }, action(t("seeWhatChanged"), see, { class: "small primary" }),
      action(t("copyMyText"), copy, { class: "small" })));
}

/** Without an address, or without a sender of mails, there is another way, which is said. */
function replyPart({ to, sender }, reply) {
  if (!to) return h("p", { class: "muted" }, t("noAddress"));
  if (sender) return reply;
  return h("div", { class: "empty" }, h("p", {}, t("noMailServer", { address: to })),
    h("p", {}, h("a", { class: "button primary", href: `mailto:${to}` }, t("openMailProgram"))));
}

/** Texts that are ready, with the fields that are known filled in, above what was typed already. */
function templates({ ready, one, me, texts, keep }) {
  if (!ready.length) return null;
  let put = {};
  const use = ({ target }) => {
    const chosen = ready[Number(target.value)];
    if (!chosen) return;
    const { texts: inLanguages } = chosen;
    const { subject, text } = inLanguages[one.said?.locale] ?? inLanguages[language()] ?? Object.values(inLanguages)[0];
    const isTyped = (name) => texts[name].value && texts[name].value !== put[name];
    const now = { subject: filledIn(subject, one, me), reply: filledIn(text, one, me) };
    if (!isTyped("subject")) texts.subject.value = now.subject;
    texts.reply.value = isTyped("reply") ? `${now.reply}\n\n${texts.reply.value}` : now.reply;
    put = now;
    keep();
  };
  const options = ready.map(({ name }, i) => [String(i), name]);
  return select({ "aria-label": t("template"), onchange: use }, [["", t("noTemplate")], ...options], "");
}

/** A field that isn't known stays, for the writer to see. */
function filledIn(text, { number, said }, me) {
  const known = { name: said?.name, score: said?.score, comment: said?.comment, number, me };
  return text.replace(/\{(\w+)\}/g, (whole, field) => known[field] ?? whole);
}
