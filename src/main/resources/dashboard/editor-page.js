/** What a survey asks, in which order and words. */
import { call, getWithTag } from "./api.js";
import { action, field, h, replace } from "./html.js";
import { questionEditor } from "./question-editor.js";
import { surveyHead } from "./survey-head.js";
import { textsEditor } from "./texts-editor.js";
import { t } from "./words.js";

const list = (text) => text.split(",").map((each) => each.trim()).filter(Boolean);

export async function editorPage({ can, go }, id) {
  let { body: survey, etag } = await getWithTag(`/api/v1/surveys/${id}`);
  let languages = [...new Set([survey.defaultLocale, ...survey.questions.flatMap((question) => Object.keys(question.text))])];
  const told = h("p", { role: "status", class: "told" });
  const head = h("div", {});
  const settings = h("section", { class: "card" });
  const questions = h("ol", { class: "questions" });
  const thanks = h("section", { class: "card" });

  async function save() {
    told.textContent = "";
    const version = survey.version;
    try {
      const saved = await call("PUT", `/api/v1/surveys/${id}`, survey, { "If-Match": etag });
      await load();
      told.textContent = t(saved.version > version && survey.status !== "DRAFT" ? "newVersion" : "saved");
    } catch (problem) {
      throw problem.status === 412 ? new Error(t("conflict")) : problem;
    }
  }

  async function load() {
    ({ body: survey, etag } = await getWithTag(`/api/v1/surveys/${id}`));
    draw();
  }

  const step = (name, verb, sure) => action(t(name), async () => {
    if (sure && !confirm(sure)) return;
    if (verb === "publish") await save();
    await call("POST", `/api/v1/surveys/${id}/${verb}`);
    if (name === "publish") return go(`/surveys/${id}/share`);
    await load();
  }, { class: verb === "publish" ? "primary" : null });

  function draw() {
    replace(head, surveyHead(survey, "edit", can));
    drawSettings();
    drawQuestions();
    drawThanks();
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
    const text = (name, label, hint, read, write) => field(t(label), h("input", { name, value: read(), onchange: (event) => {
      write(event.target.value.trim());
    } }), hint && t(hint));
    replace(settings, h("h2", {}, t("settings")), h("div", { class: "fields" },
      text("name", "name", null, () => survey.name, (value) => (survey.name = value)),
      text("zone", "zone", null, () => survey.zone, (value) => (survey.zone = value)),
      text("languages", "languages", "languagesHint", () => languages.join(", "), (value) => {
        languages = list(value);
        survey.defaultLocale = languages[0] ?? survey.defaultLocale;
        drawQuestions();
        drawThanks();
      }),
      text("segments", "segmentsField", "segmentsHint", () => survey.segments.join(", "), (value) => (survey.segments = list(value))),
      text("touchpoint", "touchpoint", null, () => survey.touchpoint ?? "", (value) => (survey.touchpoint = value || null)),
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
      survey, question, index, languages, changed: drawQuestions, move: (by) => move(index, by),
      remove: () => {
        survey.questions.splice(index, 1);
        drawQuestions();
      },
    })));
  }

  function drawThanks() {
    const classes = { NPS: ["PROMOTER", "PASSIVE", "DETRACTOR"], CSAT: ["SATISFIED", "NEUTRAL", "DISSATISFIED"], CES: ["EASY", "NEUTRAL", "DIFFICULT"] };
    const found = [...new Set(survey.questions.flatMap((question) => classes[question.type] ?? []))];
    replace(thanks, h("h2", {}, t("thanks")), found.map((name) => textsEditor(t(name), languages, survey.thanks?.[name]?.text ?? {}, (texts) => {
      survey.thanks ??= {};
      const kept = { ...survey.thanks[name], text: texts };
      if (Object.keys(texts).length) survey.thanks[name] = kept;
      else delete survey.thanks[name];
    })));
  }

  const steps = h("div", { class: "steps" });
  draw();
  return { title: `${t("edit")}: ${survey.name}`, content: h("div", { class: "stackless" }, head, settings,
    h("section", { class: "card" }, h("h2", {}, t("questions")), survey.status !== "DRAFT" && h("p", { class: "note" }, t("editNote")), questions,
      action(t("addQuestion"), () => {
        const taken = survey.questions.map((question) => question.key);
        let number = survey.questions.length + 1;
        while (taken.includes(`question_${number}`)) number++;
        survey.questions.push({ key: `question_${number}`, type: "TEXT", text: {} });
        drawQuestions();
        questions.lastElementChild.querySelector("select").focus();
      })),
    thanks, h("div", { class: "card" }, steps, told)) };
}
