/** The list of cases: what is whose, and when it is due. */
import { updated } from "./ago.js";
import { call, download, get, query } from "./api.js";
import { bulkBar } from "./bulk-bar.js";
import { comment, due, group, rating, readersZone, who } from "./case-words.js";
import { casesHead, countsOf } from "./cases-head.js";
import { select } from "./controls.js";
import { action, h, refresh, replace } from "./html.js";
import { keepOrder } from "./list-order.js";
import { live } from "./live.js";
import { dots, menu } from "./menu.js";
import { showMine } from "./my-number.js";
import { clock, counted } from "./numbers.js";
import { rowKeys } from "./row-keys.js";
import { listed as inWords, t } from "./words.js";

const VIEWS = {
  mine: { status: "ACTIVE", owner: "me" },
  unassigned: { status: "ACTIVE", owner: "none" },
  overdue: { overdue: "true" },
  all: { status: "ACTIVE" },
  closed: { status: "CLOSED" },
};

const GROUPS = ["overdue", "today", "later", "waiting", "closed"];

const PAGE = 100;

/** How long after the last key words are searched, in milliseconds. */
const PAUSE = 300;

/** How long after an answer it is asked again, in milliseconds: new cases appear within two seconds. */
const NEWS = 1500;

export async function casesPage({ can, go, signal }) {
  const address = new URLSearchParams(location.search);
  const view = VIEWS[address.get("view")] ? address.get("view") : "mine";
  const wanted = { q: address.get("q"), survey: address.get("survey"), owner: address.get("owner") };
  const [choices, surveys] = await Promise.all([get("/api/v1/cases/choices"), get("/api/v1/surveys?limit=200")]);
  const chosen = new Set();
  const zone = readersZone();
  const filter = () => ({ ...VIEWS[view], ...given(wanted), order: view === "closed" ? "NEWEST" : "DUE" });
  const head = h("div", { class: "bar head" });
  const list = h("section", { class: "card flush near", "aria-label": t(`cases.${view}`) });
  const fresh = h("span", { class: "end wide" });
  const done = h("p", { class: "small status-line", role: "status" });
  let shown = null;
  let readAt = Date.now();
  let most = PAGE;

  const load = async () => {
    const page = await get("/api/v1/cases" + query({ ...filter(), limit: Math.min(most, 200) }));
    keepOrder("cases", inGroups(page.items, zone).flatMap(([, cases]) => cases.map(({ id }) => id)));
    const same = JSON.stringify(page) === JSON.stringify(shown);
    readAt = Date.now();
    fresh.replaceChildren(updated(new Date(readAt).toISOString()));
    if (same) return;
    shown = page;
    showMine(page.counts);
    refresh(head, casesHead(view, page.counts));
    refresh(list, page.items.length ? table(page) : nothing(page.counts));
  };

  /** Voce can't be reached: what was read last stays, and is read again. */
  const outdated = (problem) => {
    if (problem.status === 401) throw problem;
    fresh.replaceChildren(h("span", { class: "small late" }, t("notUpToDate", { time: clock(readAt) })));
  };

  const give = async (ids, owner) => {
    await call("POST", "/api/v1/cases/assign", { ids, owner });
    clear();
    await load();
  };

  const assign = async (ids, owner) => {
    const before = shown.items.filter(({ id }) => ids.includes(id));
    await give(ids, owner);
    if (ids.length > 1) replace(done, doneParts(before, undo));
  };

  /** Gives cases back to whom they belonged. */
  const undo = async (before) => {
    for (const former of new Set(before.map((one) => one.owner?.id ?? null))) {
      await give(before.filter((one) => (one.owner?.id ?? null) === former).map(({ id }) => id), former);
    }
    replace(done);
  };

  const more = () => {
    most += PAGE;
    return load();
  };

  const table = ({ items, next }) => {
    const row = (one) => caseRow(one, { zone, chosen, assign, picked });
    const bodies = inGroups(items, zone)
      .map(([name, cases]) => h("tbody", {}, groupRow(name, cases.length, view), cases.map(row)));
    return [
      h("table", { class: "list" }, columns(), heading(items, chosen, picked), bodies),
      next && h("p", { class: "foot" }, action(t("showMoreCases"), more)),
      bulk.element,
    ];
  };

  const clear = () => {
    chosen.clear();
    for (const row of rows()) {
      row.classList.remove("picked");
      row.querySelector("[type=checkbox]").checked = false;
    }
    bulk.show(0);
  };
  const rows = () => [...list.querySelectorAll("tbody tr:not(.group)")];
  const picked = () => bulk.show(chosen.size);
  const bulk = bulkBar({
    label: t("selectedCases"),
    acts: () => bulkActs(choices.owners, (owner) => assign([...chosen], owner)),
    clear,
    last: t("keyAct"),
  });

  const nothing = (counts) => emptyList({ view, wanted, counts, can });

  const change = (name, value) => {
    wanted[name] = value || null;
    history.replaceState(null, "", location.pathname + query({ view, ...given(wanted) }));
    return load();
  };
  await load();
  live(signal, () => load().catch(outdated), NEWS);
  const press = (selector) => (row) => row.querySelector(selector)?.click();
  const keys = { Enter: press(".said a"), x: press("[type=checkbox]"), e: press(".act :is(a, button)") };
  rowKeys(list, keys, document, signal, rows);
  return {
    title: t("cases"),
    content: [head, filters({ view, wanted, surveys: surveys.items, choices, change, fresh, filter }), done, list],
  };
}

