/** Which figures of a survey are wanted: question, dates, unit, zone and filters, as the address holds them. */
import { get, lately, query } from "./api.js";
import { keep, recall } from "./memory.js";
import { SCORED } from "./metrics.js";
import { dates, period, plusDays, region, today, tongue } from "./numbers.js";
import { capital } from "./sentences.js";
import { owners, t } from "./words.js";

export const RANGES = ["r30", "r90", "r12", "all", "custom"];

const USUAL = "r90";

/** The units of periods and their lengths in days. */
const UNITS = { day: 1, week: 7, month: 30.44, quarter: 91.31, year: 365.25 };

/** Over how many days each point may be counted. */
export const WINDOWS = [7, 30, 90];

/** What every response has. */
const BUILT_IN = ["channel", "touchpoint", "locale"];

/** No answer is older. */
export const EARLIEST = "2000-01-01";

/** The width of a point, in pixels, when the unit is chosen, and the least that may be chosen. */
const POINT = { wanted: 16, least: 4 };

/** The first day of a month so many months before that of a day. */
function monthBefore(text, months) {
  const at = new Date(`${text.slice(0, 7)}-01T00:00:00Z`);
  at.setUTCMonth(at.getUTCMonth() - months);
  return at.toISOString().slice(0, 10);
}

const isDay = (text) => /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text));

const daysBetween = (from, to) => (Date.parse(to) - Date.parse(from)) / 86_400_000;

const pointsOf = (unit, days) => Math.ceil(days / UNITS[unit]);

/** The finest unit whose points have their place in a width. */
export function unitFor(days, width) {
  const fits = (unit) => pointsOf(unit, days) <= Math.max(12, width / POINT.wanted);
  return Object.keys(UNITS).find(fits) ?? "year";
}

/** The units that may be chosen for so many days: neither a smear nor a single point. */
export const unitsFor = (days, width) =>
  Object.keys(UNITS).filter((unit) => pointsOf(unit, days) <= width / POINT.least && UNITS[unit] < days);

/** About how wide the trend is, in pixels. */
const plotWidth = () => (innerWidth > 800 ? Math.min(1200, innerWidth - 48) * 7 / 12 - 100 : innerWidth - 104);

/** What an attribute is called, as far as its key says. */
export const attributeName = (key) => ([...BUILT_IN, "country"].includes(key) ? t(key) : capital(key));

/** Countries and languages by their codes. */
export function placeName(key, value) {
  if (key === "country" && /^[A-Za-z]{2}$/.test(value)) return region(value.toUpperCase());
  return key === "locale" && /^[a-z]{2}(-\w+)*$/i.test(value) ? tongue(value) : null;
}

const firstOf = ({ series }) => series.find((part) => part.responses !== 0)?.from ?? null;

