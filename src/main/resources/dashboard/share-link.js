/** The address of the survey's own page. */
import { query } from "./api.js";
import { copyable } from "./copy.js";
import { h, replace } from "./html.js";
import { addressFields } from "./share-address.js";
import { t } from "./words.js";

export function linkPanel({ survey, root, published }) {
  const path = `/s/${survey.id}`;
  const host = h("div", {});
  const open = published && h("a", { class: "button", target: "_blank" }, t("openIt"));
  const draw = (said) => {
    replace(host, copyable(root + path + said, t("shareLink")));
    if (open) open.href = root + path + said;
  };
  const values = {};
  draw(query(values));
  return [
    h("p", {}, t("shareLinkText")),
    host,
    addressFields(survey, "shareIn", values, draw),
    open && h("p", { class: "does" }, open),
  ];
}
