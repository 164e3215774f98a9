/** Ways in: the first administrator, an invitation, e-mail and password. */
import { call, get } from "./api.js";
import { field, form, h } from "./html.js";
import { capital } from "./sentences.js";
import { t } from "./words.js";

// Behind the #, where no server and no proxy sees it.
const token = () => /#token(?:=|%3D)([\w-]+)/i.exec(location.hash)?.[1] ?? "";

const email = (attributes) => field(t("email"), h("input", { name: "email", type: "email", required: true, maxlength: "254", autocomplete: "username", ...attributes }));

const newPassword = (name = "password", label = t("password")) =>
  field(label, h("input", { name, type: "password", required: true, minlength: "10", maxlength: "72", autocomplete: "new-password" }), t("passwordHint"));

export { newPassword };

const submit = (label) => h("button", { type: "submit", class: "primary" }, label);

// The first call of a browser brings the token that the others need.
async function post(path, body) {
  await get("/session");
  return call("POST", path, body);
}

const enter = async (path, body, entered) => entered(await post(path, body));

export function loginPage(entered, setUp, told) {
  return h("section", { class: "card narrow" }, h("h1", {}, t("logIn")), told && h("p", { role: "status" }, told),
    setUp ? form({}, (given) => enter("/session", given, entered), email({ autofocus: true }),
      field(t("password"), h("input", { name: "password", type: "password", required: true, autocomplete: "current-password" })), submit(t("logIn")))
      : h("p", {}, t("setupNeeded")));
}

export function setupPage(entered) {
  return h("section", { class: "card narrow" }, h("h1", {}, t("setupTitle")), h("p", {}, t("setupText")),
    form({}, (given) => enter("/session/setup", { ...given, token: token() }, entered),
      field(t("name"), h("input", { name: "name", required: true, maxlength: "100", autocomplete: "name" })), email(), newPassword(), submit(t("create"))));
}

export async function joinPage(entered) {
  // Where it can't be asked now, the link may still be good.
  const found = await post("/session/invitation/recipient", { token: token() }).catch((problem) => ({ problem }));
  if (found.problem?.status === 403) return h("section", { class: "card narrow" }, h("h1", {}, t("joinTitle")), h("p", { class: "problem", role: "alert" }, capital(found.problem.message)), h("a", { href: "/" }, t("logIn")));
  return h("section", { class: "card narrow" }, h("h1", {}, t("joinTitle")), found.email && h("p", {}, t("joinText", found)),
    form({}, (given) => enter("/session/invitation", { ...given, token: token() }, entered), newPassword(), submit(t("save"))));
}
