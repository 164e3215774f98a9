/** The head of the pages about cases: which of them are looked at, and how many there are. */
import { h } from "./html.js";
import { count } from "./numbers.js";
import { t } from "./words.js";

const TABS = [["mine", "mine"], ["unassigned", "unassigned"], ["overdue", "overdue"], ["all", "open"],
  ["closed", "closed"]];

/** How many cases there are in all. */
export const countsOf = ({ open, closed }) => open + closed;

export function casesHead(view, counts) {
  const tab = ([name, counter]) => {
    const n = h("small", { class: name === "overdue" && counts[counter] ? "late" : null }, count(counts[counter]));
    const current = name === view ? "true" : null;
    const address = { href: `/cases?view=${name}`, "aria-current": current, "data-key": name };
    return h("a", address, t(`cases.${name}`), " ", n);
  };
  const learning = h("a", { href: "/cases/learning", "aria-current": view === "learning" ? "true" : null },
    t("learning"));
  return [
    h("h1", {}, t("cases")),
    h("nav", { class: "tabs", "aria-label": t("whichCases") }, TABS.map(tab), learning),
  ];
}
