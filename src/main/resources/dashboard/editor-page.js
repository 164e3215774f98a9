/** What a survey asks, in which order and words. */
import { call, get, query } from "./api.js";
import { appearanceEditor } from "./appearance-editor.js";
import { IRREVERSIBLE, changes } from "./changes.js";
import { card, column } from "./controls.js";
import { deleteSurvey } from "./delete-survey.js";
import { displayEditor } from "./display-editor.js";
import { showFlaws } from "./flaws.js";
import { action, h, replace } from "./html.js";
import { counted } from "./numbers.js";
import { previewCard } from "./preview-card.js";
import { freeKey, questionEditor } from "./question-editor.js";
import { classesOfAll, loadQuestionTypes } from "./question-types.js";
import { retentionEditor } from "./retention-editor.js";
import { settingsEditor } from "./settings-editor.js";
import { surveyHead } from "./survey-head.js";
import { thanksEditor } from "./thanks-editor.js";
import { t } from "./words.js";
import { widgetWordsIn } from "./words-editor.js";

/** How long somebody has stopped writing when the preview follows, in milliseconds. */
const SETTLED = 400;

const languagesOf = ({ defaultLocale, questions }) =>
  [...new Set([defaultLocale, ...questions.flatMap(({ text }) => Object.keys(text))])];

/** What an object holds under some names. */
const only = (object, names) =>
  Object.fromEntries(Object.entries(object ?? {}).filter(([name]) => names.includes(name)));

