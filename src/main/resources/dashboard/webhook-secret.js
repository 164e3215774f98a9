/** A secret that is shown once. */
import { copyable } from "./copy.js";
import { openDialog } from "./dialog.js";
import { h } from "./html.js";
import { t } from "./words.js";

export const showSecret = (secret, title) => openDialog({
  title,
  narrow: true,
  content: () => h("div", { class: "pad" }, h("p", {}, t("webhookSecretOnce")), copyable(secret, t("webhookSecret"))),
  acts: (close) => {
    const seen = () => close(true);
    return h("button", { type: "button", class: "button primary end", onclick: seen }, t("webhookDone"));
  },
});
