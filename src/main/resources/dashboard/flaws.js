/** Says what can't be saved where it stands: a place names its part of the survey as a JSON pointer in data-at. */
import { h } from "./html.js";

/** Answers how many flaws there are; those without a place stand in the host. */
export function showFlaws(root, host, flaws) {
  root.querySelectorAll(".flaw").forEach((each) => each.remove());
  host.replaceChildren();
  for (const { pointer = "", detail } of flaws) {
    let at = pointer;
    let place;
    while (at && !place) {
      place = root.querySelector(`[data-at="${CSS.escape(at)}"]`);
      if (!place) at = at.slice(0, at.lastIndexOf("/"));
    }
    const rest = pointer.slice(at.length + 1);
    const told = `${rest && `${rest.replace(/^\d+/, (index) => `${+index + 1}.`)}: `}${detail}`;
    // What is folded away could not be seen.
    for (let inside = place?.closest("details"); inside; inside = inside.parentElement.closest("details")) inside.open = true;
    if (place) place.append(h("small", { class: "flaw" }, told));
    else host.append(h("p", { class: "flaw" }, told));
  }
}
