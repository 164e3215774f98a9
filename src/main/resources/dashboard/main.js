/** Which page stands at which address, and what stands around all of them. */
import { call, get } from "./api.js";
import { action, h, replace } from "./html.js";
import { joinPage, loginPage, setupPage } from "./login-page.js";
import { overviewPage } from "./overview-page.js";
import { surveyAhead, surveyPage } from "./survey-page.js";
import { language, setLanguage, t } from "./words.js";

/** A page that is fetched when it is wanted. One of an older build, left open while Voce was renewed, begins anew. */
const later = (file, name) => async (...given) => {
  const module = await import(file).catch(async (problem) => {
    const now = await fetch("/").then((response) => response.text(), () => {
      throw new Error(t("unreachable"));
    });
    if (now.includes(new URL(".", import.meta.url).pathname)) throw problem;
    location.reload();
    return new Promise(() => {});
  });
  return module[name](...given);
};

const ID = "([0-9a-f-]{36})";

const PAGES = [
  [/^\/(?:surveys)?$/, overviewPage, "VIEWER"],
  [/^\/surveys\/new$/, later("./new-survey-page.js", "newSurveyPage"), "EDITOR"],
  [new RegExp(`^/surveys/${ID}$`), surveyPage, "VIEWER", surveyAhead],
  [new RegExp(`^/surveys/${ID}/edit$`), later("./editor-page.js", "editorPage"), "EDITOR"],
  [new RegExp(`^/surveys/${ID}/share$`), later("./share-page.js", "sharePage"), "VIEWER"],
  [/^\/people$/, later("./people-page.js", "peoplePage"), "VIEWER"],
  [/^\/users$/, later("./users-page.js", "usersPage"), "ADMIN"],
  [/^\/keys$/, later("./keys-page.js", "keysPage"), "ADMIN"],
  [/^\/trail$/, later("./trail-page.js", "trailPage"), "ADMIN"],
  [/^\/account$/, later("./account-page.js", "accountPage"), "VIEWER"],
];

const RANKS = ["VIEWER", "EDITOR", "ADMIN"];

const app = document.getElementById("app");

let user = null;
let leaving = new AbortController();

/** The page that stands, if something unsaved may be lost with it. */
let unsaved = null;
let standing = location.href;

const stay = () => Boolean(unsaved?.changed() && !confirm(t("leaveSure")));

export function go(address) {
  history.pushState(null, "", address);
  show(true);
}

async function show(arrived) {
  leaving.abort();
  leaving = new AbortController();
  unsaved = null;
  document.documentElement.lang = language();
  standing = location.href;
  const path = location.pathname;
  const entered = (person) => {
    user = person;
    if (/^\/(setup|join)$/.test(location.pathname)) history.replaceState(null, "", "/");
    show(true);
  };
  if (path === "/setup") {
    const session = await get("/session").catch(() => ({ setUp: false }));
    return frame(session.setUp ? loginPage(entered, true, t("setUpAlready")) : setupPage(entered), t(session.setUp ? "logIn" : "setupTitle"));
  }
  if (path === "/join") return frame(await joinPage(entered), t("joinTitle"));
  const found = PAGES.map(([pattern, page, role, ahead]) => ({ match: pattern.exec(path), page, role, ahead })).find(({ match }) => match);
  // What can be asked before it is known who asks.
  const ahead = found?.ahead?.(...found.match.slice(1));
  ahead?.catch(() => {});
  if (!user) {
    const session = await get("/session");
    user = session.user;
    if (!user) return frame(loginPage(entered, session.setUp), t("logIn"));
  }
  if (!found) return frame(h("h1", {}, t("notFound")), "404");
  if (RANKS.indexOf(user.role) < RANKS.indexOf(found.role)) return frame(h("h1", {}, t("noRights")), "403");
  const signal = leaving.signal;
  const slow = setTimeout(() => frame(h("div", { class: "skeleton", "aria-busy": "true" }, h("div"), h("div"), h("div"))), 200);
  try {
    const { title, content, changed } = await found.page({ user, can: (role) => RANKS.indexOf(user.role) >= RANKS.indexOf(role), go, signal, ahead }, ...found.match.slice(1));
    clearTimeout(slow);
    if (signal.aborted) return;
    frame(content, title, arrived);
    if (changed) unsaved = { content, title, changed };
  } catch (problem) {
    clearTimeout(slow);
    if (signal.aborted || problem.status === 401) return;
    console.error(problem);
    frame(h("div", { class: "stackless" }, h("h1", { class: "problem", role: "alert" }, problem.status === 404 ? t("notFound") : problem.message),
      problem.status === 404 ? h("a", { class: "button", href: "/" }, t("toSurveys")) : h("button", { type: "button", onclick: () => show(true) }, t("retry"))), "Voce");
  }
}

