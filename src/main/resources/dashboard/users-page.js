/** Who may log in. */
import { call, get } from "./api.js";
import { card, column, select, submit, table } from "./controls.js";
import { copyable, linkRoot } from "./copy.js";
import { askFirst } from "./dialog.js";
import { action, field, form, h, replace, whileStored } from "./html.js";
import { t } from "./words.js";

const ROLES = ["VIEWER", "AGENT", "EDITOR", "ADMIN"];

const rolePicker = (chosen, attributes) =>
  select({ name: "role", ...attributes }, ROLES.map((role) => [role, t(`role.${role}`)]), chosen);

export async function usersPage({ user }) {
  const { root, note } = await linkRoot();
  const list = h("div", {});
  const invited = h("div", { role: "status" });

  const showInvitation = ({ name, invitation }) => {
    const link = copyable(`${root}/join#token=${invitation}`, t("newLink"));
    const hint = note && h("p", { class: "note" }, note);
    replace(invited, h("div", { class: "card notice" }, h("p", {}, t("invited", { name })), hint, link));
  };

  async function load() {
    const { items } = await get("/api/v1/users");
    const columns = [t("name"), t("email"), t("role"), t("userStatus"), ""];
    const rows = items.map((person) => row(person, { user, changed: load, showInvitation }));
    replace(list, table(t("users"), columns, h("tbody", {}, rows), { class: "records" }));
  }

  async function invite(given) {
    showInvitation(await call("POST", "/api/v1/users", given));
    inviting.reset();
    await load();
  }

  const inviting = form({ class: "row" }, invite,
    field(t("name"), h("input", { name: "name", required: true, maxlength: "100" })),
    field(t("email"), h("input", { name: "email", type: "email", required: true })),
    field(t("role"), rolePicker("VIEWER")),
    submit(t("invite"), { class: "primary" }));
  await load();
  return {
    title: t("users"),
    content: column(
      h("h1", {}, t("users")),
      invited,
      h("section", { class: "card" }, list),
      card(t("inviteTitle"), inviting, h("p", { class: "note" }, t("roleHint")))),
  };
}

function row(person, { user, changed, showInvitation }) {
  const path = `/api/v1/users/${person.id}`;
  const self = person.id === user.id;

  const onchange = ({ target }) => whileStored(target, async () => {
    const role = target.value;
    target.value = person.role;
    await call("PUT", path, { name: person.name, role });
    await changed();
  });

  const inviteAgain = async () => showInvitation(await call("POST", `${path}/invitation`));

  const remove = () => askFirst({
    title: t("removeUserSure", { name: person.name }),
    lines: [t(person.active ? "removeUserGoes" : "removeInvitationGoes", person), t("removeUserBack")],
    act: t("remove"),
    run: async () => {
      await call("DELETE", path);
      await changed();
    },
  });

  const label = (text) => ({ "aria-label": `${text}: ${person.name}` });
  return h("tr", {},
    h("th", { scope: "row" }, person.name, self && h("small", {}, t("you"))),
    h("td", {}, person.email),
    h("td", {}, rolePicker(person.role, { ...label(t("role")), disabled: self, onchange })),
    h("td", {}, t(person.active ? "userActive" : "userPending")),
    h("td", { class: "actions" }, !self && [
      action(t("newLink"), inviteAgain, { class: "small", ...label(t("newLink")) }),
      action(t("remove"), remove, { class: "small danger", ...label(t("remove")) }),
    ]));
}
