/** The widget itself, where pages show what visitors would see. It stores nothing here, and sends nothing. */
import { h } from "./html.js";
import { t } from "./words.js";

let loaded;

/** Resolves when window.voce can be called. */
export function widget() {
  loaded ??= new Promise((resolve, reject) => {
    const failed = () => {
      loaded = null;
      reject(new Error(t("previewFailed")));
    };
    document.head.append(h("script", { src: "/widget.js", "data-storage": "none", onload: resolve, onerror: failed }));
  });
  return loaded;
}

let shown = 0;

/** Shows a survey at an element, which gets an id for it; it goes with the element. */
export function showAt(place, definition, options) {
  place.id = `widget-${++shown}`;
  const quiet = { definition: { ...definition, display: {} }, send: () => {} };
  window.voce("show", place.id, { target: `#${place.id}`, ...quiet, ...options });
}
