/** The bar at the foot of a list: what is done with the rows that are selected, and the keys. It keeps its place. */
import { action, h, replace } from "./html.js";
import { counted } from "./numbers.js";
import { t } from "./words.js";

/**
 * @param label what the rows are, for screen readers
 * @param acts makes the buttons that do something with the selected rows
 * @param clear selects none
 * @param last what the key e does
 */
export function bulkBar({ label, acts, clear, last }) {
  const doing = h("div", { class: "bar" });
  const hint = h("p", { class: "small muted end wide" }, keys(last));
  const element = h("div", { class: "bar bulk", role: "group", "aria-label": label }, doing, hint);

  function show(n) {
    element.classList.toggle("idle", !n);
    replace(doing, n > 0 && [
      h("b", { role: "status" }, counted("selected", n)),
      acts(),
      action(t("clear"), clear, { class: "quiet small", "data-key": "clear" }),
    ]);
  }

  show(0);
  return { element, show };
}

function keys(last) {
  const named = [["j", "k", t("keyMove")], ["Enter", t("keyOpen")], ["x", t("keySelect")], ["e", last]];
  const key = (name) => [h("kbd", {}, name), " "];
  return named.flatMap((each) => [each.slice(0, -1).map(key), `${each.at(-1)} `]);
}
