/** What each metric's figures look like: their range, their classes, which end is good. */

const TONES = {
  PROMOTER: "good", PASSIVE: "neutral", DETRACTOR: "bad",
  SATISFIED: "good", NEUTRAL: "neutral", DISSATISFIED: "bad",
  EASY: "good", DIFFICULT: "bad",
};

const ORDER = ["DETRACTOR", "DISSATISFIED", "DIFFICULT", "PASSIVE", "NEUTRAL", "PROMOTER", "SATISFIED", "EASY"];

export const tone = (name) => TONES[name] ?? "neutral";

/** Bad left, good right. */
export const inOrder = (classes) => Object.entries(classes ?? {}).sort(([a], [b]) => ORDER.indexOf(a) - ORDER.indexOf(b));

export function range(kpis) {
  if (kpis.metric === "NPS") return { min: -100, max: 100, least: 40 };
  if (kpis.metric === "RATING") return { min: kpis.scale.min, max: kpis.scale.max, least: (kpis.scale.max - kpis.scale.min) / 4 };
  return { min: 0, max: 100, least: 20 };
}

// Where the middle and the best class begin, as the scoring document lists them.
const BOUNDS = {
  "nps/1": () => [7, 9],
  "csat-top2": (max) => ({ 5: [3, 4], 7: [3, 6], 10: [5, 9] })[max],
  "csat-top1": () => [2, 3],
  "csat-thumbs": () => [1, 1],
  "ces-agreement": () => [4, 5],
  "ces-ease": () => [3, 4],
  "ces-effort": () => [3, 4],
};

const CLASSES = {
  NPS: ["DETRACTOR", "PASSIVE", "PROMOTER"],
  CSAT: ["DISSATISFIED", "NEUTRAL", "SATISFIED"],
  CES: ["DIFFICULT", "NEUTRAL", "EASY"],
};

export const lowIsGood = (formula) => formula.includes("reversed") || formula.includes("effort");

/** The class of a score, none for ratings. */
export function classOf(kpis, score) {
  const name = Object.keys(BOUNDS).find((known) => kpis.formula.startsWith(known));
  const bounds = name && BOUNDS[name](kpis.scale.max);
  if (!bounds || !CLASSES[kpis.metric]) return undefined;
  const upward = lowIsGood(kpis.formula) ? kpis.scale.max + kpis.scale.min - score : score;
  return CLASSES[kpis.metric][upward >= bounds[1] ? 2 : upward >= bounds[0] ? 1 : 0];
}

export const SCORED = ["NPS", "CSAT", "CES", "RATING"];

export const FEW = 30;
export const TOO_FEW = 10;
