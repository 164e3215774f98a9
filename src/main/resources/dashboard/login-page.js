/** Log in with e-mail and password, accept an invitation, or create the first administrator. */
import { call, get } from "./api.js";
import { submit } from "./controls.js";
import { field, form, h } from "./html.js";
import { capital } from "./sentences.js";
import { t } from "./words.js";

// Behind the #, where no server and no proxy sees it.
const token = () => /#token(?:=|%3D)([\w-]+)/i.exec(location.hash)?.[1] ?? "";

const input = (name, type, attributes) => h("input", { name, type, required: true, ...attributes });

const email = (attributes) =>
  field(t("email"), input("email", "email", { maxlength: "254", autocomplete: "username", ...attributes }));

const password = () =>
  field(t("password"), input("password", "password", { autocomplete: "current-password" }));

export const newPassword = (name = "password", label = t("password")) => {
  const attributes = { minlength: "10", maxlength: "72", autocomplete: "new-password" };
  return field(label, input(name, "password", attributes), t("passwordHint"));
};

const personName = () => field(t("name"), input("name", "text", { maxlength: "100", autocomplete: "name" }));

const primary = (label) => submit(label, { class: "primary" });

const narrow = (title, ...content) => h("section", { class: "card narrow" }, h("h1", {}, title), content);

// The first call of a browser brings the token that the others need.
async function post(path, body) {
  await get("/session");
  return call("POST", path, body);
}

const enter = async (path, body, entered) => entered(await post(path, body));

export function loginPage(entered, setUp, message) {
  const logIn = (given) => enter("/session", given, entered);
  return narrow(t("logIn"),
    message && h("p", { role: "status" }, message),
    setUp ? form({}, logIn, email({ autofocus: true }), password(), primary(t("logIn")))
      : h("p", {}, t("setupNeeded")));
}

export function setupPage(entered) {
  const setUp = (given) => enter("/session/setup", { ...given, token: token() }, entered);
  return narrow(t("setupTitle"),
    h("p", {}, t("setupText")),
    form({}, setUp, personName(), email(), newPassword(), primary(t("create"))));
}

export async function joinPage(entered) {
  const asked = post("/session/invitation/recipient", { token: token() });
  // Where it can't be asked now, the link may still be good.
  const { problem, ...person } = await asked.catch((problem) => ({ problem }));
  if (problem?.status === 403) {
    const refusal = h("p", { class: "problem", role: "alert" }, capital(problem.message));
    return narrow(t("joinTitle"), refusal, h("a", { href: "/" }, t("logIn")));
  }
  const join = (given) => enter("/session/invitation", { ...given, token: token() }, entered);
  return narrow(t("joinTitle"),
    person.email && h("p", {}, t("joinText", person)),
    form({}, join, newPassword(), primary(t("save"))));
}
