/** The survey as visitors would be asked, by the widget itself, as it is being written. */
import { call, query } from "./api.js";
import { select } from "./controls.js";
import { action, field, h, replace } from "./html.js";
import { triggerWords } from "./trigger-words.js";
import { language, t } from "./words.js";

let loaded;

/** The widget stores nothing here, and sends nothing. */
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

/** The survey from one of its questions on: what would have been asked before is not there to depend on. */
function startingAt(definition, key) {
  const start = Math.max(definition.questions.findIndex((question) => question.key === key), 0);
  const rest = definition.questions.slice(start);
  const known = ({ askWhen }) => rest.some((each) => each.key === askWhen?.question);
  const questions = rest.map((question) => (known(question) ? question : { ...question, askWhen: undefined }));
  return { ...definition, questions };
}

/**
 * Shows a survey from one of its questions on. `refused` is called with the flaws of a survey that can't be shown,
 * and with none for one that can.
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
    const options = (definition) => ({ definition: { ...definition, display: {} }, send: () => {} });
    window.voce("close");
    window.voce("show", id, { target: `#${place.id}`, ...options(startingAt(asked, from)) });
    if (over) window.voce("show", `${id} over`, options(asked));
  }

  function drawChoices(languages) {
    const several = languages.length > 1 && localeChoice(languages);
    replace(choices, several, asked.questions.length > 1 && questionChoice(),
      action(t("startOver"), () => show(), { "data-key": "preview-again" }));
  }

  function choice(label, key, options, chosen, write) {
    const attributes = { "data-key": key, onchange: ({ target }) => write(target.value) };
    return field(label, select(attributes, options, chosen));
  }

  function localeChoice(languages) {
    const options = languages.map((tag) => [tag, tag]);
    return choice(t("language"), "preview-locale", options, locale, (tag) => {
      locale = tag;
      update(body, languages);
    });
  }

  function questionChoice() {
    const options = asked.questions.map(({ key, type }, i) => [key, `${i + 1}. ${t(`type.${type}`)}`]);
    return choice(t("previewFrom"), "preview-from", options, from ?? asked.questions[0].key, (key) => {
      from = key;
      show();
    });
  }

  async function update(survey, languages) {
    body = survey;
    starts.textContent = triggerWords(survey.display);
    if (!languages.includes(locale)) locale = languages.includes(language()) ? language() : languages[0];
    const mine = ++turn;
    try {
      const path = `/api/v1/surveys/preview${query({ locale })}`;
      const [now] = await Promise.all([call("POST", path, survey), widget()]);
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

  const onPage = { class: "small", href: `/preview/${id}`, target: "_blank", rel: "noopener" };
  const inPosition = action(t("previewInPosition"), () => show(true), { "data-key": "preview-play" });
  return {
    element: h("section", { class: "card preview" },
      h("div", { class: "card-head" }, h("h2", {}, t("preview")), h("a", onPage, t("previewOnPage"))),
      choices,
      place,
      h("div", { class: "played" }, inPosition, starts),
      h("p", { class: "note" }, t("previewNote"))),
    update,
    /** Goes on from the question that is being written. */
    look(key) {
      if (from === key || !asked?.questions.some((question) => question.key === key)) return;
      from = key;
      const chosen = choices.querySelector("[data-key=preview-from]");
      if (chosen) chosen.value = key;
      show();
    },
  };
}
