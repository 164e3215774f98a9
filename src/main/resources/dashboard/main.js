/** Which page stands at which address, and what stands around all of them. */
import { get, lately } from "./api.js";
import { header, mark } from "./header.js";
import { explanation, h, replace } from "./html.js";
import { recall } from "./memory.js";
import { countMine } from "./my-number.js";
import { ROOT, here } from "./root.js";
import { notesOf, surveyOf } from "./survey-ahead.js";
import { language, setLanguage, speaking, t } from "./words.js";

const styles = new Map();

/** Adds a page's own style sheet, before the page is shown; it stays, since its rules begin with the page's class. */
function styled(file) {
  if (!styles.has(file)) {
    styles.set(file, new Promise((loaded, failed) => {
      const href = new URL(file, import.meta.url).href;
      document.head.append(h("link", { rel: "stylesheet", href, onload: loaded, onerror: failed }));
    }));
  }
  return styles.get(file);
}

/**
 * What is fetched when it is wanted, with style sheets of its own if it has some. Of an older build, left open while
 * Voce was renewed, the page begins anew.
 */
const fetched = (file, name, styles, ready) => async (...given) => {
  const [module] = await Promise.all([ready(import(file)), ...styles.map(styled)]).catch(async (problem) => {
    const now = await fetch(`${ROOT}/`).then((response) => response.text(), () => {
      throw new Error(t("unreachable"));
    });
    if (now.includes(new URL(".", import.meta.url).pathname)) throw problem;
    location.reload();
    return new Promise(() => {});
  });
  return module[name](...given);
};

const later = (file, name, ...styles) => fetched(file, name, styles, speaking);

/** A page with no words but those that are there first. */
const soon = (file, name, ...styles) => fetched(file, name, styles, (module) => module);

const ID = "([0-9a-f-]{36})";

const surveyPage = soon("./survey-page.js", "surveyPage", "./survey.css", "./responses.css");
const responsesPage = later("./responses-page.js", "responsesPage", "./survey.css", "./responses.css");

const [joinPage, loginPage, setupPage] = ["joinPage", "loginPage", "setupPage"]
  .map((name) => later("./login-page.js", name));

/** What a survey's pages ask for, whoever asks. */
const ofSurvey = (id) => [surveyOf(id)];
const ofFigures = (id) => [surveyOf(id), notesOf(id)];

const editorStyles = ["./editor.css", "./rules.css"];

const inviteStyles = ["./share.css", "./invite.css"];

const PAGES = [
  [/^\/$/, later("./home-page.js", "homePage"), "VIEWER"],
  [/^\/surveys$/, later("./surveys-page.js", "surveysPage"), "VIEWER"],
  [/^\/surveys\/new$/, later("./templates-page.js", "templatesPage", "./templates.css"), "EDITOR"],
  [new RegExp(`^/surveys/${ID}$`), surveyPage, "VIEWER", ofFigures],
  [new RegExp(`^/surveys/${ID}/responses(?:/${ID})?$`), responsesPage, "VIEWER", ofSurvey],
  [/^\/surveys\/new\/([a-z0-9-]{1,40})$/, later("./editor-page.js", "newEditorPage", ...editorStyles), "EDITOR"],
  [new RegExp(`^/surveys/${ID}/edit$`), later("./editor-page.js", "editorPage", ...editorStyles), "EDITOR"],
  [new RegExp(`^/surveys/${ID}/share$`), later("./share-page.js", "sharePage", "./share.css"), "VIEWER", ofSurvey],
  [new RegExp(`^/surveys/${ID}/invite$`), later("./invite-page.js", "invitePage", ...inviteStyles), "EDITOR"],
  [new RegExp(`^/surveys/${ID}/invitations$`), later("./invitations-page.js", "invitationsPage", ...inviteStyles),
    "EDITOR"],
  [new RegExp(`^/surveys/${ID}/invitation$`), later("./invitation-page.js", "invitationPage", ...inviteStyles),
    "EDITOR"],
  [/^\/cases$/, later("./cases-page.js", "casesPage", "./cases.css"), "VIEWER"],
  [/^\/cases\/learning$/, later("./learning-page.js", "learningPage", "./cases.css"), "VIEWER"],
  [new RegExp(`^/cases/${ID}$`), later("./case-page.js", "casePage", "./cases.css"), "VIEWER"],
  [/^\/notifications$/, later("./notifications-page.js", "notificationsPage", "./notifications.css"), "VIEWER"],
  [/^\/people$/, later("./people-page.js", "peoplePage", "./people.css"), "EDITOR"],
  [new RegExp(`^/people/${ID}$`), later("./person-page.js", "personPage", "./people.css"), "EDITOR"],
  [/^\/privacy$/, later("./privacy-page.js", "privacyPage", "./responses.css"), "VIEWER"],
  [/^\/users$/, later("./users-page.js", "usersPage"), "ADMIN"],
  [/^\/keys$/, later("./keys-page.js", "keysPage"), "ADMIN"],
  [/^\/activity$/, later("./activity-page.js", "activityPage"), "ADMIN"],
  [/^\/settings$/, later("./settings-page.js", "settingsPage", "./settings.css"), "ADMIN"],
  [/^\/account$/, later("./account-page.js", "accountPage"), "VIEWER"],
];

