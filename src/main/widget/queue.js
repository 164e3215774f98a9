// How responses are sent: as simple requests that outlive the page, from a bounded queue in storage that is
// emptied by acknowledgements alone. One entry per response holds its newest revision, so tabs don't clash
// and a late retry never overwrites what came after it.

const QUEUED = 'q.';

const MOST = 500;

/** The service refuses what is older, in milliseconds. */
const OLDEST = 7 * 864e5;

const flying = new Set();

let failures = 0;

let timer;

const post = (url, body) => {
  const text = JSON.stringify(body);
  return fetch(url, {
    method: 'POST',
    credentials: 'omit',
    // Browsers refuse to let more than 64 KiB outlive a page.
    keepalive: text.length < 15e3,
    body: text, // a string travels as text/plain, which needs no preflight
  });
};

/** Sends an entry, and returns whether the next may follow. */
const send = async (key) => {
  const entry = read(key);
  const flight = entry && key + entry.body.revision;
  if (!entry || flying.has(flight)) {
    return true;
  }
  let status = 0;
  let wait = 0;
  let clock;
  flying.add(flight);
  try {
    const response = await post(entry.url, entry.body);
    status = response.status;
    wait = response.headers.get('Retry-After') * 1e3 || 0;
    // This computer's clock is wrong: then the time of arrival has to do.
    clock = status === 422 && entry.body.submittedAt && (await response.text()).includes('/submittedAt');
  } catch (e) {}
  flying.delete(flight);
  if (!status || status > 499 || [408, 425, 429].includes(status)) {
    clearTimeout(timer);
    timer = setTimeout(flush, Math.max(wait, Math.min(3e5, 2e3 * 2 ** failures++) * (0.5 + Math.random() / 2)));
    return false;
  }
  failures = 0;
  const now = read(key);
  if (now?.body.revision === entry.body.revision) {
    if (clock) {
      now.body.submittedAt = now.body.askedAt = undefined;
      write(key, now);
      return send(key);
    }
    drop(key);
  }
  if (status > 399) {
    console.warn('Voce:', status, entry.url);
  }
  return true;
};

const flush = async () => {
  for (const key of keys(QUEUED)) {
    const entry = read(key);
    if (!entry || Date.now() - entry.time > OLDEST) {
      drop(key);
    } else if (!(await send(key))) {
      return;
    }
  }
};

const enqueue = (url, body) => {
  const key = QUEUED + body.id;
  write(key, {url, body, time: Date.now()});
  keys(QUEUED)
    .sort((a, b) => read(b)?.time - read(a)?.time)
    .slice(MOST)
    .forEach(drop);
  send(key);
};
