/** Whom to ask, of the people who are known: searched for, and ticked. */
import { get, query } from "./api.js";
import { action, explanation, h, replace } from "./html.js";
import { counted } from "./numbers.js";
import { t } from "./words.js";

const PAGE = 50;

/** How long after the last key words are searched, in milliseconds. */
const PAUSE = 300;

/**
 * @param first those who are ticked already
 * @param changed is called when others are ticked
 * @returns the element, `load`, `people`: those who are ticked, and `clear`
 */
export function knownPeople(first, changed) {
  const chosen = new Map(first.map((each) => [each.id, each]));
  const list = h("ol", { class: "rows known" });
  const number = h("div", { class: "bar" });
  let q = "";
  let cursor;
  let shown = [];
  let typed;

  async function load() {
    cursor = undefined;
    shown = [];
    replace(list);
    await more();
  }

  async function more() {
    try {
      const { items, next } = await get(`/api/v1/people${query({ q, cursor, limit: PAGE })}`);
      cursor = next;
      shown = [...shown, ...items.filter(({ email }) => email)];
      draw();
    } catch (problem) {
      replace(list, h("li", { class: "problem", role: "alert" }, explanation(problem)));
    }
  }

  function draw() {
    replace(list, shown.length ? shown.map(row) : h("li", { class: "muted" }, t(q ? "noneFound" : "noPeople")),
      cursor && h("li", {}, action(t("showMorePeople"), more, { class: "small" })));
    drawNumber();
  }

  function drawNumber() {
    const all = async () => choose(shown);
    const none = async () => {
      clear();
      changed();
    };
    replace(number, h("b", { role: "status" }, counted("selected", chosen.size)),
      shown.some(({ id }) => !chosen.has(id)) && action(t("selectShown"), all, { class: "small", "data-key": "all" }),
      chosen.size > 0 && action(t("clear"), none, { class: "quiet small", "data-key": "none" }));
  }

  function choose(people) {
    for (const person of people) chosen.set(person.id, person);
    draw();
    changed();
  }

  function row(person) {
    const { id, name, email } = person;
    const onchange = ({ target }) => {
      if (target.checked) chosen.set(id, person);
      else chosen.delete(id);
      drawNumber();
      changed();
    };
    const box = h("input", { type: "checkbox", checked: chosen.has(id), "data-key": id, onchange });
    const who = h("span", { class: "cut" }, name ?? email, name && h("small", { class: "cut" }, email));
    return h("li", {}, h("label", { class: "check" }, box, who));
  }

  function clear() {
    chosen.clear();
    draw();
  }

  const oninput = ({ target }) => {
    clearTimeout(typed);
    typed = setTimeout(() => {
      q = target.value.trim();
      load();
    }, PAUSE);
  };
  const search = h("input", { type: "search", "aria-label": t("searchPeople"), placeholder: t("searchPeople"),
    maxlength: 200, oninput });
  const people = () => [...chosen.values()].map(({ id, name, email, locale, attributes }) =>
    ({ person: id, name, email, locale, attributes }));
  return { element: h("div", {}, h("div", { class: "pad" }, search), list, number), load, people, clear };
}
