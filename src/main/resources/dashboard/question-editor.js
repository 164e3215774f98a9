/** One question: its kind, its words, when it is asked. */
import { classesOf } from "./classes.js";
import { action, field, h } from "./html.js";
import { SCORED } from "./metrics.js";
import { textsEditor } from "./texts-editor.js";
import { t } from "./words.js";

const TYPES = [...SCORED, "CHOICE", "TEXT"];

const SCALES = { NPS: ["0-10", "1-10"], CSAT: ["1-5", "1-3", "1-7", "1-10", "0-1"], CES: ["1-7", "1-5"], RATING: ["1-5", "1-3", "1-7", "1-10"] };

/** What an answer can be asked after: a class, or two of three. */
const some = (classes) => [...classes.map((one) => [one]), ...(classes.length === 3 ? classes.map((gone) => classes.filter((one) => one !== gone)) : [])];

const same = (classes, others) => classes.length === others?.length && classes.every((one) => others.includes(one));

export function questionEditor({ survey, question, index, languages, changed, move, remove }) {
  const name = (label) => `${t(label)}: ${question.key}`;
  const at = `/questions/${index}`;
  const scored = SCORED.includes(question.type);
  const asked = survey.questions.find((each) => each.key === question.askWhen?.question);
  const reworded = asked ? question.askWhen.classes ?? classesOf(asked) : [];
  const earlier = survey.questions.slice(0, index).filter((each) => SCORED.includes(each.type));

  const placed = (name, element) => {
    element.dataset.at = `${at}/${name}`;
    return element;
  };

  const select = (label, options, chosen, write) => placed(label, field(t(label), h("select", { "aria-label": name(label), "data-key": `${label}-${question.key}`, onchange: (event) => {
    write(event.target.value);
    changed();
  } }, options.map(([value, told]) => h("option", { value, selected: value === chosen }, told)))));

  const retype = (type) => {
    for (const gone of ["scale", "orientation", "look", "labels", "options", "multiple", "textFor"]) delete question[gone];
    question.type = type;
    if (type === "CHOICE") question.options = [{ key: "option_1", text: {} }];
  };

  const rescale = (value) => {
    const [min, max] = value.split("-").map(Number);
    question.scale = { min, max };
    delete question.orientation;
    if (question.type === "CES" && max === 5) question.orientation = "EASE";
  };

  return h("li", { class: "question", "data-at": at, "data-question": question.key },
    h("div", { class: "card-head" }, h("h3", {}, `${index + 1}. ${t(question.type)}`),
      action("↑", () => move(-1), { "aria-label": name("up"), "data-key": `up-${question.key}`, disabled: index === 0 }),
      action("↓", () => move(1), { "aria-label": name("down"), "data-key": `down-${question.key}`, disabled: index === survey.questions.length - 1 }),
      action(t("remove"), remove, { class: "danger small", "aria-label": name("remove"), disabled: survey.questions.length === 1 })),
    h("div", { class: "fields" },
      select("type", TYPES.map((type) => [type, t(type)]), question.type, retype),
      placed("key", field(t("key"), h("input", { "aria-label": name("key"), value: question.key, pattern: "[a-z][a-z0-9_]{0,39}", onchange: (event) => {
        const before = question.key;
        question.key = event.target.value.trim();
        survey.questions.filter((each) => each.askWhen?.question === before).forEach((each) => (each.askWhen.question = question.key));
        changed();
      } }))),
      scored && select("scale", SCALES[question.type].map((scale) => [scale, scale.replace("-", " – ")]), question.scale ? `${question.scale.min}-${question.scale.max}` : SCALES[question.type][0], rescale),
      scored && select("look", ["NUMBERS", "STARS", "SMILEYS", "THUMBS"].map((look) => [look, t(look)]), question.look ?? "NUMBERS", (look) => (question.look = look)),
      earlier.length > 0 && select("askWhen", [["", t("always")], ...earlier.flatMap((each) => [[each.key, t("after", { question: each.key })],
        ...some(classesOf(each)).map((classes) => [[each.key, ...classes].join(" "), t("afterClass", { class: classes.map((one) => t(one)).join(" + ") })])])],
      question.askWhen ? [question.askWhen.question, ...some(classesOf(asked)).find((classes) => same(classes, question.askWhen.classes)) ?? []].join(" ") : "", (value) => {
        const [key, ...classes] = value.split(" ");
        delete question.textFor;
        if (!key) delete question.askWhen;
        else question.askWhen = { question: key, ...(classes.length && { classes }) };
      })),
    textsEditor(t("text"), languages, question.text, (texts) => (question.text = texts), 2, `${at}/text`),
    reworded.length > 0 && h("details", {}, h("summary", { "data-key": `reworded-${question.key}` }, t("textFor"), h("span", { class: "hidden" }, `: ${question.key}`)), h("p", { class: "note" }, t("textForNote")), reworded.map((one) =>
      textsEditor(t(one), languages, question.textFor?.[one] ?? {}, (texts) => {
        const { [one]: gone, ...rest } = question.textFor ?? {};
        const now = Object.keys(texts).length ? { ...rest, [one]: texts } : rest;
        if (Object.keys(now).length) question.textFor = now;
        else delete question.textFor;
      }, 2, `${at}/textFor/${one}`))),
    scored && h("details", {}, h("summary", { "data-key": `labels-${question.key}` }, `${t("labelMin")} · ${t("labelMax")}`), [["min", "labelMin"], ["max", "labelMax"]].map(([end, label]) =>
      textsEditor(t(label), languages, question.labels?.[end] ?? {}, (texts) => {
        const { [end]: gone, ...rest } = question.labels ?? {};
        const now = Object.keys(texts).length ? { ...rest, [end]: texts } : rest;
        if (Object.keys(now).length) question.labels = now;
        else delete question.labels;
      }, 1, `${at}/labels/${end}`))),
    question.type === "CHOICE" && h("div", { class: "options" }, h("h4", {}, t("options")), question.options.map((option, i) => h("div", { class: "option" },
      textsEditor(option.key, languages, option.text, (texts) => (option.text = texts), 1, `${at}/options/${i}/text`),
      action(t("remove"), () => {
        question.options.splice(i, 1);
        changed();
      }, { class: "danger small", "aria-label": `${t("remove")}: ${option.key}`, disabled: question.options.length === 1 }))),
    action(t("addOption"), () => {
      let number = question.options.length + 1;
      while (question.options.some((option) => option.key === `option_${number}`)) number++;
      question.options.push({ key: `option_${number}`, text: {} });
      changed();
    }, { "aria-label": name("addOption") }),
    h("label", { class: "check" }, h("input", { type: "checkbox", checked: question.multiple, onchange: (event) => (question.multiple = event.target.checked) }), t("multiple"))),
    h("label", { class: "check" }, h("input", { type: "checkbox", checked: question.required, onchange: (event) => (question.required = event.target.checked) }), t("required")));
}
