/** Something to be copied, with a button for it. */
import { action, h } from "./html.js";
import { t } from "./words.js";

export function copyable(text, label) {
  const button = action(t("copy"), async () => {
    await navigator.clipboard.writeText(text);
    button.textContent = t("copied");
  }, { "aria-label": `${t("copy")}: ${label}` });
  return h("div", { class: "copyable" }, h("pre", { tabindex: "0", role: "region", "aria-label": label }, h("code", {}, text)), button);
}

/** Says so where what is copied would open nothing for anybody else. */
export const onlyHere = () => /^(localhost|127\.|\[::1\])/.test(location.hostname) && h("p", { class: "note" }, t("onlyHere", { host: location.host }));
