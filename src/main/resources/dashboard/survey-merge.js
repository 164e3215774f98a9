/** Two edits of the same survey, put together where they fit. */

const isObject = (value) => Boolean(value) && typeof value === "object" && !Array.isArray(value);

const hasKeys = (list) => Array.isArray(list) && list.every((each) => isObject(each) && typeof each.key === "string");

/** Null, false, empty and absent mean the same of a named part, and the order of names nothing. */
function written(value) {
  if (Array.isArray(value)) return `[${value.map(written)}]`;
  if (!isObject(value)) return JSON.stringify(value ?? null);
  const parts = Object.keys(value).sort().map((name) => [name, written(value[name])]);
  const set = parts.filter(([, text]) => !["null", "false", "{}"].includes(text));
  return `{${set.map(([name, text]) => `${JSON.stringify(name)}:${text}`)}}`;
}

export const alike = (one, other) => written(one) === written(other);

/**
 * Puts two edits of one thing together.
 *
 * @returns `{ merged, clashes }`: mine wins where both changed the same, and clashes are the places of that
 */
export function merge(base, mine, theirs, at = "") {
  if (alike(mine, theirs) || alike(base, theirs)) return { merged: mine, clashes: [] };
  if (alike(base, mine)) return { merged: theirs, clashes: [] };
  if (isObject(mine) && isObject(theirs)) return mergeObjects(base ?? {}, mine, theirs, at);
  if (hasKeys(mine) && hasKeys(theirs) && hasKeys(base)) return mergeLists(base, mine, theirs, at);
  return { merged: mine, clashes: [at] };
}

function mergeObjects(base, mine, theirs, at) {
  const merged = {};
  const clashes = [];
  for (const name of new Set([...Object.keys(theirs), ...Object.keys(mine)])) {
    const part = merge(base[name], mine[name], theirs[name], `${at}/${name}`);
    if (part.merged !== undefined) merged[name] = part.merged;
    clashes.push(...part.clashes);
  }
  return { merged, clashes };
}

/** In my order where I changed it, otherwise in theirs; what the other one added comes where it fits best. */
function mergeLists(base, mine, theirs, at) {
  const find = (list, key) => list.find((each) => each.key === key);
  const keys = (list) => list.map((each) => each.key);
  const common = keys(base).filter((key) => find(mine, key) && find(theirs, key));
  const orderOf = (list) => keys(list).filter((key) => common.includes(key)).join();
  const [lead, other] = orderOf(mine) !== common.join() ? [mine, theirs] : [theirs, mine];
  const order = [...keys(lead)];
  keys(other).forEach((key, i) => {
    if (!order.includes(key)) order.splice(order.indexOf(keys(other)[i - 1]) + 1 || order.length, 0, key);
  });
  const parts = order.map((key) => merge(find(base, key), find(mine, key), find(theirs, key), `${at}/${key}`));
  return {
    merged: parts.map(({ merged }) => merged).filter((each) => each !== undefined),
    clashes: parts.flatMap(({ clashes }) => clashes),
  };
}
