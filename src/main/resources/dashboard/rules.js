/** What the rules that open cases hold, and how it is written. */
import { classesOf } from "./question-types.js";

/** Business hours of an ISO 8601 duration: 24 of PT24H, 1.5 of PT1H30M. */
export function hoursOf(duration) {
  const [, days = 0, hours = 0, minutes = 0, seconds = 0] =
    /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/.exec(duration) ?? [];
  return Number(days) * 24 + Number(hours) + minutes / 60 + seconds / 3600;
}

/** The duration of so many hours, to the second. */
export const durationOf = (hours) => (Number.isInteger(hours) ? `PT${hours}H` : `PT${Math.round(hours * 3600)}S`);

/** Whom a rule can be about: the bad ones, those and the middling, then each class by itself. */
export function whoCan(question) {
  const classes = classesOf(question);
  const each = classes.map((name) => [name]);
  return classes.length > 2 ? [each[0], classes.slice(0, 2), ...each.slice(1)] : each;
}

/** Scores as they are written: "0–4, 7". */
export function scoresOf(scores) {
  const spans = [];
  for (const score of [...scores].sort((one, other) => one - other)) {
    const last = spans.at(-1);
    if (last && score === last.to + 1) last.to = score;
    else spans.push({ from: score, to: score });
  }
  return spans.map(({ from, to }) => (from === to ? `${from}` : `${from}–${to}`)).join(", ");
}

/** The scores in such a text that are on the scale. */
export function scoresIn(text, min, max) {
  const found = new Set();
  for (const [, from, to] of text.matchAll(/(\d+)(?:\s*[-–]\s*(\d+))?/g)) {
    for (let score = Math.max(min, Number(from)); score <= Math.min(max, Number(to ?? from)); score++) found.add(score);
  }
  return [...found].sort((one, other) => one - other);
}
