/** What stands above all pages: the logo, the main pages and the account menu; on a phone the logo and one button. */
import { call } from "./api.js";
import { action, h, svg } from "./html.js";
import { chevron, menu } from "./menu.js";
import { myNumber } from "./my-number.js";
import { LANGUAGES, language, t } from "./words.js";

/** The main pages, each with its name, from left to right; one may be for some roles. */
const MAIN = [["/", "home"], ["/surveys", "surveys"], ["/cases", "cases"], ["/people", "people", "EDITOR"]];

/** Those under Administration, each with its name and the role that sees it. */
const ADMINISTRATION = [
  ["/settings", "settings", "ADMIN"],
  ["/users", "users", "ADMIN"],
  ["/keys", "apiKeys", "ADMIN"],
  ["/notifications", "notifications", "VIEWER"],
  ["/privacy", "privacyRequests", "VIEWER"],
  ["/activity", "activityLog", "ADMIN"],
];

const link = ([address, name]) => h("a", { href: address }, t(name));

/**
 * @param user who is logged in, or null
 * @param can whether the user has a role
 * @param stay whether something unsaved keeps the user here
 * @param speak changes the language
 * @param left is called when the user has logged out
 */
export function header({ user, can, stay, speak, left }) {
  const home = h("a", { class: "brand", href: "/", "aria-label": t("voceHome") }, logo(), h("span", {}, "Voce"));
  const here = h("p", { class: "here cut", "aria-hidden": "true" });
  const rest = user ? pages({ user, can, stay, speak, left }) : languages(stay, speak);
  return h("header", { class: "top" }, h("div", { class: "wrap" }, home, here, rest));
}

function pages(given) {
  const menuButton = h("button", {
    type: "button", class: "button icon menu-button", popovertarget: "menu", "aria-label": t("menu"),
  }, bars());
  const links = MAIN.filter(([, , role = "VIEWER"]) => given.can(role)).map(link);
  links.find(({ pathname }) => pathname.endsWith("/cases")).append(" ", myNumber());
  const main = h("nav", { "aria-label": t("mainMenu") }, h("ul", {}, links.map((each) => h("li", {}, each))));
  const list = h("div", { id: "menu", popover: true }, main, accountMenu(given));
  list.addEventListener("click", ({ target }) => target.closest("a") && list.hidePopover());
  return [menuButton, list];
}

function accountMenu({ user, can, stay, speak, left }) {
  const logOut = async () => {
    if (stay()) return;
    await call("DELETE", "/session");
    left();
  };
  return menu([h("span", { class: "cut" }, user.name), chevron()], [
    languageButtons(stay, speak),
    link(["/account", "account"]),
    h("h2", {}, t("administration")),
    ADMINISTRATION.filter(([, , role]) => can(role)).map(link),
    h("hr"),
    action(t("logOut"), logOut),
  ], { class: "quiet", "data-key": "account" });
}

const languageButtons = (stay, speak) => [
  h("h2", {}, t("language")),
  Object.entries(LANGUAGES).map(([tag, name]) => {
    const onclick = () => stay() || speak(tag);
    const pressed = { "aria-pressed": String(tag === language()) };
    return h("button", { type: "button", lang: tag, ...pressed, onclick }, name);
  }),
];

/** For who is not logged in. */
const languages = (stay, speak) => h("div", { class: "end" },
  menu([LANGUAGES[language()], chevron()], languageButtons(stay, speak), { class: "quiet", "data-key": "language" }));

function bars() {
  const path = svg("path", { d: "M0 1h16M0 6h16M0 11h16", stroke: "currentColor", "stroke-width": 1.5 });
  return svg("svg", { width: 16, height: 12, viewBox: "0 0 16 12", "aria-hidden": "true" }, path);
}

/** A speech mark whose tail is an interval bar. */
function logo() {
  const color = "var(--good)";
  const bubble = "M6 2h12a4 4 0 0 1 4 4v5a4 4 0 0 1-4 4h-5L8 20.5 6 15a4 4 0 0 1-4-4V6a4 4 0 0 1 4-4z";
  const interval = { "stroke-opacity": 0.45, "stroke-width": 3, "stroke-linecap": "round" };
  return svg("svg", { width: 24, height: 24, viewBox: "0 0 24 24", "aria-hidden": "true" },
    svg("path", { d: bubble, fill: color }),
    svg("path", { d: "M3.5 21h17", stroke: color, ...interval }),
    svg("circle", { cx: 8, cy: 21, r: 2.75, fill: color }));
}

/** Says on a header which page stands below it. */
export function mark(header, title, path) {
  const here = header.querySelector(".here");
  if (title) here.textContent = title;
  for (const link of header.querySelectorAll("#menu a")) {
    const own = link.getAttribute("href");
    const current = own === path || (/\/(surveys|cases|people)$/.test(own) && path.startsWith(`${own}/`));
    if (current) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
}
