/** When the widget would start on a page, in words. */
import { counted, percent } from "./numbers.js";
import { t } from "./words.js";

/** After how many days a visitor is asked again where the survey sets none. */
export const REPEAT_DAYS = 90;

export function triggerWords(display) {
  const rules = display ?? {};
  if (rules.onCall) return t("starts", { when: t("startsOnCall") });
  const when = conditions(rules).filter(Boolean).join(", ") || t("startsAtOnce");
  const days = rules.repeatDays ?? REPEAT_DAYS;
  return `${t("starts", { when })} ${days ? counted("startsAgain", days) : t("startsAgainAtOnce")}`;
}

const conditions = ({ delay, scroll, include, exclude, event, share }) => [
  delay && counted("startsDelay", delay),
  scroll && t("startsScroll", { n: percent(scroll) }),
  event && t("startsEvent", { event }),
  include && t("startsOn", { pages: include.join(", ") }),
  exclude && t("startsNotOn", { pages: exclude.join(", ") }),
  share && share < 100 && t("startsShare", { n: percent(share) }),
];
