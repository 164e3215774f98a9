/** The line of HTML that shows a survey on the owner's pages. */
import { folded } from "./controls.js";
import { copyable } from "./copy.js";
import { h } from "./html.js";
import { phrase } from "./phrase.js";
import { t } from "./words.js";

export function scriptPanel({ survey, root, scored }) {
  const { id } = survey;
  const edit = h("a", { href: `/surveys/${id}/edit` }, t("edit"));
  const { origin } = new URL(root);
  return [
    h("p", {}, phrase("shareScriptText", { edit, tag: h("code", {}, "</body>") })),
    copyable(`<script async src="${root}/widget.js" data-survey="${id}"></script>`, t("shareScript")),
    folded("share-tag", t("shareTag"),
      copyable(`<script async src="${root}/widget.js?survey=${id}"></script>`, t("shareTag"))),
    folded("share-csp", t("shareCsp"),
      copyable(`script-src ${origin}; connect-src ${origin}`, "Content Security Policy"),
      h("p", { class: "small muted" }, t("shareConsent"))),
    folded("share-curl", t("shareCurl"), copyable(curl(survey, scored, root), t("shareCurl"))),
    h("p", { class: "does" }, h("a", { class: "button", href: `/preview/${id}`, target: "_blank" }, t("openPreview"))),
  ];
}

/** A call that sends the best score, or a text where the survey has no score, as a test. */
function curl({ id, questions }, scored, root) {
  const answers = scored ? { [scored.key]: scored.scale.max } : { [questions[0].key]: "…" };
  const address = `${root}/api/v1/public/surveys/${id}/responses`;
  return `curl -H 'Content-Type: application/json' ${address} \\\n  -d '${JSON.stringify({ answers, test: true })}'`;
}
