/** The kinds of questions, their scales and classes, as the service lists them. */
import { get } from "./api.js";
import { byGoodness, tone } from "./metrics.js";

let types;

/** Has to be done before anything else here is asked. */
export async function loadQuestionTypes() {
  types ??= (await get("/api/v1/question-types")).items;
}

const scalesOf = (type) => types.find((each) => each.type === type)?.scales ?? [];

export const typeNames = () => types.map(({ type }) => type);

export const isScored = (question) => scalesOf(question.type).length > 0;

const same = (one, other) => one.min === other.min && one.max === other.max;

const orientationOf = (question) => question.orientation ?? "NORMAL";

/** How a question is scored: as the service lists it, or like the usual scale of its kind. */
function scoringOf(question) {
  const listed = scalesOf(question?.type);
  const fits = ({ scale }) => question.scale && same(scale, question.scale);
  return listed.find((each) => fits(each) && each.orientation === orientationOf(question))
    ?? listed.find(fits)
    ?? listed[0];
}

export const scaleOf = (question) => question.scale ?? scoringOf(question).scale;

/** The scales of a kind of question, whichever end is the good one. */
export const scaleChoices = (type) =>
  scalesOf(type).map(({ scale }) => scale).filter((scale, i, all) => all.findIndex((each) => same(each, scale)) === i);

/** Which ends can be the good one on a question's scale. */
export const orientationsOf = (question) =>
  scalesOf(question.type).filter(({ scale }) => same(scale, scaleOf(question))).map(({ orientation }) => orientation);

/** Puts a question on a scale, the usual one of its kind where none is given. */
export function putOnScale(question, scale) {
  const listed = scalesOf(question.type);
  const chosen = scale ? listed.find((each) => same(each.scale, scale)) : listed[0];
  if (!chosen) return;
  question.scale = { ...chosen.scale };
  orient(question, chosen.orientation);
  if (!looksOf(question).includes(question.look ?? "NUMBERS")) delete question.look;
}

/** Says which end is the good one. */
export function orient(question, orientation) {
  if (orientation === "NORMAL") delete question.orientation;
  else question.orientation = orientation;
  if (!looksOf(question).includes(question.look ?? "NUMBERS")) delete question.look;
}

/** How the scale of a question can be drawn: as the service accepts it, and as people can tell its places apart. */
export function looksOf(question) {
  const { min, max } = scaleOf(question);
  const size = max - min + 1;
  const lowIsGood = ["REVERSED", "EFFORT"].includes(orientationOf(question));
  return [
    "NUMBERS",
    min === 1 && !lowIsGood && "STARS",
    size >= 3 && size <= 7 && "SMILEYS",
    size === 2 && "THUMBS",
  ].filter(Boolean);
}

/** Which classes the answers to a question can have, the bad one first. */
export const classesOf = (question) => [...new Set(scoringOf(question)?.scoreClasses)].sort(byGoodness);

export const classesOfAll = (questions) => [...new Set(questions.flatMap(classesOf))];

/** The scores of each class, in the order of the scale, each with its lowest and highest. */
export function rangesOf(question) {
  const ranges = [];
  const { min } = scaleOf(question);
  for (const [i, name] of (scoringOf(question).scoreClasses ?? []).entries()) {
    const last = ranges.at(-1);
    if (last?.name === name) last.to = min + i;
    else ranges.push({ name, from: min + i, to: min + i });
  }
  return ranges;
}

/** A score that stands for a class: one in the middle of the bad ones, otherwise the best of the class. */
export function exampleOf(question, name) {
  const range = rangesOf(question).find((each) => each.name === name);
  if (!range) return scaleOf(question).max;
  const { from, to } = range;
  if (tone(name) === "bad") return Math.floor((from + to) / 2);
  return ["REVERSED", "EFFORT"].includes(orientationOf(question)) ? from : to;
}
