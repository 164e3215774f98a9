/** The webhooks: which there are, how they fare, and what was and is to be sent to the one that is chosen. */
import { call, get } from "./api.js";
import { askFirst } from "./dialog.js";
import { action, h, refresh } from "./html.js";
import { live } from "./live.js";
import { dots, menu } from "./menu.js";
import { counted } from "./numbers.js";
import { deliveriesCard } from "./webhook-deliveries.js";
import { webhookDialog } from "./webhook-dialog.js";
import { showSecret } from "./webhook-secret.js";
import { eventNames, failingFirst, nameOf, stateOf, surveyNames } from "./webhook-words.js";
import { t } from "./words.js";

export async function webhooksSection({ signal }) {
  const { items: surveys } = await get("/api/v1/surveys?limit=200");
  const list = h("div", { class: "card flush" });
  const below = h("div", {});
  let webhooks = [];
  let chosen = null;
  let card = null;
  let shown = "";

  const load = async () => {
    webhooks = failingFirst((await get("/api/v1/webhooks")).items);
    const now = webhooks.find(({ id }) => id === chosen);
    // What is open on the page stays open while nothing changes.
    const state = JSON.stringify([webhooks, chosen, await card?.state()]);
    if (state === shown) return;
    shown = state;
    refresh(list, webhooks.length ? h("ol", { class: "rows hooks" }, webhooks.map(row)) : nothing());
    if (now) card.show(now);
    else below.replaceChildren();
  };

  const choose = async (webhook) => {
    chosen = webhook.id;
    card = deliveriesCard(webhook, surveys, load);
    below.replaceChildren(card.element);
    await load();
  };

  const open = async (webhook) => {
    const stored = await webhookDialog(webhook, surveys);
    if (!stored) return;
    if (stored.secret) await showSecret(stored.secret, t("webhookMade"));
    chosen = null;
    await choose(stored);
  };

  const row = (webhook) => {
    const name = nameOf(webhook);
    const { text, note, late } = stateOf(webhook);
    const pick = action(h("b", {}, name), () => choose(webhook), { class: "link", "data-key": webhook.id });
    return h("li", { "aria-current": webhook.id === chosen ? "true" : null },
      h("div", {}, pick, " ", h("span", { class: "tag" }, t(`format.${webhook.format}`)),
        h("small", { class: "muted" }, webhook.url)),
      h("p", { class: "small" }, eventNames(webhook), h("small", { class: "muted" }, surveyNames(webhook, surveys))),
      h("p", { class: "small" }, h("span", { class: late ? "late" : "" }, text), h("small", { class: "muted" }, note)),
      h("div", {}, menu(dots(), acts(webhook), { class: "icon quiet", "aria-label": t("moreForWebhook", { name }) })));
  };

  const acts = (webhook) => [
    action(t("editWebhook"), () => open(webhook)),
    action(t(webhook.enabled ? "disableWebhook" : "enableWebhook"), () => able(webhook)),
    h("hr"),
    action(t("deleteWebhook"), () => remove(webhook), { class: "late" }),
  ];

  const able = async ({ id, revision, format, events, surveys: some, classes, description, enabled }) => {
    const changed = { format, events, surveys: some, classes, description, enabled: !enabled };
    await call("PUT", `/api/v1/webhooks/${id}`, changed, { "If-Match": `"${revision}"` });
    await load();
  };

  const remove = (webhook) => askFirst({
    title: t("deleteWebhookSure", { name: nameOf(webhook) }),
    lines: [t("deleteWebhookGoes", { events: counted("waitingEvents", webhook.waiting) })],
    act: t("deleteSurvey"),
    run: async () => {
      await call("DELETE", `/api/v1/webhooks/${webhook.id}`);
      if (webhook.id === chosen) chosen = card = null;
      await load();
    },
  });

  await load();
  live(signal, load);
  return h("section", { "aria-labelledby": "webhooks" },
    h("div", { class: "bar head" },
      h("h2", { id: "webhooks", class: "title" }, t("webhooks")),
      h("p", { class: "small muted wide" }, t("webhooksText")),
      action(t("newWebhook"), () => open(null), { class: "end" })),
    h("div", { class: "hooks-parts" }, list, below));
}

const nothing = () => h("p", { class: "pad muted" }, t("noWebhooks"));