export function figureFilters(survey, changed) {
  const state = Object.fromEntries(new URLSearchParams(location.search));
  const scored = survey.questions.filter((question) => SCORED.includes(question.type));
  const choices = survey.questions.filter((question) => question.type === "CHOICE");
  const segments = [...BUILT_IN, ...survey.segments, ...choices.map((question) => question.key)];
  const width = plotWidth();
  let first = null;

  function change(values) {
    for (const [name, value] of Object.entries(values)) {
      if (value === null || value === undefined || value === "") delete state[name];
      else state[name] = value;
    }
    if ("question" in values) first = null;
    history.replaceState(history.state, "", location.pathname + query(state));
    return changed();
  }

  /** Dates that somebody wrote into the address are wanted, also where no range is named. */
  function rangeKey() {
    if (RANGES.includes(state.range)) return state.range;
    return state.from || state.to ? "custom" : USUAL;
  }

  const question = () => state.question ?? scored[0].key;

  const zone = () => state.zone ?? survey.zone;

  const monthsPath = () => {
    const asked = { question: state.question, zone: state.zone, period: "month", from: EARLIEST };
    return `/api/v1/surveys/${survey.id}/kpis${query(asked)}`;
  };

  /** Finds the month of the first answer; null where there is none. */
  async function firstAnswer() {
    first = firstOf(keep(monthsPath(), await get(monthsPath())));
    return first;
  }

  /** Makes the range known, and says whether it was not. */
  async function prepare() {
    if (rangeKey() !== "all" || first) return false;
    const anew = () => {
      first = null;
      return changed();
    };
    first = firstOf(await lately(monthsPath(), anew));
    return true;
  }

  /** Reads what the range since the first answer needs, for somebody who is about to choose it. */
  function foresee() {
    if (!recall(monthsPath())) lately(monthsPath()).catch(() => { /* whoever chooses it sees the refusal */ });
  }

  /** A day of the address, if it is one. */
  const given = (name) => (isDay(state[name]) ? state[name] : undefined);

  /** The first day, and the first one after. */
  function range() {
    const now = today(zone());
    const to = plusDays(now, 1);
    switch (rangeKey()) {
      case "r30":
        return { from: plusDays(to, -30), to };
      case "r12":
        return { from: monthBefore(now, 11), to: monthBefore(now, -1) };
      case "all":
        return { from: first ?? monthBefore(now, 0), to };
      case "custom":
        return { from: given("from") ?? plusDays(to, -90), to: given("to") ? plusDays(given("to"), 1) : to };
      default:
        return { from: plusDays(to, -90), to };
    }
  }

  /** Why there can be no figures, if so. */
  function flaw() {
    if (rangeKey() === "custom" && ["from", "to"].some((name) => state[name] && !given(name))) return t("noSuchDay");
    const { from, to } = range();
    return from < to ? null : t("datesReversed");
  }

  function days() {
    const { from, to } = range();
    return daysBetween(from, to);
  }

  const units = () => unitsFor(days(), width);

  const unit = () => (units().includes(state.period) ? state.period : unitFor(days(), width));

  /** The days as they read; those to come are left out. */
  function rangeDays() {
    const { from, to } = range();
    const last = plusDays(to, -1);
    const now = today(zone());
    return dates(from, last > now && from <= now ? now : last);
  }

  const rangeName = () => (rangeKey() === "custom" ? rangeDays() : t(`range.${rangeKey()}`));

  /** The range of equal length before. */
  const before = () => (rangeKey() === "r12" ? t("before12") : t("beforeDays", { n: days() }));

  /** The segment whose values are compared. */
  function segment() {
    const wanted = state.by ?? state.segment;
    return segments.includes(wanted) ? wanted : survey.segments[0] ?? BUILT_IN[0];
  }

  /** The question whose options are compared as reasons, if there is one. */
  const reason = () => (choices.find((each) => each.key === state.reason) ?? choices[0])?.key;

  const filtered = () => (state.value && segments.includes(state.segment) ? state.segment : undefined);

  /** Where the figures are read, by what they are for. */
  function paths(layers) {
    const path = `/api/v1/surveys/${survey.id}/kpis`;
    const asked = { question: state.question, ...range(), zone: state.zone };
    const ofYear = (values) => path + query({ ...asked, period: "year", ...values });
    const value = { segment: filtered(), value: filtered() && state.value };
    return {
      main: path + query({ ...asked, period: unit(), window: state.window, ...value }),
      segments: ofYear({ segment: segment() }),
      ...(reason() && { reasons: ofYear({ segment: reason() }) }),
      ...Object.fromEntries(layers.map((key, i) => [`layer${i}`, ofYear({ question: key, ...value })])),
    };
  }

  /** Which responses are listed beside the figures. */
  function responses() {
    const { from, to } = range();
    const narrowed = state.score !== undefined || state.class;
    return {
      from: state.at ?? from,
      to: state.until ?? to,
      zone: state.zone,
      question: narrowed ? question() : undefined,
      score: state.score,
      class: state.class,
      segment: filtered(),
      value: filtered() && state.value,
      q: state.q,
    };
  }

  const optionText = (key, value) => {
    const options = choices.find((each) => each.key === key)?.options;
    return owners(options?.find((option) => option.key === value)?.text, survey);
  };

  function valueName(key, value) {
    if (value === "(none)") return t("noValue");
    if (value === "(other)") return t("otherValues");
    return optionText(key, value) || placeName(key, value) || value;
  }

  const segmentName = (key) =>
    owners(choices.find((each) => each.key === key)?.text, survey) || attributeName(key);

  const kind = (key) => (choices.some((each) => each.key === key) ? t("reason") : segmentName(key));

  /** What is filtered besides the dates; some narrow the responses alone. */
  function chips() {
    const key = filtered();
    const chip = (label, values, only = true) => ({ label, only, remove: () => change(values) });
    return [
      key && chip(`${kind(key)}: ${valueName(key, state.value)}`, { value: null, segment: null }, false),
      state.class && chip(t(`class.${state.class}`), { class: null }),
      state.score !== undefined && chip(`${t("score")} ${state.score}`, { score: null }),
      state.at && chip(capital(period(unit(), state.at, true)), { at: null, until: null }),
      state.q && chip(t("quoted", { text: state.q }), { q: null }),
    ].filter(Boolean);
  }

  const clear = () =>
    change({ value: null, segment: null, class: null, score: null, at: null, until: null, q: null });

  function chooseRange(key) {
    const { from, to } = range();
    const own = key === "custom" ? { from, to: [plusDays(to, -1), today(zone())].sort()[0] } : { from: null, to: null };
    const anew = { period: null, at: null, until: null };
    return change({ range: key === USUAL ? null : key, ...anew, ...own });
  }

  /** Takes new dates, or says why not. */
  function chooseDates(from, to) {
    if (from > to) return t("datesReversed");
    change({ from, to, period: null, at: null, until: null });
    return null;
  }

  return {
    state, scored, choices, segments, change, clear, chips, firstAnswer, prepare, foresee, flaw, range, rangeKey,
    rangeName, rangeDays, before, chooseRange, chooseDates, unit, units, zone, question, segment, segmentName, reason,
    filtered, valueName, paths, responses,
  };
}
