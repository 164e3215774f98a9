/** One question: its kind, its words, when it is asked. */
import { checkbox, select, summaryOf } from "./controls.js";
import { action, field, h } from "./html.js";
import { classesOf, isScored, putOnScale, scaleChoices, typeNames } from "./question-types.js";
import { textsEditor } from "./texts-editor.js";
import { t } from "./words.js";

const LOOKS = ["NUMBERS", "STARS", "SMILEYS", "THUMBS"];

/** What only some kinds of questions have. */
const OF_TYPE = ["scale", "orientation", "look", "labels", "options", "multiple", "textFor"];

/** What an answer can be asked after: a class, or two of three. */
function combinations(classes) {
  const single = classes.map((one) => [one]);
  const pairs = classes.length === 3 ? classes.map((gone) => classes.filter((one) => one !== gone)) : [];
  return [...single, ...pairs];
}

const same = (classes, others) => classes.length === others?.length && classes.every((one) => others.includes(one));

/** Names in an object that goes when nothing is left in it. */
function put(owner, part, name, texts) {
  const { [name]: gone, ...rest } = owner[part] ?? {};
  const now = Object.keys(texts).length ? { ...rest, [name]: texts } : rest;
  if (Object.keys(now).length) owner[part] = now;
  else delete owner[part];
}

/** A key that none has yet. */
export function freeKey(stem, taken) {
  let number = taken.length + 1;
  while (taken.includes(`${stem}_${number}`)) number++;
  return `${stem}_${number}`;
}

export function questionEditor({ survey, question, index, languages, changed, move, remove }) {
  const at = `/questions/${index}`;
  const parts = { survey, question, index, languages, changed, at };
  return h("li", { class: "question", "data-at": at, "data-question": question.key },
    head(parts, move, remove),
    h("div", { class: "fields" },
      typeField(parts),
      keyField(parts),
      isScored(question) && [scaleField(parts), lookField(parts)],
      conditionField(parts)),
    textsEditor({
      label: t("text"), languages, texts: question.text, at: `${at}/text`, changed: (texts) => (question.text = texts),
    }),
    wordingEditor(parts),
    isScored(question) && labelsEditor(parts),
    question.type === "CHOICE" && optionsEditor(parts),
    checkbox(t("required"), {
      checked: question.required, onchange: ({ target }) => (question.required = target.checked),
    }));
}

const named = (label, { question }) => `${t(label)}: ${question.key}`;

function head(parts, move, remove) {
  const { survey: { questions }, question, index } = parts;
  const step = (sign, by, label, key, disabled) =>
    action(sign, () => move(by), { "aria-label": named(label, parts), "data-key": `${key}-${question.key}`, disabled });
  const removal = { class: "danger small", "aria-label": named("remove", parts), disabled: questions.length === 1 };
  return h("div", { class: "card-head" },
    h("h3", {}, `${index + 1}. ${t(`type.${question.type}`)}`),
    step("↑", -1, "moveUp", "up", index === 0),
    step("↓", 1, "moveDown", "down", index === questions.length - 1),
    action(t("remove"), remove, removal));
}

function placed(at, element) {
  element.dataset.at = at;
  return element;
}

function choice(parts, name, options, chosen, write) {
  const attributes = {
    "aria-label": named(name, parts),
    "data-key": `${name}-${parts.question.key}`,
    onchange: ({ target }) => {
      write(target.value);
      parts.changed();
    },
  };
  return placed(`${parts.at}/${name}`, field(t(name), select(attributes, options, chosen)));
}

function typeField(parts) {
  const { question } = parts;
  const options = typeNames().map((type) => [type, t(`type.${type}`)]);
  return choice(parts, "type", options, question.type, (type) => {
    OF_TYPE.forEach((gone) => delete question[gone]);
    question.type = type;
    putOnScale(question);
    if (type === "CHOICE") question.options = [{ key: "option_1", text: {} }];
  });
}

function keyField(parts) {
  const { survey, question, at, changed } = parts;
  const onchange = ({ target }) => {
    const before = question.key;
    question.key = target.value.trim();
    survey.questions
      .filter((each) => each.askWhen?.question === before)
      .forEach((each) => (each.askWhen.question = question.key));
    changed();
  };
  const attributes = {
    "aria-label": named("key", parts), value: question.key, pattern: "[a-z][a-z0-9_]{0,39}", onchange,
  };
  return placed(`${at}/key`, field(t("key"), h("input", attributes)));
}

