/** A survey's figures: how are we, can I believe it, has it changed, where, why. */
import { get, getChanged, getWithTag, query } from "./api.js";
import { classesChart } from "./classes-chart.js";
import { commentsCard } from "./comments-card.js";
import { distributionChart } from "./distribution-chart.js";
import { h, refresh, replace } from "./html.js";
import { live } from "./live.js";
import { SCORED } from "./metrics.js";
import { notesList, within } from "./notes.js";
import { clock, day, period, plusDays, today } from "./numbers.js";
import { layers, pyramidChart } from "./pyramid-chart.js";
import { scoreCard } from "./score-card.js";
import { segmentsChart } from "./segments-chart.js";
import { capital } from "./sentences.js";
import { surveyHead } from "./survey-head.js";
import { targetForm } from "./target-form.js";
import { trendChart } from "./trend-chart.js";
import { owners, t } from "./words.js";

const RANGES = { r30: "day", r90: "week", r12: "month", r36: "quarter" };

const PERIODS = { day: "day", week: "week", month: "month", quarter: "quarterUnit", year: "year" };

const notesOf = (id) => `/api/v1/surveys/${id}/notes`;

/** What the page asks for first. */
export const surveyAhead = (id) => Promise.all([getWithTag(`/api/v1/surveys/${id}`), get(notesOf(id))]);