/** The cases under the headings of the list, in its order. */
const inGroups = (items, zone) =>
  GROUPS.map((name) => [name, items.filter((one) => group(one, zone) === name)]).filter(([, cases]) => cases.length);

const given = (values) => Object.fromEntries(Object.entries(values).filter(([, value]) => value));

function filters({ view, wanted, surveys, choices, change, fresh, filter }) {
  let typed;
  const oninput = ({ target }) => {
    clearTimeout(typed);
    typed = setTimeout(() => change("q", target.value.trim()), PAUSE);
  };
  const words = h("input", {
    type: "search", placeholder: t("searchCases"), "aria-label": t("searchCasesLabel"), maxlength: 200,
    value: wanted.q ?? "", oninput,
  });
  const survey = select({ "aria-label": t("survey"), onchange: ({ target }) => change("survey", target.value) },
    [["", t("everySurvey")], ...surveys.map(({ id, name }) => [id, name])], wanted.survey ?? "");
  const owner = select({ "aria-label": t("owner"), onchange: ({ target }) => change("owner", target.value) },
    [["", t("everyOwner")], ...choices.owners.map(({ id, name }) => [id, name])], wanted.owner ?? "");
  const exported = action(t("exportCases"), () => download("/api/v1/cases" + query(filter()), "text/csv", "cases.csv"));
  const more = menu(dots(), [exported], { class: "icon", "aria-label": t("more") });
  const owned = view === "mine" || view === "unassigned";
  return h("form", { class: "bar near", "aria-label": t("filters"), onsubmit: (event) => event.preventDefault() },
    h("span", { class: "words" }, words), survey, owned ? null : owner, fresh, more);
}

const COLUMNS = ["pick", "rated", "said", "who", "where", "owner", "state", "due", "act"];

const columns = () => h("colgroup", {}, COLUMNS.map((name) => h("col", { class: `of-${name}` })));

function heading(items, chosen, picked) {
  const all = ({ target }) => {
    items.forEach(({ id }) => target.checked ? chosen.add(id) : chosen.delete(id));
    for (const row of target.closest("table").querySelectorAll("tbody tr:not(.group)")) {
      row.classList.toggle("picked", target.checked);
      row.querySelector("[type=checkbox]").checked = target.checked;
    }
    picked();
  };
  const box = h("label", {}, h("input", { type: "checkbox", onchange: all }),
    h("span", { class: "hidden" }, t("selectAll", { n: items.length })));
  const names = { rated: "score", said: "whatWasSaid", who: "who", where: "survey", owner: "owner", state: "state",
    due: "due" };
  return h("thead", {}, h("tr", {}, COLUMNS.map((name) => {
    if (name === "pick") return h("th", { scope: "col", class: "pick" }, box);
    const label = names[name] ? t(names[name]) : h("span", { class: "hidden" }, t("nextAction"));
    return h("th", { scope: "col", class: name, "aria-sort": name === "due" ? "ascending" : null }, label);
  })));
}

