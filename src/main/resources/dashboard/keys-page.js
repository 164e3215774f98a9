/** Which programs may do what. */
import { call, get } from "./api.js";
import { copyable } from "./copy.js";
import { action, field, form, h, replace } from "./html.js";
import { moment } from "./numbers.js";
import { t } from "./words.js";

const SCOPES = ["responses:write", "read", "manage"];

export async function keysPage() {
  const list = h("div", {});
  const told = h("div", { role: "status" });

  const row = (key) => h("tr", {}, h("th", { scope: "row" }, key.name), h("td", {}, key.scopes.map((scope) => t(scope)).join(" · ")),
    [["created", key.createdAt], ["lastUsed", key.lastUsedAt], ["expires", key.expiresAt]].map(([name, at]) => h("td", { "data-name": t(name) }, at ? moment(at) : t("never"))),
    h("td", { class: "actions" }, action(t("revoke"), async () => {
      if (!confirm(t("revokeSure", { name: key.name }))) return;
      await call("DELETE", `/api/v1/keys/${key.id}`);
      await load();
    }, { class: "danger", "aria-label": `${t("revoke")}: ${key.name}` })));

  async function load() {
    const { items } = await get("/api/v1/keys");
    replace(list, h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": t("keys") }, h("table", { class: "wide" },
      h("thead", {}, h("tr", {}, [t("name"), t("scopes"), t("created"), t("lastUsed"), t("expires")].map((name) => h("th", { scope: "col" }, name)), h("td", {}))),
      h("tbody", {}, items.map(row)))));
  }

  await load();
  const making = form({ class: "stacked" }, async (given) => {
    const scopes = SCOPES.filter((scope) => making.elements[scope].checked);
    const made = await call("POST", "/api/v1/keys", { name: given.name, scopes, ...(given.expires && { expiresAt: new Date(given.expires).toISOString() }) });
    replace(told, h("div", { class: "card notice" }, h("p", {}, t("secret")), copyable(made.secret, t("keys"))));
    making.reset();
    await load();
  }, field(t("name"), h("input", { name: "name", required: true, maxlength: "100" })),
  h("fieldset", {}, h("legend", {}, t("scopes")), SCOPES.map((scope) => h("label", { class: "check" }, h("input", { type: "checkbox", name: scope, checked: scope === "read" }), t(scope)))),
  field(`${t("expires")} (${t("optional")})`, h("input", { name: "expires", type: "date" })), h("button", { type: "submit", class: "primary" }, t("newKey")));
  return { title: t("keys"), content: h("div", { class: "stackless" }, h("h1", {}, t("keys")), told, h("section", { class: "card" }, list),
    h("section", { class: "card" }, h("h2", {}, t("newKey")), making)) };
}
