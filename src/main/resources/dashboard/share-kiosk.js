/** The address for a tablet in a shop. */
import { query } from "./api.js";
import { copyable } from "./copy.js";
import { h, replace } from "./html.js";
import { addressFields } from "./share-address.js";
import { t } from "./words.js";

export function kioskPanel({ survey, root, published }) {
  const path = `/s/${survey.id}?kiosk`;
  const host = h("div", {});
  const open = published && h("a", { class: "button", target: "_blank" }, t("openIt"));
  const draw = (said) => {
    const address = root + path + said.replace("?", "&");
    replace(host, copyable(address, t("shareKioskAddress")));
    if (open) open.href = address;
  };
  const values = {};
  draw(query(values));
  return [
    h("p", {}, t("shareKioskText")),
    host,
    addressFields(survey, "shareAt", values, draw),
    open && h("p", { class: "does" }, open),
  ];
}
