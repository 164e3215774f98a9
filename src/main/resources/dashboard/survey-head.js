/** A survey's name, state and pages, and what else can be done with it. */
import { h } from "./html.js";
import { dots, menu } from "./menu.js";
import { t } from "./words.js";

/**
 * @param page which of the survey's pages stands
 * @param extra what stands beside the state
 * @param entries what the menu offers: `{ label, run, late }` each, late where something goes
 */
export function surveyHead(survey, page, can, extra, entries = []) {
  const base = `/surveys/${survey.id}`;
  const tab = (name, href, label) =>
    h("a", { href: href + location.search, "aria-current": page === name ? "page" : null }, label);
  const tag = (label) => h("span", { class: "tag wide" }, label);
  return h("div", { class: "bar head" },
    h("h1", {}, survey.name),
    tag(t(`status.${survey.status}`)),
    survey.sample && tag(t("sampleData")),
    extra,
    h("nav", { class: "tabs end", "aria-label": survey.name },
      tab("figures", base, t("figures")),
      tab("responses", `${base}/responses`, t("responses")),
      can("EDITOR") && tab("edit", `${base}/edit`, t("edit")),
      tab("share", `${base}/share`, t("share"))),
    entries.length > 0 && menu(dots(), entries.map(entry), { class: "icon", "aria-label": t("more") }));
}

/** An entry that makes a draft like the survey. */
export const duplicating = (survey, go) => ({
  label: t("duplicateSurvey"),
  run: async () => (await import("./start-survey.js")).duplicateSurvey(survey, go),
});

function entry({ label, run, late }) {
  return h("button", { type: "button", class: late ? "danger" : null, onclick: run }, label);
}

/** Takes the filters of the address along to the survey's other pages. */
export function keepFilters(head) {
  for (const link of head.querySelectorAll(".tabs a")) {
    const [path] = link.getAttribute("href").split("?");
    link.setAttribute("href", path + location.search);
  }
}
