/** The texts of a survey, and which of them are not written yet. */
import { classesOf, isScored } from "./question-types.js";

/** What stands in a stored draft where a question or an answer is still to be written. */
const UNWRITTEN = "…";

const isUnwritten = (text) => !text || /^[.…\s]*$/.test(text);

/** The classes whose people are asked a question that follows another. */
export function classesAsked(survey, { askWhen }) {
  const asked = askWhen && survey.questions.find(({ key }) => key === askWhen.question);
  return asked ? classesOf(asked).filter((name) => !askWhen.classes || askWhen.classes.includes(name)) : [];
}

/** Every text, with its place as a JSON pointer, and whether visitors can't do without it. */
export function textsOf(survey) {
  const of = (at, texts, needed = false) => ({ at, texts: texts ?? {}, needed });
  const ofQuestion = (question, i) => {
    const at = `/questions/${i}`;
    const byClass = question.textFor
      ? classesAsked(survey, question).map((name) => of(`${at}/textFor/${name}`, question.textFor[name]))
      : [];
    const ends = isScored(question) ? Object.entries(question.labels ?? {}) : [];
    return [
      ...(byClass.length ? [] : [of(`${at}/text`, question.text, true)]),
      ...byClass.map((each) => ({ ...each, needed: isUnwritten(question.text?.[survey.defaultLocale]) })),
      ...ends.map(([end, texts]) => of(`${at}/labels/${end}`, texts)),
      ...(question.options ?? []).map(({ text }, j) => of(`${at}/options/${j}/text`, text, true)),
    ];
  };
  const ofThanks = ([name, { text, voucher }]) =>
    [of(`/thanks/${name}/text`, text), of(`/thanks/${name}/voucher`, voucher)];
  return [...survey.questions.flatMap(ofQuestion), ...Object.entries(survey.thanks ?? {}).flatMap(ofThanks)];
}

/** The places of the texts that are not there in a language, though they are in the first one or have to be. */
export function missingIn(survey, tag) {
  const first = tag === survey.defaultLocale;
  return textsOf(survey)
    .filter(({ texts, needed }) => {
      if (!isUnwritten(texts[tag])) return false;
      return first ? needed : !isUnwritten(texts[survey.defaultLocale]);
    })
    .map(({ at }) => at);
}

/** A survey as it is edited: what stands for an unwritten text is not one. */
export function opened(survey) {
  const copy = structuredClone(survey);
  for (const { texts } of textsOf(copy)) {
    for (const [tag, text] of Object.entries(texts)) if (isUnwritten(text)) delete texts[tag];
  }
  return copy;
}

/** The same as it can be stored and shown: something stands for each text that has to be there and isn't. */
export function storable(survey) {
  const copy = structuredClone(survey);
  const first = copy.defaultLocale;
  const fill = (owner, instead) => {
    owner.text ??= {};
    owner.text[first] ||= instead;
  };
  for (const question of copy.questions) {
    const byClass = Object.values(question.textFor ?? {}).find((texts) => texts[first]);
    fill(question, byClass?.[first] ?? UNWRITTEN);
    for (const option of question.options ?? []) fill(option, UNWRITTEN);
    if (question.textFor) completeClasses(question, first);
  }
  return copy;
}

/** The service takes no words for a class without the first language. */
function completeClasses(question, first) {
  for (const [name, texts] of Object.entries(question.textFor)) {
    if (!Object.keys(texts).length) delete question.textFor[name];
    else texts[first] ||= question.text[first];
  }
  if (!Object.keys(question.textFor).length) delete question.textFor;
}
