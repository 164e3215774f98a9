/** The mails that wait, were sent or have failed. */
import { ago } from "./ago.js";
import { call, get, query } from "./api.js";
import { openDialog } from "./dialog.js";
import { action, h, refresh } from "./html.js";
import { live } from "./live.js";
import { moment } from "./numbers.js";
import { segmented } from "./segmented.js";
import { t } from "./words.js";

const PATH = "/api/v1/workspace/mail";

const PAGE = 20;

const MOST = 200;

export async function outboxSection({ signal }) {
  const list = h("div", { class: "card flush" });
  const notice = h("div", {});
  let status = "";
  let most = PAGE;
  let shown = "";

  const load = async () => {
    const [page, set] = await Promise.all([get(`${PATH}/outbox` + query({ status, limit: most })), get(PATH)]);
    const state = JSON.stringify([page, set]);
    if (state === shown) return;
    shown = state;
    refresh(notice, warning(set));
    const rows = page.items.map((mail) => row(mail, load));
    const more = page.next && most < MOST && h("p", { class: "foot" }, action(t("showMoreDeliveries"), () => {
      most = Math.min(most + PAGE, MOST);
      return load();
    }));
    refresh(list, rows.length ? h("ol", { class: "rows outbox" }, rows) : nothing(), more);
  };

  const pick = (value) => {
    status = value;
    most = PAGE;
    return load();
  };
  const statuses = [
    ["", t("deliveriesAll")], ["WAITING", t("deliveriesWaiting")], ["SENT", t("mailsSent")],
    ["FAILED", t("deliveriesFailed")],
  ];
  await load();
  live(signal, load);
  const head = h("div", { class: "bar head" },
    h("h2", { id: "outbox", class: "title" }, t("mails")),
    h("p", { class: "small muted wide" }, t("outboxText")),
    h("span", { class: "end" }),
    segmented(t("whichMails"), statuses, status, pick));
  return h("section", { "aria-labelledby": "outbox" }, head, h("div", { class: "hooks-parts" }, notice, list));
}

const nothing = () => h("p", { class: "pad muted" }, t("noMails"));

/** Why mails wait, or may not arrive. */
function warning({ server, sender, aligned }) {
  const text = !server ? t("mailServerMissing") : !sender ? t("mailSenderMissing") : !aligned && t("mailNotAligned");
  return text && h("p", { class: "card small filed" }, text);
}

function row(mail, changed) {
  const send = async () => {
    await call("POST", `${PATH}/outbox/${mail.id}/resend`);
    await changed();
  };
  const label = mail.status === "WAITING" ? t("sendNow") : t("resend");
  const read = action(mail.subject, () => showMail(mail.id), { class: "link cut", "data-key": mail.id });
  return h("li", {},
    h("span", { class: "small muted" }, ago(mail.createdAt)),
    h("span", { class: "small cut" }, mail.to),
    read,
    h("span", { class: mail.failure && mail.status !== "SENT" ? "small late" : "small" }, outcome(mail)),
    mail.status === "SENT" ? h("span", {}) : action(label, send, { class: "small", "data-key": `send-${mail.id}` }));
}

/** What became of a mail, and why. */
function outcome({ status, attempts, dueAt, failure }) {
  if (status === "SENT") return t("mailSent");
  if (status === "FAILED") return t("givenUp", { reason: failure });
  if (!attempts) return t("waitingUntried");
  const time = moment(dueAt);
  return failure ? t("mailAgain", { reason: failure, time }) : t("waitingUntil", { time });
}

async function showMail(id) {
  const mail = await get(`${PATH}/outbox/${id}`);
  await openDialog({
    title: mail.subject,
    content: () => h("div", { class: "pad raw" }, h("p", { class: "small muted" }, mail.to), h("pre", {}, mail.text)),
    acts: (close) => h("button", { type: "button", class: "button end", onclick: () => close() }, t("close")),
  });
}
