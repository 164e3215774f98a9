/** Asks whether a raised alert is done with, and says when it can be raised again. */
import { again } from "./alert-words.js";
import { call } from "./api.js";
import { askFirst } from "./dialog.js";
import { t } from "./words.js";

/** @param done what is done once it is cleared */
export async function clearAlert(alert, done) {
  const isCleared = await askFirst({
    title: t("clearAlert"),
    lines: [again(alert)],
    act: t("clearAlertAct"),
    run: () => call("POST", `/api/v1/alerts/${alert.id}/clear`, {}),
  });
  if (isCleared) await done();
}
