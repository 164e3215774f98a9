/** Reads lists of people: pasted lines, or a table from a file, and what its columns mean. */
import { isArchive, sheetRows } from "./xlsx.js";

const ADDRESS = /[^\s<>,;"]+@[^\s<>,;"]+/g;

const DELIMITERS = [",", ";", "\t", "|"];

/** What else may be said of somebody, by the names that its columns usually have. */
const USUAL = {
  email: /^(e-?mail|mail|email.?address|indirizzo.?(e-?)?mail|posta.?elettronica)$/,
  name: /^(name|full.?name|customer.?name|nome|nome.?(e.?)?cognome|nominativo)$/,
  respondent: /^(id|customer.?id|respondent|user.?id|id.?(cliente|utente)|codice.?cliente)$/,
  locale: /^(locale|lang|language|lingua)$/,
  zone: /^(zone|time.?zone|fuso(.?orario)?)$/,
  touchpoint: /^(touchpoint|punto.?di.?contatto)$/,
};

/** Other names of what texts often name. */
const SYNONYMS = { order: /^(order|ordine)\b|^(order|ordine)_/, date: /^(date|data|delivered|consegnato)/ };

/** One person a line, or several on one: each an address, with a name before or after it. */
export function pasted(text) {
  const rows = text.split(/\r?\n/).map((line) => line.trim()).filter(Boolean).flatMap((line) => {
    const found = line.match(ADDRESS) ?? [];
    return found.length > 1 ? line.split(/[,;\t]/).map((part) => part.trim()).filter(Boolean) : [line];
  });
  return { columns: ["email", "name"], rows: rows.map(person) };
}

function person(text) {
  const [address] = text.match(ADDRESS) ?? [text];
  const name = text.replace(address, "").replace(/[<>"]/g, "").replace(/^[\s,;]+|[\s,;]+$/g, "");
  return [address, name];
}

/** The table in a file: of Excel, or in text. */
export async function tableOf(bytes) {
  if (bytes.byteLength > 4 && isArchive(bytes)) return { ...headed(await sheetRows(bytes)), encoding: "Excel" };
  const { text, encoding } = decoded(bytes);
  return { ...csv(text), encoding };
}

/** The text of a file, whichever of the usual encodings it has, and its name. */
export function decoded(bytes) {
  const [first, second] = new Uint8Array(bytes.slice(0, 2));
  if (first === 0xff && second === 0xfe) return { text: new TextDecoder("utf-16le").decode(bytes), encoding: "UTF-16" };
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes), encoding: "UTF-8" };
  } catch {
    return { text: new TextDecoder("windows-1252").decode(bytes), encoding: "Windows-1252" };
  }
}

/** A table whose first line names its columns, with the delimiter that this line has most of. */
export function csv(text) {
  const [head] = text.split(/\r?\n/, 1);
  const times = (delimiter) => head.split(delimiter).length;
  const delimiter = DELIMITERS.reduce((most, each) => (times(each) > times(most) ? each : most));
  return { ...headed(cells(text, delimiter)), delimiter };
}

/** Rows of which the first that is not empty names the columns. */
function headed(lines) {
  const [columns = [], ...rows] = lines.filter((row) => row.some((cell) => cell.trim()));
  return { columns: columns.map((name) => name.trim()), rows };
}

function cells(text, delimiter) {
  const rows = [[""]];
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const character = text[i];
    const row = rows.at(-1);
    if (quoted && character === '"' && text[i + 1] === '"') {
      row[row.length - 1] += text[++i];
    } else if (character === '"' && (quoted || !row.at(-1))) {
      quoted = !quoted;
    } else if (!quoted && character === delimiter) {
      row.push("");
    } else if (!quoted && character === "\n") {
      rows.push([""]);
    } else if (quoted || character !== "\r") {
      row[row.length - 1] += character;
    }
  }
  return rows;
}

/** A name as the key of an attribute. */
export const keyOf = (name) => name.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase()
  .replace(/[^a-z0-9]+/g, "_").replace(/^_+|_+$/g, "");

/**
 * What each column becomes, as far as its name and values tell: a part of a person, `attributes.` and a key that is
 * known, or nothing.
 *
 * @param keys of the attributes that the survey or its texts name
 */
export function guessed({ columns, rows }, keys) {
  const taken = new Set();
  const take = (target) => {
    if (!target || taken.has(target)) return "";
    taken.add(target);
    return target;
  };
  const named = columns.map((name) => {
    const plain = keyOf(name);
    const part = Object.keys(USUAL).find((each) => USUAL[each].test(plain) || USUAL[each].test(name.toLowerCase()));
    const key = keys.find((each) => each === plain) ?? keys.find((each) => SYNONYMS[each]?.test(plain));
    return take(part ?? (key && `attributes.${key}`));
  });
  if (taken.has("email")) return named;
  const address = columns.findIndex((_, i) => !named[i] && rows.some((row) => row[i]?.includes("@")));
  return named.map((target, i) => (i === address ? "email" : target));
}

/** A row as the service takes it: what is empty is not said. */
export function invitation(row, targets) {
  const said = {};
  const attributes = {};
  targets.forEach((target, i) => {
    const value = row[i]?.trim();
    if (!target || !value) return;
    if (target.startsWith("attributes.")) attributes[target.slice("attributes.".length)] = value;
    else said[target] = value;
  });
  return Object.keys(attributes).length ? { ...said, attributes } : said;
}

/** The attributes that texts name. */
export const fieldsIn = (texts) => [...new Set(Object.values(texts).flatMap((each) =>
  [...Object.values(each).join(" ").matchAll(/\{\s*attributes\.([^{}|\s]+)/g)].map(([, key]) => key)))];
