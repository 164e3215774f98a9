/** A named figure: title, drawing, and the same in a table behind a button. */
import { summaryOf, table } from "./controls.js";
import { h } from "./html.js";
import { t } from "./words.js";

/** Which parts stand open, so that they still do when the page is drawn again. */
const opened = new Set();

/** A button that opens and closes a part of the page. */
export function toggle(key, label, part, attributes) {
  const own = { type: "button", class: "button small quiet", "data-key": key, onclick: press };
  const button = h("button", { ...own, ...attributes }, label);
  function show() {
    part.hidden = !opened.has(key);
    button.setAttribute("aria-expanded", String(opened.has(key)));
  }
  function press() {
    if (!opened.delete(key)) opened.add(key);
    show();
  }
  show();
  return button;
}

/**
 * A card with a drawing.
 *
 * @param about what stands beside the title
 * @param tools what stands at the end of the title's line
 * @param foot what stands beneath
 */
export function chart(title, drawing, { key, span, about, tools, columns, rows, foot }) {
  const id = `chart-${key}`;
  const values = h("div", { class: "values" }, table(title, columns, h("tbody", {}, rows.map(row))));
  const shown = toggle(`table-${key}`, summaryOf(t("table"), title), values, { class: "button small quiet end" });
  const line = typeof about === "string" ? h("p", { class: "small muted" }, about) : about;
  return h("figure", { class: `card ${span}`, "aria-labelledby": id },
    h("div", { class: "bar" }, h("h2", { id }, title), line, shown, tools),
    drawing,
    values,
    foot);
}

function row([first, ...rest]) {
  const cells = rest.map((cell) => h("td", { class: "number" }, cell));
  return h("tr", {}, h("th", { scope: "row" }, first), cells);
}
