/** The bar at the foot of a list: what is done with the rows that are selected, and the keys. It keeps its place. */
import { action, h, replace } from "./html.js";
import { counted } from "./numbers.js";
import { t } from "./words.js";

export function bulkBar({ mark, clear }) {
  const doing = h("div", { class: "bar" });
  const hint = h("p", { class: "small muted end wide" }, keys());
  const element = h("div", { class: "bar bulk", role: "group", "aria-label": t("selectedResponses") }, doing, hint);

  function show(n) {
    const marking = (set, label) => action(label, () => mark(set), { class: "small", "data-key": set });
    element.classList.toggle("idle", !n);
    replace(doing, n > 0 && [
      h("b", { role: "status" }, counted("selected", n)),
      marking("SPAM", t("markAsSpam")),
      marking("TEST", t("markAsTest")),
      marking("NONE", t("unmark")),
      action(t("clear"), clear, { class: "quiet small", "data-key": "clear" }),
    ]);
  }

  show(0);
  return { element, show };
}

function keys() {
  const named = [["j", "k", t("keyMove")], ["Enter", t("keyOpen")], ["x", t("keySelect")], ["e", t("keySpam")]];
  const key = (name) => [h("kbd", {}, name), " "];
  return named.flatMap((each) => [each.slice(0, -1).map(key), `${each.at(-1)} `]);
}
