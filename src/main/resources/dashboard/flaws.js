/** Shows each flaw beside the field that has it: fields name their part of the survey as a JSON pointer in data-at. */
import { h } from "./html.js";

/** Shows each flaw at its place, and in the host those without one. */
export function showFlaws(root, host, flaws) {
  root.querySelectorAll(".flaw").forEach((each) => each.remove());
  host.replaceChildren();
  for (const { pointer = "", detail } of flaws) {
    const { place, rest } = placeOf(root, pointer);
    const text = rest ? `${counting(rest)}: ${detail}` : detail;
    unfold(place);
    if (place) place.append(h("small", { class: "flaw" }, text));
    else host.append(h("p", { class: "flaw" }, text));
  }
}

/** The nearest place on the page, and what is left of the pointer there. */
function placeOf(root, pointer) {
  let at = pointer;
  let place;
  while (at && !place) {
    place = root.querySelector(`[data-at="${CSS.escape(at)}"]`);
    if (!place) at = at.slice(0, at.lastIndexOf("/"));
  }
  return { place, rest: pointer.slice(at.length + 1) };
}

/** People count from one. */
const counting = (pointer) => pointer.replace(/^\d+/, (index) => `${+index + 1}.`);

/** Opens the details element around a field, where a flaw would not be visible. */
function unfold(place) {
  let inside = place?.closest("details");
  while (inside) {
    inside.open = true;
    inside = inside.parentElement.closest("details");
  }
}
