/** Every invitation of a survey: to whom, what became of it and why, and what can still be done. */
import { ago } from "./ago.js";
import { call, get, query } from "./api.js";
import { askFirst } from "./dialog.js";
import { action, h, replace } from "./html.js";
import { showHistory } from "./invitation-history.js";
import { statusWords } from "./invitation-words.js";
import { shareTabs } from "./share-tabs.js";
import { surveyHead } from "./survey-head.js";
import { t } from "./words.js";

const STATES = ["SCHEDULED", "SENT", "OPENED", "ANSWERED", "EXPIRED", "BOUNCED", "UNSUBSCRIBED", "SKIPPED",
  "CANCELLED"];

/** Those of which no mail is wanted any more can't be cancelled. */
const CANCELLABLE = ["SCHEDULED", "SENT", "OPENED"];

const PAGE = 50;

/** How long after the last key words are searched, in milliseconds. */
const PAUSE = 300;

export async function invitationsPage({ can }, id) {
  const base = `/api/v1/surveys/${id}`;
  const survey = await get(base);
  const wanted = Object.fromEntries(new URLSearchParams(location.search));
  const tabs = h("div", {});
  const list = h("ol", { class: "rows invitations" });
  const foot = h("div", {});
  let cursor;
  let typed;

  const rows = (items) => items.map((each) => row(each, cancel, () => showHistory(id, each.id)));

  async function load() {
    cursor = undefined;
    const { items, next } = await page();
    drawTabs();
    replace(list, items.length ? rows(items) : h("li", { class: "muted" }, t(wanted.q || wanted.status ? "noneFound"
      : "noInvitations")));
    proceed(next);
  }

  const page = () => get(`${base}/invitations${query({ ...wanted, cursor, limit: PAGE })}`);

  function proceed(next) {
    cursor = next;
    replace(foot, next && h("p", { class: "foot" }, action(t("showMoreInvitations"), more)));
  }

  async function more() {
    const { items, next } = await page();
    list.append(...rows(items));
    proceed(next);
  }

  async function cancel(invitation) {
    const done = await askFirst({
      title: t("cancelInvitationTitle", { email: invitation.email ?? "" }),
      lines: [t(invitation.status === "SCHEDULED" ? "cancelInvitationUnsent" : "cancelInvitationSent")],
      act: t("cancelInvitation"),
      run: () => call("DELETE", `${base}/invitations/${invitation.id}`),
    });
    if (done) await load();
  }

  function change(values) {
    Object.assign(wanted, values);
    for (const name of Object.keys(wanted)) if (!wanted[name]) delete wanted[name];
    history.replaceState(history.state, "", location.pathname + query(wanted));
    return load();
  }

  function drawTabs() {
    const each = (status) => h("option", { value: status, selected: status === (wanted.status ?? "") },
      t(status ? `invitation.${status}` : "allInvitations"));
    const oninput = ({ target }) => {
      clearTimeout(typed);
      typed = setTimeout(() => change({ q: target.value.trim() }), PAUSE);
    };
    if (tabs.firstChild) return;
    replace(tabs, h("form", { class: "bar", "aria-label": t("filters"), onsubmit: (event) => event.preventDefault() },
      h("span", { class: "words" }, h("input", { type: "search", "aria-label": t("searchInvitations"), maxlength: 200,
        placeholder: t("searchInvitations"), value: wanted.q ?? "", oninput })),
      h("select", { "aria-label": t("state"), onchange: ({ target }) => change({ status: target.value }) },
        ["", ...STATES].map(each))));
  }

  await load();
  return {
    title: `${t("invitations")}: ${survey.name}`,
    content: h("div", { class: "share-page invite-page" },
      surveyHead(survey, "share", can),
      shareTabs(survey, "invitations", can),
      tabs,
      h("section", { class: "card flush", "aria-label": t("invitations") }, list, foot)),
  };
}

function row(invitation, cancel, history) {
  const { email, name, person, status, createdAt } = invitation;
  const who = name ?? email ?? t("nobodyNamed");
  const link = person ? h("a", { class: "plain", href: `/people/${person}` }, who) : who;
  const stop = CANCELLABLE.includes(status)
    && action(t("cancelInvitation"), () => cancel(invitation),
      { class: "link small under", "aria-label": `${t("cancelInvitation")}: ${who}` });
  return h("li", {},
    h("p", { class: "cut" }, link, name && email && h("small", { class: "cut" }, email)),
    h("div", {}, action(t(`invitation.${status}`), history,
      { class: "link under", "aria-label": t("historyOf", { state: t(`invitation.${status}`), who }) }),
      h("small", {}, statusWords(invitation))),
    h("p", { class: "small muted" }, ago(createdAt)),
    stop || h("span", {}));
}
