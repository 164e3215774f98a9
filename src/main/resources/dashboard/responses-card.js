/** The responses that the filters leave: read, searched, marked and erased. */
import { call, download, get, query } from "./api.js";
import { bulkBar } from "./bulk-bar.js";
import { action, h, replace } from "./html.js";
import { released } from "./live.js";
import { isSame, keep, recall } from "./memory.js";
import { dots, menu } from "./menu.js";
import { SCORED, classOf } from "./metrics.js";
import { count } from "./numbers.js";
import { responseRow } from "./response-row.js";
import { rowKeys } from "./row-keys.js";
import { speaking, t } from "./words.js";

/** How many responses are shown at a time. */
const SHOWN = 20;

/** How long somebody has stopped writing when the search begins, in milliseconds. */
const SETTLED = 300;

/** The views, each with the conditions of its responses and the name of its count. */
const VIEWS = {
  all: { conditions: { counted: true }, counted: "all" },
  comment: { conditions: { counted: true, comment: true }, counted: "withComment" },
  contact: { conditions: { counted: true, contact: true }, counted: "withContact" },
  void: { conditions: { counted: false }, counted: "testsAndSpam" },
};

/** What is no more than a least number where not all responses were counted. */
const LEAST = ["all", "withComment", "matching"];

/** Fetched when the first is wanted. */
const dialogs = () => speaking(import("./response-dialogs.js"));

const counted = (counts, name) => count(counts[name]) + (!counts.complete && LEAST.includes(name) ? "+" : "");

/**
 * @param filters those of the survey's figures, and q: the words that are searched
 * @param kpis gives the figures of the question whose scores are shown, where they are known
 * @param search takes the words that somebody wrote, where the address keeps them; the card does otherwise
 * @param view which view comes first, and viewed takes another, where the address keeps it
 * @param whole whether the list is the page: its keys are heard wherever the focus is
 */
