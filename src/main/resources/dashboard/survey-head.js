/** A survey's name, state and pages. */
import { h } from "./html.js";
import { t } from "./words.js";

export function surveyHead(survey, page, can, extra) {
  const base = `/surveys/${survey.id}`;
  const tab = (name, href, label) => h("a", { href, "aria-current": page === name ? "page" : null }, label);
  const tag = (label, name) => h("span", { class: `tag ${name}` }, label);
  return h("div", { class: "title" },
    h("h1", {}, survey.name),
    tag(t(`status.${survey.status}`), survey.status),
    survey.sample && tag(t("sampleData"), ""),
    extra,
    h("nav", { class: "tabs", "aria-label": survey.name },
      tab("figures", base, t("figures")),
      tab("responses", `${base}/responses`, t("responses")),
      can("EDITOR") && tab("edit", `${base}/edit`, t("edit")),
      tab("share", `${base}/share`, t("share"))));
}
