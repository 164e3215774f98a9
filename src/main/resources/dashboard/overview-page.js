/** Every survey with its figure, what changed, and today's answers. */
import { get, getChanged, query } from "./api.js";
import { column } from "./controls.js";
import { deleteSurvey, deletedSurveys } from "./delete-survey.js";
import { action, h, replace } from "./html.js";
import { glyph } from "./interval-glyph.js";
import { live } from "./live.js";
import { FEW, TOO_FEW, range } from "./metrics.js";
import { clock, countOrDash, counted, figure, moment, plusDays, today } from "./numbers.js";
import { latestChange, summary } from "./sentences.js";
import { sparkline } from "./sparkline.js";
import { t } from "./words.js";

/** How often cards on the screen request figures, in milliseconds. */
const PAUSE = 5000;

export async function overviewPage({ can, go, signal }) {
  const status = h("p", { class: "live", role: "status" });
  const list = h("ul", { class: "cards" });
  const older = h("div");

  async function show(cursor) {
    const { items, next } = await get(`/api/v1/surveys${query({ limit: 24, cursor })}`);
    list.append(...await Promise.all(items.map((survey) => card(survey, can, signal, status))));
    replace(older, [next && action(t("olderSurveys"), () => show(next))]);
    return items;
  }

  const items = await show();
  const deleted = can("EDITOR") && await deletedSurveys({ restored: () => go("/") });
  const sample = items.find((survey) => survey.sample);
  const creation = can("EDITOR") && h("a", { class: "button primary", href: "/surveys/new" }, t("newSurvey"));
  return {
    title: t("surveys"),
    content: column(
      h("div", { class: "title" }, h("h1", {}, t("surveys")), status, creation),
      sample && sampleNotice(sample, can, go),
      !items.length && h("p", { class: "card only" }, t("noSurveys")),
      list,
      older,
      deleted),
  };
}

function sampleNotice(sample, can, go) {
  const remove = async () => {
    if (await deleteSurvey(sample)) go("/");
  };
  return h("aside", { class: "card notice inline" },
    h("p", {}, h("strong", {}, `${t("sampleData")}: `), t("sampleText")),
    can("EDITOR") && action(`${t("removeSample")}…`, remove));
}

async function card(survey, can, signal, status) {
  const body = h("div", { class: "card-body" });
  const item = h("li", { class: "card survey" }, head(survey, can), body);
  if (!survey.headline) {
    body.append(h("p", { class: "muted" }, t("noScoredQuestion")));
    return item;
  }
  const sighting = await lastSighting(survey);
  if (sighting) item.append(sighting);
  await showFigures(survey, item, body, signal, status);
  return item;
}

function head(survey, can) {
  const page = `/surveys/${survey.id}`;
  const href = survey.status === "DRAFT" && can("EDITOR") ? `${page}/edit` : page;
  return h("div", { class: "card-head" },
    h("h2", {}, h("a", { href }, survey.name)),
    h("span", { class: `tag ${survey.status}` }, t(`status.${survey.status}`)),
    survey.sample && h("span", { class: "tag" }, t("sampleData")));
}

async function lastSighting(survey) {
  if (survey.status === "DRAFT") return null;
  const { items: [sighting] } = await get(`/api/v1/surveys/${survey.id}/sightings`);
  if (!sighting) return null;
  return h("p", { class: "muted" }, t("lastSeen", { host: sighting.host, time: moment(sighting.lastSeenAt) }));
}

/** Shows a survey's figures, and again when they change while they can be seen. */
async function showFigures(survey, item, body, signal, status) {
  const now = today(survey.zone);
  const path = `/api/v1/surveys/${survey.id}/kpis`;
  const wanted = [path, path + query({ period: "day", from: now, to: plusDays(now, 1) })];
  const known = await Promise.all(wanted.map((each) => getChanged(each)));
  const draw = () => replace(body, summarised(known[0].body, known[1].body.overall.responses));

  const renew = async () => {
    const fresh = await Promise.all(wanted.map((each, i) => getChanged(each, known[i].etag)));
    status.textContent = "";
    if (!fresh.some(Boolean)) return;
    fresh.forEach((each, i) => each && (known[i] = each));
    draw();
  };

  draw();
  live(signal, async () => {
    const { top, bottom } = item.getBoundingClientRect();
    if (bottom < 0 || top > innerHeight) return;
    // The last figures stay; the next call may succeed.
    await renew().catch((problem) => {
      if (problem.status !== 401) status.textContent = t("unreachableSince", { time: clock(known[0].body.asOf) });
    });
  }, PAUSE);
}

function summarised(kpis, todays) {
  const { overall, metric } = kpis;
  const volume = h("p", { class: "muted" }, volumes(overall, todays).join(" · "));
  if (overall.responses < TOO_FEW) return [h("p", { class: "only" }, summary(metric, overall)), volume];
  const change = latestChange(kpis);
  return [
    h("div", { class: "headline" }, headline(kpis), sparkline(kpis, 150)),
    h("p", {}, summary(metric, overall)),
    change && h("p", {}, h("strong", {}, `${change.title}. `), change.text),
    volume,
  ];
}

const volumes = ({ purged, responses }, todays) => [
  t("answersToday", { n: countOrDash(todays) }),
  ...(purged ? [] : [t("inLast12Months", { answers: counted("answers", responses) })]),
];

function headline(kpis) {
  const { overall, metric } = kpis;
  const { min, max } = range(kpis);
  const few = overall.responses < FEW;
  const tag = few && h("span", { class: "tag" }, t("fewAnswers"));
  const value = [figure(metric, overall.value), h("small", {}, metric), tag];
  return h("div", {},
    h("p", { class: few ? "figure muted" : "figure" }, value),
    glyph([min, max], overall, { width: 140, muted: few }));
}
