/** Searched words in texts: found as the server finds them, whatever their accents and case. */

/** Without accents and case; what other scripts put together stays together. */
const fold = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]+/g, "").normalize("NFC").toLowerCase();

/** A text without accents and case, and where each of its characters stood before. */
function folded(text) {
  const from = [];
  let plain = "";
  let at = 0;
  for (const character of text) {
    for (const unit of fold(character)) {
      plain += unit;
      from.push(...Array(unit.length).fill(at));
    }
    at += character.length;
  }
  from.push(at);
  return { plain, from };
}

/** Where a word stands in a text, as pairs of first and next. */
function places({ plain, from }, word) {
  const found = [];
  for (let at = plain.indexOf(word); at >= 0; at = plain.indexOf(word, at + word.length)) {
    found.push([from[at], from[at + word.length]]);
  }
  return found;
}

/** The parts of a text, each with whether it is one of the searched words. */
export function marked(text, q) {
  const words = fold(q ?? "").split(/\s+/).filter(Boolean);
  const searched = folded(text);
  const found = words.flatMap((word) => places(searched, word)).sort(([one], [other]) => one - other);
  const parts = [];
  let done = 0;
  for (const [first, next] of found) {
    if (next <= done) continue;
    const start = Math.max(first, done);
    if (start > done) parts.push([text.slice(done, start), false]);
    parts.push([text.slice(start, next), true]);
    done = next;
  }
  if (done < text.length) parts.push([text.slice(done), false]);
  return parts;
}
