/** One's own account: the password. */
import { call } from "./api.js";
import { submit } from "./controls.js";
import { field, form, h } from "./html.js";
import { newPassword } from "./login-page.js";
import { t } from "./words.js";

export async function accountPage({ user }) {
  const done = h("p", { role: "status" });

  async function change(given) {
    done.textContent = "";
    await call("PUT", "/session/password", given);
    done.textContent = t("passwordChanged");
  }

  const about = h("p", {}, h("b", {}, user.name), h("small", {}, ` · ${user.email} · ${t(`role.${user.role}`)}`));
  const password = h("section", { class: "card c5" },
    about,
    h("h2", { class: "rule" }, t("changePassword")),
    form({}, change,
      // For password managers, which keep a password under a name.
      h("input", { type: "text", value: user.email, autocomplete: "username", hidden: true }),
      field(t("currentPassword"), currentPassword()),
      newPassword("password", t("newPassword")),
      submit(t("save"), { class: "primary" })),
    done);
  return { title: t("account"), content: [h("h1", {}, t("account")), h("div", { class: "grid" }, password)] };
}

const currentPassword = () =>
  h("input", { name: "current", type: "password", required: true, autocomplete: "current-password" });
