// What is kept between visits: nothing, for this tab, or for this origin, as the page decides.
// Whatever storage refuses (private windows, a full disk) is kept in memory as long as the page is open.

const PREFIX = 'voce.';

const memory = new Map();

/** The browser's storage in use; none until the page allows it. */
let store;

const keys = (prefix) => {
  const found = new Set(memory.keys());
  try {
    Object.keys(store || {}).forEach((key) => key.startsWith(PREFIX) && found.add(key.slice(PREFIX.length)));
  } catch (e) {}
  return [...found].filter((key) => key.startsWith(prefix));
};

const read = (key) => {
  try {
    return JSON.parse(memory.get(key) || store?.getItem(PREFIX + key) || 'null');
  } catch (e) {
    return null;
  }
};

const drop = (key) => {
  memory.delete(key);
  try {
    store?.removeItem(PREFIX + key);
  } catch (e) {}
};

const write = (key, value) => {
  const text = JSON.stringify(value);
  memory.delete(key);
  try {
    store.setItem(PREFIX + key, text);
  } catch (e) {
    memory.set(key, text);
  }
};

/** Moves to another storage: 'local', 'session' or 'none'. Unsent answers always move along. */
const keepIn = (kind) => {
  const kept = keys(kind === 'none' ? QUEUED : '').map((key) => [key, read(key)]);
  keys('').forEach(drop);
  try {
    store = window[kind + 'Storage'];
  } catch (e) {
    store = null;
  }
  kept.forEach(([key, value]) => write(key, value));
};
