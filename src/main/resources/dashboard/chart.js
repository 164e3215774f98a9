/** A named figure: title, drawing, and the same in a table behind a button. */
import { folded, table } from "./controls.js";
import { h } from "./html.js";
import { t } from "./words.js";

export function chart(title, drawing, { columns, rows, note, key, controls } = {}) {
  const id = `chart-${key}`;
  return h("figure", { class: "card", "aria-labelledby": id },
    h("div", { class: "card-head" }, h("h2", { id }, title), controls),
    drawing,
    note && h("p", { class: "note" }, note),
    rows && folded(`table-${key}`, t("showTable"), table(title, columns, h("tbody", {}, rows.map(row)))));
}

function row([first, ...rest]) {
  const cells = rest.map((cell) => h("td", {}, cell));
  return h("tr", {}, h("th", { scope: "row" }, first), cells);
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
