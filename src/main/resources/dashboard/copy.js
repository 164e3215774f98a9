/** Something to be copied, with a button for it. */
import { get } from "./api.js";
import { action, h } from "./html.js";
import { ROOT } from "./root.js";
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

/** The address that links begin with, and a warning where none is configured. */
export async function linkRoot() {
  const { publicUrl } = await get("/session");
  if (publicUrl) return { root: publicUrl, note: null };
  const { host, hostname, origin } = location;
  const text = LOOPBACK.test(hostname) ? t("onlyThisComputer", { host }) : t("linksFromAddress", { host });
  return { root: origin + ROOT, note: h("p", { class: "note" }, text) };
}
