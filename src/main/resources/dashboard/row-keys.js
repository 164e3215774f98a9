/** The keyboard in lists that people work in: j and k go from row to row, other keys act on a row. */

/** Where letters are typed, or keys mean something else. */
const TYPED = "input:not([type=checkbox]), select, textarea, dialog, [popover]";

/** Whether a key that was pressed may mean something for the page. */
export const isForPage = (event) =>
  !event.ctrlKey && !event.metaKey && !event.altKey && !event.target.closest?.(TYPED);

/**
 * @param list the element that holds the rows
 * @param acts what other keys do, each with the row
 * @param scope where keys are heard: the list, or the document where the list is the page
 * @param rows finds the rows; without it they are the list's children
 */
export function rowKeys(list, acts, scope, signal, rows = () => [...list.children]) {
  const current = () => rows().findIndex((row) => row.contains(document.activeElement));

  function move(by) {
    const all = rows();
    const at = current();
    const next = all[at < 0 ? 0 : Math.min(Math.max(at + by, 0), all.length - 1)];
    next?.focus();
    next?.scrollIntoView({ block: "nearest" });
  }

  function heard(event) {
    if (!isForPage(event)) return;
    const row = rows()[current()];
    if (event.key === "j" || event.key === "k") move(event.key === "j" ? 1 : -1);
    else if (row && acts[event.key] && (event.key !== "Enter" || event.target === row)) acts[event.key](row);
    else return;
    event.preventDefault();
  }

  scope.addEventListener("keydown", heard, { signal });
  // Tab comes to one row of the list: the last one that was at work.
  list.addEventListener("focusin", ({ target }) => {
    for (const row of rows()) row.tabIndex = row.contains(target) ? 0 : -1;
  }, { signal });
}
