/** When the widget would start on a page, in words. */
import { count, percent } from "./numbers.js";
import { t } from "./words.js";

export function triggerWords(display) {
  const { onCall, delay, scroll, include, exclude, event, share, repeatDays } = display ?? {};
  const conditions = onCall ? [t("startsOnCall")] : [
    delay && t("startsDelay", { n: count(delay) }), scroll && t("startsScroll", { n: percent(scroll) }), event && t("startsEvent", { event }),
    include && t("startsOn", { pages: include.join(", ") }), exclude && t("startsNotOn", { pages: exclude.join(", ") }),
    share && share < 100 && t("startsShare", { n: percent(share) }),
  ].filter(Boolean);
  const days = repeatDays ?? 90;
  return `${t("starts", { when: conditions.join(", ") || t("startsAtOnce") })} ${onCall ? "" : days ? t("startsAgain", { n: count(days) }) : t("startsAgainAtOnce")}`.trim();
}