function groupRow(name, n, view) {
  if (view === "closed") return null;
  return h("tr", { class: "group" },
    h("th", { colspan: COLUMNS.length, scope: "rowgroup" }, t(`group.${name}`), " ", h("span", {}, String(n))));
}

function caseRow(one, { zone, chosen, assign, picked }) {
  const { id, number, said, survey, owner, status } = one;
  const address = `/cases/${id}`;
  const late = group(one, zone) === "overdue";
  const pick = ({ target }) => {
    if (target.checked) chosen.add(id);
    else chosen.delete(id);
    target.closest("tr").classList.toggle("picked", target.checked);
    picked();
  };
  const box = h("input", { type: "checkbox", checked: chosen.has(id), onchange: pick });
  const named = `${t("caseNumber", { n: number })}, ${who(said)}`;
  const next = status === "CLOSED" ? null
    : owner ? h("a", { class: "button small", href: address, "aria-label": `${t("reply")}: ${named}` }, t("reply"))
      : action(t("take"), () => assign([id], "me"), { class: "small", "aria-label": `${t("take")}: ${named}` });
  const text = h("a", { class: "plain cut", href: address, lang: said?.locale, "data-key": id }, comment(said));
  const cells = {
    pick: h("label", {}, box, h("span", { class: "hidden" }, t("selectCase", { n: number }))),
    rated: rating(said),
    said: text,
    who: who(said),
    where: survey.name,
    owner: owner?.name ?? h("span", { class: "muted" }, t("noOwner")),
    state: t(`caseStatus.${status}`),
    due: due(one, zone),
    act: next,
  };
  const looks = { who: "cut", where: "cut muted", owner: "cut", state: "muted", due: late ? "late" : "" };
  return h("tr", { class: chosen.has(id) ? "picked" : null, tabindex: "-1", "data-key": `row-${id}` },
    COLUMNS.map((name) => h("td", { class: `${name} ${looks[name] ?? ""}`.trim() }, cells[name])));
}

function bulkActs(owners, assign) {
  const to = ({ target }) => target.value && assign(target.value === "none" ? null : target.value);
  const options = [["", t("assignTo")], ...owners.map(({ id, name }) => [id, name]), ["none", t("noOwner")]];
  return [
    select({ "aria-label": t("assignTo"), onchange: to }, options, ""),
    action(t("takeThem"), () => assign("me"), { class: "primary small" }),
  ];
}

/** What was done to several cases at once, which can be undone. */
function doneParts(before, undo) {
  return [t("assignedCases", { numbers: inWords(before.map(({ number }) => String(number))) }), " ",
    action(t("undo"), () => undo(before), { class: "small" })];
}

function emptyList({ view, wanted, counts, can }) {
  const link = (address, words) => h("p", {}, h("a", { class: "button primary", href: address }, words));
  const parts = (text, next) => h("div", { class: "empty foot" }, h("p", {}, text), next);
  if (wanted.q && wanted.survey) {
    return parts(t("noCasesFound"), link("/cases" + query({ view, q: wanted.q }), t("searchAllSurveys")));
  }
  if (wanted.q || wanted.survey || wanted.owner) return parts(t("noCasesFound"), null);
  if (!countsOf(counts)) {
    return parts(t("noCasesYet"), can("EDITOR") ? link("/surveys", t("setRule")) : null);
  }
  if (view === "mine" && counts.unassigned) {
    return parts(t("nothingForMe", { n: counted("unassignedCases", counts.unassigned) }),
      link("/cases?view=unassigned", t("showThem")));
  }
  return parts(t("noCasesHere"), null);
}
