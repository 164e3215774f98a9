/** The texts of the pages, in the reader's language. */

/** The languages of the pages, each with its own name for itself. */
export const LANGUAGES = { en: "English", it: "Italiano" };

function preferred() {
  const tags = navigator.languages.map((tag) => tag.slice(0, 2));
  return tags.find((tag) => LANGUAGES[tag]) ?? "en";
}

const stored = localStorage.getItem("voce.language");

let current = LANGUAGES[stored] ? stored : preferred();

/** Those of the frame and of a survey's figures alone, or of all pages; nobody reads two languages at once. */
async function read(tag, all) {
  const parts = [import(`./words/first/${tag}.js`), all && import(`./words/${tag}.js`)].filter(Boolean);
  return Object.assign({}, ...(await Promise.all(parts)).map((part) => part.default));
}

let isWhole = false;
let words = await read(current, isWhole);

export const language = () => current;

export async function setLanguage(chosen) {
  words = await read(chosen, isWhole);
  current = chosen;
  localStorage.setItem("voce.language", chosen);
}

/** Reads what the other pages say too. */
export async function readAllWords() {
  while (!isWhole) {
    const tag = current;
    const all = await read(tag, true);
    if (tag !== current) continue;
    words = all;
    isWhole = true;
  }
}

/** A script that is being fetched, once there are all words for what it shows. */
export const speaking = async (script) => (await Promise.all([script, readAllWords()]))[0];

/** A name in braces, and the Italian article before it. */
const PLACE = /(?:\b(i|a|da|de)l )?\{(\w+)\}/gi;

/** Numbers before which that article loses its vowel: "l’8 marzo", "dall’11 aprile", "l’80%". */
const VOWEL = /^(?:8\d?|11|1(?=%))(?:%|\s)/;

function elided(article, value) {
  if (!VOWEL.test(value)) return `${article}l ${value}`;
  return `${{ i: "l", I: "L" }[article] ?? `${article}ll`}’${value}`;
}

/** The words of a key, with values in place of the names in braces. */
export function t(key, values = {}) {
  const text = words[key];
  if (text === undefined) {
    console.error(`no words for ${key}`);
    return key;
  }
  return text.replace(PLACE, (whole, article, name) => {
    const value = values[name];
    if (value === undefined || value === null) return whole;
    return article ? elided(article, value) : value;
  });
}

/** Whether there are words of a key. */
export const isSaid = (key) => key in words;

/** A text that the survey's owner wrote, in the reader's language if there is one. */
export const owners = (texts, survey) =>
  texts?.[current] ?? texts?.[survey?.defaultLocale] ?? Object.values(texts ?? {})[0] ?? "";

/** Several things in a sentence: "one, two and three". */
export const listed = (things) => new Intl.ListFormat(current, { type: "conjunction" }).format(things);
