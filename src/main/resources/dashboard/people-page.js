/** The people whom the workspace may ask, and what is known of them. */
import { ago } from "./ago.js";
import { get, query } from "./api.js";
import { action, h, replace } from "./html.js";
import { languageName } from "./languages.js";
import { counted } from "./numbers.js";
import { keepOrder } from "./list-order.js";
import { rowKeys } from "./row-keys.js";
import { t } from "./words.js";

const PAGE = 50;

/** How long after the last key words are searched, in milliseconds. */
const PAUSE = 300;

export async function peoplePage({ go, signal }) {
  let q = new URLSearchParams(location.search).get("q") ?? "";
  let cursor;
  let typed;
  let ids = [];
  const number = h("span", { class: "small muted" });
  const list = h("ol", { class: "rows people-list" });
  const foot = h("div", {});

  const page = () => get(`/api/v1/people${query({ q, cursor, limit: PAGE })}`);

  async function load() {
    cursor = undefined;
    const { items, next, count } = await page();
    number.textContent = counted("peopleCount", count);
    ids = [];
    remember(items);
    replace(list, items.length ? items.map(row) : h("li", { class: "muted" }, t(q ? "noneFound" : "noPeople")));
    proceed(next);
  }

  function remember(items) {
    ids = [...ids, ...items.map(({ id }) => id)];
    keepOrder("people", ids);
  }

  function proceed(next) {
    cursor = next;
    replace(foot, next && h("p", { class: "foot" }, action(t("showMorePeople"), more)));
  }

  async function more() {
    const { items, next } = await page();
    remember(items);
    list.append(...items.map(row));
    proceed(next);
  }

  const oninput = ({ target }) => {
    clearTimeout(typed);
    typed = setTimeout(() => {
      q = target.value.trim();
      history.replaceState(history.state, "", location.pathname + query({ q }));
      load();
    }, PAUSE);
  };
  await load();
  rowKeys(list, { Enter: (each) => go(each.querySelector("a").getAttribute("href").replace(/^.*(?=\/people\/)/, "")) },
    document, signal);
  return {
    title: t("people"),
    content: [
      h("div", { class: "bar head" }, h("h1", {}, t("people")), number),
      h("form", { class: "bar near people-search", role: "search", onsubmit: (event) => event.preventDefault() },
        h("input", { type: "search", "aria-label": t("searchPeople"), placeholder: t("searchPeople"), maxlength: 200,
          value: q, oninput })),
      h("section", { class: "card flush near", "aria-label": t("people") }, list, foot),
    ],
  };
}

function row({ id, name, email, respondent, locale, changedAt }) {
  const title = name ?? email ?? respondent;
  const rest = [email, respondent].filter((each) => each && each !== title).join(" · ");
  return h("li", { tabindex: -1 },
    h("p", { class: "cut" }, h("a", { class: "plain", href: `/people/${id}` }, title)),
    h("p", { class: "cut muted" }, rest),
    h("p", { class: "small muted" }, locale ? languageName(locale) : ""),
    h("p", { class: "small muted" }, ago(changedAt)));
}
