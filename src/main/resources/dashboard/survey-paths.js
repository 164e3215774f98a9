/** Who is asked which questions, and how long that takes. */
import { tone } from "./metrics.js";
import { classesOf, isScored } from "./question-types.js";

/** How long people take to answer, in seconds. */
const SCORE = 5;
const CHOICE = 8;
const TEXT = 15;

/** Which class somebody's answer to a question has who is as content with everything as a class says. */
export function classLike(question, name) {
  const classes = classesOf(question);
  return classes.find((each) => each === name) ?? classes.find((each) => tone(each) === tone(name)) ?? classes[0];
}

function isAsked({ askWhen }, classes) {
  if (!askWhen) return true;
  return askWhen.question in classes && (askWhen.classes?.includes(classes[askWhen.question]) ?? true);
}

/** The questions that somebody of a class is asked. */
export function pathOf(questions, name) {
  const classes = {};
  return questions.filter((question) => {
    if (!isAsked(question, classes)) return false;
    if (isScored(question)) classes[question.key] = classLike(question, name);
    return true;
  });
}

/** The first question that sorts people into classes. */
export const sortingQuestion = (questions) => questions.find((question) => classesOf(question).length);

/** How many questions each class is asked, classes with as many together; one group of no class where none has any. */
export function pathLengths(questions) {
  const names = classesOf(sortingQuestion(questions));
  const groups = new Map();
  for (const name of names.length ? names : [undefined]) {
    const { length } = pathOf(questions, name);
    groups.set(length, [...(groups.get(length) ?? []), name]);
  }
  return [...groups].map(([length, classes]) => ({ length, classes: classes.filter(Boolean) }));
}

/** How long the longest way through a survey takes, in seconds, to the next ten. */
export function secondsOf(questions) {
  const names = classesOf(sortingQuestion(questions));
  const each = (question) => (isScored(question) ? SCORE : question.type === "CHOICE" ? CHOICE : TEXT);
  const length = (name) => pathOf(questions, name).reduce((sum, question) => sum + each(question), 0);
  const longest = Math.max(...(names.length ? names : [undefined]).map(length));
  return Math.ceil(longest / 10) * 10;
}

/** The numbers of the questions, from 1 on, that are asked after one because of an answer of a class to it. */
export function followersOf(questions, key, name) {
  const numbered = questions.map((question, i) => ({ number: i + 1, ...question.askWhen }));
  return numbered
    .filter(({ question, classes }) => question === key && (!classes || classes.includes(name)))
    .map(({ number }) => number);
}
