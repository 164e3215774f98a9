/** What a survey asks, in which order and words: questions first, then when it asks, its thanks and its look. */
import { call, get, query } from "./api.js";
import { appearanceEditor } from "./appearance-editor.js";
import { displayEditor, tellDisplay } from "./display-editor.js";
import { deleteSurvey } from "./delete-survey.js";
import { askFirst } from "./dialog.js";
import { ownFlaws } from "./editor-flaws.js";
import { freeKey } from "./editor-fields.js";
import { keepBar } from "./keep-bar.js";
import { firstQuestion } from "./first-question.js";
import { goTo, showFlaws } from "./flaws.js";
import { h, replace } from "./html.js";
import { languageChips } from "./language-chips.js";
import { dots, menu } from "./menu.js";
import { languagesOf } from "./languages.js";
import { storable, textsOf } from "./missing-texts.js";
import { previewCard } from "./preview-card.js";
import { publishDialog } from "./publish-dialog.js";
import { questionCard, retype } from "./question-card.js";
import { loadQuestionTypes, typeNames } from "./question-types.js";
import { restartDialog } from "./restart-dialog.js";
import { rulesEditor } from "./rules-editor.js";
import { settingsEditor } from "./settings-editor.js";
import { begunSurvey, duplicateSurvey } from "./start-survey.js";
import { surveyHead } from "./survey-head.js";
import { surveyKeeper } from "./survey-keeper.js";
import { pathLengths, secondsOf } from "./survey-paths.js";
import { thanksEditor } from "./thanks-editor.js";
import { language as readers, listed, t } from "./words.js";

/** How long somebody has stopped writing when the preview follows, in milliseconds. */
const SETTLED = 400;

/** How many questions a survey can have. */
const MOST = 10;

export async function editorPage(context, id) {
  const [survey] = await Promise.all([get(`/api/v1/surveys/${id}`), loadQuestionTypes()]);
  return draw(context, survey, id);
}

/** A survey that is only stored once something is typed: as it was begun, or with nothing in it. */
export async function newEditorPage(context, name) {
  await loadQuestionTypes();
  const nothing = { name: t("newSurvey"), defaultLocale: readers(), questions: [] };
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const begun = begunSurvey(name) ?? nothing;
  const draft = { status: "DRAFT", version: 1, segments: [], allowedOrigins: [], zone, ...begun };
  return draw(context, draft, `new.${name}`);
}