export function responsesCard({
  survey, filters, can, signal, kpis, search, viewed, view = "all", whole = false,
}) {
  const path = `/api/v1/surveys/${survey.id}/responses`;
  const editable = can("EDITOR");
  const list = h("ol", { class: "rows responses" });
  const tabs = h("nav", { class: "tabs narrow", "aria-label": t("whichResponses") });
  const found = h("p", { class: "small muted found", role: "status" });
  const more = h("p", { class: "foot" });
  const cases = new Map();
  const selected = new Map();
  const touched = new Map();
  const marking = (set, label) =>
    action(label, () => mark([...selected.values()], set), { class: "small", "data-key": set });
  const bulk = editable && bulkBar({
    label: t("selectedResponses"),
    acts: () => [marking("SPAM", t("markAsSpam")), marking("TEST", t("markAsTest")), marking("NONE", t("unmark"))],
    clear: unselect,
    last: t("keySpam"),
  });
  let wanted = filters ?? {};
  let present = VIEWS[view] ? view : "all";
  let items = [];
  let counts;
  /** The page as it was last drawn. */
  let last;
  let score;
  let next = null;
  let turn = 0;

  const asked = (view) => ({ ...wanted, ...VIEWS[view].conditions });

  const conditions = () => ({ ...wanted, ...(present === "all" ? {} : VIEWS[present].conditions) });

  const pathOf = (cursor) =>
    path + query({ ...asked(present), limit: SHOWN, counts: !cursor || null, cursor });

  /** A page, with the cases about its responses. */
  async function read(cursor) {
    const from = pathOf(cursor);
    const page = await get(from);
    const isAsked = can("AGENT") && page.items.length > 0;
    return keep(from, { ...page, cases: isAsked ? await readCases(page.items.map(({ id }) => id)) : [] });
  }

  /** The case of each response, or null. */
  async function readCases(ids) {
    const about = new URLSearchParams([["survey", survey.id], ["limit", ids.length]]);
    for (const id of ids) about.append("response", id);
    const { items: found } = await get(`/api/v1/cases?${about}`);
    return ids.map((id) => [id, found.find(({ response }) => response === id) ?? null]);
  }

  const takeCases = (read) => read.forEach(([id, one]) => cases.set(id, one));

  // Rows.

  const acts = {
    show: async (response) => (await dialogs()).showResponse(response, survey),
    select: editable && select,
    mark: editable && ((response, set) => tried(response, mark([response], set))),
    erase: editable && ((response) => tried(response, erase(response))),
    openCase: (response) => tried(response, openCase(response)),
  };

  /** Says at a response why what was wanted of it failed. */
  async function tried(response, act) {
    try {
      await act;
    } catch (problem) {
      const place = rowOf(response.id)?.querySelector(".doing");
      if (problem.status !== 401 && place) replace(place, h("span", { class: "late", role: "alert" }, problem.message));
    }
  }

  const drawn = (response) => responseRow(response, {
    survey, score, q: wanted.q, acts, selected: selected.has(response.id), about: cases.get(response.id),
  });

  const rowOf = (id) => list.querySelector(`:scope > [data-key="${id}"]`);

  const responseOf = (row) => items.find(({ id }) => id === row.dataset.key);

  function redraw(response) {
    const row = rowOf(response.id);
    if (!row) return;
    const focused = row.contains(document.activeElement);
    const tabIndex = row.tabIndex;
    const fresh = drawn(response);
    fresh.tabIndex = tabIndex;
    row.replaceWith(fresh);
    if (focused) fresh.focus({ preventScroll: true });
  }

  function select(response, on) {
    if (on) selected.set(response.id, response);
    else selected.delete(response.id);
    bulk.show(selected.size);
  }

  const toggle = (row) => row.querySelector("[type=checkbox]")?.click();

  function unselect() {
    selected.clear();
    for (const box of list.querySelectorAll(":checked")) box.checked = false;
    bulk.show(0);
  }

  async function mark(responses, set) {
    await call("POST", `${path}/mark`, { set, ids: responses.map(({ id }) => id) });
    for (const { id } of responses) {
      const response = items.find((each) => each.id === id);
      if (!response) continue;
      if (set === "NONE") delete response.mark;
      else response.mark = set;
      touched.set(id, response);
      if (selected.has(id)) selected.set(id, response);
      redraw(response);
    }
    await recount();
  }

  async function openCase({ id }) {
    await call("POST", "/api/v1/cases", { survey: survey.id, response: id });
    takeCases(await readCases([id]));
    redraw(items.find((each) => each.id === id));
    rowOf(id)?.querySelector(".doing a")?.focus();
  }

  async function erase(response) {
    const { eraseResponse } = await dialogs();
    if (await eraseResponse(response, () => call("DELETE", `${path}/${response.id}`))) await gone(response);
  }

  /** What stood there doesn't let others move up under the pointer. */
  async function gone(response) {
    select(response, false);
    touched.delete(response.id);
    rowOf(response.id)?.replaceWith(remark(t("erased")));
    await recount();
  }

  /** The action of a row that can be taken back. */
  const toggleSpam = (response) => acts.mark(response, response.mark ? "NONE" : "SPAM");

  rowKeys(list, {
    Enter: (row) => responseOf(row) && acts.show(responseOf(row)),
    ...(editable && { x: toggle, e: (row) => responseOf(row) && !responseOf(row).test && toggleSpam(responseOf(row)) }),
  }, whole ? document : list, signal);

  // What stands around them.

  function drawTabs() {
    replace(tabs, Object.entries(VIEWS).map(([name, { counted: number }]) => {
      const shown = h("small", {}, counted(counts, number));
      const attributes = { href: `#${name}`, "data-key": name, "aria-current": name === present ? "true" : null };
      return h("a", { ...attributes, onclick: (event) => choose(event, name) }, `${t(`view.${name}`)} `, shown);
    }));
  }

  function choose(event, name) {
    event.preventDefault();
    present = name;
    return viewed ? viewed(name) : load();
  }

  function drawFound(news) {
    const show = news > 0 && action(t(news === 1 ? "newResponse" : "newResponses", { n: count(news) }), load, {
      class: "link",
    });
    replace(found, h("span", {}, sentence()), show);
  }

  function sentence() {
    const n = counted(counts, "matching");
    if (!wanted.q) return t("newestFirst");
    if (present === "contact" || present === "void") return t("foundElsewhere", { n, q: wanted.q });
    return t("foundInComments", { n, all: counted(counts, "withComment"), q: wanted.q });
  }

  function offerMore() {
    const left = counts.complete ? counts.matching - items.length : SHOWN;
    const show = async () => {
      const page = await read(next);
      takeCases(page.cases);
      items.push(...page.items);
      list.append(...page.items.map(drawn));
      next = page.next;
      offerMore();
    };
    replace(more, next && action(t("showSoMany", { n: count(Math.min(SHOWN, Math.max(1, left))) }), show, {
      "data-key": "more",
    }));
    more.hidden = !next;
  }

  const nothing = () => remark(t(wanted.q ? "nothingFound" : `none.${present}`));

  function draw(page) {
    ({ counts, next } = page);
    takeCases(page.cases);
    last = page;
    items = [...page.items, ...[...touched.values()].filter(({ id }) => page.items.every((each) => each.id !== id))]
      .sort((one, other) => other.submittedAt.localeCompare(one.submittedAt));
    replace(list, items.length ? items.map(drawn) : nothing());
    const first = list.firstElementChild;
    if (items.length && !list.querySelector("[tabindex='0']")) first.tabIndex = 0;
    drawTabs();
    drawFound(0);
    offerMore();
  }

  async function recount() {
    const { counts: now } = await get(path + query({ ...asked(present), limit: 1, counts: true }));
    counts = now;
    drawTabs();
    drawFound(0);
  }

  // Reading.

  /** Which question's scores are shown, and what they mean: as the page knows it, else as the server says. */
  async function scoring() {
    const key = wanted.question ?? survey.questions.find(({ type }) => SCORED.includes(type))?.key;
    if (score && (!key || score.key === key) && !kpis) return;
    const known = kpis?.() ?? (key && await scaleOf(key));
    score = known
      ? { key: known.question, max: known.scale.max, classOf: (value) => classOf(known, value) }
      : { classOf: () => undefined };
  }

  /** What each of a question's scores means: figures of any dates say it, for as long as the question is the same. */
  async function scaleOf(question) {
    const name = `scale ${survey.id} ${question} ${survey.version}`;
    const figures = `/api/v1/surveys/${survey.id}/kpis${query({ question, period: "year" })}`;
    return recall(name) ?? keep(name, await get(figures));
  }

  /**
   * Shows the first page of what is wanted now, beside figures that are being read where they are given: as it is
   * remembered at once, and then what is new.
   */
  async function load(figures) {
    const mine = ++turn;
    const before = recall(pathOf());
    const fresh = read();
    fresh.catch(() => { /* where it is not waited for, it is read again soon */ });
    await Promise.all([!before && fresh, figures, !kpis && scoring()]);
    const page = before ?? await fresh;
    await scoring();
    if (mine !== turn) return;
    touched.clear();
    if (editable) unselect();
    draw(page);
    if (before) fresh.then((now) => mine === turn && showNews(now)).catch(() => {});
  }

  /** Whether somebody is at work in the list, so that nothing there may move. */
  const worked = () => list.matches(":hover") || list.contains(document.activeElement) || selected.size > 0
    || items.length > SHOWN || document.querySelector("dialog[open]");

  /** Shows what is new, or says that there is something new. */
  async function refresh() {
    if (!counts) return load();
    const mine = turn;
    const page = await read();
    await released();
    if (mine === turn) showNews(page);
  }

  function showNews(page) {
    if (isSame(page, last)) return undefined;
    const fresh = page.items.filter(({ id }) => items.every((each) => each.id !== id)).length;
    if (!worked()) return draw(page);
    counts = page.counts;
    drawTabs();
    return drawFound(fresh);
  }

  const searchField = searchInput(wanted.q, (q) => {
    if (search) return search(q);
    wanted = { ...wanted, q: q || undefined };
    return load();
  });

  const head = h("div", { class: "bar" },
    h("h2", { id: "responses" }, t("responses")),
    tabs,
    searchField,
    menu(dots(), moreItems(), { class: "icon", "aria-label": t("moreForResponses") }));

  function moreItems() {
    const file = `${survey.name.replace(/[^\p{L}\p{N}]+/gu, "-").toLowerCase()}.csv`;
    const exported = () => download(path + query({ ...asked(present), labels: true }), "text/csv", file);
    const many = async () => {
      const { markMany } = await speaking(import("./mark-many.js"));
      await markMany({ survey, filters: conditions(), found: counted(counts, "matching") });
      await load();
    };
    return [
      action(t("exportCsv"), exported, { class: "plain" }),
      editable && h("button", { type: "button", onclick: many }, `${t("markMany")}…`),
    ].filter(Boolean);
  }

  return {
    card: h("section", { class: "card flush c12 responses-card", "aria-labelledby": "responses" },
      head,
      found,
      h("div", {}, list, more, editable && bulk.element)),
    /** Shows what other filters leave, beside figures that are being read for them. */
    async show(filters, figures) {
      wanted = filters;
      if (document.activeElement !== searchField) searchField.value = wanted.q ?? "";
      await load(figures);
    },
    /** Shows those with a comment, as they are printed. */
    comments() {
      present = "comment";
      return load();
    },
    refresh,
  };
}

/** What stands in a list instead of a response. */
const remark = (text) => h("li", { tabindex: "-1" }, h("p", { class: "muted" }, text));

function searchInput(value, search) {
  let typing;
  const oninput = () => {
    clearTimeout(typing);
    typing = setTimeout(() => search(input.value.trim()), SETTLED);
  };
  const label = t("searchComments");
  const input = h("input", {
    class: "end search",
    type: "search",
    maxlength: "200",
    "aria-label": label,
    placeholder: label,
    "data-key": "search",
    value: value ?? "",
    oninput,
  });
  return input;
}
