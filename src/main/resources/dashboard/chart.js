/** A named figure: title, drawing, and the same in a table behind a button. */
import { h } from "./html.js";
import { t } from "./words.js";

export function chart(title, drawing, { columns, rows, note, key, controls } = {}) {
  const id = `chart-${key}`;
  return h("figure", { class: "card", "aria-labelledby": id },
    h("div", { class: "card-head" }, h("h2", { id }, title), controls),
    drawing,
    note && h("p", { class: "note" }, note),
    rows && h("details", { class: "behind" },
      h("summary", { "data-key": `table-${key}` }, t("table")),
      h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": title }, h("table", {},
        h("thead", {}, h("tr", {}, columns.map((name) => h("th", { scope: "col" }, name)))),
        h("tbody", {}, rows.map(([first, ...rest]) => h("tr", {}, h("th", { scope: "row" }, first), rest.map((cell) => h("td", {}, cell)))))))));
}

const observer = new ResizeObserver((entries) => entries.forEach(({ target, contentRect }) => {
  const width = Math.floor(contentRect.width);
  if (width > 0 && width !== target.drawn) {
    target.drawn = width;
    target.replaceChildren(target.draw(width));
  }
}));

/** Draws in the width that there is, and again when it changes. */
export function drawn(height, draw) {
  const host = h("div", { class: "drawn" });
  host.style.minHeight = `${height}px`;
  host.draw = draw;
  observer.observe(host);
  return host;
}
