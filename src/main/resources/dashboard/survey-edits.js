/** What was edited in a survey, in words, by the places that people see. */
import { lower } from "./sentences.js";
import { alike } from "./survey-merge.js";
import { owners, t } from "./words.js";

/** Each edit as its subject and what happened to it. */
export function edits(before, now) {
  return [
    ...questionEdits(before, now),
    ...thanksEdits(before.thanks ?? {}, now.thanks ?? {}),
    ...settingEdits(before, now),
  ];
}

const questionN = (i) => lower(t("questionN", { n: i + 1 }));

const edit = (subject, what) => ({ subject, what: t(`edit.${what}`) });

function questionEdits(before, now) {
  const find = (list, key) => list.findIndex((each) => each.key === key);
  const gone = before.questions
    .map((question, i) => find(now.questions, question.key) < 0 && edit(questionN(i), "removed"))
    .filter(Boolean);
  const kept = (list, others) => list.filter(({ key }) => find(others, key) >= 0).map(({ key }) => key);
  const [old, order] = [kept(before.questions, now.questions), kept(now.questions, before.questions)];
  const moved = old.join() === order.join() ? [] : [edit(t("theQuestions"), "order")];
  const each = now.questions.flatMap((question, i) => {
    const was = before.questions[find(before.questions, question.key)];
    return was ? questionEdit(was, question, i, now) : [edit(questionN(i), "added")];
  });
  return [...gone, ...each, ...moved];
}

/** Which parts of a question make which edit. */
const PARTS = { type: "kind", scale: "scale", orientation: "scale", look: "look", labels: "ends", multiple: "several",
  askWhen: "condition", required: "required" };

function questionEdit(was, now, i, survey) {
  const found = [];
  if (!alike(was.text, now.text)) found.push(edit(questionN(i), "text"));
  for (const name of new Set([...Object.keys(was.textFor ?? {}), ...Object.keys(now.textFor ?? {})])) {
    if (alike(was.textFor?.[name], now.textFor?.[name])) continue;
    found.push(edit(lower(t("questionForClass", { n: i + 1, class: lower(t(`class.${name}`)) })), "text"));
  }
  const parts = Object.keys(PARTS).filter((part) => !alike(was[part], now[part]));
  for (const what of new Set(parts.map((part) => PARTS[part]))) found.push(edit(questionN(i), what));
  return [...found, ...answerEdits(was.options ?? [], now.options ?? [], survey)];
}

function answerEdits(was, now, survey) {
  const name = (option) => t("theAnswer", { name: owners(option.text, survey) || "…" });
  const find = (list, key) => list.find((each) => each.key === key);
  const keys = (list, others) => list.map(({ key }) => key).filter((key) => find(others, key)).join();
  const found = [];
  for (const option of was) if (!find(now, option.key)) found.push(edit(name(option), "removed"));
  for (const option of now) {
    const old = find(was, option.key);
    if (!old) found.push(edit(name(option), "added"));
    else if (!alike(old.text, option.text)) found.push(edit(name(option), "text"));
  }
  return keys(was, now) === keys(now, was) ? found : [...found, edit(lower(t("theAnswers")), "order")];
}

function thanksEdits(was, now) {
  const names = [...new Set([...Object.keys(was), ...Object.keys(now)])].filter((name) => !alike(was[name], now[name]));
  return names.map((name) => edit(lower(t("thanksOf", { class: lower(t(`class.${name}`)) })), "changed"));
}

const SETTINGS = { display: "displayTitle", appearance: "appearanceTitle", retention: "retentionTitle", name: "name",
  zone: "timeZone", defaultLocale: "firstLanguage", segments: "segments", segmentValues: "segmentValues",
  allowedOrigins: "allowedSites", channel: "channel", touchpoint: "touchpoint", stage: "stage", privacy: "privacy",
  words: "singleWords", target: "target" };

const settingEdits = (before, now) => Object.keys(SETTINGS)
  .filter((name) => !alike(before[name], now[name]))
  .map((name) => edit(lower(t(SETTINGS[name])), "changed"));
