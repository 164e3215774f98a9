/** Something to be copied, with a button for it. */
import { action, h } from "./html.js";
import { t } from "./words.js";

export function copyable(text, label) {
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    button.textContent = t("copied");
  };
  const button = action(t("copy"), copy, { "aria-label": `${t("copy")}: ${label}` });
  const code = h("pre", { tabindex: "0", role: "region", "aria-label": label }, h("code", {}, text));
  return h("div", { class: "copyable" }, code, button);
}

const LOOPBACK = /^(localhost|127\.|\[::1\])/;

/** Says so where what is copied would open nothing for anybody else. */
export const onlyHere = () =>
  LOOPBACK.test(location.hostname) && h("p", { class: "note" }, t("onlyThisComputer", { host: location.host }));
