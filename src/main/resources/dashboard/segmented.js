/** A choice of one of a few, all of which are visible. */
import { h } from "./html.js";

let groups = 0;

/** @param chose is called with the value that was chosen */
export function segmented(label, options, chosen, chose) {
  const name = `segmented-${++groups}`;
  const each = ([value, text]) => {
    const onchange = () => chose(value);
    return h("label", {},
      h("input", { class: "hidden", type: "radio", name, checked: value === chosen, onchange }), text);
  };
  return h("fieldset", { class: "segmented" }, h("legend", { class: "hidden" }, label), options.map(each));
}