async function draw({ can, go, signal }, stored, name) {
  let flaws = [];
  let refused = [];
  let restarts = [];
  let everywhere = false;
  let shown;
  let waiting;
  const left = new Set();
  const accepted = new Set();

  const keeper = surveyKeeper({ stored, name, signal, savingChanged: () => savingChanged() });
  const { survey } = keeper;

  /** What the parts of the page share: the survey as it is edited, and what they can do to it. */
  const editor = {
    survey,
    get stored() {
      return keeper.stored;
    },
    languages: languagesOf(survey),
    language: languagesOf(survey).includes(readers()) ? readers() : survey.defaultLocale,
    adding: null,
    open: new Set(),
    change,
    focus,
    speak,
    forgetLanguage,
    weigh,
    moveQuestion,
    removeQuestion,
    duplicateQuestion,
  };

  const section = (attributes) => h("section", { class: "card", ...attributes });
  const parts = {
    head: h("div", { class: "bar head" }),
    questions: h("ol", { class: "asks" }),
    add: h("div", { class: "add" }),
    display: section({ "aria-labelledby": "when" }),
    thanks: section({ class: "card by-class" }),
    appearance: section(),
    rest: h("details", { class: "card rest" }),
  };
  const misplaced = h("div", { class: "misplaced", role: "status" });
  const chips = languageChips(editor);
  const preview = previewCard(name, signal, (found) => {
    refused = found;
    mark();
  });
  const rules = rulesEditor(editor);
  const actions = { publish, save, discard, settle, retry, preview: showPreview, show: showWrong };
  const bar = keepBar({ keeper, actions });

  /** Edits the survey beyond a field's own value, and draws what that changes. */
  function change(edit) {
    leave(document.activeElement);
    edit();
    drawParts();
    edited();
  }

  /** A field that is drawn anew was left too. */
  function leave(field) {
    if (page.contains(field) && field.dataset.at) left.add(field.dataset.at);
  }

  function focus(key) {
    page.querySelector(`[data-key="${CSS.escape(key)}"]`)?.focus();
  }

  function edited() {
    keeper.edited();
    follow();
  }

  /** Shows what was changed, and soon in the preview too. */
  function follow() {
    mark();
    chips.draw();
    tellDisplay(parts.display, survey);
    clearTimeout(waiting);
    waiting = setTimeout(settled, SETTLED);
  }

  async function settled() {
    const now = JSON.stringify([survey, editor.language]);
    if (signal.aborted || now === shown || !survey.questions.length) return;
    shown = now;
    const weighed = keeper.isDraft() || !keeper.isChanged() ? null : weight(survey);
    preview.update(survey, editor.language);
    restarts = (await weighed)?.restarts ?? [];
    if (!signal.aborted) bar.draw(restarts, wrong().length);
  }

  /** What saving would do; nothing where that can't be said now. */
  const weight = (body) =>
    call("PUT", `/api/v1/surveys/${survey.id}${query({ dryRun: true })}`, storable(body)).catch(() => null);

  /** What stands in the way of showing it to visitors: the editor's words go before the service's. */
  function wrong() {
    const own = ownFlaws(survey, change);
    const others = [...refused, ...keeper.flaws].filter(({ pointer }, i, all) =>
      !own.some((flaw) => flaw.pointer === pointer) && all.findIndex((each) => each.pointer === pointer) === i);
    return [...own, ...others];
  }

  function mark() {
    flaws = wrong();
    const active = document.activeElement?.dataset?.at;
    const isLeft = (pointer = "") =>
      everywhere || [...left].some((at) => at === pointer || (pointer.startsWith(`${at}/`) && at !== active));
    showFlaws(page, misplaced, flaws, isLeft);
    bar.draw(restarts, flaws.length);
  }

  function savingChanged() {
    if (survey.id && location.pathname.includes("/new/")) {
      history.replaceState(null, "", location.pathname.replace(/\/new\/[a-z0-9-]+$/, `/${survey.id}/edit`));
      drawHead();
      rules.load().catch(failed);
    }
    mark();
  }

  function speak(tag) {
    if (!editor.languages.includes(tag)) editor.languages.push(tag);
    editor.language = tag;
    drawParts();
    chips.draw();
    follow();
  }

  function forgetLanguage(tag) {
    for (const { texts } of textsOf(survey)) delete texts[tag];
    for (const texts of Object.values(survey.words ?? {})) delete texts[tag];
    editor.languages = editor.languages.filter((each) => each !== tag);
    speak(survey.defaultLocale);
    edited();
  }

  /** Edits a question in a way that may start its figures again, and asks then. */
  async function weigh(index, edit) {
    const { key } = survey.questions[index];
    const before = keeper.stored.questions.find((each) => each.key === key);
    const trial = structuredClone(survey);
    edit(trial.questions[index]);
    const found = !before || keeper.isDraft() || accepted.has(key) ? null : await weight(trial);
    const restart = found?.restarts.find(({ question }) => question === key);
    const asked = { survey: keeper.stored, before, now: trial.questions[index], number: index + 1 };
    const outcome = restart ? await restartDialog({ ...asked, target: restart.target }) : "EDIT";
    if (outcome === "OWN") return addQuestion(trial.questions[index], index + 1);
    if (outcome === "RESTART") accepted.add(key);
    return change(() => outcome && edit(survey.questions[index]));
  }

  function moveQuestion(index, by, key) {
    const { questions } = survey;
    const [question] = questions.splice(index, 1);
    questions.splice(index + by, 0, question);
    dropConditions();
    change(() => {});
    const button = page.querySelector(`[data-key="${key}-${question.key}"]`);
    if (button?.disabled) cardOf(question.key).querySelector("h3").focus();
    else button?.focus();
  }

  /** A question can only follow one that is asked before it. */
  function dropConditions() {
    survey.questions.forEach((question, i) => {
      const earlier = survey.questions.slice(0, i).some(({ key }) => key === question.askWhen?.question);
      if (earlier) return;
      delete question.askWhen;
      delete question.textFor;
    });
  }

  const cardOf = (key) => parts.questions.querySelector(`[data-question="${CSS.escape(key)}"]`);

  function addQuestion(content, at = survey.questions.length) {
    const key = freeKey("question", survey.questions.map((question) => question.key));
    change(() => survey.questions.splice(at, 0, { ...structuredClone(content), key }));
    const card = cardOf(key);
    card.scrollIntoView({ block: "nearest" });
    card.querySelector("textarea, input[type=text]")?.focus({ preventScroll: true });
  }

  function addOfKind(type) {
    const question = { text: {} };
    retype(question, type);
    addQuestion(question);
  }

  function duplicateQuestion(index) {
    addQuestion(survey.questions[index], index + 1);
  }

  async function removeQuestion(index) {
    const question = survey.questions[index];
    const remove = () => {
      change(() => {
        survey.questions.splice(index, 1);
        dropConditions();
      });
      const next = survey.questions[Math.min(index, survey.questions.length - 1)];
      cardOf(next.key).querySelector("h3").focus();
    };
    const texts = textsOf({ ...survey, questions: [question], thanks: null });
    const isWritten = texts.some((text) => Object.keys(text.texts).length);
    if (!isWritten) return remove();
    const line = keeper.isDraft() ? "removeQuestionDraft" : "removeQuestionLive";
    const gone = await askFirst({
      title: t("removeQuestionSure", { n: index + 1 }), lines: [t(line)], act: t("remove"), run: async () => {},
    });
    return gone ? remove() : undefined;
  }

  function drawHead() {
    document.title = `${t("edit")}: ${survey.name} · Voce`;
    const head = survey.id ? [surveyHead(keeper.stored, "edit", can), states()] : [h("h1", {}, survey.name)];
    replace(parts.head, head.flat());
  }

  /** What is done to the whole survey. */
  function states() {
    const { status } = keeper.stored;
    const act = (label, run) => h("button", { type: "button", onclick: () => run().catch(failed) }, label);
    return menu(dots(), [
      status === "LIVE" && act(t("pause"), () => step("pause")),
      status === "PAUSED" && act(t("resume"), () => step("publish")),
      ["LIVE", "PAUSED"].includes(status) && act(t("closeSurvey"), close),
      act(t("duplicateSurvey"), () => duplicateSurvey(survey, go)),
      act(t("deleteSurvey"), remove),
    ], { class: "icon", "aria-label": t("surveyState"), "data-key": "states" });
  }

  function failed(problem) {
    misplaced.replaceChildren(h("p", { class: "problem", role: "alert" }, problem.message));
    if (!problem.status) console.error(problem);
  }

  async function step(name) {
    keeper.take(await call("POST", `/api/v1/surveys/${survey.id}/${name}`));
    drawHead();
    bar.draw(restarts, flaws.length);
  }

  const close = () => askFirst({
    title: t("closeTitle", { name: survey.name }),
    lines: [t("closeSure")],
    act: t("closeSurvey"),
    run: () => step("close"),
  });

  async function remove() {
    if (!await deleteSurvey(keeper.stored)) return;
    keeper.discard();
    go("/");
  }

  async function publish() {
    leaveFields();
    everywhere = true;
    await keeper.store(true).catch(() => {});
    if (["OFFLINE", "CLASHED"].includes(keeper.state)) return;
    mark();
    const done = await publishDialog({
      survey,
      languages: editor.languages,
      flaws,
      definition: preview.definition(),
      go: (pointer, tag) => {
        if (tag) speak(tag);
        goTo(page, pointer);
      },
      publish: () => call("POST", `/api/v1/surveys/${survey.id}/publish`),
    });
    if (done) go(`/surveys/${survey.id}/share`);
    else shown = null;
    follow();
  }

  async function save() {
    leaveFields();
    everywhere = true;
    mark();
    if (flaws.length) return goTo(page, flaws[0].pointer);
    await keeper.store();
    accepted.clear();
    everywhere = false;
    left.clear();
    restarts = [];
    drawHead();
    return drawParts();
  }

  /** What is still being typed counts too. */
  function leaveFields() {
    const active = document.activeElement;
    if (page.contains(active) && active.matches("input, textarea")) active.blur();
  }

  function discard() {
    const run = async () => {
      keeper.discard();
      drawAll();
    };
    return askFirst({ title: t("discardTitle"), lines: [t("discardSure")], act: t("discard"), run });
  }

  function settle(choice) {
    keeper.settle(choice);
    editor.languages = [...new Set([...languagesOf(survey), ...editor.languages])];
    drawAll();
  }

  async function retry() {
    await keeper.store().catch(() => {});
  }

  function showWrong() {
    everywhere = true;
    mark();
    if (flaws.length) goTo(page, flaws[0].pointer);
  }

  function showPreview() {
    preview.element.popover = "auto";
    preview.element.showPopover();
    preview.element.addEventListener("toggle", ({ newState }) => {
      if (newState === "closed") preview.element.removeAttribute("popover");
    }, { once: true });
  }

  function drawAll() {
    drawHead();
    drawParts();
    follow();
  }

  function drawParts() {
    replace(parts.questions, survey.questions.map((question, i) => questionCard(editor, question, i)));
    drawAdd();
    replace(parts.display, displayEditor(editor));
    const thanks = thanksEditor(editor);
    parts.thanks.hidden = !thanks;
    replace(parts.thanks, thanks ?? []);
    rules.draw();
    replace(parts.appearance, appearanceEditor(editor));
    replace(parts.rest, settingsEditor(editor));
    const empty = !survey.questions.length;
    for (const part of [parts.display, parts.thanks, parts.appearance, parts.rest]) part.hidden ||= empty;
    if (!empty) for (const part of [parts.display, parts.appearance, parts.rest]) part.hidden = false;
  }

  function drawAdd() {
    const { length } = survey.questions;
    if (!length) {
      replace(parts.add, firstQuestion(addOfKind));
      return;
    }
    const kind = (type) => h("button", { type: "button", onclick: () => addOfKind(type) },
      t(`type.${type}`), h("small", {}, t(`about.${type}`)));
    const add = menu(t("addQuestion"), typeNames().map(kind), { "data-key": "add-question", disabled: length >= MOST });
    add[1].classList.add("kinds");
    replace(parts.add, add, h("p", { class: "small muted" }, gistWords(survey.questions)));
  }

  const heading = h("h2", { id: "asks", class: "hidden" }, t("questions"));
  const asks = h("section", { "aria-labelledby": "asks" }, heading, parts.questions, parts.add);
  const page = h("div", { class: "editor" },
    parts.head,
    h("div", { class: "filters edit" }, chips.element, bar.element),
    h("div", { class: "grid editing" },
      h("div", { class: "c7 pile" },
        asks,
        parts.display,
        parts.thanks,
        rules.element,
        parts.appearance,
        parts.rest,
        misplaced),
      preview.element),
    bar.news);

  const isOutside = (target) =>
    preview.element.contains(target) || rules.element.contains(target) || target.name === "lang";
  page.addEventListener("input", ({ target }) => isOutside(target) || edited());
  // What is entered is left, also where its field is drawn anew before the focus goes.
  page.addEventListener("change", ({ target }) => target.dataset.at && left.add(target.dataset.at), true);
  page.addEventListener("focusout", ({ target }) => {
    if (!target.dataset?.at) return;
    left.add(target.dataset.at);
    setTimeout(mark);
  });
  page.addEventListener("focusin", ({ target }) => {
    for (const card of page.querySelectorAll(".ask.now")) card.classList.remove("now");
    const card = target.closest("[data-question]");
    card?.classList.add("now");
    const ofClass = /\/(?:textFor|thanks)\/([A-Z]+)/.exec(target.dataset?.at ?? "")?.[1];
    if (card) preview.look(survey.questions.findIndex(({ key }) => key === card.dataset.question), ofClass);
    else if (ofClass) preview.look(null, ofClass);
  });
  drawAll();
  await rules.load();
  return { title: `${t("edit")}: ${survey.name}`, content: page };
}

/** How many questions there are, how many of them whom is asked, and how long that takes. */
function gistWords(questions) {
  const lengths = pathLengths(questions);
  const who = (classes) => listed(classes.map((name) => t(`class.${name}`).toLowerCase()));
  const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);
  const group = ({ length, classes }, i) =>
    (i ? t("pathNext", { who: who(classes), n: length }) : t("pathFirst", { who: capital(who(classes)), n: length }));
  const groups = lengths.length > 1
    ? lengths.map(group)
    : [];
  const seconds = t("takesAbout", { n: secondsOf(questions) });
  const count = t("questionCount", { n: questions.length, most: MOST });
  return groups.length ? `${count} ${groups.join(", ")}: ${seconds}` : `${count} ${capital(seconds)}`;
}
