/** A survey's figures: score, trend, breakdown, reasons, segments and responses. */
import { elapsed } from "./ago.js";
import { get, getChanged } from "./api.js";
import { toggle } from "./chart.js";
import { classesChart } from "./classes-chart.js";
import { distributionChart } from "./distribution-chart.js";
import { figureFilters } from "./figure-filters.js";
import { filtersBar } from "./filters-bar.js";
import { h, refresh, replace } from "./html.js";
import { live, released } from "./live.js";
import { keep, recall } from "./memory.js";
import { dots } from "./menu.js";
import { TOO_FEW, layers } from "./metrics.js";
import { notesList, placed } from "./notes.js";
import { clock, count, day, plusDays, today } from "./numbers.js";
import { reasonsChart } from "./reasons-chart.js";
import { responsesCard } from "./responses-card.js";
import { scoreCard } from "./score-card.js";
import { segmentsChart } from "./segments-chart.js";
import { notesOf } from "./survey-ahead.js";
import { duplicating, keepFilters, surveyHead } from "./survey-head.js";
import { trendChart } from "./trend-chart.js";
import { owners, speaking, t } from "./words.js";

/** How long figures may take before the page says that it is busy, in milliseconds. */
const SLOW = 200;

export async function surveyPage({ user, can, go, signal, ahead }, id) {
  const [survey, listed] = await ahead;
  const filters = figureFilters(survey, () => update().catch(complain));
  const { state, scored, choices, segments, change } = filters;
  const pyramid = layers(survey);
  const { pyramidChart } = pyramid.length ? await speaking(import("./pyramid-chart.js")) : {};
  let notes = listed.items;
  /** What was read, by what it is for: its path, body, tag and time. */
  let known = {};
  /** The same, as far as this page has read it: what is remembered from before is not sure to be so still. */
  let sure = {};
  let kpis;
  let turn = 0;
  /** The forms below the trend, once they were wanted. */
  let forTrend = null;
  /** Whether there are answers at all, where there are none in the range. */
  let answered = null;

  const status = h("p", { class: "small muted wide", role: "status" });
  const notices = h("div", { class: "notices" });
  const [top, middle, where] = [1, 2, 3].map(() => h("div", { class: "grid" }));
  const printed = h("p", { class: "printed" });
  const responses = responsesCard({
    survey,
    user,
    can,
    go,
    signal,
    kpis: () => kpis,
    search: (q) => change({ q }),
  });
  const last = h("div", { class: "grid" }, responses.card);
  const figures = h("div", { class: "figures" }, printed, notices, top, middle, where, last);
  const head = surveyHead(survey, "figures", can, status, entries());
  const bar = scored.length > 0
    && filtersBar(survey, filters, { responses: () => responses.card.scrollIntoView({ behavior: "smooth" }) });

  function entries() {
    const remove = async () => {
      const { deleteSurvey } = await speaking(import("./delete-survey.js"));
      if (await deleteSurvey(survey)) go("/surveys");
    };
    const printComments = async () => {
      await responses.comments();
      print();
    };
    return [
      { label: t("print"), run: printComments },
      can("EDITOR") && duplicating(survey, go),
      can("EDITOR") && { label: `${t("deleteSurvey")}…`, run: remove, late: true },
    ].filter(Boolean);
  }

  function complain(problem) {
    if (problem.status !== 401) say(problem.message, true);
  }

  function say(text, problem) {
    if (status.textContent !== text) status.textContent = text;
    status.className = problem ? "small late" : "small muted wide";
  }

  /** Draws what is wanted now: what is remembered at once, and what has changed as soon as it is read. */
  async function update() {
    const mine = ++turn;
    keepFilters(head);
    bar.draw();
    figures.hidden = Boolean(filters.flaw());
    if (figures.hidden) return;
    const slow = setTimeout(() => figures.setAttribute("aria-busy", "true"), SLOW);
    try {
      if (await filters.prepare()) bar.draw();
      const paths = filters.paths(pyramid);
      const before = remembered(paths);
      if (before) {
        known = before;
        draw();
      }
      const drawn = read(paths).then((found) => {
        if (mine !== turn) return; // something else was chosen meanwhile
        const isNews = Object.entries(found).some(([name, { body }]) => body !== before?.[name].body);
        known = sure = found;
        if (isNews) draw(before ? refresh : replace);
        else sayFresh();
      });
      const listed = responses.show(filters.responses(), before ? null : drawn);
      listed.catch(complain);
      if (before) drawn.catch(unreachable);
      else await drawn;
      // The list stands below all else: only who was there before waits for it, to come back to the same place.
      if (history.state?.top) await listed;
    } finally {
      clearTimeout(slow);
      if (mine === turn) figures.removeAttribute("aria-busy");
    }
  }

  /** What was read of all that is wanted; null where something was not, or where there is nothing to see. */
  function remembered(paths) {
    const found = Object.entries(paths).map(([name, path]) => [name, recall(path)]);
    const isWhole = found.every(([, part]) => part) && found[0][1].body.overall.responses > 0;
    return isWhole ? Object.fromEntries(found) : null;
  }

  /** Reads what is not sure to be as it was. */
  async function read(paths, known = sure) {
    const each = async ([name, path]) => {
      if (known[name]?.path === path) return [name, known[name]];
      const before = recall(path);
      const fresh = await getChanged(path, before?.etag);
      return [name, keep(path, { ...before, ...fresh, path, at: Date.now() })];
    };
    const found = Object.fromEntries(await Promise.all(Object.entries(paths).map(each)));
    if (found.main.body.overall.responses === 0) answered = await filters.firstAnswer();
    return found;
  }

  const sayFresh = () => say(t("updatedAgo", { ago: elapsed(known.main.at) }));

  function draw(put = replace) {
    kpis = known.main.body;
    sayFresh();
    put(notices, noticed().map((text) => h("p", { class: "small muted" }, text)));
    printed.textContent = [titled(), filters.rangeDays(), t("printedOn", { day: day(today(kpis.zone)) })].join(" · ");
    const { responses, purged } = kpis.overall;
    const enough = responses >= TOO_FEW;
    if (responses === 0) put(top, noAnswers());
    else put(top, score(), (enough || isPartlyKnown()) && trend());
    put(middle, enough && breakdown());
    put(where, (enough || purged) && comparisons());
  }

  /** Whether some periods have figures, though not all dates together. */
  const isPartlyKnown = () => kpis.overall.purged && kpis.series.some((part) => part.responses >= TOO_FEW);

  /** What the reader must know before the figures. */
  function noticed() {
    const days = survey.retention?.purgeAfterDays;
    const deleted = days && kpis.from < plusDays(today(kpis.zone), -days);
    return [
      Object.values(known).some(({ body }) => !body.complete) && t("stillCounting"),
      [kpis.overall, ...kpis.series].some((part) => part.purged) && t("purgedPeriods"),
      deleted && t("responsesDeleted", { days: count(days) }),
    ].filter(Boolean);
  }

  function titled() {
    const key = filters.filtered();
    const range = filters.rangeName();
    const inside = filters.rangeKey() === "custom" ? range : range[0].toLowerCase() + range.slice(1);
    const title = t("scoreTitle", { metric: t(`metric.${kpis.metric}`), range: inside });
    return key ? `${title} · ${filters.valueName(key, state.value)}` : title;
  }

  const questionText = () => owners(survey.questions.find((question) => question.key === kpis.question).text, survey);

  const noAnswers = () => h("section", { class: "card none" },
    h("h2", { class: "hidden" }, titled()),
    h("p", {}, t(answered ? "noAnswersInRange" : "noAnswers")),
    answered ? h("button", { type: "button", class: "button", onclick: showAll }, t("showAll"))
      : h("a", { class: "button primary", href: `/surveys/${id}/share` }, t("share")));

  async function showAll() {
    await filters.clear();
    await filters.chooseRange("all");
  }

  // A target is that of the first question with a score.
  const aim = () => (kpis.question === scored[0].key ? survey.target : undefined);

  const score = () => scoreCard(kpis, {
    title: titled(),
    question: questionText(),
    target: aim(),
    before: filters.before(),
  });

  function trend() {
    const { inside, outside } = placed(notes, kpis.series);
    const path = notesOf(id);
    const forms = can("EDITOR") && h("div", { class: "forms" }, forTrend && [
      forTrend.noteForm(path, today(kpis.zone), renote),
      kpis.question === scored[0].key && forTrend.targetForm({ survey, kpis, changed: retarget }),
    ]);
    return trendChart(kpis, {
      chosen: state.at,
      choose: (part) => change({ at: part?.from, until: part?.to }),
      notes: inside,
      target: aim(),
      tools: forms && formsToggle(forms),
      list: [forms, notesList({ path, inside, outside, editable: can("EDITOR"), changed: renote })],
    });
  }

  function formsToggle(forms) {
    const label = { class: "button icon small", "aria-label": t("addToTrend") };
    const button = toggle("add-note", dots(), forms, label);
    const fetchForms = async () => {
      forTrend = await speaking(import("./trend-forms.js"));
      draw();
    };
    if (!forTrend) button.addEventListener("click", () => fetchForms().catch(complain), { once: true });
    return button;
  }

  async function renote() {
    notes = (await get(notesOf(id))).items;
    draw();
  }

  function retarget(target) {
    survey.target = target;
    draw();
  }

  function breakdown() {
    const chooseClass = (value) => change({ class: value, score: null });
    const chooseScore = (value) => change({ score: value, class: null });
    const classes = classesChart(kpis, { chosen: state.class, choose: chooseClass });
    const span = classes ? "c7" : "c12";
    return [classes, distributionChart(kpis, { chosen: state.score, choose: chooseScore, span })];
  }

  /** Reasons or else the pyramid beside the segments, which have all the width where there is neither. */
  function comparisons() {
    const beside = [known.reasons && reasons(), pyramid.length > 0 && pyramidChart(layerFigures())].filter(Boolean);
    return [beside[0], segmentsCard(beside.length ? "c7" : "c12"), beside[1]];
  }

  const layerFigures = () => pyramid.map((key, i) => known[`layer${i}`].body);

  const compared = (key) => ({
    name: (value) => filters.valueName(key, value),
    chosen: filters.filtered() === key ? state.value : undefined,
    choose: (value) => change({ segment: value && key, value, by: filters.segment() }),
    about: filters.filtered() && t("ofAllAnswers"),
  });

  const reasons = () => reasonsChart(known.reasons.body, {
    ...compared(filters.reason()),
    questions: choices.map((each) => [each.key, owners(each.text, survey)]),
    question: filters.reason(),
    ask: (key) => change({ reason: key }),
  });

  const segmentsCard = (span) => segmentsChart(known.segments.body, {
    ...compared(filters.segment()),
    segments: segments.map((key) => [key, filters.segmentName(key)]),
    segment: filters.segment(),
    pick: (key) => change({ by: key }),
    span,
  });

  /** Draws again what has changed; the last known figures stay while the server is unavailable. */
  async function renew() {
    if (filters.flaw()) return;
    const mine = turn;
    try {
      // Since a day has begun, for one.
      if (known.main?.path !== filters.paths(pyramid).main) return await update();
      const fresh = await getChanged(known.main.path, known.main.etag);
      if (mine !== turn) return;
      // One tag changes with all of a survey's figures.
      if (fresh) {
        const main = keep(known.main.path, { path: known.main.path, ...fresh, at: Date.now() });
        const found = await read(filters.paths(pyramid), { main });
        await released();
        if (mine !== turn) return;
        known = sure = found;
      }
      if (fresh || status.dataset.offline) draw(refresh);
      delete status.dataset.offline;
      if (fresh) await responses.refresh();
    } catch (problem) {
      unreachable(problem);
    }
  }

  function unreachable(problem) {
    if (problem.status === 401) return;
    status.dataset.offline = "true";
    say(t("unreachableSince", { time: clock(kpis.asOf) }), true);
  }

  if (!bar) {
    const unscored = h("p", { class: "card none" }, t("noScoredQuestion"));
    return { title: survey.name, content: [head, h("div", { class: "figures" }, unscored)] };
  }
  await update();
  live(signal, renew);
  return { title: survey.name, content: [head, bar.element, figures] };
}
