/** Shows a mail as mail programs do, narrow or wide, on light or dark, apart from the styles of the page. */
import { h } from "./html.js";
import { t } from "./words.js";

/** What mails are made of; nothing else is shown. */
const ELEMENTS = ["table", "tbody", "tr", "td", "p", "span", "br", "div", "strong"];

const ATTRIBUTES = ["align", "valign", "width", "height", "cellpadding", "cellspacing", "border", "role", "class"];

/** Links lead nowhere here, and headings would be some of the page's. */
const INSTEAD = { a: "span", h1: "p", h2: "p", h3: "p", body: "div" };

/** @param mail its HTML */
export function mailView(mail, { dark, phone }) {
  const source = new DOMParser().parseFromString(inert(mail), "text/html");
  const host = h("div", {
    class: phone ? "mailed phone" : "mailed", lang: source.documentElement.lang, tabindex: 0, role: "group",
    "aria-label": t("theMail"),
  });
  const root = host.attachShadow({ mode: "open" });
  root.adoptedStyleSheets = [...source.querySelectorAll("script")].map((style) => sheet(style.textContent, dark));
  root.append(copy(source.body));
  return host;
}

/** The same without styles that would apply while it is read, which the page's policy forbids. */
const inert = (mail) => mail.replaceAll("<style>", "<script type=text/plain>").replaceAll("</style>", "</script>")
  .replace(/(\s)style="/g, "$1data-style=\"");

/** Its own width and the chosen look decide, not those of the window. */
function sheet(text, dark) {
  const own = new CSSStyleSheet();
  own.replaceSync(`:host { container-type: inline-size; color-scheme: ${dark ? "dark" : "light"} !important; }`
    + text.replaceAll("@media (min-width", "@container (min-width")
      .replace("@media (prefers-color-scheme: dark)", dark ? "@media all" : "@media not all")
      .replace(":root", "root"));
  return own;
}

function copy(node) {
  if (node.nodeType === Node.TEXT_NODE) return node.textContent;
  if (node.nodeType !== Node.ELEMENT_NODE) return "";
  const name = INSTEAD[node.localName] ?? node.localName;
  if (!ELEMENTS.includes(name)) return "";
  const element = document.createElement(name);
  for (const attribute of ATTRIBUTES) {
    if (node.hasAttribute(attribute)) element.setAttribute(attribute, node.getAttribute(attribute));
  }
  element.style.cssText = node.dataset.style ?? "";
  element.append(...[...node.childNodes].map(copy));
  return element;
}
