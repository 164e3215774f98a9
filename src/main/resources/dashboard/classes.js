/** Which classes the answers to a question can have, the bad one first. */

const CLASSES = { NPS: ["DETRACTOR", "PASSIVE", "PROMOTER"], CSAT: ["DISSATISFIED", "NEUTRAL", "SATISFIED"], CES: ["DIFFICULT", "NEUTRAL", "EASY"] };

export function classesOf(question) {
  const all = CLASSES[question?.type] ?? [];
  // Thumbs have no middle.
  return question?.type === "CSAT" && question.scale?.max - question.scale?.min === 1 ? all.filter((name) => name !== "NEUTRAL") : all;
}

export const classesOfAll = (questions) => [...new Set(questions.flatMap(classesOf))];
