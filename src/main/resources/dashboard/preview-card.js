/** The survey as visitors would be asked, by the widget itself, as it is being written. */
import { call, query } from "./api.js";
import { action, field, h, replace } from "./html.js";
import { triggerWords } from "./trigger-words.js";
import { language, t } from "./words.js";

let loaded;

/** The widget keeps nothing here, and sends nothing. */
function widget() {
  loaded ??= new Promise((resolve, reject) => {
    const failed = () => {
      loaded = null;
      reject(new Error(t("previewFailed")));
    };
    document.head.append(h("script", { src: "/widget.js", "data-storage": "none", onload: resolve, onerror: failed }));
  });
  return loaded;
}

/**
 * Shows a survey from one of its questions on. `refused` hears of the flaws of one that can't be asked, and of
 * none of one that can.
 */
export function previewCard(id, signal, refused) {
  const place = h("div", { class: "shown", id: `preview-${id}` });
  const choices = h("div", { class: "row" });
  const starts = h("p", { class: "note" });
  let asked;
  let from = null;
  let locale;
  let body;
  let turn = 0;

  /** Whether it also lies over this page, as it would over the owner's. */
  const standing = () => Boolean(document.querySelector(":root > voce-survey"));

  function show(over = standing()) {
    if (signal.aborted || !asked) return;
    const start = Math.max(asked.questions.findIndex((question) => question.key === from), 0);
    const questions = asked.questions.slice(start).map((question) => {
      // What would have been asked before is not there to depend on.
      const known = asked.questions.slice(start).some((each) => each.key === question.askWhen?.question);
      return known ? question : { ...question, askWhen: undefined };
    });
    window.voce("close");
    window.voce("show", id, { target: `#${place.id}`, definition: { ...asked, questions, display: {} }, send: () => {} });
    if (over) window.voce("show", `${id} over`, { definition: { ...asked, display: {} }, send: () => {} });
  }

  function drawChoices(languages) {
    const select = (label, key, options, chosen, write) => field(t(label), h("select", { "data-key": key, onchange: (event) => write(event.target.value) },
      options.map(([value, told]) => h("option", { value, selected: value === chosen }, told))));
    replace(choices, languages.length > 1 && select("language", "preview-locale", languages.map((tag) => [tag, tag]), locale, (tag) => {
      locale = tag;
      update(body, languages);
    }), asked?.questions.length > 1 && select("previewFrom", "preview-from", asked.questions.map((question, i) => [question.key, `${i + 1}. ${t(question.type)}`]), from ?? asked.questions[0].key, (key) => {
      from = key;
      show();
    }), action(t("again"), () => show(), { "data-key": "preview-again" }));
  }

  async function update(survey, languages) {
    body = survey;
    starts.textContent = triggerWords(survey.display);
    if (!languages.includes(locale)) locale = languages.includes(language()) ? language() : languages[0];
    const mine = ++turn;
    try {
      const [now] = await Promise.all([call("POST", `/api/v1/surveys/preview${query({ locale })}`, survey), widget()]);
      if (mine !== turn) return;
      asked = now;
      refused([]);
      drawChoices(languages);
      show();
    } catch (problem) {
      if (mine !== turn || signal.aborted) return;
      if (problem.errors) refused(problem.errors);
      else starts.textContent = problem.message;
    }
  }

  signal.addEventListener("abort", () => window.voce?.("close"));

  return {
    element: h("section", { class: "card preview" }, h("div", { class: "card-head" }, h("h2", {}, t("preview")), h("a", { class: "small", href: `/preview/${id}`, target: "_blank", rel: "noopener" }, t("previewOnPage"))),
      choices, place, h("div", { class: "played" }, action(t("previewPlay"), () => show(true), { "data-key": "preview-play" }), starts), h("p", { class: "note" }, t("previewNote"))),
    update,
    /** Goes on from the question that is being written. */
    look(key) {
      if (from === key || !asked?.questions.some((question) => question.key === key)) return;
      from = key;
      const select = choices.querySelector("[data-key=preview-from]");
      if (select) select.value = key;
      show();
    },
  };
}