function scaleField(parts) {
  const { question } = parts;
  const name = ({ min, max }) => `${min}-${max}`;
  const choices = scaleChoices(question.type);
  const options = choices.map((scale) => [name(scale), `${scale.min} – ${scale.max}`]);
  const rescale = (value) => putOnScale(question, choices.find((scale) => name(scale) === value));
  return choice(parts, "scale", options, question.scale && name(question.scale), rescale);
}

function lookField(parts) {
  const { question } = parts;
  const options = LOOKS.map((look) => [look, t(`look.${look}`)]);
  return choice(parts, "look", options, question.look ?? "NUMBERS", (look) => (question.look = look));
}

/** After which answers the question is asked: an earlier question's key, then its classes. */
function conditionField(parts) {
  const { survey, question, index } = parts;
  const earlier = survey.questions.slice(0, index).filter(isScored);
  if (!earlier.length) return null;
  const options = [["", t("askAlways")], ...earlier.flatMap(conditions)];
  return choice(parts, "askWhen", options, chosenCondition(survey, question), (value) => {
    const [key, ...classes] = value.split(" ");
    delete question.textFor;
    if (!key) delete question.askWhen;
    else question.askWhen = { question: key, ...(classes.length && { classes }) };
  });
}

function conditions(earlier) {
  const after = (classes) => {
    const names = classes.map((one) => t(`class.${one}`)).join(" + ");
    return [[earlier.key, ...classes].join(" "), t("askAfterClass", { question: earlier.key, classes: names })];
  };
  return [[earlier.key, t("askAfter", { question: earlier.key })], ...combinations(classesOf(earlier)).map(after)];
}

function chosenCondition(survey, { askWhen }) {
  if (!askWhen) return "";
  const asked = survey.questions.find((each) => each.key === askWhen.question);
  const classes = combinations(classesOf(asked)).find((each) => same(each, askWhen.classes)) ?? [];
  return [askWhen.question, ...classes].join(" ");
}

/** Other words for those who answered an earlier question so. */
function wordingEditor({ survey, question, languages, at }) {
  const asked = survey.questions.find((each) => each.key === question.askWhen?.question);
  const classes = asked ? question.askWhen.classes ?? classesOf(asked) : [];
  if (!classes.length) return null;
  const summary = { "data-key": `wording-${question.key}` };
  return h("details", {},
    h("summary", summary, summaryOf(t("wordingByAnswer"), question.key)),
    h("p", { class: "note" }, t("wordingByAnswerNote")),
    classes.map((one) => textsEditor({
      label: t(`class.${one}`),
      languages,
      texts: question.textFor?.[one],
      at: `${at}/textFor/${one}`,
      changed: (texts) => put(question, "textFor", one, texts),
    })));
}

function labelsEditor({ question, languages, at }) {
  const end = (name, label) => textsEditor({
    label,
    languages,
    texts: question.labels?.[name],
    rows: 1,
    at: `${at}/labels/${name}`,
    changed: (texts) => put(question, "labels", name, texts),
  });
  return h("details", {},
    h("summary", { "data-key": `labels-${question.key}` }, `${t("labelMin")} · ${t("labelMax")}`),
    end("min", t("labelMin")),
    end("max", t("labelMax")));
}

function optionsEditor(parts) {
  const { question, changed } = parts;
  const add = () => {
    const taken = question.options.map((option) => option.key);
    question.options.push({ key: freeKey("option", taken), text: {} });
    changed();
  };
  return h("div", { class: "options" },
    h("h4", {}, t("options")),
    question.options.map((option, i) => optionEditor(parts, option, i)),
    action(t("addOption"), add, { "aria-label": named("addOption", parts) }),
    checkbox(t("multiple"), {
      checked: question.multiple, onchange: ({ target }) => (question.multiple = target.checked),
    }));
}

function optionEditor({ question, languages, at, changed }, option, i) {
  const remove = () => {
    question.options.splice(i, 1);
    changed();
  };
  const last = question.options.length === 1;
  const removal = { class: "danger small", "aria-label": `${t("remove")}: ${option.key}`, disabled: last };
  return h("div", { class: "option" },
    textsEditor({
      label: option.key,
      languages,
      texts: option.text,
      rows: 1,
      at: `${at}/options/${i}/text`,
      changed: (texts) => (option.text = texts),
    }),
    action(t("remove"), remove, removal));
}
