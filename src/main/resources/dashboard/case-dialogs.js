/** The dialogs of a case: how it ended, and until when it waits. */
import { select } from "./controls.js";
import { openDialog } from "./dialog.js";
import { action, field, h } from "./html.js";
import { plusDays, today } from "./numbers.js";
import { owners, t } from "./words.js";

const OUTCOMES = ["SATISFIED_AGAIN", "RESOLVED", "UNREACHABLE", "NO_ACTION"];

/** How many days a case waits where nothing else is chosen. */
const DAYS = 5;

export function closeCase(act, causes) {
  const outcome = (name, i) => h("label", { class: "check" },
    h("input", { type: "radio", name: "outcome", value: name, checked: i === 0 }), t(`outcome.${name}`));
  const choices = h("fieldset", {}, h("legend", { class: "small muted" }, t("howDidItEnd")), OUTCOMES.map(outcome));
  const cause = select({}, [["", t("noCause")], ...causes.map(({ key, text }) => [key, owners(text)])], "");
  const body = () => ({
    outcome: choices.querySelector(":checked").value,
    cause: cause.value || null,
  });
  return openDialog({
    title: t("closeTheCase"),
    narrow: true,
    content: () => h("div", { class: "pad" }, choices, field(t("cause"), cause)),
    acts: (close) => acts(close, t("closeCase"), () => act("close", body())),
  });
}

export function waitCase(act) {
  const date = h("input", { type: "date", required: true, value: inDays(DAYS), min: inDays(1), max: inDays(366) });
  const reason = h("input", { maxlength: 200 });
  const body = () => ({ until: startOf(date.value), reason: reason.value.trim() || null });
  return openDialog({
    title: t("letTheCaseWait"),
    narrow: true,
    content: () => h("div", { class: "pad" }, h("p", {}, t("waitText")), field(t("waitUntilDay"), date),
      field(t("whatFor"), reason, t("optional"))),
    acts: (close) => acts(close, t("letWait"), () => act("wait", body())),
  });
}

/** A day from today on, where the reader is. */
export const inDays = (days) => plusDays(today(), days);

/** When a day begins where the reader is, as an instant. */
export const startOf = (day) => new Date(`${day}T00:00:00`).toISOString();

function acts(close, label, run) {
  const done = async () => {
    await run();
    close(true);
  };
  return [
    h("button", { type: "button", class: "button end", onclick: () => close() }, t("cancel")),
    action(label, done, { class: "primary" }),
  ];
}