export async function surveyPage({ can, signal, ahead }, id) {
  const [{ body: survey }, listed] = await ahead;
  let notes = listed.items;
  const scored = survey.questions.filter((question) => SCORED.includes(question.type));
  const choices = survey.questions.filter((question) => question.type === "CHOICE");
  const segments = ["channel", "touchpoint", "locale", ...survey.segments, ...choices.map((question) => question.key)];
  const pyramid = layers(survey);

  // The address holds the state, so that a link shows a colleague the same picture.
  const state = Object.fromEntries(new URLSearchParams(location.search));
  const change = (values) => {
    for (const [name, value] of Object.entries(values)) {
      if (value === null || value === undefined || value === "") delete state[name];
      else state[name] = value;
    }
    history.replaceState(null, "", location.pathname + query(state));
    return update().catch((problem) => problem.status !== 401 && (told.textContent = problem.message));
  };

  const segment = () => segments.includes(state.segment) ? state.segment : segments.find((each) => survey.segments.includes(each)) ?? "channel";
  const unit = () => PERIODS[state.period] ? state.period : RANGES[state.range] ?? "month";

  function range() {
    const now = today(state.zone ?? survey.zone);
    const first = (months) => {
      const at = new Date(now.slice(0, 7) + "-01T00:00:00Z");
      at.setUTCMonth(at.getUTCMonth() - months);
      return at.toISOString().slice(0, 10);
    };
    if (state.range === "custom" && state.from && state.to && state.from <= state.to) return { from: state.from, to: plusDays(state.to, 1) };
    if (state.range === "r30") return { from: plusDays(now, -29), to: plusDays(now, 1) };
    if (state.range === "r90") return { from: plusDays(now, -89), to: plusDays(now, 1) };
    const next = first(-1);
    return { from: first(state.range === "r36" ? 35 : 11), to: next };
  }

  const asked = () => ({ question: state.question, period: unit(), ...range(), zone: state.zone, window: state.window });
  const path = `/api/v1/surveys/${id}/kpis`;
  const wanted = () => [
    path + query({ ...asked(), segment: segment(), value: state.value }),
    ...(pyramid ? pyramid.map((question) => path + query({ ...asked(), question, window: null, period: "year" })) : []),
    ...(state.value ? [path + query({ ...asked(), window: null, period: "year" })] : []),
  ];

  const notesPath = notesOf(id);
  let known = [];
  let paths = [];
  let kpis;

  const top = h("div", { class: "grid first" });
  const middle = h("div", { class: "grid" });
  const where = h("div", {});
  const pickers = h("div", { class: "pickers" });
  const told = h("p", { class: "live", role: "status" });
  const gone = h("p", { class: "note" });
  const comments = commentsCard({ survey, scored: state.question ?? scored[0]?.key, erasable: can("EDITOR"), kpis: () => kpis, search: (q) => change({ q }) });

  async function update() {
    const before = JSON.stringify(paths);
    const mine = wanted();
    paths = mine;
    const figures = JSON.stringify(mine) === before ? Promise.resolve(known) : Promise.all(mine.map((each) => getChanged(each)));
    const drawn = figures.then((found) => {
      if (mine !== paths) return; // something else was chosen meanwhile
      known = found;
      draw();
    });
    await Promise.all([drawn, showComments(drawn)]);
  }

  function draw(put = replace) {
    kpis = known[0].body;
    // With a value chosen, overall is that value's alone.
    kpis.total = (state.value ? known.at(-1) : known[0]).body.overall;
    const asks = survey.questions.find((question) => question.key === kpis.question);
    put(pickers, picks(kpis));
    told.textContent = t("updated", { time: clock(kpis.asOf) });
    gone.textContent = kpis.rawFrom ? t("rawGone", { day: day(kpis.rawFrom.slice(0, 10)) }) : "";
    const titled = [kpis.metric, state.value && named(state.value), rangeName()].filter(Boolean).join(" · ");
    if (kpis.overall.responses === 0) {
      put(top, h("section", { class: "card only" }, h("h2", { class: "hidden" }, titled), h("p", {}, !state.range ? t("noAnswers") : t("noAnswersHere")),
        h("a", { class: "button primary", href: `/surveys/${id}/share` }, t("share"))));
      put(middle);
      put(where);
      return;
    }
    const pinned = within(notes, kpis.series);
    put(top, scoreCard(kpis, titled, owners(asks.text, survey)), kpis.overall.responses >= 10 && trendChart(kpis, {
      controls: windowPick(), chosen: state.at, choose: (part) => change({ at: part?.from, until: part?.to }),
      notes: pinned, target: aimed() ? survey.target : undefined, list: [notesList({ path: notesPath, notes: pinned, today: today(kpis.zone), editable: can("EDITOR"), changed: async () => {
        notes = (await get(notesPath)).items;
        draw();
      } }), aimed() && can("EDITOR") && targetForm({ survey, kpis, changed: (target) => {
        survey.target = target;
        draw();
      } })],
    }));
    put(middle, kpis.overall.responses >= 10 && [
      classesChart(kpis, { chosen: state.class, choose: (value) => change({ class: value, score: null }) }),
      distributionChart(kpis, { chosen: state.score, choose: (value) => change({ score: value, class: null }) }),
      pyramid && pyramidChart(known.slice(1, 1 + pyramid.length).map(({ body }) => body)),
    ]);
    put(where, kpis.overall.responses >= 10 && segmentsChart(kpis, { controls: segmentPick(), name: named, chosen: state.value, choose: (value) => change({ value, segment: segment() }) }));
  }

  // A target is that of the first question with a score.
  const aimed = () => kpis.question === scored[0].key;

  const rangeName = () => state.range === "custom" ? `${day(range().from)} – ${day(plusDays(range().to, -1))}` : t(RANGES[state.range] ? state.range : "r12");

  function named(value) {
    if (value === "(none)" || value === "(other)") return t(value === "(none)" ? "none" : "other");
    const question = choices.find((each) => each.key === segment());
    return owners(question?.options.find((option) => option.key === value)?.text, survey) || value;
  }

  const segmentName = (key) => ["channel", "touchpoint", "locale"].includes(key) ? t(key)
    : owners(choices.find((question) => question.key === key)?.text, survey) || key;

  const pick = (key, label, options, chosen, changed, hiddenLabel) => {
    const select = h("select", { "data-key": key, "aria-label": hiddenLabel ? label : null, onchange: (event) => changed(event.target.value) },
      options.map(([value, name]) => h("option", { value, selected: value === chosen }, name)));
    return hiddenLabel ? select : h("label", { class: "pick" }, h("span", {}, label), select);
  };

  const segmentPick = () => pick("segment", t("segments"), segments.map((key) => [key, segmentName(key)]), segment(), (value) => change({ segment: value, value: null }), true);

  const windowPick = () => pick("window", t("window"), [["", t("windowNone")], ...[7, 30, 90].map((n) => [String(n), t("windowDays", { n })])], state.window ?? "", (value) => change({ window: value }));

  const picks = () => [
    scored.length > 1 && pick("question", t("question"), scored.map((question) => [question.key, owners(question.text, survey)]), state.question ?? scored[0].key,
      (value) => change({ question: value, score: null, class: null })),
    pick("range", t("range"), [...Object.keys(RANGES).map((key) => [key, t(key)]), ["custom", t("custom")]], state.range ?? "r12", (value) => {
      const { from, to } = range();
      change(value === "custom" ? { range: value, from, to: plusDays(to, -1), period: unit() } : { range: value === "r12" ? null : value, from: null, to: null, period: null, at: null, until: null });
    }),
    state.range === "custom" && [["from", "firstDay"], ["to", "lastDay"]].map(([key, label]) => h("label", { class: "pick" }, h("span", {}, t(label)),
      h("input", { type: "date", "data-key": key, value: state[key], onchange: (event) => event.target.value && change({ [key]: event.target.value }) }))),
    pick("period", t("by"), Object.entries(PERIODS).map(([key, label]) => [key, t(label)]), unit(), (value) => change({ period: value, at: null, until: null })),
    pick("zone", t("zone"), [...new Set([survey.zone, Intl.DateTimeFormat().resolvedOptions().timeZone, "UTC", state.zone].filter(Boolean))].map((zone) => [zone, zone]),
      state.zone ?? survey.zone, (value) => change({ zone: value === survey.zone ? null : value })),
  ];

  async function showComments(drawn) {
    const { from, to } = range();
    const question = state.score !== undefined || state.class ? state.question ?? scored[0].key : undefined;
    await comments.show({
      from: state.at ?? from, to: state.until ?? to, zone: state.zone, question, score: state.score, class: state.class,
      segment: state.value && segment(), value: state.value, q: state.q,
    }, [
      state.value && { label: `${segmentName(segment())}: ${named(state.value)}`, clear: () => change({ value: null }) },
      state.class && { label: t(state.class), only: true, clear: () => change({ class: null }) },
      state.score !== undefined && { label: `${t("score")} ${state.score}`, only: true, clear: () => change({ score: null }) },
      state.at && { label: capital(period(unit(), state.at, true)), only: true, clear: () => change({ at: null, until: null }) },
      state.q && { label: `“${state.q}”`, only: true, clear: () => change({ q: null }) },
    ].filter(Boolean), drawn);
  }

  if (scored.length) {
    await update();
    live(signal, async () => {
      const mine = paths;
      try {
        const fresh = await Promise.all(mine.map((each, i) => getChanged(each, known[i].etag)));
        if (mine !== paths || !fresh.some(Boolean)) {
          if (told.dataset.away) draw(refresh);
          delete told.dataset.away;
          return;
        }
        fresh.forEach((each, i) => each && (known[i] = each));
        draw(refresh);
        await comments.refresh();
      } catch (problem) {
        if (problem.status === 401) return;
        told.dataset.away = "true";
        told.textContent = t("away", { time: clock(kpis.asOf) });
      }
    });
  }
  return { title: survey.name, content: [surveyHead(survey, "figures", can, told), scored.length ? pickers : h("p", { class: "card only" }, t("noScore")), gone, top, middle,
    scored.length > 0 && h("div", { class: "grid last" }, where, comments.card)] };
}
