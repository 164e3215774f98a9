/** Which figures of a survey are wanted: question, dates, units, time zone and segment, as the address holds them. */
import { query } from "./api.js";
import { pick, select } from "./controls.js";
import { h } from "./html.js";
import { SCORED } from "./metrics.js";
import { day, plusDays, today } from "./numbers.js";
import { owners, t } from "./words.js";

/** Each range with the unit that suits it. */
const RANGES = { r30: "day", r90: "week", r12: "month", r36: "quarter" };

const USUAL = "r12";

const UNITS = ["day", "week", "month", "quarter", "year"];

/** Over how many days each point may be counted. */
const WINDOWS = [7, 30, 90];

/** What every response has. */
const BUILT_IN = ["channel", "touchpoint", "locale"];

/** The first day of a month so many months before that of a day. */
function monthBefore(text, months) {
  const at = new Date(`${text.slice(0, 7)}-01T00:00:00Z`);
  at.setUTCMonth(at.getUTCMonth() - months);
  return at.toISOString().slice(0, 10);
}

/** The address holds the state, so that a link shows a colleague the same picture. */
export function figureFilters(survey, changed) {
  const state = Object.fromEntries(new URLSearchParams(location.search));
  const scored = survey.questions.filter((question) => SCORED.includes(question.type));
  const choices = survey.questions.filter((question) => question.type === "CHOICE");
  const segments = [...BUILT_IN, ...survey.segments, ...choices.map((question) => question.key)];

  function change(values) {
    for (const [name, value] of Object.entries(values)) {
      if (value === null || value === undefined || value === "") delete state[name];
      else state[name] = value;
    }
    history.replaceState(null, "", location.pathname + query(state));
    return changed();
  }

  const rangeKey = () => (state.range === "custom" || RANGES[state.range] ? state.range : USUAL);

  const unit = () => (UNITS.includes(state.period) ? state.period : RANGES[rangeKey()] ?? "month");

  const segment = () => (segments.includes(state.segment) ? state.segment : survey.segments[0] ?? "channel");

  const question = () => state.question ?? scored[0].key;

  function range() {
    const now = today(state.zone ?? survey.zone);
    const until = { to: plusDays(now, 1) };
    const custom = state.from && state.to && state.from <= state.to;
    if (state.range === "custom" && custom) return { from: state.from, to: plusDays(state.to, 1) };
    if (state.range === "r30") return { from: plusDays(now, -29), ...until };
    if (state.range === "r90") return { from: plusDays(now, -89), ...until };
    return { from: monthBefore(now, state.range === "r36" ? 35 : 11), to: monthBefore(now, -1) };
  }

  function rangeName() {
    if (rangeKey() !== "custom") return t(`range.${rangeKey()}`);
    const { from, to } = range();
    return `${day(from)} – ${day(plusDays(to, -1))}`;
  }

  const asked = () => ({ question: state.question, period: unit(), ...range(), zone: state.zone });

  /** Where the figures are read: of the question, of the pyramid's layers, and of all where one value is chosen. */
  function paths(layers) {
    const path = `/api/v1/surveys/${survey.id}/kpis`;
    const ofYear = (question) => path + query({ ...asked(), question, period: "year" });
    return [
      path + query({ ...asked(), window: state.window, segment: segment(), value: state.value }),
      ...layers.map(ofYear),
      ...(state.value ? [ofYear(state.question)] : []),
    ];
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
      segment: state.value && segment(),
      value: state.value,
      q: state.q,
    };
  }

  const optionText = (key, value) => {
    const options = choices.find((each) => each.key === key)?.options;
    return owners(options?.find((option) => option.key === value)?.text, survey);
  };

  function valueName(value) {
    if (value === "(none)") return t("noValue");
    if (value === "(other)") return t("otherValues");
    return optionText(segment(), value) || value;
  }

  const segmentName = (key) => (BUILT_IN.includes(key) ? t(key)
    : owners(choices.find((each) => each.key === key)?.text, survey) || key);

  const picker = (key, options, chosen, write, label) =>
    select({ "data-key": key, "aria-label": label, onchange: ({ target }) => write(target.value) }, options, chosen);

  const labelled = (key, label, options, chosen, write) => pick(label, picker(key, options, chosen, write));

  function segmentPicker() {
    const options = segments.map((key) => [key, segmentName(key)]);
    return picker("segment", options, segment(), (key) => change({ segment: key, value: null }), t("bySegment"));
  }

  function windowPicker() {
    const options = [["", t("movingAverageNone")], ...WINDOWS.map((n) => [String(n), t("movingAverageDays", { n })])];
    return labelled("window", t("movingAverage"), options, state.window ?? "", (days) => change({ window: days }));
  }

  function questionPicker() {
    const options = scored.map((each) => [each.key, owners(each.text, survey)]);
    const write = (key) => change({ question: key, score: null, class: null });
    return labelled("question", t("question"), options, question(), write);
  }

  function rangePicker() {
    const options = [...Object.keys(RANGES), "custom"].map((key) => [key, t(`range.${key}`)]);
    return labelled("range", t("dateRange"), options, rangeKey(), (key) => {
      const { from, to } = range();
      const unpinned = { from: null, to: null, period: null, at: null, until: null };
      if (key === "custom") return change({ range: key, from, to: plusDays(to, -1), period: unit() });
      return change({ range: key === USUAL ? null : key, ...unpinned });
    });
  }

  function dayPicker(name, label) {
    const onchange = ({ target }) => target.value && change({ [name]: target.value });
    return pick(label, h("input", { type: "date", "data-key": name, value: state[name], onchange }));
  }

  function unitPicker() {
    const options = UNITS.map((key) => [key, t(`unit.${key}`)]);
    return labelled("period", t("groupBy"), options, unit(), (key) => change({ period: key, at: null, until: null }));
  }

  function zonePicker() {
    const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
    const zones = [...new Set([survey.zone, own, "UTC", state.zone].filter(Boolean))];
    const write = (zone) => change({ zone: zone === survey.zone ? null : zone });
    return labelled("zone", t("timeZone"), zones.map((zone) => [zone, zone]), state.zone ?? survey.zone, write);
  }

  const pickers = () => [
    scored.length > 1 && questionPicker(),
    rangePicker(),
    state.range === "custom" && [dayPicker("from", t("firstDay")), dayPicker("to", t("lastDay"))],
    unitPicker(),
    zonePicker(),
  ];

  return {
    state, scored, change, unit, segment, rangeName, paths, responses, valueName, segmentName, segmentPicker,
    windowPicker, pickers,
  };
}
