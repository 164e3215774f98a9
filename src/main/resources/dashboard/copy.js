/** Something to be copied, with a button for it. */
import { get } from "./api.js";
import { action, h } from "./html.js";
import { phrase } from "./phrase.js";
import { ROOT } from "./root.js";
import { t } from "./words.js";

/** How long it is said that something was copied, in milliseconds. */
const SAID = 3000;

const COMMAND = /Mac|iPhone|iPad/.test(navigator.platform) ? "⌘" : "Ctrl";

/** A text with a button that copies it, or selects it where pages may not copy: without TLS, and in old browsers. */
export function copyable(text, label) {
  const code = h("code", {}, text);
  const field = h("pre", { class: "code", tabindex: "0", role: "region", "aria-label": label }, code);
  const said = h("p", { class: "small", role: "status" });

  const copy = async () => {
    if (await isCopied(text)) {
      said.replaceChildren();
      sayCopied(button);
    } else {
      getSelection().selectAllChildren(code);
      said.replaceChildren(h("b", {}, t("selected")), " ", ...phrase("pressToCopy", { keys: keys() }));
    }
  };

  const button = action(t("copy"), copy, { "aria-label": `${t("copy")}: ${label}` });
  return h("div", { class: "copying" }, h("div", { class: "copy" }, field, button), said);
}

/** Whether a text was copied, which pages without TLS may not do. */
export const isCopied = async (text) =>
  Boolean(navigator.clipboard) && navigator.clipboard.writeText(text).then(() => true, () => false);

/** In the place of the button's own text, so that nothing moves. */
function sayCopied(button) {
  button.style.width = `${button.offsetWidth}px`;
  button.textContent = t("copied");
  setTimeout(() => {
    button.textContent = t("copy");
    button.style.width = "";
  }, SAID);
}

const keys = () => h("span", {}, h("kbd", {}, COMMAND), " ", h("kbd", {}, "C"));

const LOOPBACK = /^(localhost|127\.|\[::1\])/;

/**
 * The address that links begin with, and a warning where none is configured; `only` says whether it leads here from
 * this computer alone.
 */
export async function linkRoot() {
  const { publicUrl } = await get("/session");
  if (publicUrl) return { root: publicUrl };
  const { host, hostname, origin } = location;
  const only = LOOPBACK.test(hostname);
  return { root: origin + ROOT, note: t(only ? "onlyThisComputer" : "linksFromAddress", { host }), only };
}
