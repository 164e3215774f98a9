/** Sentences about figures, which claim no more than the intervals allow. */
import { TOO_FEW } from "./metrics.js";
import { count, counted, dateIn, decimal, figure, fineness, percent, period, signed } from "./numbers.js";
import { t } from "./words.js";

export function summary(metric, part, level) {
  if (part.purged) return t("purgedFigure");
  const answers = counted("answers", part.responses);
  if (part.responses === 0) return t("noAnswers");
  if (part.responses < TOO_FEW) return t("tooFewAnswers", { answers });
  const finer = fineness(metric, part.interval);
  return t("summary", {
    value: figure(metric, part.value, finer),
    lower: figure(metric, part.interval.lower, finer),
    upper: figure(metric, part.interval.upper, finer),
    answers,
    level: percent(100 * (level ?? part.interval.level)),
  });
}

/** The mean on its scale, where there is one. */
export function mean({ overall, scale }) {
  return overall.mean === null ? null : t("mean", { mean: decimal(overall.mean, 2), min: scale.min, max: scale.max });
}

/** Where an interval lies, and how many answers it is from, beneath the figure itself. */
export function between(metric, part) {
  const { interval, responses } = part;
  const finer = fineness(metric, interval);
  return t("between", {
    lower: figure(metric, interval.lower, finer),
    upper: figure(metric, interval.upper, finer),
    answers: counted("answers", responses),
    level: percent(100 * interval.level),
  });
}

/** Below this, a bound is as good as nothing: half a hundredth. */
const LEAST = 0.005;

const nearestBound = ({ lower, upper }) => Math.min(Math.abs(lower), Math.abs(upper));

/** Whether a change is called clear. Test and interval are two methods, which may disagree at the edge: by both. */
export const isClear = (comparison) =>
  comparison.significant && comparison.lower * comparison.upper > 0 && nearestBound(comparison) >= LEAST;

/** How a period differs from the one before: what is claimed, and the interval. */
export function changeParts(metric, comparison) {
  const { delta, lower, upper } = comparison;
  const nearest = nearestBound(comparison);
  const clear = isClear(comparison);
  // A clear change that may be "0" would contradict itself: digits are added until no bound reads so.
  const usual = metric === "RATING" ? 1 : 0;
  let digits = usual;
  while (clear && nearest < 0.5 / 10 ** digits) digits++;
  const text = signed(delta, digits);
  const ends = t("changeInterval", { lower: signed(lower, digits), upper: signed(upper, digits) });
  if (clear) return [t(delta > 0 ? "clearRise" : "clearFall", { delta: text, unit: unit(metric, text) }), ends];
  // Nothing that rounds to nothing is put down to chance.
  if (Math.abs(delta) < 0.5 / 10 ** usual) {
    const least = decimal(1 / 10 ** usual, usual);
    return [t("noClearChange"), `${t("lessThan", { least, unit: unit(metric, least) })} ${ends}`];
  }
  return [t("noClearChange"), `${t("couldBeChance", { delta: text })} ${ends}`];
}

export const change = (metric, comparison) => changeParts(metric, comparison).join(" ");

function unit(metric, delta) {
  if (metric === "RATING") return "";
  return ` ${t(/^\D?1$/.test(delta) ? "point" : "points")}`;
}

/** How far a figure is from its target, and on which side the interval lies. */
export function targetParts(metric, { value, interval }, target) {
  const finer = metric === "RATING" ? 1 : 0;
  const distance = decimal(Math.abs(value - target), finer);
  const aim = figure(metric, target, Number.isInteger(target) || metric === "RATING" ? 0 : 1);
  const words = { distance, aim, unit: unit(metric, distance) };
  const reached = Number(distance.replace(",", ".")) === 0;
  const claim = reached ? t("onTarget", words) : t(value < target ? "belowTarget" : "aboveTarget", words);
  if (interval.upper < target) return [claim, t("intervalBelow")];
  return [claim, t(interval.lower > target ? "intervalAbove" : "intervalAround")];
}

/** Words with elements in place of the names in braces. */
export function rich(key, values) {
  return t(key).split(/\{(\w+)\}/).map((part, i) => (i % 2 ? values[part] : part));
}

/** A period's name, and whether it goes on: "November so far". */
export function periodName(kpis, part) {
  const name = capital(period(kpis.period, part.from, true));
  return running(kpis, part) ? t("soFar", { period: name }) : name;
}

/** The confidence level of the intervals, if there are any. */
export const levelOf = ({ overall, series }) => [overall, ...series].find(({ interval }) => interval)?.interval.level;

/** Whether the period is not over yet. */
export const running = (kpis, part) => part.to > dateIn(kpis.zone, kpis.asOf);

export const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

export const lower = (text) => text.charAt(0).toLowerCase() + text.slice(1);

/** How near to the figure the ends of its interval should be, in points. */
const wantedMargin = (metric) => (metric === "NPS" ? 8 : 5);

/** How many answers more would bring the interval to the wanted margin, roundly. */
export function advice(metric, part) {
  if (metric === "RATING" || part.responses < TOO_FEW) return null;
  const half = (part.interval.upper - part.interval.lower) / 2;
  const wanted = wantedMargin(metric);
  if (half <= wanted * 1.25) return null;
  const more = part.responses * ((half / wanted) ** 2 - 1);
  const step = more > 200 ? 100 : 10;
  return t("moreAnswers", { n: count(Math.ceil(more / step) * step), margin: wanted });
}
