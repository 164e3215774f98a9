/** What an empty survey asks its owner. */
import { h } from "./html.js";
import { t } from "./words.js";

const KINDS = ["NPS", "CSAT", "CES", "RATING"];

export function firstQuestion(add) {
  const offer = (type) => h("li", {},
    h("button", { type: "button", class: "button", onclick: () => add(type) },
      t(`first.${type}`), h("small", {}, t(`firstAbout.${type}`))));
  return h("div", { class: "card empty" }, h("h3", {}, t("whatFirst")), h("ul", { class: "first" }, KINDS.map(offer)));
}
