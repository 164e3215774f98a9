/** The comments of the responses that match the filters. */
import { call, download, get, query } from "./api.js";
import { action, h, replace } from "./html.js";
import { classOf, tone } from "./metrics.js";
import { moment } from "./numbers.js";
import { chosenOptions } from "./response-facts.js";
import { t } from "./words.js";

/** How many comments are wanted at a time. */
const WANTED = 12;

/** How many pages of responses are read for them at most; not every response has a comment. */
const PAGES = 4;

/** How long somebody has stopped writing when the search begins, in milliseconds. */
const SETTLED = 300;

export function commentsCard({ survey, scored, erasable, kpis, search }) {
  const path = `/api/v1/surveys/${survey.id}/responses`;
  const keysOf = (type) => survey.questions.filter((question) => question.type === type).map(({ key }) => key);
  const texts = keysOf("TEXT");
  const choices = keysOf("CHOICE");
  const list = h("ol", { class: "comments" });
  const chips = h("ul", { class: "chips", "aria-label": t("filters") });
  const more = h("div", {});
  const searchField = searchInput(search);
  let wanted = {};
  let turn = 0;

  async function read(cursor) {
    const found = [];
    let next = cursor;
    for (let page = 0; page < PAGES && found.length < WANTED && next !== null; page++) {
      const { items, next: following } = await get(path + query({ ...wanted, test: "false", limit: 60, cursor: next }));
      found.push(...items.filter((response) => texts.some((key) => response.answers[key])));
      next = following;
    }
    return { found, next };
  }

  function comment(response) {
    const score = response.answers[scored];
    const comments = texts.filter((key) => response.answers[key]).map((key) => paragraph(response, key));
    const reasons = choices.flatMap((key) => chosenOptions(survey, key, response.answers[key]));
    const body = h("div", {},
      comments,
      reasons.length > 0 && h("p", { class: "reasons" }, reasons.join(" · ")),
      h("p", { class: "meta" }, source(response), markTag(response), erasable && actions(response)));
    return h("li", {}, score !== undefined && badge(score), body);
  }

  function badge(score) {
    const label = h("span", { class: "hidden" }, `${t("score")} `);
    return h("span", { class: `badge ${tone(classOf(kpis(), score))}` }, label, score);
  }

  const source = (response) => {
    const parts = [moment(response.submittedAt, kpis().zone), response.touchpoint, response.channel];
    return h("span", {}, parts.filter(Boolean).join(" · "));
  };

  function actions(response) {
    const mark = (set, label) => action(label, async () => {
      await call("POST", `${path}/mark`, { set, ids: [response.id] });
      await refresh();
    }, { class: "quiet small" });
    const erase = async () => {
      if (!confirm(t("eraseSure"))) return;
      await call("DELETE", `${path}/${response.id}`);
      await refresh();
    };
    const offered = [mark("SPAM", t("markSpam")), mark("TEST", t("markTest"))];
    const marks = response.mark ? mark("NONE", t("unmark")) : offered;
    return h("span", { class: "acts" }, marks, action(t("erase"), erase, { class: "quiet small" }));
  }

  /** Reads at once, and shows what it read when the figures stand beside it. */
  async function refresh(drawn) {
    const mine = ++turn;
    const [{ found, next }] = await Promise.all([read(), drawn]);
    if (mine !== turn) return;
    replace(list, found.length ? found.map(comment) : h("li", { class: "muted" }, t("noComments")));
    offerMore(next);
  }

  function offerMore(cursor) {
    const show = async () => {
      const { found, next } = await read(cursor);
      list.append(...found.map(comment));
      offerMore(next);
    };
    replace(more, cursor && action(t("showMore"), show, { "data-key": "more" }));
  }

  const file = `${survey.name.replace(/[^\p{L}\p{N}]+/gu, "-").toLowerCase()}.csv`;
  const exported = () => download(path + query({ ...wanted, labels: true }), "text/csv", file);
  const head = [h("h2", { id: "comments" }, t("comments")), action(t("exportCsv"), exported, { class: "quiet small" })];

  return {
    card: h("section", { class: "card", "aria-labelledby": "comments" },
      h("div", { class: "card-head" }, head),
      searchField,
      chips,
      h("div", { class: "tall", tabindex: "0", role: "group", "aria-label": t("comments") }, list, more)),
    /** Shows the active filters, each of which can be removed. */
    async show(filter, named, drawn) {
      wanted = filter;
      if (document.activeElement !== searchField) searchField.value = filter.q ?? "";
      replace(chips, named.map(chip));
      await refresh(drawn);
    },
    refresh,
  };
}

function searchInput(search) {
  let typing;
  const oninput = () => {
    clearTimeout(typing);
    typing = setTimeout(() => search(input.value.trim()), SETTLED);
  };
  const label = t("searchComments");
  const attributes = { type: "search", "aria-label": label, placeholder: label, "data-key": "search", oninput };
  const input = h("input", attributes);
  return input;
}

function chip({ label, only, clear }) {
  const attributes = { type: "button", "aria-label": `${t("clear")}: ${label}`, onclick: clear };
  const note = only && h("small", {}, t("commentsOnly"));
  return h("li", {}, h("button", attributes, label, note, h("span", { "aria-hidden": "true" }, "×")));
}

const paragraph = (response, key) =>
  h("p", { class: "comment", dir: "auto", lang: response.locale ?? null }, response.answers[key]);

const markTag = ({ mark }) => mark && h("span", { class: "tag" }, t(`marked.${mark}`));
