/** Makes or changes a webhook. */
import { call } from "./api.js";
import { checkbox, select } from "./controls.js";
import { openDialog } from "./dialog.js";
import { action, field, h } from "./html.js";
import { EVENTS } from "./webhook-words.js";
import { t } from "./words.js";

const FORMATS = ["STANDARD", "SLACK", "TEAMS"];

const CLASSES = [
  "DETRACTOR", "PASSIVE", "PROMOTER", "DISSATISFIED", "NEUTRAL", "SATISFIED", "DIFFICULT", "EASY",
];

/**
 * @param webhook the one to change, or null for a new one
 * @returns a promise of the stored webhook, or of undefined where the dialog was left
 */
export function webhookDialog(webhook, surveys) {
  const inputs = fields(webhook, surveys);
  return openDialog({
    title: t(webhook ? "editWebhookTitle" : "newWebhook"),
    content: () => h("div", { class: "pad" }, inputs),
    acts: (close) => [
      h("button", { type: "button", class: "button end", onclick: () => close() }, t("cancel")),
      action(t(webhook ? "save" : "create"), async () => {
        if (inputs.reportValidity()) close(await store(webhook, [...inputs.elements]));
      }, { class: "primary" }),
    ],
  });
}

function fields(webhook, surveys) {
  const now = webhook ?? { format: "STANDARD", events: ["response.settled"] };
  const hint = webhook ? t("webhookUrlKept", { url: webhook.url }) : t("webhookUrlHint");
  const formats = FORMATS.map((each) => [each, t(`format.${each}`)]);
  return h("form", { class: "stacked hook-form", onsubmit: (event) => event.preventDefault() },
    field(t("webhookName"), h("input", { name: "description", maxlength: "100", value: now.description ?? "" })),
    field(t("webhookUrl"), h("input", { name: "url", type: "url", required: !webhook, maxlength: "2000" }), hint),
    field(t("webhookFormat"), select({ name: "format" }, formats, now.format)),
    boxes(t("webhookEvents"), "event", EVENTS.map((each) => [each, t(`event.${each}`)]), now.events),
    boxes(t("webhookSurveys"), "survey", surveys.map((survey) => [survey.id, survey.name]), now.surveys),
    boxes(t("webhookClasses"), "class", CLASSES.map((each) => [each, t(`class.${each}`)]), now.classes));
}

function boxes(legend, name, options, chosen = []) {
  const each = ([value, label]) => checkbox(label, { name, value, checked: chosen.includes(value) });
  return h("fieldset", { class: "boxes" }, h("legend", {}, legend), options.map(each));
}

function store(webhook, inputs) {
  const entered = (name) => inputs.find((input) => input.name === name).value.trim();
  const checked = (name) => inputs.filter((input) => input.name === name && input.checked).map((input) => input.value);
  const given = {
    description: entered("description") || null,
    url: entered("url") || null,
    format: entered("format"),
    events: checked("event"),
    surveys: checked("survey"),
    classes: checked("class"),
  };
  if (!webhook) return call("POST", "/api/v1/webhooks", given);
  return call("PUT", `/api/v1/webhooks/${webhook.id}`, given, { "If-Match": `"${webhook.revision}"` });
}
