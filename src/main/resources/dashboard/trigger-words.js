/** When the widget would start on a page, in words. */
import { counted, percent } from "./numbers.js";
import { listed, t } from "./words.js";

/** After how many days a visitor is asked again where the survey sets none. */
export const REPEAT_DAYS = 90;

export function triggerWords(display) {
  const rules = display ?? {};
  const days = rules.repeatDays ?? REPEAT_DAYS;
  return t("visitorSees", {
    who: rules.include ? t("visitorOn", { pages: listed(rules.include) }) : t("visitorAny"),
    when: conditions(rules).filter(Boolean).join(", ") || t("startsAtOnce"),
    share: rules.share && rules.share < 100 ? t("startsShare", { n: percent(rules.share) }) : t("startsAll"),
    again: days ? counted("startsAgain", days) : t("startsAgainAtOnce"),
  });
}

const conditions = ({ delay, scroll, exclude, event, onCall }) => [
  onCall && t("startsOnCall"),
  delay && counted("startsDelay", delay),
  scroll && t("startsScroll", { n: percent(scroll) }),
  event && t("startsEvent", { event }),
  exclude && t("startsNotOn", { pages: listed(exclude) }),
];
