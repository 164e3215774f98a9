/** The survey as visitors would be asked, by the widget itself, as it is being written. */
import { call, query } from "./api.js";
import { cross, iconButton } from "./editor-fields.js";
import { h, replace } from "./html.js";
import { storable } from "./missing-texts.js";
import { classesOf, exampleOf, isScored } from "./question-types.js";
import { pathOf, sortingQuestion } from "./survey-paths.js";
import { widget } from "./widget-script.js";
import { t } from "./words.js";

/** What somebody of a class would answer to what is asked before a step. */
function answersOf(path, name) {
  const answers = {};
  for (const question of path) {
    const own = classesOf(question);
    if (isScored(question)) answers[question.key] = exampleOf(question, own.includes(name) ? name : own.at(-1));
    else if (question.type === "CHOICE") answers[question.key] = [question.options[0].key];
    else if (question.required) answers[question.key] = "…";
  }
  return answers;
}

/** Goes on with what was answered beforehand, so many questions; nothing in the widget takes the focus meanwhile. */
function goOn(host, steps) {
  host.inert = true;
  for (let i = 0; i < steps; i++) {
    const { shadowRoot } = host;
    (shadowRoot.querySelector(".f .go") ?? shadowRoot.querySelector(".f .q"))?.click();
  }
  host.inert = false;
}

/** Shows a survey at one of its questions, or at its thank-you, as people of one class see it. */
export function previewCard(name, signal, refused) {
  const place = h("div", { class: "shown", id: `preview-${name}` });
  const classes = h("div", { class: "pad" });
  const steps = h("fieldset", { class: "steps" });
  const note = h("p", { class: "nobody", hidden: true });
  const onPage = h("a", { class: "small end", target: "_blank", rel: "noopener" }, t("previewOnPage"));
  const of = { survey: null, definition: null, class: undefined, step: 0 };
  let turn = 0;

  const isThanks = () => of.step >= of.survey.questions.length;

  function show() {
    if (signal.aborted || !of.definition) return;
    const path = pathOf(of.survey.questions, of.class);
    const at = isThanks() ? path.length : path.indexOf(of.survey.questions[of.step]);
    window.voce("close");
    note.hidden = at >= 0;
    place.hidden = at < 0;
    if (at < 0) {
      note.textContent = t("notAsked", { class: t(`class.${of.class}`), n: of.step + 1 });
      return;
    }
    const asked = path.slice(0, at);
    window.voce("show", name, {
      target: `#${CSS.escape(place.id)}`,
      definition: { ...of.definition, display: {} },
      preselect: answersOf(asked, of.class),
      send: () => {},
    });
    const host = place.querySelector("voce-survey");
    if (host) goOn(host, at);
  }

  function radio(group, value, checked, label, onchange) {
    const input = h("input", { class: "hidden", type: "radio", name: `preview-${group}`, value, checked, onchange });
    input.dataset.key = `preview-${group}-${value}`;
    return h("label", {}, input, label);
  }

  function drawChoices() {
    const { questions } = of.survey;
    const sorting = sortingQuestion(questions);
    const names = classesOf(sorting);
    if (!names.includes(of.class)) of.class = names[0];
    of.step = Math.min(of.step, questions.length);
    const ofClass = (each) => {
      const label = t("oneOfClass", { class: t(`one.${each}`), score: exampleOf(sorting, each) });
      return radio("class", each, each === of.class, label, () => {
        of.class = each;
        show();
      });
    };
    const ofStep = (i, label) => radio("step", i, i === of.step, label, () => {
      of.step = i;
      show();
    });
    const legend = h("legend", { class: "hidden" }, t("seenBy"));
    replace(classes, names.length > 0 && h("fieldset", { class: "segmented even" }, legend, names.map(ofClass)));
    replace(steps,
      h("legend", { class: "hidden" }, t("step")),
      questions.map((question, i) => ofStep(i, i ? String(i + 1) : t("questionN", { n: 1 }))),
      ofStep(questions.length, t("thankYou")),
      onPage);
  }

  async function update(survey, locale) {
    const mine = ++turn;
    try {
      const path = `/api/v1/surveys/preview${query({ locale })}`;
      const body = storable(survey);
      const [definition] = await Promise.all([call("POST", path, body), widget()]);
      if (mine !== turn || signal.aborted) return;
      of.definition = definition;
      of.survey = body;
      refused([]);
      if (survey.id) onPage.setAttribute("href", h("a", { href: `/preview/${survey.id}` }).getAttribute("href"));
      onPage.hidden = !survey.id;
      drawChoices();
      show();
    } catch (problem) {
      if (mine !== turn || signal.aborted) return;
      if (problem.errors) refused(problem.errors);
      else if (problem.status !== 0) throw problem;
    }
  }

  signal.addEventListener("abort", () => window.voce?.("close"));

  const hide = () => element.hidePopover();
  const close = iconButton(cross(), t("closePreview"), hide, { class: "button icon quiet end closer" });
  const heading = h("h2", {}, t("preview"));
  const bar = h("div", { class: "bar" }, heading, h("p", { class: "small muted" }, t("previewNote")), close);
  const stage = h("div", { class: "stage" }, place, note);
  const element = h("aside", { class: "c5 side", id: "preview", "aria-label": t("preview") },
    h("section", { class: "card flush live" }, bar, classes, stage, steps));
  return {
    element,
    update,
    /** Follows what is being written: a question by its place, or the thank-you, and a class where it is for one. */
    look(step, ofClass) {
      if (!of.survey) return;
      const at = step ?? of.survey.questions.length;
      if (of.step === at && (!ofClass || of.class === ofClass)) return;
      of.step = at;
      of.class = ofClass ?? of.class;
      drawChoices();
      show();
    },
    definition: () => of.definition,
  };
}
