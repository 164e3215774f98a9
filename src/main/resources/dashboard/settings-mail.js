/** Who the mails of the workspace are from, and whether they can be sent. */
import { call, get } from "./api.js";
import { submit } from "./controls.js";
import { copyable } from "./copy.js";
import { askFirst } from "./dialog.js";
import { action, field, form, h, replace } from "./html.js";
import { settingsPart, storeIn } from "./settings-part.js";
import { t } from "./words.js";

/** The fields, each with its longest text. */
const FIELDS = [["fromName", 100], ["from", 254, "email"], ["replyTo", 254, "email"], ["postalAddress", 300]];

/** @param reports the path at which a provider reports what came back, below `root` */
export function mailPart(state, mail, user, reports, root) {
  const now = state.stored.mail ?? {};
  const fields = FIELDS.map(([name, maxlength, type = "text"]) =>
    field(t(`mail.${name}`), h("input", { name, type, maxlength, value: now[name] ?? "" }), t(`mail.${name}.hint`)));
  const written = (given) => {
    const set = FIELDS.map(([name]) => [name, given.get(name).trim()]).filter(([, value]) => value);
    return { mail: set.length ? Object.fromEntries(set) : null };
  };
  const note = h("span", {});
  const say = ({ server, aligned }) => {
    const sends = t(server ? "mailServerSet" : "mailServerMissing");
    note.textContent = aligned ? sends : `${sends} ${t("mailNotAligned")}`;
  };
  say(mail);
  const store = storeIn(state);
  return settingsPart({
    title: t("mails"),
    note,
    fields,
    written,
    store: async (part) => {
      await store(part);
      say(await get("/api/v1/workspace/mail"));
    },
    after: [trial(user), returned(reports, root)],
  });
}

/** A mail to try it, which goes out as the settings were stored last. */
function trial(user) {
  const result = h("p", { class: "small", role: "status" });
  const send = async ({ to }) => {
    result.textContent = "";
    const { sent, reason } = await call("POST", "/api/v1/workspace/mail/test", { to: to.trim() });
    result.className = sent ? "small" : "small late";
    result.textContent = sent ? t("testMailSent", { to: to.trim() }) : t("testMailFailed", { reason });
  };
  return form({ class: "row trial" }, send,
    field(t("testMailTo"), h("input", { name: "to", type: "email", required: true, value: user.email })),
    submit(t("sendTestMail")), result);
}

/** Where a provider reports, and how another address takes its place. */
function returned(first, root) {
  const host = h("div", {});
  const draw = (path) => replace(host, copyable(root + path, t("addressForReports")));
  const change = async () => {
    const run = async () => draw((await call("DELETE", "/api/v1/bounces")).path);
    const lines = [t("replaceAddressGoes")];
    await askFirst({ title: t("replaceAddressTitle"), lines, act: t("replaceAddress"), run });
  };
  draw(first);
  return h("div", { class: "pile trial" },
    h("h3", {}, t("mailsReturned")),
    h("p", { class: "small muted" }, t("mailsReturnedHint")),
    host,
    h("p", {}, action(t("replaceAddressMore"), change, { class: "small" })));
}
