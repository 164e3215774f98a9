/** What tells programs and people of what happens, each part for those who may change it. */
import { h } from "./html.js";
import { outboxSection } from "./outbox-section.js";
import { webhooksSection } from "./webhooks-section.js";
import { t } from "./words.js";

/** From top to bottom, each with the role that sees it. */
const SECTIONS = [["EDITOR", webhooksSection], ["ADMIN", outboxSection]];

export async function notificationsPage(given) {
  const seen = SECTIONS.filter(([role]) => given.can(role));
  const sections = await Promise.all(seen.map(([, section]) => section(given)));
  return { title: t("notifications"), content: [h("h1", { class: "hidden" }, t("notifications")), ...sections] };
}
