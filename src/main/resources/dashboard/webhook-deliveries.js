/** What was and is to be sent to one webhook, and what can be done with it. */
import { ago } from "./ago.js";
import { call, get, query } from "./api.js";
import { askFirst, openDialog } from "./dialog.js";
import { action, field, h, refresh } from "./html.js";
import { count, counted, exactMoment, moment } from "./numbers.js";
import { segmented } from "./segmented.js";
import { showSecret } from "./webhook-secret.js";
import { nameOf, outcomeOf, replyOf } from "./webhook-words.js";
import { t } from "./words.js";

const PAGE = 50;

const MOST = 200;

/** @param changed is called when something was done to the webhook or its deliveries */
export function deliveriesCard(webhook, surveys, changed) {
  const path = `/api/v1/webhooks/${webhook.id}`;
  const notice = h("div", {});
  const list = h("div", {});
  const counts = { ALL: h("small", {}), WAITING: h("small", {}), FAILED: h("small", {}) };
  let status = "";
  let most = PAGE;
  const unfolded = new Set();

  let page;

  /** What is to be shown, as it is stored now. */
  const state = async () => {
    page = await get(`${path}/deliveries` + query({ status, limit: Math.min(most, MOST) }));
    return [page, [...unfolded], status];
  };

  const show = (now) => {
    refresh(notice, failing(now));
    counts.ALL.textContent = count(now.waiting + now.delivered + now.failed);
    counts.WAITING.textContent = count(now.waiting);
    counts.FAILED.textContent = count(now.failed);
    const rows = page.items.map((delivery) => row(delivery, now));
    const more = page.next && most < MOST && h("p", { class: "foot" }, action(t("showMoreDeliveries"), () => {
      most += PAGE;
      return changed();
    }));
    refresh(list, rows.length ? h("ol", { class: "rows deliveries" }, rows) : none(), more);
  };

  const row = (delivery, now) => {
    const name = surveys.find(({ id }) => id === delivery.survey)?.name ?? t("deletedSurvey");
    const resend = async () => {
      await call("POST", `${path}/deliveries/${delivery.id}/resend`);
      await changed();
    };
    const label = delivery.status === "WAITING" ? t("sendNow") : t("resend");
    const late = delivery.status !== "DELIVERED" && delivery.attempts.length;
    return h("li", {},
      h("span", { class: "small muted" }, ago(delivery.createdAt)),
      h("span", { class: "small" }, delivery.event),
      h("span", { class: "cut" }, delivery.summary ?? name),
      h("span", { class: late ? "small late" : "small" }, unfolding(delivery, now)),
      delivery.erased ? h("span", {}) : action(label, resend, { class: "small", "data-key": delivery.id }),
      unfolded.has(delivery.id) && tries(delivery, path));
  };

  const unfolding = (delivery, now) => {
    const open = unfolded.has(delivery.id);
    const turn = async () => {
      if (!unfolded.delete(delivery.id)) unfolded.add(delivery.id);
      await changed();
    };
    const key = `tries-${delivery.id}`;
    return action(outcomeOf(delivery, now), turn, { class: "link", "aria-expanded": String(open), "data-key": key });
  };

  const pick = (value) => {
    status = value;
    most = PAGE;
    return changed();
  };
  const statuses = [
    ["", [t("deliveriesAll"), " ", counts.ALL]],
    ["WAITING", [t("deliveriesWaiting"), " ", counts.WAITING]],
    ["FAILED", [t("deliveriesFailed"), " ", counts.FAILED]],
  ];
  const head = h("div", { class: "bar" },
    h("h3", {}, nameOf(webhook), " ", h("span", { class: "muted" }, t("deliveriesKept"))),
    segmented(t("whichDeliveries"), statuses, status, pick),
    h("span", { class: "end" }),
    action(t("sendTest"), () => test(webhook), { class: "small" }),
    action(t("resendRange"), () => resendRange(path, changed), { class: "small" }),
    action(t("rotateSecret"), () => rotate(path, changed), { class: "small" }));
  const element = h("div", { class: "card flush" }, head, notice, list);
  return { element, state, show };
}

