/** One's own account: the password. */
import { call } from "./api.js";
import { field, form, h } from "./html.js";
import { newPassword } from "./login-page.js";
import { t } from "./words.js";

export async function accountPage({ user }) {
  const done = h("p", { role: "status" });
  return { title: t("account"), content: h("section", { class: "card narrow" },
    h("h1", {}, user.name), h("p", { class: "muted" }, `${user.email} · ${t(user.role)}`), h("h2", {}, t("changePassword")),
    form({}, async (given) => {
      done.textContent = "";
      await call("PUT", "/session/password", given);
      done.textContent = t("passwordChanged");
    }, h("input", { type: "text", value: user.email, autocomplete: "username", hidden: true }), field(t("current"), h("input", { name: "current", type: "password", required: true, autocomplete: "current-password" })),
    newPassword("password", t("newPassword")), h("button", { type: "submit", class: "primary" }, t("save"))), done) };
}
