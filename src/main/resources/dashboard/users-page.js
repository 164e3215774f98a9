/** Who may log in. */
import { call, get } from "./api.js";
import { copyable, linkRoot } from "./copy.js";
import { action, field, form, h, replace } from "./html.js";
import { t } from "./words.js";

const ROLES = ["VIEWER", "EDITOR", "ADMIN"];

const roles = (chosen, attributes) => h("select", { name: "role", ...attributes }, ROLES.map((role) => h("option", { value: role, selected: role === chosen }, t(role))));

export async function usersPage({ user }) {
  const { root, note } = await linkRoot();
  const list = h("div", {});
  const told = h("div", { role: "status" });
  const tell = (invited) => replace(told, h("div", { class: "card notice" }, h("p", {}, t("invited", { name: invited.name })), note,
    copyable(`${root}/join#token=${invited.invitation}`, t("inviteAgain"))));

  const row = (person) => h("tr", {}, h("th", { scope: "row" }, person.name, person.id === user.id && h("small", {}, t("you"))), h("td", {}, person.email),
    h("td", {}, roles(person.role, { "aria-label": `${t("role")}: ${person.name}`, disabled: person.id === user.id, onchange: async (event) => {
      await call("PUT", `/api/v1/users/${person.id}`, { name: person.name, role: event.target.value });
      await load();
    } })), h("td", {}, t(person.active ? "active" : "pending")),
    h("td", { class: "actions" }, person.id !== user.id && [
      action(t("inviteAgain"), async () => tell(await call("POST", `/api/v1/users/${person.id}/invitation`)), { "aria-label": `${t("inviteAgain")}: ${person.name}` }),
      action(t("remove"), async () => {
        if (!confirm(t("removeUser", { name: person.name }))) return;
        await call("DELETE", `/api/v1/users/${person.id}`);
        await load();
      }, { class: "danger", "aria-label": `${t("remove")}: ${person.name}` })]));

  async function load() {
    const { items } = await get("/api/v1/users");
    replace(list, h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": t("users") }, h("table", { class: "wide" },
      h("thead", {}, h("tr", {}, [t("name"), t("email"), t("role"), t("state")].map((name) => h("th", { scope: "col" }, name)), h("td", {}))),
      h("tbody", {}, items.map(row)))));
  }

  await load();
  const invitation = form({ class: "row" }, async (given) => {
    tell(await call("POST", "/api/v1/users", given));
    invitation.reset();
    await load();
  }, field(t("name"), h("input", { name: "name", required: true, maxlength: "100" })), field(t("email"), h("input", { name: "email", type: "email", required: true })),
  field(t("role"), roles("VIEWER")), h("button", { type: "submit", class: "primary" }, t("invite")));
  return { title: t("users"), content: h("div", { class: "stackless" }, h("h1", {}, t("users")), told, h("section", { class: "card" }, list),
    h("section", { class: "card" }, h("h2", {}, t("inviteTitle")), invitation, h("p", { class: "note" }, t("roleHint")))) };
}
