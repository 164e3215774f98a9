/** The pages of a survey below *Share*. */
import { h } from "./html.js";
import { t } from "./words.js";

/** @param page which of them stands */
export function shareTabs({ id }, page, can) {
  const base = `/surveys/${id}`;
  const tab = (name, path, label) =>
    h("a", { href: base + path, "aria-current": name === page ? "page" : null }, t(label));
  return h("nav", { class: "sub", "aria-label": t("share") },
    tab("pages", "/share", "sharePages"),
    can("EDITOR") && [
      tab("invite", "/invite", "inviteByMail"),
      tab("invitations", "/invitations", "invitations"),
      tab("texts", "/invitation", "textsAndRules"),
    ]);
}
