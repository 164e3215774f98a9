/** The number of my cases, everywhere beside "Cases". */
import { get } from "./api.js";
import { h } from "./html.js";
import { count } from "./numbers.js";
import { t } from "./words.js";

/** For how long a number is good enough, in milliseconds. */
const RECENT = 30_000;

let countedAt = 0;

/** The place of the number in the header, empty until somebody counts. */
export function myNumber() {
  countedAt = 0;
  return h("span", { class: "my-number" });
}

/** Shows the number that a reply about cases came with. */
export function showMine({ mine }) {
  countedAt = Date.now();
  const host = document.querySelector(".my-number");
  const number = mine ? [h("small", {}, count(mine), hidden(` ${t("ofThemMine")}`))] : [];
  host?.replaceChildren(...number);
}

const hidden = (text) => h("span", { class: "hidden" }, text);

/** Counts, unless a page has just done so. */
export async function countMine() {
  if (Date.now() - countedAt > RECENT) showMine((await get("/api/v1/cases?limit=1")).counts);
}

/** Counts again, after something was done to a case. */
export function recountMine() {
  countedAt = 0;
  return countMine();
}
