/** How long nobody is invited again, over all surveys. */
import { h } from "./html.js";
import { daysIn } from "./invitation-rules.js";
import { sentence } from "./phrase.js";
import { settingsPart, storeIn } from "./settings-part.js";
import { t } from "./words.js";

/** What holds where nothing is set, in days. */
const USUAL = 30;

const MOST = 366;

export function quarantinePart(state) {
  const { quarantine } = state.stored;
  const days = h("input", {
    name: "days", type: "number", min: 0, max: MOST, required: true,
    value: quarantine ? daysIn(quarantine) ?? 0 : USUAL, "aria-label": t("quarantineLabel"),
  });
  return settingsPart({
    title: t("invitations"),
    note: t("quarantineNote"),
    fields: sentence("quarantineRule", { days }),
    written: (given) => ({ quarantine: `P${given.get("days")}D` }),
    store: storeIn(state),
  });
}
