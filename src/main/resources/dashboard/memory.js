/** What was read lately: shown at once where it is wanted again, while it is read anew. */

/** How much is remembered. */
const MOST = 200;

const kept = new Map();

/** What was last kept under a name, if it still is. */
export const recall = (name) => kept.get(name);

export function keep(name, value) {
  kept.delete(name);
  kept.set(name, value);
  if (kept.size > MOST) kept.delete(kept.keys().next().value);
  return value;
}

/** For somebody else, and after something was changed here, all of it may be wrong. */
export const forget = () => kept.clear();

/** Whether two replies say the same. */
export const isSame = (one, other) => JSON.stringify(one) === JSON.stringify(other);
