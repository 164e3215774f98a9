/** What tells programs and people of what happens, each part for those who may change it. */
import { alertsSection } from "./alerts-section.js";
import { h } from "./html.js";
import { messagesSection } from "./messages-section.js";
import { outboxSection } from "./outbox-section.js";
import { webhooksSection } from "./webhooks-section.js";
import { t } from "./words.js";

/** From top to bottom, each with the role that sees it. */
const SECTIONS = [
  ["EDITOR", webhooksSection],
  ["EDITOR", alertsSection],
  ["VIEWER", messagesSection],
  ["ADMIN", outboxSection],
];

export async function notificationsPage(given) {
  const seen = SECTIONS.filter(([role]) => given.can(role));
  const sections = await Promise.all(seen.map(([, section]) => section(given)));
  const elements = sections.map((section) => section.element ?? section);
  return {
    title: t("notifications"),
    changed: () => sections.some((section) => section.changed?.()),
    content: [h("h1", { class: "hidden" }, t("notifications")), ...elements],
  };
}
