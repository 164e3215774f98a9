/** What each metric's figures look like: their range, which end is good, and when there are enough answers. */

/** From so many answers on there is a figure. */
export const TOO_FEW = 10;

/** From so many on it is not called one of few answers. */
export const FEW = 30;

/** The kinds of questions that have a score. */
export const SCORED = ["NPS", "CSAT", "CES", "RATING"];

// The bad ones first.
const TONES = {
  DETRACTOR: "bad",
  DISSATISFIED: "bad",
  DIFFICULT: "bad",
  PASSIVE: "neutral",
  NEUTRAL: "neutral",
  PROMOTER: "good",
  SATISFIED: "good",
  EASY: "good",
};

const ORDER = Object.keys(TONES);

/** How good a class is: good, neutral or bad; neutral without a class. */
export const tone = (name) => TONES[name] ?? "neutral";

/** Bad left, good right. */
export const byGoodness = (one, other) => ORDER.indexOf(one) - ORDER.indexOf(other);

/** How many answers each class has, in order. */
export const counts = (classes) => Object.entries(classes ?? {}).sort(([one], [other]) => byGoodness(one, other));

export function range({ metric, scale }) {
  if (metric === "NPS") return { min: -100, max: 100, least: 40 };
  if (metric === "RATING") return { min: scale.min, max: scale.max, least: (scale.max - scale.min) / 4 };
  return { min: 0, max: 100, least: 20 };
}

export const isEffort = ({ formula }) => formula.includes("effort");

export const lowIsGood = (kpis) => kpis.formula.includes("reversed") || isEffort(kpis);

/** The class of a score; none for ratings. */
export const classOf = ({ scale, scoreClasses }, score) => scoreClasses?.[score - scale.min];

/** The questions of a survey that are the layers of the CX pyramid, from base to top, if it has all three. */
export function layers(survey) {
  const of = (type) => survey.questions.find((question) => question.type === type)?.key;
  const found = ["CSAT", "CES", "RATING"].map(of);
  return found.every(Boolean) ? found : [];
}
