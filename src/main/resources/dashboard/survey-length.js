/** Which questions a survey asks whom, and how long answering takes. */
import { tone } from "./metrics.js";

/** How long people take, in seconds. */
const SECONDS = { CHOICE: 8, TEXT: 15 };
const SECONDS_OF_A_SCORE = 5;

/** How good answers may be. */
export const TONES = ["bad", "neutral", "good"];

/** The class that answers of a tone have; undefined where there is none, as for ratings. */
export const classAs = (question, as) => question?.classes?.find((name) => tone(name) === as);

/** A score in the middle of those of a tone; undefined where the question has none. */
export function scoreAs({ scale, classes }, as) {
  const scores = (classes ?? []).flatMap((name, i) => (tone(name) === as ? [scale.min + i] : []));
  return scores[Math.floor(scores.length / 2)];
}

/** The questions for somebody all of whose answers are of a tone. */
export function askedAs(questions, as) {
  const byKey = new Map(questions.map((question) => [question.key, question]));
  return questions.filter(({ askWhen }) =>
    !askWhen?.classes || askWhen.classes.includes(classAs(byKey.get(askWhen.question), as)));
}

/** How many questions are asked at least and at most, and how many seconds the longest way takes. */
export function surveyLength(questions) {
  const ways = TONES.map((as) => askedAs(questions, as));
  const numbers = ways.map((way) => way.length);
  const seconds = ways.map((way) => way.reduce((sum, { type }) => sum + (SECONDS[type] ?? SECONDS_OF_A_SCORE), 0));
  return { fewest: Math.min(...numbers), most: Math.max(...numbers), seconds: Math.max(...seconds) };
}
