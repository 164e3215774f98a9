/**
 * Tells flaws once the field that has one was left: at the place that is kept for it (data-flaw), where its part of the
 * survey has one, otherwise in the host. Fields name their part as a JSON pointer in data-at.
 */
import { sign } from "./editor-fields.js";
import { h } from "./html.js";

const within = (pointer, at) => pointer === at || pointer.startsWith(`${at}/`);

/** The place that is nearest to a pointer. */
function placeOf(places, pointer) {
  const around = places.filter((place) => within(pointer, place.dataset.flaw));
  return around.sort((one, other) => other.dataset.flaw.length - one.dataset.flaw.length)[0];
}

/** People count from one. */
const counting = (pointer) => pointer.replace(/^(\d+)(\/.*)?$/, (whole, index) => `${+index + 1}.`);

/**
 * Shows flaws, each `{ pointer, detail, fix? }`, where a fix is `{ label, run }`.
 *
 * @param left whether the field at a pointer was left
 */
export function showFlaws(root, host, flaws, left) {
  const places = [...root.querySelectorAll("[data-flaw]")];
  const shown = flaws.filter(({ pointer }) => left(pointer));
  const at = new Map(shown.map((flaw) => [flaw, placeOf(places, flaw.pointer ?? "")]));
  for (const place of places) fill(place, shown.filter((flaw) => at.get(flaw) === place));
  const homeless = shown.filter((flaw) => !at.get(flaw));
  fill(host, homeless);
  for (const field of root.querySelectorAll("input[data-at], textarea[data-at]")) {
    const flaw = shown.find(({ pointer = "" }) => within(pointer, field.dataset.at));
    if (flaw) field.setAttribute("aria-invalid", "true");
    else field.removeAttribute("aria-invalid");
  }
}

/** Only what is new is drawn, so that a button is not taken away from under the pointer. */
function fill(place, flaws) {
  const said = flaws.map(({ pointer, detail }) => pointer + detail).join("\n");
  if (place.dataset.said === said) return;
  place.dataset.said = said;
  place.replaceChildren(...flaws.flatMap((flaw) => line(place, flaw)));
}

function line(place, { pointer = "", detail, named, fix }) {
  const rest = counting(pointer.slice((place.dataset.flaw ?? "").length + 1));
  const text = !named && /^\d/.test(rest) ? `${rest} ${detail}` : detail;
  const button = fix && h("button", { type: "button", class: "link", onclick: fix.run }, fix.label);
  return [sign(false), h("span", {}, text.charAt(0).toUpperCase() + text.slice(1), " ", button)];
}

/** Opens what is folded around a field, and goes there. */
export function goTo(root, pointer) {
  let at = pointer;
  let field;
  while (at && !field) {
    field = root.querySelector(`[data-at="${CSS.escape(at)}"]`);
    at = at.slice(0, at.lastIndexOf("/"));
  }
  let inside = field?.closest("details");
  while (inside) {
    inside.open = true;
    inside = inside.parentElement.closest("details");
  }
  field?.scrollIntoView({ block: "center" });
  field?.focus({ preventScroll: true });
}
