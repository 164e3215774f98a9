/** A survey's figures: score, trend, segments and comments. */
import { get, getChanged } from "./api.js";
import { classesChart } from "./classes-chart.js";
import { commentsCard } from "./comments-card.js";
import { distributionChart } from "./distribution-chart.js";
import { figureFilters } from "./figure-filters.js";
import { h, refresh, replace } from "./html.js";
import { live } from "./live.js";
import { TOO_FEW } from "./metrics.js";
import { notesList, within } from "./notes.js";
import { clock, count, period, plusDays, today } from "./numbers.js";
import { layers, pyramidChart } from "./pyramid-chart.js";
import { scoreCard } from "./score-card.js";
import { segmentsChart } from "./segments-chart.js";
import { capital } from "./sentences.js";
import { surveyHead } from "./survey-head.js";
import { targetForm } from "./target-form.js";
import { trendChart } from "./trend-chart.js";
import { owners, t } from "./words.js";

const notesOf = (id) => `/api/v1/surveys/${id}/notes`;

/** What the page asks for first. */
export const surveyAhead = (id) => Promise.all([get(`/api/v1/surveys/${id}`), get(notesOf(id))]);

export async function surveyPage({ can, signal, ahead }, id) {
  const [survey, listed] = await ahead;
  const filters = figureFilters(survey, () => update().catch(complain));
  const { state, scored, change } = filters;
  const pyramid = layers(survey) ?? [];
  let notes = listed.items;
  let known = [];
  let paths = [];
  let kpis;

  const top = h("div", { class: "grid first" });
  const middle = h("div", { class: "grid" });
  const where = h("div", {});
  const pickers = h("div", { class: "pickers" });
  const status = h("p", { class: "live", role: "status" });
  const notices = h("div", { class: "notices" });
  const comments = commentsCard({
    survey,
    scored: state.question ?? scored[0]?.key,
    erasable: can("EDITOR"),
    kpis: () => kpis,
    search: (q) => change({ q }),
  });

  function complain(problem) {
    if (problem.status !== 401) status.textContent = problem.message;
  }

  async function update() {
    const before = JSON.stringify(paths);
    const mine = filters.paths(pyramid);
    paths = mine;
    const same = JSON.stringify(mine) === before;
    const figures = same ? Promise.resolve(known) : Promise.all(mine.map((path) => getChanged(path)));
    const drawn = figures.then((found) => {
      if (mine !== paths) return; // something else was chosen meanwhile
      known = found;
      draw();
    });
    await Promise.all([drawn, comments.show(filters.responses(), chips(), drawn)]);
  }

  function draw(put = replace) {
    kpis = known[0].body;
    // With a value chosen, overall is that value's alone.
    kpis.total = (state.value ? known.at(-1) : known[0]).body.overall;
    put(pickers, filters.pickers());
    status.textContent = t("updatedAt", { time: clock(kpis.asOf) });
    put(notices, noticed().map((text) => h("p", { class: "note" }, text)));
    const title = [kpis.metric, state.value && filters.valueName(state.value), filters.rangeName()];
    const titled = title.filter(Boolean).join(" · ");
    const enough = kpis.overall.responses >= TOO_FEW;
    if (kpis.overall.responses === 0) put(top, noAnswers(titled));
    else put(top, scoreCard(kpis, titled, questionText()), (enough || isPartlyKnown()) && trend());
    put(middle, enough && breakdown());
    put(where, (enough || kpis.overall.purged) && segments());
  }

  /** Whether some periods have figures, though not all dates together. */
  const isPartlyKnown = () => kpis.overall.purged && kpis.series.some((part) => part.responses >= TOO_FEW);

  /** What the reader must know before the figures. */
  function noticed() {
    const days = survey.retention?.purgeAfterDays;
    const deleted = days && kpis.from < plusDays(today(kpis.zone), -days);
    return [
      known.some(({ body }) => !body.complete) && t("stillCounting"),
      [kpis.overall, ...kpis.series].some(({ purged }) => purged) && t("purgedPeriods"),
      deleted && t("responsesDeleted", { days: count(days) }),
    ].filter(Boolean);
  }

  const questionText = () => owners(survey.questions.find((question) => question.key === kpis.question).text, survey);

  const noAnswers = (title) => h("section", { class: "card only" },
    h("h2", { class: "hidden" }, title),
    h("p", {}, t(state.range ? "noAnswersInRange" : "noAnswers")),
    h("a", { class: "button primary", href: `/surveys/${id}/share` }, t("share")));

  // A target is that of the first question with a score.
  const aimed = () => kpis.question === scored[0].key;

  function trend() {
    const pinned = within(notes, kpis.series);
    return trendChart(kpis, {
      controls: filters.windowPicker(),
      chosen: state.at,
      choose: (part) => change({ at: part?.from, until: part?.to }),
      notes: pinned,
      target: aimed() ? survey.target : undefined,
      list: [noted(pinned), aimed() && can("EDITOR") && targetForm({ survey, kpis, changed: aim })],
    });
  }

  const noted = (pinned) => notesList({
    path: notesOf(id),
    notes: pinned,
    today: today(kpis.zone),
    editable: can("EDITOR"),
    changed: async () => {
      notes = (await get(notesOf(id))).items;
      draw();
    },
  });

  function aim(target) {
    survey.target = target;
    draw();
  }

  const breakdown = () => [
    classesChart(kpis, { chosen: state.class, choose: (value) => change({ class: value, score: null }) }),
    distributionChart(kpis, { chosen: state.score, choose: (value) => change({ score: value, class: null }) }),
    pyramid.length > 0 && pyramidChart(known.slice(1, 1 + pyramid.length).map(({ body }) => body)),
  ];

  const segments = () => segmentsChart(kpis, {
    controls: filters.segmentPicker(),
    name: filters.valueName,
    chosen: state.value,
    choose: (value) => change({ value, segment: filters.segment() }),
  });

  /** The filters that can be removed, each with its name. */
  function chips() {
    const chip = (label, values, only = true) => ({ label, only, clear: () => change(values) });
    const value = () => `${filters.segmentName(filters.segment())}: ${filters.valueName(state.value)}`;
    const part = () => capital(period(filters.unit(), state.at, true));
    return [
      state.value && chip(value(), { value: null }, false),
      state.class && chip(t(`class.${state.class}`), { class: null }),
      state.score !== undefined && chip(`${t("score")} ${state.score}`, { score: null }),
      state.at && chip(part(), { at: null, until: null }),
      state.q && chip(`“${state.q}”`, { q: null }),
    ].filter(Boolean);
  }

  /** Draws again what has changed; the last known figures stay while the server is unavailable. */
  async function renew() {
    const mine = paths;
    try {
      const fresh = await Promise.all(mine.map((path, i) => getChanged(path, known[i].etag)));
      const news = mine === paths && fresh.some(Boolean);
      if (news) fresh.forEach((each, i) => each && (known[i] = each));
      if (news || status.dataset.offline) draw(refresh);
      delete status.dataset.offline;
      if (news) await comments.refresh();
    } catch (problem) {
      if (problem.status === 401) return;
      status.dataset.offline = "true";
      status.textContent = t("unreachableSince", { time: clock(kpis.asOf) });
    }
  }

  const head = surveyHead(survey, "figures", can, status);
  if (!scored.length) {
    return { title: survey.name, content: [head, h("p", { class: "card only" }, t("noScoredQuestion"))] };
  }
  await update();
  live(signal, renew);
  const last = h("div", { class: "grid last" }, where, comments.card);
  return { title: survey.name, content: [head, pickers, notices, top, middle, last] };
}
