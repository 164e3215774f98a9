/** The start: what needs somebody now, and every survey with its figure. */
import { elapsed, updated } from "./ago.js";
import { get } from "./api.js";
import { newsCard, readAlerts } from "./home-news.js";
import { explanation, h, replace } from "./html.js";
import { live, rested } from "./live.js";
import { isSame, keep, recall } from "./memory.js";
import { myCases, readMine } from "./my-cases.js";
import { counted } from "./numbers.js";
import { sampleNotice } from "./sample-notice.js";
import { surveyCard } from "./survey-card.js";
import { t } from "./words.js";

/** How often the figures are read again, in milliseconds. */
const PAUSE = 10_000;

/** How many cards there are at most; the other surveys stand on their own page. */
const MOST = 24;

/** The name under which it is remembered. */
const NAME = "home";

/** The surveys, what needs somebody now, and when that was so. */
async function read(can) {
  const [{ items }, cases, alerts] = await Promise.all([
    get("/api/v1/surveys?limit=200"),
    can("AGENT") && readMine(),
    can("EDITOR") ? readAlerts() : [],
  ]);
  return keep(NAME, { items, needs: { cases, alerts }, at: new Date().toISOString() });
}

/** Which surveys stand where. */
const places = ({ items }) => items.map(({ id, status }) => [id, status]);

export async function homePage({ can, go, again, signal }) {
  const before = recall(NAME);
  const shown = before?.items.length ? before : await read(can);
  const { items } = shown;
  const title = h("h1", { class: "hidden" }, t("home"));
  if (!items.length) return { title: t("home"), content: [title, firstTime(can)] };
  const drafts = items.filter(({ status }) => status === "DRAFT");
  const published = items.filter(({ status }) => status !== "DRAFT").sort(byActivity);
  const sample = items.find((survey) => survey.sample);
  const fresh = h("span", {}, updated(shown.at));
  const trouble = h("span", { class: "late", role: "status" });
  const cards = new Map(published.slice(0, MOST).map((survey) => [survey.id, card(survey)]));
  const cleared = () => renew(true);
  const news = h("div", {}, now(published, shown.needs, cleared));

  /** Whether what is shown is what was read on an earlier visit. */
  let isOld = shown === before;

  /** @param atOnce whether it was just asked for; otherwise nothing moves while somebody points at something */
  async function renew(atOnce = isOld) {
    try {
      const found = await read(can);
      if (isOld && !isSame(places(found), places(shown))) return again();
      isOld = false;
      if (!atOnce) await rested();
      found.items.forEach((survey) => cards.get(survey.id)?.show(survey));
      renewPart(news, now(found.items, found.needs, cleared));
      replace(fresh, updated(found.at));
      trouble.textContent = "";
      return undefined;
    } catch (problem) {
      // The last figures stay; the next call may succeed.
      if (problem.status !== 401) trouble.textContent = ` · ${explanation(problem)}`;
    }
  }

  if (isOld) renew();
  live(signal, renew, PAUSE);
  return {
    title: t("home"),
    content: [
      title,
      sample && sampleNotice(sample, can, go),
      news,
      h("section", { "aria-labelledby": "surveys" },
        bar(can, fresh, trouble),
        h("ol", { class: "grid surveys" }, [...cards.values()].map(({ item }) => item)),
        published.length > MOST && h("p", { class: "note" }, h("a", { href: "/surveys" }, t("allSurveys"))),
        drafts.length > 0 && draftList(drafts, can)),
    ],
  };
}

/** The most answers first. */
const byActivity = (one, other) => answers(other) - answers(one);

const answers = ({ headline }) => headline?.responses ?? -1;

function bar(can, fresh, trouble) {
  const creation = h("a", { class: "button end", href: "/surveys/new" }, t("newSurvey"));
  return h("div", { class: "bar" },
    h("h2", { id: "surveys", class: "title" }, t("surveys")),
    h("p", { class: "small muted" }, `${t("last90Days")} · `, fresh, trouble),
    can("EDITOR") && creation);
}

/** A card that keeps its place when its figures change. */
function card(survey) {
  const item = h("li", { class: "card c4" }, surveyCard(survey));
  let shown = JSON.stringify(survey);
  const show = (fresh) => {
    const now = JSON.stringify(fresh);
    if (now === shown) return;
    shown = now;
    replace(item, surveyCard(fresh));
  };
  return { item, show };
}

function firstTime(can) {
  const editor = can("EDITOR");
  const creation = h("a", { class: "button primary", href: "/surveys/new" }, t("newSurvey"));
  return h("section", { class: "card empty" },
    h("h2", { class: "title" }, t("noSurveys")),
    h("p", {}, editor ? t("noSurveysText") : t("noSurveysForViewers")),
    editor && creation);
}

/** Draws what has changed: what reads the same stays, so that no click falls between two. */
function renewPart(host, content) {
  if (document.querySelector("dialog[open]")) return; // it gives the focus back to a button there
  const anew = h("div", {}, content);
  if (anew.innerHTML !== host.innerHTML) replace(host, [...anew.childNodes]);
}

/** My cases and the news; nothing where there is neither. */
function now(surveys, { cases, alerts }, cleared) {
  const mine = cases && myCases(cases);
  const news = newsCard(surveys, alerts, cleared);
  if (!mine) return news ? news("h2") : [];
  return h("section", { "aria-labelledby": "now" },
    h("div", { class: "bar" }, h("h2", { id: "now", class: "title" }, t("needsSomebody"))),
    h("div", { class: "grid" },
      h("section", { class: `card flush ${news ? "c8" : ""}`, "aria-labelledby": "mine" }, mine),
      news?.("h3", "c4")));
}

function draftList(drafts, can) {
  const row = ({ id, name, updatedAt }) => {
    const href = `/surveys/${id}${can("EDITOR") ? "/edit" : ""}`;
    const edited = h("small", {}, t("editedAgo", { ago: elapsed(updatedAt) }));
    return h("li", {}, h("a", { class: "plain", href }, name), edited);
  };
  return h("details", {},
    h("summary", { "data-key": "drafts" }, counted("drafts", drafts.length)),
    h("ul", { class: "card flush rows" }, drafts.map(row)));
}
