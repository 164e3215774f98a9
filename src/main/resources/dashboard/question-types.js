/** The kinds of questions, their scales and classes, as the service lists them. */
import { get } from "./api.js";
import { byGoodness } from "./metrics.js";

let types;

/** Has to be done before anything else here is asked. */
export async function loadQuestionTypes() {
  types ??= (await get("/api/v1/question-types")).items;
}

const scalesOf = (type) => types.find((each) => each.type === type)?.scales ?? [];

export const typeNames = () => types.map(({ type }) => type);

export const isScored = (question) => scalesOf(question.type).length > 0;

const same = (one, other) => one.min === other.min && one.max === other.max;

/** The scales of a kind of question, whichever end is the good one. */
export const scaleChoices = (type) =>
  scalesOf(type).map(({ scale }) => scale).filter((scale, i, all) => all.findIndex((each) => same(each, scale)) === i);

/** Puts a question on a scale, the usual one of its kind where none is given. */
export function putOnScale(question, scale) {
  const listed = scalesOf(question.type);
  const chosen = scale ? listed.find((each) => same(each.scale, scale)) : listed[0];
  if (!chosen) return;
  question.scale = { ...chosen.scale };
  if (chosen.orientation === "NORMAL") delete question.orientation;
  else question.orientation = chosen.orientation;
}

/** Which classes the answers to a question can have, the bad one first. */
export function classesOf(question) {
  const listed = scalesOf(question?.type);
  const { scoreClasses } = listed.find((each) => question.scale && same(each.scale, question.scale)) ?? listed[0] ?? {};
  return [...new Set(scoreClasses)].sort(byGoodness);
}

export const classesOfAll = (questions) => [...new Set(questions.flatMap(classesOf))];
