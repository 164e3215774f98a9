/** Dialogs: what has to be decided before anything else. */
import { action, h, svg } from "./html.js";
import { t } from "./words.js";

let dialogs = 0;

/**
 * Opens a dialog over the page; it goes away when it is closed, which Esc does too. Its content and its buttons are
 * made with the function that closes it, which takes what the dialog came to.
 *
 * @returns a promise of that, or of undefined where it was left
 */
export function openDialog({ title, content, acts, narrow = false, role }) {
  return new Promise((resolve) => {
    const id = `dialog-${++dialogs}`;
    let outcome;
    const close = (value) => {
      outcome = value;
      sheet.close();
    };
    const left = () => {
      sheet.remove();
      resolve(outcome);
    };
    const sheet = h("dialog", { class: narrow ? "sheet narrow" : "sheet", role, "aria-labelledby": id, onclose: left },
      h("div", { class: "lead" }, h("h2", { id, class: "title" }, title), role ? null : closing(close)),
      content(close),
      h("div", { class: "acts" }, acts(close)));
    document.body.append(sheet);
    sheet.showModal();
  });
}

function closing(close) {
  const cross = svg("path", { d: "M1 1l8 8M9 1L1 9", fill: "none", stroke: "currentColor", "stroke-width": 1.5 });
  const sign = svg("svg", { width: 10, height: 10, viewBox: "0 0 10 10", "aria-hidden": "true" }, cross);
  const label = { "aria-label": t("close"), onclick: () => close() };
  return h("button", { type: "button", class: "button icon quiet end", ...label }, sign);
}

/**
 * Asks before something is destroyed, and then does it: the dialog stays until it is done, and says what failed.
 *
 * @param title the question
 * @param lines what goes, in numbers, and where it can be had back, each a text or an element
 * @param act what the button says
 * @param run what it does
 * @returns a promise of whether it was done
 */
export async function askFirst({ title, lines, act, run }) {
  const text = (line) => (typeof line === "string" ? h("p", {}, line) : line);
  const done = await openDialog({
    title,
    narrow: true,
    role: "alertdialog",
    content: () => h("div", { class: "pad" }, lines.filter(Boolean).map(text)),
    acts: (close) => [
      h("button", { type: "button", class: "button end", autofocus: true, onclick: () => close() }, t("cancel")),
      action(act, async () => {
        await run();
        close(true);
      }, { class: "danger" }),
    ],
  });
  return Boolean(done);
}
