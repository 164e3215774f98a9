/** The scores that a person gave, of the survey that they answered most often. */
import { chart } from "./chart.js";
import { svg } from "./html.js";
import { tone } from "./metrics.js";
import { count, dateIn, day, intl } from "./numbers.js";
import { isScored, rangesOf, scaleOf } from "./question-types.js";
import { linear } from "./scale.js";
import { t } from "./words.js";

const HEIGHT = 120;

/** Where the scale begins and ends, in pixels from the top. */
const TOP = 20;
const BOTTOM = 88;

/** How many of them are drawn, the newest. */
const MOST = 8;

/** @returns the figure; nothing of somebody who gave no two scores */
export function scoresChart(responses, surveys) {
  const [most] = surveys.map((survey) => ({ survey, given: scoresOf(survey, responses) }))
    .sort((one, other) => other.given.length - one.given.length);
  if (!most || most.given.length < 2) return null;
  const title = t("scoresOf", { survey: most.survey.name });
  const rows = most.given.map(({ at, score }) => [day(dateIn(undefined, at)), count(score)]);
  return chart(title, drawing(most), { key: "scores", span: "", columns: [t("when"), t("score")], rows });
}

/** Oldest first. */
function scoresOf(survey, responses) {
  const question = survey.questions.find(isScored);
  return responses.filter((each) => each.survey === survey.id && question && each.answers[question.key] !== undefined)
    .map(({ submittedAt, answers }) => ({ at: submittedAt, score: answers[question.key], question }))
    .sort((one, other) => new Date(one.at) - new Date(other.at))
    .slice(-MOST);
}

function drawing({ given }) {
  const scale = scaleOf(given[0].question);
  const y = linear(scale.min, scale.max, BOTTOM, TOP);
  const x = (i) => `${(100 * (i + 0.5)) / given.length}%`;
  const month = intl("DateTimeFormat", { month: "short" });
  const lines = given.slice(1).map(({ score }, i) => svg("line",
    { class: "between", x1: x(i), y1: y(given[i].score), x2: x(i + 1), y2: y(score) }));
  const marks = given.map(({ at, score, question }, i) => [
    svg("circle", { class: `fill ${toneOf(question, score)}`, cx: x(i), cy: y(score), r: 5 }),
    svg("text", { class: "strong", x: x(i), y: y(score) - 10, "text-anchor": "middle" }, count(score)),
    svg("text", { x: x(i), y: HEIGHT - 6, "text-anchor": "middle" }, month.format(new Date(at))),
  ]);
  const said = given.map(({ at, score }) => `${day(dateIn(undefined, at))}: ${score}`).join("; ");
  return svg("svg", { class: "plot", height: HEIGHT, role: "img", "aria-label": said },
    [scale.min, scale.max].map((value) => gridline(value, y(value))), lines, marks);
}

const toneOf = (question, score) => tone(rangesOf(question).find(({ from, to }) => from <= score && score <= to)?.name);

const gridline = (value, at) => [
  svg("line", { class: "gridline", x1: 0, x2: "100%", y1: at, y2: at }),
  svg("text", { x: -8, y: at + 4, "text-anchor": "end" }, count(value)),
];