export async function editorPage({ can, go, signal }, id) {
  const path = `/api/v1/surveys/${id}`;
  let [survey] = await Promise.all([get(path), loadQuestionTypes()]);
  let languages = languagesOf(survey);
  let widgetWords = await widgetWordsIn(languages);
  let stored = structuredClone(survey);
  let saved;
  let flaws = [];
  let previewed;
  let waiting;

  const section = () => h("section", { class: "card" });
  const parts = {
    head: h("div", {}),
    settings: section(),
    questions: h("ol", { class: "questions" }),
    thanks: section(),
    display: section(),
    appearance: section(),
    retention: section(),
    steps: h("div", { class: "steps" }),
  };
  const status = h("p", { role: "status", class: "feedback" });
  const effect = h("div", { role: "status", class: "effect" });
  const misplaced = h("div", { role: "status" });
  const preview = previewCard(id, signal, (found) => {
    flaws = found;
    mark();
  });

  /** The survey as it would be saved: what is said of classes and segments that are gone stays here alone. */
  function described() {
    const thanks = only(survey.thanks, classesOfAll(survey.questions));
    const segmentValues = only(survey.segmentValues, survey.segments);
    return { ...survey, segmentValues, thanks: Object.keys(thanks).length ? thanks : null };
  }

  function mark() {
    showFlaws(page, misplaced, flaws);
    if (flaws.length) misplaced.prepend(h("p", { class: "flaw" }, counted("problems", flaws.length)));
  }

  /** Shows what was changed, here and in the preview. */
  function edited() {
    mark();
    drawEffect();
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      const now = JSON.stringify([described(), languages]);
      if (signal.aborted || now === previewed) return;
      previewed = now;
      preview.update(described(), languages);
    }, SETTLED);
  }

  function drawEffect() {
    const found = survey.status === "DRAFT" ? [] : changes(stored, described());
    const text = found.map(([name, values]) => t(name, values)).join("\n");
    if (effect.dataset.text === text) return;
    effect.dataset.text = text;
    const line = ([name, values]) => h("li", { class: IRREVERSIBLE.includes(name) ? "anew" : null }, t(name, values));
    replace(effect, found.length > 0 && [h("h3", {}, t("effectTitle")), h("ul", {}, found.map(line))]);
  }

  async function save() {
    status.textContent = "";
    try {
      const { version } = await call("PUT", path + query({ revision: survey.revision }), described());
      const anew = version > survey.version && survey.status !== "DRAFT";
      await load();
      status.textContent = t(anew ? "savedAsNewVersion" : "saved");
    } catch (problem) {
      if (problem.status === 412 && await overTheirs()) return save();
      flaws = problem.errors ?? [];
      mark();
      problem.shown = flaws.length > 0; // where each stands
      throw problem.status === 412 ? new Error(t("conflict")) : problem;
    }
  }

  /** Asks whether to save over what somebody else saved meanwhile, and shows the effects of that. */
  async function overTheirs() {
    stored = await get(path);
    survey.status = stored.status;
    survey.version = stored.version;
    drawEffect();
    if (!confirm(`${t("conflictSure")}\n\n${effect.dataset.text}`.trim())) return false;
    survey.revision = stored.revision;
    return true;
  }

  async function load() {
    survey = await get(path);
    stored = structuredClone(survey);
    saved = JSON.stringify(described());
    draw();
    edited();
  }

  /** Whether something is not saved, what is still being typed included. */
  function changed() {
    const active = document.activeElement;
    const typing = page.contains(active) && active.matches("input, textarea");
    if (typing) active.dispatchEvent(new Event("change", { bubbles: true }));
    return JSON.stringify(described()) !== saved;
  }

  const dropped = () => !changed() || confirm(t("discardToContinue"));

  async function publish() {
    await save();
    if (survey.status === "LIVE") return; // somebody else has published it
    await call("POST", `${path}/publish`);
    go(`/surveys/${id}/share`);
  }

  async function resume() {
    await save();
    if (survey.status === "LIVE") return;
    await call("POST", `${path}/publish`);
    await load();
  }

  async function pause() {
    if (!dropped()) return;
    await call("POST", `${path}/pause`);
    await load();
  }

  async function close() {
    if (!dropped() || !confirm(t("closeSure"))) return;
    await call("POST", `${path}/close`);
    await load();
  }

  async function remove() {
    if (await deleteSurvey(survey)) go("/");
  }

  function draw() {
    replace(parts.head, surveyHead(survey, "edit", can));
    drawSettings();
    redraw();
    replace(parts.display, displayEditor(survey));
    drawAppearance();
    replace(parts.retention, retentionEditor(survey));
    drawSteps();
  }

  function drawSteps() {
    const { status } = survey;
    const running = ["LIVE", "PAUSED"].includes(status);
    replace(parts.steps,
      action(t("save"), save, { class: status === "DRAFT" ? null : "primary" }),
      status === "DRAFT" && action(t("publish"), publish, { class: "primary" }),
      status === "PAUSED" && action(t("resume"), resume, { class: "primary" }),
      status === "LIVE" && action(t("pause"), pause),
      running && action(t("closeSurvey"), close),
      action(t("deleteSurvey"), remove, { class: "danger" }));
  }

  const drawSettings = () => replace(parts.settings, settingsEditor(survey, languages, setLanguages));

  /** Takes other languages: the first is the default. */
  async function setLanguages(chosen) {
    languages = chosen;
    survey.defaultLocale = languages[0] ?? survey.defaultLocale;
    redraw();
    widgetWords = await widgetWordsIn(languages);
    drawAppearance();
  }

  function redraw() {
    drawQuestions();
    replace(parts.thanks, thanksEditor(survey, languages));
  }

  function drawQuestions() {
    replace(parts.questions, survey.questions.map((question, index) => questionEditor({
      survey,
      question,
      index,
      languages,
      changed: redraw,
      move: (by) => move(index, by),
      remove: () => {
        survey.questions.splice(index, 1);
        redraw();
      },
    })));
  }

  function move(index, by) {
    const [question] = survey.questions.splice(index, 1);
    survey.questions.splice(index + by, 0, question);
    drawQuestions();
    parts.questions.querySelector(`[data-key="${by < 0 ? "up" : "down"}-${question.key}"]`)?.focus();
  }

  function addQuestion() {
    const key = freeKey("question", survey.questions.map((question) => question.key));
    survey.questions.push({ key, type: "TEXT", text: {} });
    drawQuestions();
    parts.questions.lastElementChild.querySelector("select").focus();
  }

  function drawAppearance() {
    const editor = appearanceEditor({ survey, languages, widgetWords, changed: drawAppearance });
    replace(parts.appearance, editor);
  }

  const editors = column(
    parts.settings,
    card(t("questions"), parts.questions, action(t("addQuestion"), addQuestion)),
    parts.thanks,
    parts.display,
    parts.appearance,
    parts.retention);
  const side = h("aside", {},
    // What comes and goes stands below the buttons, which stay where they are pressed.
    h("section", { class: "card" }, parts.steps, status, misplaced, effect),
    preview.element);
  const page = column(parts.head, h("div", { class: "editor" }, editors, side));

  for (const event of ["input", "change", "click"]) {
    page.addEventListener(event, ({ target }) => !preview.element.contains(target) && edited());
  }
  page.addEventListener("focusin", ({ target }) => {
    const question = target.closest("[data-question]");
    if (question) preview.look(question.dataset.question);
  });
  saved = JSON.stringify(described());
  draw();
  edited();
  return { title: `${t("edit")}: ${survey.name}`, content: page, changed };
}
