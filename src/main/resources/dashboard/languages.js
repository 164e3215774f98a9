/** The languages of surveys, as people call them. */
import { language } from "./words.js";

/** A language's name in the reader's language; its tag where it has none. */
export function languageName(tag) {
  const name = new Intl.DisplayNames(language(), { type: "language" }).of(tag);
  return name.charAt(0).toLocaleUpperCase(language()) + name.slice(1);
}

/** The languages that a survey's questions have, its first one first. */
export const languagesOf = ({ defaultLocale, questions }) =>
  [...new Set([defaultLocale, ...questions.flatMap(({ text }) => Object.keys(text))])];

/** The one of some languages that the reader understands, or else the first. */
export const preferredOf = (tags) => (tags.includes(language()) ? language() : tags[0]);
