/** One question in the editor: its kind, its words, when it is asked, and folded what is seldom changed. */
import { answersEditor } from "./answers-editor.js";
import { conditionEditor } from "./condition-editor.js";
import { choice, down, flawPlace, iconButton, labelled, putIn, textField, tickBox, up } from "./editor-fields.js";
import { h } from "./html.js";
import { dots, menu } from "./menu.js";
import { tone } from "./metrics.js";
import { classesAsked } from "./missing-texts.js";
import { looksOf, isScored, orient, orientationsOf, putOnScale, rangesOf, scaleChoices, scaleOf, typeNames }
  from "./question-types.js";
import { followersOf } from "./survey-paths.js";
import { listed, t } from "./words.js";

/** What only some kinds of questions have. */
const OF_TYPE = ["scale", "orientation", "look", "labels", "options", "multiple"];

/** Makes a question one of another kind. */
export function retype(question, type) {
  OF_TYPE.forEach((gone) => delete question[gone]);
  question.type = type;
  putOnScale(question);
  if (type === "CHOICE") {
    question.options = [{ key: "option_1", text: {} }, { key: "option_2", text: {} }];
    question.multiple = true;
  }
}

export const scaleName = ({ min, max }) => `${min}–${max}`;

export function questionCard(editor, question, index) {
  const part = { editor, question, index, at: `/questions/${index}`, number: index + 1 };
  return h("li", { class: "card ask", "data-question": question.key },
    head(part),
    conditionEditor(part),
    wording(part),
    isScored(question) && [ends(part), leads(part)],
    question.type === "CHOICE" && answersEditor(part),
    advanced(part));
}

function head({ editor, question, index, number }) {
  const { questions } = editor.survey;
  const kinds = typeNames().map((type) => [type, t(`type.${type}`)]);
  const chooseKind = (type) => editor.weigh(index, (now) => retype(now, type));
  const ofKind = { class: "kind", "data-key": `kind-${question.key}` };
  const kind = choice(t("typeOf", { n: number }), kinds, question.type, chooseKind, ofKind);
  const step = (icon, key, by, disabled) => {
    const attributes = { "data-key": `${key}-${question.key}`, disabled };
    return iconButton(icon, t(key, { n: number }), () => editor.moveQuestion(index, by, key), attributes);
  };
  const classes = classesAsked(editor.survey, question);
  const reword = () => editor.change(() => (question.textFor ? sayAlike(part) : sayByClass(part)));
  const part = { editor, question, classes };
  const act = (label, onclick) => h("button", { type: "button", onclick }, label);
  const ofMore = { "aria-label": t("moreForQuestion", { n: number }), "data-key": `more-${question.key}` };
  const more = menu(dots(), [
    classes.length > 0 && act(t(question.textFor ? "sayAlike" : "sayByClass"), reword),
    act(t("duplicateQuestion"), () => editor.duplicateQuestion(index)),
    questions.length > 1 && act(t("removeQuestion"), () => editor.removeQuestion(index)),
  ], { class: "icon quiet small", ...ofMore });
  return h("div", { class: "bar" },
    h("h3", { tabindex: -1 }, String(number)),
    kind,
    h("span", { class: "end tools" },
      step(up(), "moveUp", -1, index === 0),
      step(down(), "moveDown", 1, index === questions.length - 1),
      more));
}

/** Each class begins with the words that all had. */
function sayByClass({ question, classes }) {
  question.textFor = Object.fromEntries(classes.map((name) => [name, { ...question.text }]));
}

function sayAlike({ question, classes }) {
  const first = classes.map((name) => question.textFor[name]).find((texts) => texts && Object.keys(texts).length);
  question.text = { ...first, ...question.text };
  delete question.textFor;
}

/** The question in one wording, or in one for each class that is asked. */
function wording(part) {
  const { editor, question, at, number } = part;
  const classes = question.textFor ? classesAsked(editor.survey, question) : [];
  if (classes.length) return [classes.map((name) => byClass(part, name)), flawPlace(`${at}/text`)];
  const write = (texts) => {
    question.text = texts;
  };
  const attributes = { class: "words", rows: 2, "data-key": `text-${question.key}` };
  const label = t("questionN", { n: number });
  const field = textField(editor, { at: `${at}/text`, label, texts: question.text, write, ...attributes });
  return [field, flawPlace(`${at}/text`)];
}

function byClass({ editor, question, at, number }, name) {
  const sorting = editor.survey.questions.find(({ key }) => key === question.askWhen.question);
  const write = (texts) => {
    question.textFor = { ...question.textFor, [name]: texts };
  };
  return ofClass(sorting, name, textField(editor, {
    at: `${at}/textFor/${name}`,
    label: t("questionForClass", { n: number, class: t(`class.${name}`).toLowerCase() }),
    texts: question.textFor[name],
    instead: question.text?.[editor.language],
    write,
  }));
}

