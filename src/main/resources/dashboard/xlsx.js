/** Reads the first sheet of an Excel file (.xlsx), which is a ZIP archive of XML. */

/** How much is unpacked of one part at most, in bytes: more than a list of people takes. */
const MOST = 64 * 1024 * 1024;

const END = 0x06054b50;

/** The length of the end of an archive without the comment that may follow. */
const END_LENGTH = 22;

const LONGEST_COMMENT = 0xffff;

const STORED = 0;

/** Days from the first day of Excel to that of Unix, and for files of old Macs. */
const EPOCH = 25_569;

const EPOCH_1904 = 24_107;

const DAY = 86_400_000;

/** The numbers of Excel's own formats of dates and times. */
const isDateFormat = (id) => (id >= 14 && id <= 22) || (id >= 45 && id <= 47);

/** Whether bytes are an archive, as text files never begin. */
export const isArchive = (bytes) => new DataView(bytes).getUint32(0, true) === 0x04034b50;

/**
 * The rows of the first sheet, each cell as text: numbers with a point, dates as 2026-11-24.
 *
 * @param bytes of the file
 * @throws Error where it is no such file
 */
export async function sheetRows(bytes) {
  const parts = directory(bytes);
  const read = async (name) => parse(await unpacked(bytes, parts.get(name)));
  const optional = async (name) => (parts.has(name) ? read(name) : null);
  const book = await read("xl/workbook.xml");
  const [strings, styles, links] = await Promise.all([
    optional("xl/sharedStrings.xml"), optional("xl/styles.xml"), read("xl/_rels/workbook.xml.rels"),
  ]);
  const sheet = await read(pathOf(book, links));
  const shared = all(strings, "si").map(textOf);
  const mac = /^(1|true)$/.test(all(book, "workbookPr")[0]?.getAttribute("date1904") ?? "");
  const dates = datesOf(styles);
  const value = (cell) => valueOf(cell, shared, dates, mac ? EPOCH_1904 : EPOCH);
  return all(sheet, "row").map((row) => cellsOf(row, value));
}

const all = (node, name) => (node ? [...node.getElementsByTagNameNS("*", name)] : []);

function parse(text) {
  const read = new DOMParser().parseFromString(text, "application/xml");
  if (all(read, "parsererror").length) throw new Error("no XML");
  return read;
}

/** Where each part of the archive begins, by its name. */
function directory(bytes) {
  const view = new DataView(bytes);
  let end = bytes.byteLength - END_LENGTH;
  const first = Math.max(0, end - LONGEST_COMMENT);
  while (end >= first && view.getUint32(end, true) !== END) end--;
  if (end < first) throw new Error("no archive");
  const parts = new Map();
  let at = view.getUint32(end + 16, true);
  for (let n = view.getUint16(end + 10, true); n > 0; n--) {
    const length = view.getUint16(at + 28, true);
    const name = new TextDecoder().decode(bytes.slice(at + 46, at + 46 + length));
    const size = view.getUint32(at + 20, true);
    parts.set(name, { method: view.getUint16(at + 10, true), size, at: view.getUint32(at + 42, true) });
    at += 46 + length + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return parts;
}

async function unpacked(bytes, part) {
  if (!part) throw new Error("a part is missing");
  const view = new DataView(bytes, part.at);
  const begin = part.at + 30 + view.getUint16(26, true) + view.getUint16(28, true);
  const packed = new Blob([bytes.slice(begin, begin + part.size)]).stream();
  const stream = part.method === STORED ? packed : packed.pipeThrough(new DecompressionStream("deflate-raw"));
  const decoder = new TextDecoder();
  let text = "";
  let size = 0;
  for (const reader = stream.getReader(); ;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    size += value.length;
    if (size > MOST) throw new Error("too long");
    text += decoder.decode(value, { stream: true });
  }
}

/** The part that holds the first sheet. */
function pathOf(book, links) {
  const sheet = all(book, "sheet")[0];
  const id = [...(sheet?.attributes ?? [])].find(({ localName, prefix }) => localName === "id" && prefix)?.value;
  const target = all(links, "Relationship").find((each) => each.getAttribute("Id") === id)?.getAttribute("Target");
  if (!target) throw new Error("no sheet");
  return target.startsWith("/") ? target.slice(1) : `xl/${target}`;
}

/** What is read of a text; hints at how a word is pronounced are not. */
const textOf = (node) => all(node, "t").filter((part) => part.parentNode.localName !== "rPh")
  .map((part) => part.textContent).join("");

/** For each style of cells, whether it is one of dates. */
function datesOf(styles) {
  const own = new Map(all(styles, "numFmt").map((format) =>
    [Number(format.getAttribute("numFmtId")), isDateCode(format.getAttribute("formatCode") ?? "")]));
  return all(all(styles, "cellXfs")[0], "xf").map((style) => {
    const id = Number(style.getAttribute("numFmtId"));
    return own.get(id) ?? isDateFormat(id);
  });
}

/** Whether a format has parts of dates, besides colours and quoted words. */
const isDateCode = (code) => /[dmyhs]/i.test(code.replace(/"[^"]*"|\\.|\[[^\]]*\]/g, ""));

function cellsOf(row, value) {
  const cells = [];
  for (const cell of all(row, "c")) {
    const place = cell.getAttribute("r");
    cells[place ? columnOf(place) : cells.length] = value(cell);
  }
  return Array.from(cells, (each) => each ?? "");
}

/** The number of the column in a place such as AB12, from 0. */
const columnOf = (place) =>
  [...place.replace(/\d+$/, "")].reduce((n, letter) => n * 26 + letter.charCodeAt(0) - 64, 0) - 1;

function valueOf(cell, shared, dates, epoch) {
  const type = cell.getAttribute("t");
  if (type === "inlineStr") return textOf(cell);
  const text = all(cell, "v")[0]?.textContent ?? "";
  if (type === "s") return shared[Number(text)] ?? "";
  if (type === "e") return "";
  if (type === "b") return String(text === "1");
  if (type || !text || !dates[Number(cell.getAttribute("s"))]) return text;
  const [day, time] = new Date(Math.round((Number(text) - epoch) * DAY)).toISOString().split("T");
  return time.startsWith("00:00:00") ? day : `${day} ${time.slice(0, 5)}`;
}
