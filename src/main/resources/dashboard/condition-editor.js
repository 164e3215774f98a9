/** After which answers a question is asked: always, or after an earlier question, for some of its classes. */
import { choice } from "./editor-fields.js";
import { h } from "./html.js";
import { tone } from "./metrics.js";
import { classesOf, isScored } from "./question-types.js";
import { t } from "./words.js";

export function conditionEditor({ editor, question, index, number }) {
  const { questions } = editor.survey;
  const earlier = questions.slice(0, index).filter(isScored);
  if (!earlier.length && !question.askWhen) return null;
  const after = (each) => {
    const key = classesOf(each).length ? "afterFor" : "after";
    return [each.key, t(key, { n: questions.indexOf(each) + 1 })];
  };
  const options = [["", t("askAlways")], ...earlier.map(after)];
  const choose = (key) => editor.change(() => {
    delete question.textFor;
    if (key) question.askWhen = { question: key };
    else delete question.askWhen;
  });
  const attributes = { class: "kind", "data-key": `after-${question.key}` };
  return h("fieldset", { class: "after" },
    h("legend", { class: "hidden" }, t("askWhenOf", { n: number })),
    choice(t("askWhenOf", { n: number }), options, question.askWhen?.question ?? "", choose, attributes),
    classTicks(editor, question));
}

function classTicks(editor, question) {
  const { askWhen } = question;
  const asked = askWhen && editor.survey.questions.find(({ key }) => key === askWhen.question);
  if (!asked) return null;
  const all = classesOf(asked);
  const chosen = askWhen.classes ?? all;
  const onchange = (name) => ({ target }) => {
    const now = all.filter((each) => (each === name ? target.checked : chosen.includes(each)));
    if (!now.length) { // a question for nobody would be none
      target.checked = true;
      return;
    }
    editor.change(() => {
      question.askWhen = now.length === all.length ? { question: asked.key } : { question: asked.key, classes: now };
    });
  };
  const tick = (name) => h("label", { class: `tick ${tone(name)}` },
    h("input", {
      type: "checkbox",
      checked: chosen.includes(name),
      "data-key": `for-${name}-${question.key}`,
      onchange: onchange(name),
    }),
    h("span", { class: "swatch" }),
    t(`class.${name}`));
  return all.map(tick);
}
