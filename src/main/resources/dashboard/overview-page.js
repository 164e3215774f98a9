/** Every survey with its figure, what changed, and today's answers. */
import { call, get, getChanged, query } from "./api.js";
import { action, h, replace } from "./html.js";
import { glyph } from "./interval-glyph.js";
import { live } from "./live.js";
import { FEW, TOO_FEW, range } from "./metrics.js";
import { clock, count, figure, moment, plusDays, today } from "./numbers.js";
import { answers, latestChange, summary } from "./sentences.js";
import { sparkline } from "./sparkline.js";
import { t } from "./words.js";

export async function overviewPage({ can, go, signal }) {
  const told = h("p", { class: "live", role: "status" });
  const list = h("ul", { class: "cards" });
  const older = h("div");
  const show = async (cursor) => {
    const { items, next } = await get(`/api/v1/surveys${query({ limit: 24, cursor })}`);
    list.append(...await Promise.all(items.map((survey) => card(survey, can, signal, told))));
    replace(older, [next && action(t("olderSurveys"), () => show(next))]);
    return items;
  };
  const items = await show();
  const sample = items.find((survey) => survey.sample);
  return { title: t("surveys"), content: h("div", { class: "stackless" },
    h("div", { class: "title" }, h("h1", {}, t("surveys")), told, can("EDITOR") && h("a", { class: "button primary", href: "/surveys/new" }, t("newSurvey"))),
    sample && h("aside", { class: "card notice inline" }, h("p", {}, h("strong", {}, `${t("sample")}: `), t("sampleText")),
      can("EDITOR") && action(t("removeSample"), async () => {
        await call("DELETE", `/api/v1/surveys/${sample.id}`);
        go("/");
      })),
    !items.length && h("p", { class: "card only" }, t("noSurveys")),
    list, older) };
}

async function card(survey, can, signal, told) {
  const body = h("div", { class: "card-body" });
  const item = h("li", { class: "card survey" },
    h("div", { class: "card-head" }, h("h2", {}, h("a", { href: survey.status === "DRAFT" && can("EDITOR") ? `/surveys/${survey.id}/edit` : `/surveys/${survey.id}` }, survey.name)),
      h("span", { class: `tag ${survey.status}` }, t(survey.status)), survey.sample && h("span", { class: "tag" }, t("sample"))), body);
  if (!survey.headline) {
    body.append(h("p", { class: "muted" }, t("noScore")));
    return item;
  }
  const { items: [sighting] } = survey.status === "DRAFT" ? { items: [] } : await get(`/api/v1/surveys/${survey.id}/sightings`);
  if (sighting) item.append(h("p", { class: "muted" }, t("lastSeen", { host: sighting.host, time: moment(sighting.lastSeenAt) })));
  const now = today(survey.zone);
  const path = `/api/v1/surveys/${survey.id}/kpis`;
  const wanted = [path, path + query({ period: "day", from: now, to: plusDays(now, 1) })];
  const known = await Promise.all(wanted.map((each) => getChanged(each)));
  const draw = () => replace(body, summarised(known[0].body, known[1].body.overall.responses));
  draw();
  live(signal, async () => {
    const { top, bottom } = item.getBoundingClientRect();
    if (bottom < 0 || top > innerHeight) return;
    try {
      const fresh = await Promise.all(wanted.map((each, i) => getChanged(each, known[i].etag)));
      told.textContent = "";
      if (fresh.some(Boolean)) {
        fresh.forEach((each, i) => each && (known[i] = each));
        draw();
      }
    } catch (problem) {
      // The last figures stay; the next question may be answered.
      if (problem.status !== 401) told.textContent = t("away", { time: clock(known[0].body.asOf) });
    }
  }, 5000);
  return item;
}

function summarised(kpis, todays) {
  const { overall, metric } = kpis;
  const now = h("p", { class: "muted" }, t("todayCount", { n: count(todays) }), ` · ${answers(overall.responses)}, ${t("lastYear")}`);
  if (overall.responses < TOO_FEW) return [h("p", { class: "only" }, summary(metric, overall)), now];
  const few = overall.responses < FEW;
  const change = latestChange(kpis);
  const { min, max } = range(kpis);
  return [
    h("div", { class: "headline" }, h("div", {}, h("p", { class: few ? "figure muted" : "figure" }, figure(metric, overall.value), h("small", {}, metric), few && h("span", { class: "tag" }, t("few"))),
      glyph([min, max], overall, { width: 140, muted: few })), sparkline(kpis, 150)),
    h("p", {}, summary(metric, overall)),
    change && h("p", {}, h("strong", {}, `${change.title}. `), change.text), now];
}
