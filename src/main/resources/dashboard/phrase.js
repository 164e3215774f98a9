/** A text of the pages with elements in it. */
import { h } from "./html.js";
import { t } from "./words.js";

/** The words of a key, with an element in place of each name in braces. */
export function phrase(key, parts) {
  const pieces = t(key).split(/\{(\w+)\}/);
  return pieces.map((piece, i) => (i % 2 ? parts[piece] : piece));
}

/** A line that reads as a sentence, with fields in it. */
export const sentence = (key, parts) => h("p", { class: "sentence" }, phrase(key, parts));
