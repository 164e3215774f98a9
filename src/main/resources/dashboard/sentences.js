/** Sentences about figures, which claim no more than the intervals allow. */
import { TOO_FEW } from "./metrics.js";
import { count, counted, decimal, figure, fineness, percent, period, signed } from "./numbers.js";
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

/** Below this, a bound is as good as nothing: half a hundredth. */
const LEAST = 0.005;

/** How a period differs from the one before. */
export function change(metric, comparison) {
  const { delta, lower, upper, significant } = comparison;
  const nearest = Math.min(Math.abs(lower), Math.abs(upper));
  // Test and interval are two methods, which may disagree at the edge: what is called clear is so by both.
  const clear = significant && lower * upper > 0 && nearest >= LEAST;
  // A clear change that may be "0" would contradict itself: digits are added until no bound reads so.
  let digits = metric === "RATING" ? 1 : 0;
  while (clear && nearest < 0.5 / 10 ** digits) digits++;
  const values = { delta: signed(delta, digits), lower: signed(lower, digits), upper: signed(upper, digits) };
  if (!clear) return t("noClearChange", values);
  return t(delta > 0 ? "clearRise" : "clearFall", { ...values, unit: unit(metric, values.delta) });
}

function unit(metric, delta) {
  if (metric === "RATING") return "";
  return ` ${t(/^.1$/.test(delta) ? "point" : "points")}`;
}

/** The last period that can be compared, its name first: "November so far". */
export function latestChange(kpis) {
  const last = kpis.series.findLast((part) => part.change && part.responses >= TOO_FEW);
  if (!last) return null;
  const name = capital(period(kpis.period, last.from, true));
  const title = running(kpis, last) ? t("soFar", { period: name }) : name;
  return { title, text: change(kpis.metric, last.change) };
}

/** How all dates together differ from as many days before them. */
export function rangeChange({ metric, overall }) {
  const before = overall.change;
  if (!before || before.responses < TOO_FEW) return null;
  const answers = counted("answers", before.responses);
  return `${change(metric, before)}. ${t("rangeBefore", { value: figure(metric, before.value), answers })}`;
}

/** The confidence level of the intervals, if there are any. */
export const levelOf = ({ overall, series }) => [overall, ...series].find(({ interval }) => interval)?.interval.level;

/** Whether the period is not over yet. */
export const running = (kpis, part) => part.to > kpis.asOf.slice(0, 10);

export const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

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