const none = () => h("p", { class: "pad muted" }, t("noDeliveries"));

function failing({ failingSince, lastFailure, enabled }) {
  if (!failingSince || !enabled) return null;
  const since = h("b", { class: "late" }, t("failingSince", { time: moment(failingSince) }));
  const end = moment(new Date(new Date(failingSince).getTime() + 5 * 86_400_000).toISOString());
  return h("p", { class: "filed small" }, since, " ", t("failingText", { reason: lastFailure, end }));
}

function tries({ attempts, messageId, id }, path) {
  const each = (attempt, i) => h("tr", {},
    h("td", {}, String(i + 1)), h("td", {}, exactMoment(attempt.at)), h("td", {}, replyOf(attempt)),
    h("td", {}, `${attempt.took} ms`));
  const heads = ["attempt", "sentAt", "replyOfReceiver", "took"].map((name) => h("th", { scope: "col" }, t(name)));
  const seen = action(t("seeWhatIsSent"), () => showBody(path, id), { class: "link" });
  const table = () => h("table", {}, h("thead", {}, h("tr", {}, heads)), h("tbody", {}, attempts.map(each).reverse()));
  return h("div", { class: "tries" },
    attempts.length > 0 && table(),
    h("p", { class: "small muted" }, seen, ` · webhook-id ${messageId}`));
}

async function showBody(path, id) {
  const { body } = await get(`${path}/deliveries/${id}`);
  const text = body ? JSON.stringify(JSON.parse(body), null, 2) : t("contentErased");
  await show(t("whatIsSent"), h("pre", {}, h("code", {}, text)));
}

async function test(webhook) {
  const result = await call("POST", `/api/v1/webhooks/${webhook.id}/test`);
  const outcome = t(result.delivered ? "testDelivered" : "testFailed", { reply: replyOf(result), ms: result.took });
  await show(t("testOf", { name: nameOf(webhook) }),
    h("p", { class: result.delivered ? "" : "late" }, outcome),
    h("h3", {}, t("whatWasSent")), h("pre", {}, h("code", {}, result.request)),
    result.reply && [h("h3", {}, t("replyOfReceiver")), h("pre", {}, h("code", {}, result.reply))]);
}

const show = (title, ...content) => openDialog({
  title,
  content: () => h("div", { class: "pad raw" }, content),
  acts: (close) => h("button", { type: "button", class: "button end", onclick: () => close() }, t("close")),
});

async function rotate(path, changed) {
  let made;
  const done = await askFirst({
    title: t("rotateSure"),
    lines: [t("rotateText")],
    act: t("rotate"),
    run: async () => {
      made = await call("POST", `${path}/rotate`);
    },
  });
  if (!done) return;
  await showSecret(made.secret, t("secretRotated"));
  await changed();
}

/** Says how many before it sends them. */
function resendRange(path, changed) {
  const count = h("p", { role: "status" });
  const input = (name) => h("input", { name, type: "datetime-local", required: true, onchange: () => look() });
  const [from, to] = [input("from"), input("to")];
  const range = () => ({ from: new Date(from.value).toISOString(), to: new Date(to.value).toISOString() });
  const look = async () => {
    count.textContent = "";
    if (!from.value || !to.value || from.value >= to.value) return;
    const { deliveries } = await call("POST", `${path}/resend?dryRun=true`, range());
    count.textContent = t("resendCount", { events: counted("events", deliveries) });
  };
  const send = async (close) => {
    if (!from.reportValidity() || !to.reportValidity()) return;
    await call("POST", `${path}/resend`, range());
    close(true);
    await changed();
  };
  return openDialog({
    title: t("resendRangeTitle"),
    narrow: true,
    content: () => h("div", { class: "pad" }, field(t("resendFrom"), from), field(t("resendTo"), to), count),
    acts: (close) => [
      h("button", { type: "button", class: "button end", onclick: () => close() }, t("cancel")),
      action(t("resend"), () => send(close), { class: "primary" }),
    ],
  });
}
