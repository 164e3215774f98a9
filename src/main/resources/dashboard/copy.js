/** Something to be copied, with a button for it. */
import { get } from "./api.js";
import { action, h } from "./html.js";
import { t } from "./words.js";

export function copyable(text, label) {
  const button = action(t("copy"), async () => {
    await navigator.clipboard.writeText(text);
    button.textContent = t("copied");
  }, { "aria-label": `${t("copy")}: ${label}` });
  return h("div", { class: "copyable" }, h("pre", { tabindex: "0", role: "region", "aria-label": label }, h("code", {}, text)), button);
}

/** What links begin with, and what is to be said of it where nobody has configured it. */
export async function linkRoot() {
  const { publicUrl } = await get("/session");
  if (publicUrl) return { root: publicUrl, note: null };
  const alone = /^(localhost|127\.|\[::1\])/.test(location.hostname);
  return { root: location.origin, note: h("p", { class: "note" }, t(alone ? "onlyHere" : "linksFromBar", { host: location.host })) };
}
