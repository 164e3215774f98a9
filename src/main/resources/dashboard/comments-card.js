/** Why: what customers wrote, as narrow as the filters say. */
import { call, download, get, query } from "./api.js";
import { action, h, replace } from "./html.js";
import { classOf, tone } from "./metrics.js";
import { moment, spreadsheet } from "./numbers.js";
import { owners, t } from "./words.js";

const SHOWN = 12;

export function commentsCard({ survey, scored, erasable, kpis, search }) {
  const list = h("ol", { class: "comments" });
  const chips = h("ul", { class: "chips", "aria-label": t("filters") });
  const more = h("div", {});
  const path = `/api/v1/surveys/${survey.id}/responses`;
  const texts = survey.questions.filter((question) => question.type === "TEXT").map((question) => question.key);
  const choices = survey.questions.filter((question) => question.type === "CHOICE");
  let wanted = {};
  let turn = 0;

  const words = h("input", { type: "search", "aria-label": t("search"), placeholder: t("search"), "data-key": "search" });
  let typing;
  words.addEventListener("input", () => {
    clearTimeout(typing);
    typing = setTimeout(() => search(words.value.trim()), 300);
  });

  /** Pages until there are enough comments; not every answer has one. */
  async function read(cursor) {
    const found = [];
    let next = cursor;
    for (let page = 0; page < 4 && found.length < SHOWN && next !== null; page++) {
      const answer = await get(path + query({ ...wanted, test: "false", limit: 60, cursor: next }));
      found.push(...answer.items.filter((response) => texts.some((key) => response.answers[key])));
      next = answer.next;
    }
    return { found, next };
  }

  function comment(response) {
    const score = response.answers[scored];
    const reasons = choices.flatMap((question) => (response.answers[question.key] ?? []).map((key) =>
      owners(question.options.find((option) => option.key === key)?.text, survey) || key));
    return h("li", {},
      score !== undefined && h("span", { class: `badge ${tone(classOf(kpis(), score) ?? "RATING")}` }, h("span", { class: "hidden" }, `${t("score")} `), score),
      h("div", {}, texts.filter((key) => response.answers[key]).map((key) => h("p", { class: "said", dir: "auto", lang: response.locale ?? null }, response.answers[key])),
        reasons.length > 0 && h("p", { class: "reasons" }, reasons.join(" · ")),
        h("p", { class: "meta" }, h("span", {}, [moment(response.submittedAt, kpis().zone), response.touchpoint, response.channel].filter(Boolean).join(" · ")),
          response.mark && h("span", { class: "tag" }, t(`marked${response.mark}`)),
          erasable && h("span", { class: "acts" }, (response.mark ? [["NONE", "unmark"]] : [["SPAM", "markSpam"], ["TEST", "markTest"]]).map(([set, name]) => action(t(name), async () => {
            await call("POST", `${path}/mark`, { set, ids: [response.id] });
            await refresh();
          }, { class: "quiet small" })),
          action(t("erase"), async () => {
            if (!confirm(t("eraseSure"))) return;
            await call("DELETE", `${path}/${response.id}`);
            await refresh();
          }, { class: "quiet small" })))));
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
    replace(more, cursor && action(t("showMore"), async () => {
      const { found, next } = await read(cursor);
      list.append(...found.map(comment));
      offerMore(next);
    }, { "data-key": "more" }));
  }

  const card = h("section", { class: "card", "aria-labelledby": "comments" },
    h("div", { class: "card-head" }, h("h2", { id: "comments" }, t("comments")),
      action(t("csv"), () => download(path + query(wanted), "text/csv", `${survey.name.replace(/[^\p{L}\p{N}]+/gu, "-").toLowerCase()}.csv`, spreadsheet), { class: "quiet small" })),
    words, chips, h("div", { class: "tall", tabindex: "0", role: "group", "aria-label": t("comments") }, list, more));

  return {
    card,
    /** Shows what the filters leave, each of which can be taken away. */
    async show(filter, named, drawn) {
      wanted = filter;
      if (document.activeElement !== words) words.value = filter.q ?? "";
      replace(chips, named.map(({ label, only, clear }) => h("li", {}, h("button", { type: "button", "aria-label": `${t("clear")}: ${label}`, onclick: clear },
        label, only && h("small", {}, t("commentsOnly")), h("span", { "aria-hidden": "true" }, "×")))));
      await refresh(drawn);
    },
    refresh,
  };
}
