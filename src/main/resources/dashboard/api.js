/** Calls the same HTTP API as every other client, with the session's cookie. */
import { forget, isSame, keep, recall } from "./memory.js";
import { ROOT } from "./root.js";
import { language, t } from "./words.js";

export class Problem extends Error {
  constructor(status, message, errors) {
    super(message);
    this.status = status;
    this.errors = errors;
  }
}

// Over TLS its cookie has a prefix, and one without may be another site's.
function csrf() {
  const cookies = new Map(document.cookie.split("; ").map((cookie) => cookie.split("=")));
  return ["__Host-", "__Secure-", ""].map((prefix) => cookies.get(prefix + "XSRF-TOKEN")).find(Boolean) ?? "";
}

async function send(method, path, body, headers = {}) {
  const options = {
    method,
    headers: { Accept: "application/json", "Accept-Language": language(), ...headers },
    cache: "no-store",
  };
  if (method !== "GET") options.headers["X-XSRF-TOKEN"] = csrf();
  if (body !== undefined) {
    const isFile = body instanceof Blob;
    options.body = isFile ? body : JSON.stringify(body);
    options.headers["Content-Type"] = isFile ? body.type : "application/json";
  }
  const response = await fetch(ROOT + path, options).catch(() => {
    throw new Problem(0, t("unreachable"));
  });
  if (method !== "GET") forget();
  if (response.ok || response.status === 304) return response;
  const { detail, errors } = await response.json().catch(() => ({}));
  if (response.status === 401 && path !== "/session") dispatchEvent(new Event("loggedout"));
  throw new Problem(response.status, detail ?? `HTTP ${response.status}`, errors);
}

/** Sends JSON, or a file as it is. */
export async function call(method, path, body, headers) {
  const response = await send(method, path, body, headers);
  const said = await response.text();
  return said ? JSON.parse(said) : null;
}

export const get = (path) => call("GET", path);

/**
 * What a path said last, at once where that is remembered: `changed` is called as soon as it is known to say something
 * else by now. Otherwise what it says.
 */
export async function lately(path, changed) {
  const known = recall(path);
  const fresh = get(path).then((body) => keep(path, body));
  if (!known) return fresh;
  fresh.then((body) => isSame(body, known) || changed()).catch(() => { /* what is asked next will fail too */ });
  return known;
}

export const text = async (path) => (await send("GET", path, undefined, { Accept: "text/plain" })).text();

/** Nothing when nothing changed since the tag. */
export async function getChanged(path, etag) {
  const response = await send("GET", path, undefined, etag ? { "If-None-Match": etag } : {});
  return response.status === 304 ? null : { body: await response.json(), etag: response.headers.get("ETag") };
}

export async function download(path, type, name) {
  const response = await send("GET", path, undefined, { Accept: type });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(await response.blob());
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

export function query(values) {
  const given = Object.entries(values).filter(([, value]) => value !== undefined && value !== null && value !== "");
  return given.length ? "?" + new URLSearchParams(given) : "";
}