/** A row for the people of one class, with the scores that they gave. */
export function ofClass(sorting, name, ...content) {
  const range = sorting && rangesOf(sorting).find((each) => each.name === name);
  const scores = range && h("small", {}, spanOf(range));
  return h("div", { class: `by ${tone(name)}` },
    h("span", { class: "whom" }, t(`class.${name}`), scores),
    h("div", {}, content));
}

const spanOf = ({ from, to }) => (from === to ? String(from) : `${from}–${to}`);

/** The words at both ends of the scale. */
function ends({ editor, question, at }) {
  const { min, max } = scaleOf(question);
  const end = (name, score) => h("div", { class: "edge" }, h("b", {}, String(score)), textField(editor, {
    tag: "input",
    at: `${at}/labels/${name}`,
    label: t("wordsAt", { score }),
    texts: question.labels?.[name],
    write: (texts) => putIn(question, "labels", name, texts),
  }));
  return h("div", { class: "edges" }, end("min", min), end("max", max));
}

/** Which scores are of which class, and what is asked after them. */
function leads({ editor, question }) {
  const ranges = rangesOf(question);
  if (!ranges.length) return null;
  const lead = (range) => {
    const then = followersOf(editor.survey.questions, question.key, range.name);
    return h("li", { class: tone(range.name) },
      h("b", {}, spanOf(range)), " ", t(`class.${range.name}`),
      h("small", {}, then.length ? t("then", { questions: listed(then.map(String)) }) : ""));
  };
  const list = h("ul", { class: "leads", "aria-label": t("whatFollows") }, ranges.map(lead));
  list.style.gridTemplateColumns = ranges.map(({ from, to }) => `minmax(min-content, ${to - from + 1}fr)`).join(" ");
  return list;
}

/** What is seldom changed, and in one line what it is now. */
function advanced(part) {
  const { editor, question, index, at } = part;
  const scored = isScored(question);
  const { look = "NUMBERS" } = question;
  const summary = [
    t(question.required ? "isRequired" : "maySkip"),
    scored && t(`asLook.${look}`),
    t(scored ? "keyAndScale" : "keyAlone"),
  ];
  const require = (checked) => editor.change(() => putOrNot(question, "required", checked));
  return h("details", { class: "fold" },
    h("summary", { "data-key": `fold-${question.key}` }, summary.filter(Boolean).join(" · ")),
    h("div", { class: "fields" },
      scored && [scaleField(part), lookField(part), orientationField(part)],
      tickBox(t("answerRequired"), question.required, require, { "data-key": `required-${question.key}` }),
      keyField(part, index),
      h("small", {}, t("keyHint")),
      flawPlace(`${at}/key`)));
}

function putOrNot(question, name, set) {
  if (set) question[name] = true;
  else delete question[name];
}

function scaleField({ editor, question, index, number }) {
  const choices = scaleChoices(question.type);
  const options = choices.map((scale) => [scaleName(scale), scaleName(scale)]);
  const rescale = (name) =>
    editor.weigh(index, (now) => putOnScale(now, choices.find((scale) => scaleName(scale) === name)));
  const attributes = { "data-key": `scale-${question.key}` };
  const chosen = scaleName(scaleOf(question));
  return labelled(t("scale"), choice(t("scaleOf", { n: number }), options, chosen, rescale, attributes));
}

function lookField({ editor, question, number }) {
  const options = looksOf(question).map((look) => [look, t(`look.${look}`)]);
  const write = (look) => editor.change(() => {
    if (look === "NUMBERS") delete question.look;
    else question.look = look;
  });
  const attributes = { "data-key": `look-${question.key}` };
  const chosen = question.look ?? "NUMBERS";
  return labelled(t("look"), choice(t("lookOf", { n: number }), options, chosen, write, attributes));
}

function orientationField({ editor, question, index, number }) {
  const choices = orientationsOf(question);
  if (choices.length < 2) return null;
  const options = choices.map((each) => [each, t(`orientation.${each}`)]);
  const turn = (orientation) => editor.weigh(index, (now) => orient(now, orientation));
  const attributes = { "data-key": `orientation-${question.key}` };
  const chosen = question.orientation ?? "NORMAL";
  return labelled(t("goodEnd"), choice(t("goodEndOf", { n: number }), options, chosen, turn, attributes));
}

/** The key names the answers for ever once there may be some. */
function keyField({ editor, question, at, number }) {
  const onchange = ({ target }) => editor.change(() => {
    const before = question.key;
    question.key = target.value.trim();
    editor.survey.questions
      .filter((each) => each.askWhen?.question === before)
      .forEach((each) => (each.askWhen.question = question.key));
  });
  const fixed = editor.stored.status !== "DRAFT" && editor.stored.questions.some(({ key }) => key === question.key);
  const attributes = { type: "text", "aria-label": t("keyOf", { n: number }), value: question.key, onchange };
  const input = h("input", { ...attributes, disabled: fixed, pattern: "[a-z][a-z0-9_]{0,39}" });
  return labelled(t("key"), input, { at: `${at}/key` });
}
