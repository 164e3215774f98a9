/** A template's whole way through, question by question, for those of one class. */
import { openDialog } from "./dialog.js";
import { explanation, h, replace } from "./html.js";
import { languageName } from "./languages.js";
import { classesOf, exampleOf, isScored } from "./question-types.js";
import { segmented } from "./segmented.js";
import { classLike, pathOf, sortingQuestion } from "./survey-paths.js";
import { showAt, widget } from "./widget-script.js";
import { language, t } from "./words.js";

/**
 * @param item the template
 * @param tags its languages, and `tag` the one to begin with
 * @param asked reads the template as visitors would be asked, in a language
 * @returns a promise of whether the template is to be used
 */
export function lookAtTemplate({ item, tags, tag, asked }) {
  const walk = h("div", { class: "walk", inert: true });
  const choices = h("div", { class: "bar choices" });
  const { questions } = item.survey;
  const names = classesOf(sortingQuestion(questions));
  let [as] = names;
  let definition;

  async function speak(wanted) {
    [definition] = await Promise.all([asked(item, wanted), widget()]);
    draw();
  }

  function draw() {
    const way = pathOf(questions, as);
    const steps = [...way.map((question, i) => step(definition, way, i, as)), thanks(definition, questions, as)];
    replace(walk, steps.map(({ element }) => element));
    steps.forEach(({ place, shown, options }) => showAt(place, shown, options));
  }

  async function begin() {
    await speak(tag);
    const named = names.map((name) => [name, t(`class.${name}`)]);
    const turn = (each) => {
      as = each;
      draw();
    };
    replace(choices,
      segmented(t("shownAs"), named, as, turn),
      segmented(t("previewLanguage"), tags.map((each) => [each, languageName(each)]), tag, speak));
  }

  const looked = openDialog({
    title: t(`template.${item.key}`),
    content: () => h("div", { class: "template-look" }, choices, walk),
    acts: (close) => [
      h("p", { class: "small muted" }, t("allCanBeChanged")),
      h("button", { type: "button", class: "button end", onclick: () => close(false) }, t("back")),
      h("button", { type: "button", class: "button primary", onclick: () => close(true) }, t("useTemplate")),
    ],
  });
  begin().catch((problem) => replace(walk, h("p", { class: "problem", role: "alert" }, explanation(problem))));
  return looked;
}

/** One question of a way, worded for a class; the first with its score chosen. */
function step(definition, way, index, as) {
  const worded = way.map(({ key }) => definition.questions.find((each) => each.key === key));
  const question = worded[index];
  const before = way.find(({ key }) => key === question.askWhen?.question);
  const text = question.textFor?.[before && classLike(before, as)] ?? question.text;
  // The next one follows, so that this is not the one that sends.
  const questions = [{ ...question, text }, ...worded.slice(index + 1)].map(alone);
  const isAnswered = index === 0 && as && isScored(way[0]);
  const options = isAnswered ? { preselect: { [question.key]: exampleOf(way[0], as) } } : {};
  return { ...figure([h("b", {}, index + 1), " ", whom(question)]), shown: { ...definition, questions }, options };
}

/** Without what it depends on. */
function alone({ askWhen, textFor, ...question }) {
  return question;
}

/** "detractors and passives, worded by class" */
function whom({ askWhen, textFor }) {
  const names = askWhen?.classes?.map((name) => t(`class.${name}`).toLocaleLowerCase(language()));
  const people = names ? new Intl.ListFormat(language()).format(names) : t("everyone");
  return textFor && !names ? `${people}, ${t("byClass")}` : people;
}

/** What is said at the end. */
function thanks(definition, questions, as) {
  const said = questions.map((question) => definition.thanks?.[classLike(question, as)]).find(Boolean);
  const words = { ...definition.words, thanks: said?.text ?? definition.words.thanks };
  return { ...figure([h("b", {}, t("thankYou"))]), shown: { ...definition, words, questions: [] }, options: {} };
}

function figure(caption) {
  const place = h("div", {});
  return { element: h("figure", {}, h("figcaption", {}, caption), place), place };
}
