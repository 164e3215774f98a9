/** A survey's name, state and pages. */
import { h } from "./html.js";
import { t } from "./words.js";

export function surveyHead(survey, page, can, extra) {
  const tab = (name, address) => h("a", { href: address, "aria-current": page === name ? "page" : null }, t(name));
  const base = `/surveys/${survey.id}`;
  return h("div", { class: "title" }, h("h1", {}, survey.name), h("span", { class: `tag ${survey.status}` }, t(survey.status)), survey.sample && h("span", { class: "tag" }, t("sample")), extra,
    h("nav", { class: "tabs", "aria-label": survey.name }, tab("figures", base), can("EDITOR") && tab("edit", `${base}/edit`), tab("share", `${base}/share`)));
}
