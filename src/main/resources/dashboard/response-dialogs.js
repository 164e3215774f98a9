/** What stands over the list of responses: one in full, and the question before one is erased. */
import { askFirst, openDialog } from "./dialog.js";
import { h } from "./html.js";
import { moment } from "./numbers.js";
import { facts, nameOf, voidness } from "./response-facts.js";
import { t } from "./words.js";

/** Shows all of a response. */
export function showResponse(response, survey) {
  const state = voidness(response);
  const head = [moment(response.submittedAt), state].filter(Boolean).join(" · ");
  return openDialog({
    title: nameOf(response),
    narrow: true,
    content: () => h("div", { class: "pad" }, h("p", { class: "small muted" }, head), facts(response, survey)),
    acts: (close) => h("button", { type: "button", class: "button end", onclick: () => close() }, t("close")),
  });
}

/** Says what goes with a response, and erases it when that is wanted. */
export function eraseResponse(response, run) {
  const lines = [t("eraseGoes", { who: nameOf(response) }), t("eraseFigures"), t("eraseForEver")];
  return askFirst({ title: t("eraseTitle"), lines, act: t("erase"), run });
}