// The header stays where it is while pages come and go: a click on it must not fall between two.
function frame(content, title, arrived) {
  if (title) document.title = title === "Voce" ? title : `${title} · Voce`;
  const wearer = [user?.id, user?.name, user?.role, language()].join();
  if (app.dataset.wearer !== wearer) {
    app.dataset.wearer = wearer;
    replace(app, h("a", { class: "skip", href: "#content", onclick: skip }, t("skip")), header(), h("main", { id: "content", tabindex: "-1" }));
  }
  for (const link of app.querySelectorAll("header nav a, .self a")) {
    if (link.pathname === location.pathname) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  replace(document.getElementById("content"), content);
  if (arrived) {
    scrollTo(0, 0);
    document.getElementById("content").focus({ preventScroll: true });
  }
}

// Without a step in the history, which would be one to another page.
function skip(event) {
  event.preventDefault();
  document.getElementById("content").focus();
}

function header() {
  const link = (address, name) => h("a", { href: address }, name);
  return h("header", {},
    h("a", { class: "brand", href: "/" }, "Voce"),
    user && h("nav", { "aria-label": t("menu") }, link("/", t("surveys")), link("/people", t("people")), user.role === "ADMIN" && [link("/users", t("users")), link("/keys", t("keys")), link("/trail", t("trail"))]),
    h("div", { class: "self" },
      h("select", { "aria-label": t("language"), "data-key": "language", onchange: (event) => {
        if (stay()) return (event.target.value = language());
        setLanguage(event.target.value);
        show();
      } }, [["en", "English"], ["it", "Italiano"]].map(([tag, name]) => h("option", { value: tag, selected: tag === language() }, name))),
      user && [link("/account", user.name), action(t("logOut"), async () => {
        if (stay()) return;
        await call("DELETE", "/session");
        user = null;
        history.pushState(null, "", "/");
        show(true);
      }, { class: "quiet" })]));
}

addEventListener("popstate", () => stay() ? history.pushState(null, "", standing) : show());

addEventListener("beforeunload", (event) => unsaved?.changed() && event.preventDefault());

// Who was logged out goes on at the same address, and with what was not saved yet.
addEventListener("loggedout", () => {
  if (!user) return;
  const before = user;
  const held = unsaved;
  user = null;
  if (!held) {
    leaving.abort();
    leaving = new AbortController();
  }
  frame(loginPage((person) => {
    user = person;
    if (held && held === unsaved && person.id === before.id) frame(held.content, held.title, true);
    else show(true);
  }, true, t("expired")), t("logIn"));
});

addEventListener("click", (event) => {
  const link = event.target.closest?.("a[href^='/']");
  if (!link || link.target || link.download || event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return;
  if (/^\/(docs|s\/|api|v3|widget)/.test(link.getAttribute("href"))) return;
  event.preventDefault();
  if (!stay()) go(link.getAttribute("href"));
});

// Mail filters write the # of a link as %23.
if (/^\/(setup|join)%23/.test(location.pathname)) history.replaceState(null, "", location.pathname.replace("%23", "#"));

show();