const RANKS = ["VIEWER", "AGENT", "EDITOR", "ADMIN"];

/** How long a page may take before something is shown in its place, in milliseconds. */
const SLOW = 200;

const app = document.getElementById("app");

let user = null;
let leaving = new AbortController();

/** The page that stands, if something unsaved may be lost with it. */
let unsaved = null;
let standing = location.href;

const stay = () => Boolean(unsaved?.changed() && !confirm(t("discardToLeave")));

const can = (role) => RANKS.indexOf(user.role) >= RANKS.indexOf(role);

// Back and forward lead to where one was on a page, once it stands.
history.scrollRestoration = "manual";
let building = false;

function keepPlace() {
  if (!building) history.replaceState({ ...history.state, top: scrollY }, "");
}

addEventListener("scrollend", keepPlace);

function go(address) {
  keepPlace();
  history.pushState(null, "", ROOT + address);
  show(true);
}

function leave() {
  leaving.abort();
  leaving = new AbortController();
}

async function show(arrived) {
  leave();
  unsaved = null;
  document.documentElement.lang = language();
  standing = location.href;
  if (here() === "/setup") return showSetup();
  if (here() === "/join") return frame(await joinPage(entered), t("joinTitle"));
  const found = pageAt(here());
  if (!found) return frame(missing(), t("pageNotFound"));
  const { signal } = leaving;
  /** Draws the page anew from what is known by now, at the same place. */
  const again = () => {
    if (signal.aborted) return;
    keepPlace();
    show();
  };
  // What can be asked before it is known who asks.
  const ahead = Promise.all(found.asked.map((path) => lately(path, again)));
  ahead.catch(() => {});
  if (!user) {
    const session = await get("/session");
    user = session.user;
    if (!user) return frame(await loginPage(entered, session.setUp), t("logIn"));
  }
  if (!can(found.role)) return frame(stop(t("noAccess"), t("noAccessText"), home()), t("noAccess"));
  await showPage(found, { ahead, again }, arrived);
}

function pageAt(path) {
  for (const [pattern, page, role, asks] of PAGES) {
    const match = pattern.exec(path);
    if (!match) continue;
    const values = match.slice(1);
    return { page, role, values, asked: asks?.(...values) ?? [] };
  }
  return null;
}

async function showSetup() {
  const session = await get("/session").catch(() => ({ setUp: false }));
  if (session.setUp) frame(await loginPage(entered, true, t("alreadySetUp")), t("logIn"));
  else frame(await setupPage(entered), t("setupTitle"));
}

function entered(person) {
  user = person;
  if (/^\/(setup|join)$/.test(here())) history.replaceState(null, "", `${ROOT}/`);
  show(true);
}

async function showPage({ page, values }, known, arrived) {
  const signal = leaving.signal;
  building = true;
  const slow = setTimeout(() => frame(skeleton()), SLOW);
  try {
    const { title, content, changed } = await page({ user, can, go, signal, ...known }, ...values);
    clearTimeout(slow);
    if (signal.aborted) return;
    frame(content, title, arrived);
    if (can("AGENT")) countMine().catch(() => {}); // the page doesn't need it
    building = false;
    const named = location.hash && document.getElementById(location.hash.slice(1));
    if (named && history.state?.top === undefined) named.scrollIntoView();
    else if (!arrived) scrollTo(0, history.state?.top ?? 0);
    if (changed) unsaved = { content, title, changed };
  } catch (problem) {
    clearTimeout(slow);
    if (signal.aborted || problem.status === 401) return;
    console.error(problem);
    building = false;
    frame(failure(problem), "Voce");
  }
}

/** How wide the cards of pages are, which are not one as wide as the page. */
const SHAPES = [
  [/^\/$/, ["c4", "c4", "c4"]],
  [/^\/surveys\/new$/, ["c4", "c4", "c4", "c4", "c4", "c4"]],
  [/^\/surveys\/[^/]+$/, ["c5", "c7", "c5", "c7", "c12"]],
  [/^\/(surveys\/.+\/(edit|share)|surveys\/new\/.+|cases\/.+)$/, ["c7", "c5"]],
];

