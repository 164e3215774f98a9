/** The API keys and their scopes. */
import { ago, elapsed } from "./ago.js";
import { call, get } from "./api.js";
import { card, checkbox, column, submit, table } from "./controls.js";
import { copyable } from "./copy.js";
import { askFirst } from "./dialog.js";
import { action, field, form, h, replace } from "./html.js";
import { day } from "./numbers.js";
import { t } from "./words.js";

const SCOPES = ["responses:write", "read", "manage", "cases"];

export async function keysPage() {
  const list = h("div", {});
  const made = h("div", { role: "status" });

  async function load() {
    const { items } = await get("/api/v1/keys");
    const columns = [t("name"), t("permissions"), t("createdAt"), t("lastUsedAt"), t("expiresAt"), ""];
    const rows = items.map((key) => row(key, load));
    const none = h("p", { class: "muted" }, t("noKeys"));
    replace(list, rows.length ? table(t("apiKeys"), columns, h("tbody", {}, rows), { class: "records" }) : none);
  }

  async function make(given) {
    const scopes = SCOPES.filter((scope) => making.elements[scope].checked);
    const expiry = given.expires && { expiresAt: new Date(given.expires).toISOString() };
    const { secret } = await call("POST", "/api/v1/keys", { name: given.name, scopes, ...expiry });
    replace(made, h("div", { class: "card notice" }, h("p", {}, t("keySecret")), copyable(secret, t("apiKeys"))));
    making.reset();
    await load();
  }

  const boxes = SCOPES.map((scope) => checkbox(t(`scope.${scope}`), { name: scope, checked: scope === "read" }));
  const making = form({ class: "stacked" }, make,
    field(t("name"), h("input", { name: "name", required: true, maxlength: "100" })),
    h("fieldset", {}, h("legend", {}, t("permissions")), boxes),
    field(`${t("expiresAt")} (${t("optional")})`, h("input", { name: "expires", type: "date" })),
    submit(t("createKey"), { class: "primary" }));
  await load();
  return {
    title: t("apiKeys"),
    content: column(
      h("h1", {}, t("apiKeys")),
      made,
      h("section", { class: "card" }, list),
      card(t("createKey"), making)),
  };
}

function row(key, changed) {
  const used = key.lastUsedAt ? t("revokeUsed", { ago: elapsed(key.lastUsedAt) }) : t("revokeUnused");
  const revoke = () => askFirst({
    title: t("revokeSure", { name: key.name }),
    lines: [used, t("revokeGoes")],
    act: t("revoke"),
    run: async () => {
      await call("DELETE", `/api/v1/keys/${key.id}`);
      await changed();
    },
  });
  const cell = (name, content) => h("td", { "data-name": t(name) }, content);
  const time = (name) => cell(name, key[name] ? ago(key[name]) : t("never"));
  return h("tr", {},
    h("th", { scope: "row" }, key.name),
    h("td", {}, key.scopes.map((scope) => t(`scope.${scope}`)).join(" · ")),
    time("createdAt"),
    time("lastUsedAt"),
    cell("expiresAt", key.expiresAt ? day(key.expiresAt.slice(0, 10)) : t("never")),
    h("td", { class: "actions" },
      action(t("revoke"), revoke, { class: "small danger", "aria-label": `${t("revoke")}: ${key.name}` })));
}
