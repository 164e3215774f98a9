/** What a survey asks, in which order and words. */
import { call, getWithTag } from "./api.js";
import { appearanceEditor } from "./appearance-editor.js";
import { changes, WEIGHS } from "./changes.js";
import { classesOfAll } from "./classes.js";
import { displayEditor } from "./display-editor.js";
import { showFlaws } from "./flaws.js";
import { action, field, h, replace } from "./html.js";
import { previewCard } from "./preview-card.js";
import { questionEditor } from "./question-editor.js";
import { retentionEditor } from "./retention-editor.js";
import { settingFields } from "./setting-fields.js";
import { surveyHead } from "./survey-head.js";
import { thanksEditor } from "./thanks-editor.js";
import { t } from "./words.js";

/** How long somebody has stopped writing when the preview follows, in milliseconds. */
const SETTLED = 400;

const STAGES = ["AWARENESS", "CONSIDERATION", "PURCHASE", "DELIVERY", "SUPPORT", "LOYALTY", "ADVOCACY"];

const list = (text) => text.split(",").map((each) => each.trim()).filter(Boolean);

export async function editorPage({ can, go, signal }, id) {
  let { body: survey, etag } = await getWithTag(`/api/v1/surveys/${id}`);
  let languages = [...new Set([survey.defaultLocale, ...survey.questions.flatMap((question) => Object.keys(question.text))])];
  const told = h("p", { role: "status", class: "told" });
  const head = h("div", {});
  const settings = h("section", { class: "card" });
  const questions = h("ol", { class: "questions" });
  const thanks = h("section", { class: "card" });
  const display = h("section", { class: "card" });
  const appearance = h("section", { class: "card" });
  const retention = h("section", { class: "card" });
  const effect = h("div", { role: "status", class: "effect" });
  const misplaced = h("div", { role: "status" });
  let stored = structuredClone(survey);
  let saved;
  let flaws = [];
  let previewed;
  let waiting;

  /** The survey as it would be saved: thanks for classes that no question has any more stay here alone. */
  function described() {
    const kept = Object.entries(survey.thanks ?? {}).filter(([name]) => classesOfAll(survey.questions).includes(name));
    return { ...survey, thanks: kept.length ? Object.fromEntries(kept) : null };
  }

  const preview = previewCard(id, signal, (found) => {
    flaws = found;
    mark();
  });

  function mark() {
    showFlaws(page, misplaced, flaws);
    if (flaws.length) misplaced.prepend(h("p", { class: "flaw" }, t(flaws.length === 1 ? "oneFlaw" : "flaws", { n: flaws.length })));
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
    replace(effect, found.length > 0 && [h("h3", {}, t("effectTitle")), h("ul", {}, found.map(([name, values]) => h("li", { class: WEIGHS.includes(name) ? "anew" : null }, t(name, values))))]);
  }

  async function save() {
    told.textContent = "";
    try {
      const saved = await call("PUT", `/api/v1/surveys/${id}`, described(), { "If-Match": etag });
      const anew = saved.version > survey.version && survey.status !== "DRAFT";
      await load();
      told.textContent = t(anew ? "newVersion" : "saved");
    } catch (problem) {
      if (problem.status === 412 && await overTheirs()) return save();
      flaws = problem.errors ?? [];
      mark();
      problem.told = flaws.length > 0; // where it stands
      throw problem.status === 412 ? new Error(t("conflict")) : problem;
    }
  }

  /** Asks whether to save over what somebody else saved meanwhile, and says what that would do. */
  async function overTheirs() {
    const theirs = await getWithTag(`/api/v1/surveys/${id}`);
    stored = theirs.body;
    survey.status = stored.status;
    survey.version = stored.version;
    drawEffect();
    if (!confirm(`${t("conflictSure")}\n\n${effect.dataset.text}`.trim())) return false;
    etag = theirs.etag;
    return true;
  }

  async function load() {
    ({ body: survey, etag } = await getWithTag(`/api/v1/surveys/${id}`));
    stored = structuredClone(survey);
    saved = JSON.stringify(described());
    draw();
    edited();
  }

  /** Whether something is not saved, what is still being typed included. */
  function changed() {
    const typed = document.activeElement;
    if (page.contains(typed) && typed.matches("input, textarea")) typed.dispatchEvent(new Event("change", { bubbles: true }));
    return JSON.stringify(described()) !== saved;
  }

  const step = (name, verb, sure) => action(t(name), async () => {
    if (verb !== "publish" && changed() && !confirm(t("dropSure"))) return;
    if (sure && !confirm(sure)) return;
    if (verb === "publish") {
      await save();
      if (survey.status === "LIVE") return; // somebody else was faster
    }
    await call("POST", `/api/v1/surveys/${id}/${verb}`);
    if (name === "publish") return go(`/surveys/${id}/share`);
    await load();
  }, { class: verb === "publish" ? "primary" : null });

  function draw() {
    replace(head, surveyHead(survey, "edit", can));
    drawSettings();
    drawQuestions();
    drawThanks();
    replace(display, displayEditor(survey));
    drawAppearance();
    replace(retention, retentionEditor(survey));
    replace(steps, action(t("save"), save, { class: survey.status === "DRAFT" ? null : "primary" }),
      survey.status === "DRAFT" && step("publish", "publish"), survey.status === "PAUSED" && step("resume", "publish"), survey.status === "LIVE" && step("pause", "pause"),
      ["LIVE", "PAUSED"].includes(survey.status) && step("close", "close", t("closeSure")),
      action(t("deleteSurvey"), async () => {
        if (!confirm(t("deleteSure", { name: survey.name }))) return;
        await call("DELETE", `/api/v1/surveys/${id}`);
        go("/");
      }, { class: "danger" }));
  }

  function drawSettings() {
    const text = (name, label, hint, read, write) => {
      const made = field(t(label), h("input", { name, value: read(), onchange: (event) => write(event.target.value.trim()) }), hint && t(hint));
      made.dataset.at = `/${{ languages: "defaultLocale", origins: "allowedOrigins" }[name] ?? name}`;
      return made;
    };
    const own = settingFields(survey);
    replace(settings, h("h2", {}, t("settings")), h("div", { class: "fields" },
      text("name", "name", null, () => survey.name, (value) => (survey.name = value)),
      text("zone", "zone", null, () => survey.zone, (value) => (survey.zone = value)),
      text("languages", "languages", "languagesHint", () => languages.join(", "), (value) => {
        languages = list(value);
        survey.defaultLocale = languages[0] ?? survey.defaultLocale;
        redraw();
        drawAppearance();
      }),
      text("segments", "segmentsField", "segmentsHint", () => survey.segments.join(", "), (value) => (survey.segments = list(value))),
      own.text("channel", "placeHint", { maxlength: 200 }), own.text("touchpoint", "placeHint", { maxlength: 200 }), own.select("stage", ["", ...STAGES]),
      text("origins", "origins", "originsHint", () => survey.allowedOrigins.join(", "), (value) => (survey.allowedOrigins = list(value)))));
  }

  function move(index, by) {
    const [question] = survey.questions.splice(index, 1);
    survey.questions.splice(index + by, 0, question);
    drawQuestions();
    questions.querySelector(`[data-key="${by < 0 ? "up" : "down"}-${question.key}"]`)?.focus();
  }

  function drawQuestions() {
    replace(questions, survey.questions.map((question, index) => questionEditor({
      survey, question, index, languages, changed: redraw, move: (by) => move(index, by),
      remove: () => {
        survey.questions.splice(index, 1);
        redraw();
      },
    })));
  }

  function redraw() {
    drawQuestions();
    drawThanks();
  }

  const drawThanks = () => replace(thanks, thanksEditor(survey, languages));

  const drawAppearance = () => replace(appearance, appearanceEditor(survey, languages, drawAppearance));

  const steps = h("div", { class: "steps" });
  const page = h("div", { class: "stackless" }, head, h("div", { class: "editor" }, h("div", { class: "stackless" }, settings,
    h("section", { class: "card" }, h("h2", {}, t("questions")), questions,
      action(t("addQuestion"), () => {
        const taken = survey.questions.map((question) => question.key);
        let number = survey.questions.length + 1;
        while (taken.includes(`question_${number}`)) number++;
        survey.questions.push({ key: `question_${number}`, type: "TEXT", text: {} });
        drawQuestions();
        questions.lastElementChild.querySelector("select").focus();
      })),
    thanks, display, appearance, retention), h("aside", {}, h("section", { class: "card" }, misplaced, effect, steps, told), preview.element)));
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