/** Shaped like the page. */
function skeleton() {
  const [, widths] = SHAPES.find(([pattern]) => pattern.test(here())) ?? [null, ["c12"]];
  const card = (width) => h("div", { class: `card bones ${width}` }, h("i"), h("i"), h("i"));
  const title = h("h1", { class: "hidden" }, t("loading"));
  return h("div", { class: "grid skeleton", "aria-busy": "true" }, title, widths.map(card));
}

/** Says why there is no page, and what to do. */
const stop = (title, text, next) =>
  h("section", { class: "card empty" }, h("h1", { class: "title" }, title), text && h("p", {}, text), next);

const home = () => h("a", { class: "button", href: "/" }, t("goHome"));

const missing = () => stop(t("pageNotFound"), t("pageNotFoundText"), home());

function failure(problem) {
  if (problem.status === 404) {
    return stop(t("pageNotFound"), null, h("a", { class: "button", href: "/surveys" }, t("allSurveys")));
  }
  const again = h("button", { type: "button", class: "button", onclick: () => show(true) }, t("tryAgain"));
  return h("div", { role: "alert" }, stop(explanation(problem), null, again));
}

// The header stays where it is while pages come and go: a click on it must not fall between two.
function frame(content, title, arrived) {
  if (title) document.title = title === "Voce" ? title : `${title} · Voce`;
  const shownFor = [user?.id, user?.name, user?.role, language()].join();
  if (app.dataset.shownFor !== shownFor) {
    app.dataset.shownFor = shownFor;
    const skipLink = h("a", { class: "skip", href: "#content", onclick: skip }, t("skipToContent"));
    const page = h("main", { id: "content", tabindex: "-1" }, h("div", { class: "wrap" }));
    replace(app, skipLink, header({ user, can, stay, speak, left }), page);
  }
  mark(app.querySelector("header"), title, location.pathname);
  const main = document.getElementById("content");
  replace(main.firstElementChild, content);
  main.querySelectorAll(":is(.head .tabs, .sub) [aria-current]").forEach(showTab);
  if (arrived) {
    scrollTo(0, 0);
    main.focus({ preventScroll: true });
  }
}

/** Where tabs are wider than the window, the one that stands is in sight. */
function showTab(tab) {
  const tabs = tab.parentElement;
  tabs.scrollLeft = tab.offsetLeft + tab.offsetWidth - tabs.offsetLeft - tabs.clientWidth;
}

// Without a step in the history, which would be one to another page.
function skip(event) {
  event.preventDefault();
  document.getElementById("content").focus();
}

async function speak(tag) {
  await setLanguage(tag);
  show();
}

function left() {
  user = null;
  go("/");
}

addEventListener("popstate", () => stay() ? history.pushState(null, "", standing) : show());

addEventListener("beforeunload", (event) => unsaved?.changed() && event.preventDefault());

// Who was logged out goes on at the same address, and with what was not saved yet.
addEventListener("loggedout", async () => {
  if (!user) return;
  const before = user;
  const held = unsaved;
  user = null;
  if (!held) leave();
  const again = (person) => {
    user = person;
    if (held && held === unsaved && person.id === before.id) frame(held.content, held.title, true);
    else show(true);
  };
  frame(await loginPage(again, true, t("sessionEnded")), t("logIn"));
});

const path = (link) => link.getAttribute("href").slice(ROOT.length);

/** Whether a click means to go to another page of the dashboard, here and now. */
function leads(link, event) {
  return link
    && !link.target
    && !link.download
    && !event.defaultPrevented
    && event.button === 0
    && !event.metaKey
    && !event.ctrlKey
    && !event.shiftKey
    && !/^\/(docs|s\/|api|v3|widget)/.test(path(link));
}

addEventListener("click", (event) => {
  const link = event.target.closest?.("a[href^='/']");
  if (!leads(link, event)) return;
  event.preventDefault();
  if (!stay()) go(path(link));
});

let pointed = null;

/** Who points at a link is about to open it: what its page asks for first is read meanwhile. */
function foresee({ target }) {
  const link = target.closest?.("a[href^='/']");
  if (link === pointed) return;
  pointed = link;
  const [address] = link && user ? path(link).split(/[?#]/) : [""];
  const wanted = pageAt(address)?.asked.filter((each) => !recall(each)) ?? [];
  for (const each of wanted) lately(each).catch(() => { /* the page says so, if it is opened */ });
}

addEventListener("pointerover", foresee);
addEventListener("focusin", foresee);

// Mail filters write the # of a link as %23.
if (/^\/(setup|join)%23/.test(here())) history.replaceState(null, "", location.pathname.replace("%23", "#"));

show();
