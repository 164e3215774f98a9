/** Alerts in words: what each looks for, what it saw, and whom it tells. */
import { attributeName, placeName } from "./figure-filters.js";
import { count, counted, dateIn, day, decimal, figure, moment, period, signed } from "./numbers.js";
import { listed, t } from "./words.js";

const HOUR = 3_600;

/** A duration such as PT27H or P7D in seconds. */
export function seconds(text) {
  const [, days, hours, minutes, rest] = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?)?$/.exec(text) ?? [];
  return (Number(days ?? 0) * 24 + Number(hours ?? 0)) * HOUR + Number(minutes ?? 0) * 60 + Number(rest ?? 0);
}

export const hours = (text) => seconds(text) / HOUR;

/** What the figure of a metric is called in a sentence. */
const figureName = (metric = "RATING") => t(`alertFigure.${metric}`);

/** What an alert looks for. */
export function looksFor(alert) {
  switch (alert.kind) {
    case "DROP":
      return t(alert.baseline ? "alertDropDays" : "alertDrop", { figure: figureName(alert.metric) });
    case "BELOW":
      return t("alertBelow", {
        figure: figureName(alert.metric),
        threshold: figure(alert.metric, alert.threshold),
      });
    case "SILENCE":
      return t("alertSilence", { hours: counted("hours", hours(alert.after)) });
    default:
      return t("alertSurge", { days: counted("days", seconds(alert.within) / (24 * HOUR)) });
  }
}

/** Which of a survey's responses it is about, if not all. */
export const narrowed = ({ segment, value }) => (segment ? t("alertNarrowed", {
  segment: attributeName(segment), value: placeName(segment, value) ?? value,
}) : "");

const figureOf = (metric, { value, interval, responses }) => t("alertTold", {
  value: figure(metric, value),
  lower: figure(metric, interval.lower),
  upper: figure(metric, interval.upper),
  answers: counted("answers", responses),
});

/** The first day of a figure, as a day. */
const since = (finding) => t("alertSince", { day: day(finding.from) });

/** What the last look saw. */
export function saw({ metric, finding, kind }) {
  if (!finding) return t("alertNothingYet");
  if (kind === "SILENCE") {
    const usual = decimal(finding.silence.usual, finding.silence.usual < 10 ? 1 : 0);
    return t("alertUsual", { n: usual, moment: moment(finding.silence.since) });
  }
  if (kind === "SURGE") {
    return t("alertCount", { n: count(finding.surge.count), fewest: count(finding.surge.fewest) });
  }
  if (!finding.now.responses) return t("alertNoneSince", { day: day(finding.from) });
  const now = `${figureOf(metric, finding.now)} ${since(finding)}`;
  if (kind === "BELOW") return t("alertNow", { now });
  const before = finding.before.responses ? t("alertThen", { value: figure(metric, finding.before.value) }) : "";
  return [before, t("alertNow", { now }), drift(finding.drift)].filter(Boolean).join("; ");
}

function drift(difference) {
  if (!difference) return t("alertTooFew");
  const { delta, lower, upper } = difference;
  return t("alertDrift", { delta: signed(delta), lower: signed(lower), upper: signed(upper) });
}

/** Who gets it. */
export function tells({ notify }) {
  const names = [...notify.users, ...notify.webhooks].map(({ name }) => name);
  return names.length ? t("alertGoesTo", { names: names.join(", ") }) : t("alertGoesToNobody");
}

/** A day on which an alert would have been raised. */
export function wouldTell(kind, metric, { day: on, finding, notes }) {
  const noted = notes.length ? t("alertNoted", { notes: notes.join("; ") }) : "";
  return [`${day(on)}: ${wouldSay(kind, metric, finding)}`, noted].filter(Boolean).join("; ");
}

function wouldSay(kind, metric, finding) {
  switch (kind) {
    case "DROP":
      return t("alertFromTo", {
        from: figure(metric, finding.before.value),
        to: figure(metric, finding.now.value),
        answers: counted("answers", finding.now.responses),
      });
    case "BELOW":
      return figureOf(metric, finding.now);
    case "SURGE":
      return t("alertCount", { n: count(finding.surge.count), fewest: count(finding.surge.fewest) });
    default:
      return t("alertNoneSince", { day: day(finding.from) });
  }
}

/** When a raised alert's period ends, as far as that is known: the day after which it may be raised again. */
export function again(alert) {
  if (alert.kind === "SILENCE") return t("alertAgainSilence");
  if (alert.since) return t("alertAgainNever");
  return t("alertAgain");
}

const dayOf = (at) => period("day", dateIn(undefined, at), true);

/** How long before now a raising is still shown, in milliseconds. */
const LATELY = 31 * 24 * 3_600_000;

/** Since when an alert is quiet, and on which days it was raised lately, in the reader's zone. */
export function quietFor({ quietSince, raisings }, now = Date.now()) {
  const quiet = t("alertQuiet", { day: dayOf(quietSince) });
  const lately = raisings.filter((at) => now - new Date(at) < LATELY);
  const days = [...new Set(lately.map(dayOf))];
  return [quiet, days.length > 0 && t("alertRaisedLately", { days: listed(days) })].filter(Boolean);
}

/** The day on which it was raised, in the reader's zone. */
export const raisedOn = ({ raisedAt }) =>
  t("alertRaisedOn", { day: dayOf(raisedAt) });
