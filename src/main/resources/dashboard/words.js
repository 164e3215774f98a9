/** The texts of the pages, in the reader's language. */

/** The languages of the pages, each with its own name for itself. */
export const LANGUAGES = { en: "English", it: "Italiano" };

function preferred() {
  const tags = navigator.languages.map((tag) => tag.slice(0, 2));
  return tags.find((tag) => LANGUAGES[tag]) ?? "en";
}

const stored = localStorage.getItem("voce.language");

let current = LANGUAGES[stored] ? stored : preferred();

const read = async (tag) => (await import(`./words/${tag}.js`)).default;

/** Those of one language: nobody reads two at once. */
let words = await read(current);

export const language = () => current;

export async function setLanguage(chosen) {
  words = await read(chosen);
  current = chosen;
  localStorage.setItem("voce.language", chosen);
}

/** The words of a key, with values in place of the names in braces. */
export function t(key, values = {}) {
  const text = words[key];
  if (text === undefined) {
    console.error(`no words for ${key}`);
    return key;
  }
  return text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

/** A text that the survey's owner wrote, in the reader's language if there is one. */
export const owners = (texts, survey) =>
  texts?.[current] ?? texts?.[survey?.defaultLocale] ?? Object.values(texts ?? {})[0] ?? "";

/** Several things in a sentence: "one, two and three". */
export const listed = (things) => new Intl.ListFormat(current, { type: "conjunction" }).format(things);
