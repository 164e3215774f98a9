/** Marks all responses that the filters leave, and records of having asked people who didn't answer. */
import { call } from "./api.js";
import { checkbox, select, submit } from "./controls.js";
import { openDialog } from "./dialog.js";
import { action, field, form, h, replace } from "./html.js";
import { count } from "./numbers.js";
import { t } from "./words.js";

/** From so many on, spam may have taken the names that values of segments can have. */
const MANY = 100;

/** The segments by which it is known who was asked. */
const PLACES = ["channel", "touchpoint"];

/** The filters as conditions of a mark. */
function conditions({ score, ...filters }, { receivedFrom, receivedTo }) {
  const instant = (local) => (local ? new Date(local).toISOString() : undefined);
  return {
    ...filters,
    score: score === undefined ? undefined : Number(score),
    receivedFrom: instant(receivedFrom),
    receivedTo: instant(receivedTo),
  };
}

/** Whether records of having asked somebody can meet the filters. */
function isKnownOfAsked({ question, score, class: scoreClass, q, segment, counted, comment, contact }) {
  const ofResponses = [question, score, scoreClass, q, counted, comment, contact];
  return ofResponses.every((each) => each === undefined) && (!segment || PLACES.includes(segment));
}

/**
 * Opens the dialog for it.
 *
 * @param filters those that narrow the list down
 * @param found how many responses they leave, as it reads
 * @returns a promise that is kept when the dialog is closed
 */
export function markMany({ survey, filters, found }) {
  const path = `/api/v1/surveys/${survey.id}`;
  const result = h("div", { role: "status" });

  async function mark({ set, shown, ...received }) {
    const body = { set, where: conditions(filters, received), shown: shown ? true : undefined };
    const done = await call("POST", `${path}/responses/mark`, body);
    const text = t("markedMany", { matched: count(done.matched), changed: count(done.changed) });
    replace(result, h("p", {}, text), set === "SPAM" && done.changed >= MANY && naming());
  }

  function naming() {
    const nameAnew = async () => {
      await call("POST", `${path}/kpis/rebuild`, { names: true });
      replace(result, h("p", {}, t("namingAnew")));
    };
    return [h("p", { class: "note" }, t("nameAnewNote")), action(t("nameAnew"), nameAnew)];
  }

  const fits = isKnownOfAsked(filters);
  const time = (name, label) => field(t(label), h("input", { name, type: "datetime-local" }));
  const marks = [["SPAM", t("markSpam")], ["TEST", t("markTest")], ["NONE", t("unmark")]];
  const content = () => h("div", { class: "pad" },
    h("p", {}, t("markManyNote", { n: found })),
    form({ class: "pile" }, mark,
      time("receivedFrom", "receivedFrom"),
      time("receivedTo", "receivedTo"),
      field(t("markAs"), select({ name: "set" }, marks, "SPAM")),
      h("div", {},
        checkbox(t("markShown"), { name: "shown", disabled: !fits }),
        h("small", {}, t(fits ? "markShownHint" : "markShownUnfit"))),
      h("p", {}, submit(t("mark"), { class: "primary" }))),
    result);
  const acts = (close) => h("button", { type: "button", class: "button end", onclick: () => close() }, t("close"));
  return openDialog({ title: t("markMany"), narrow: true, content, acts });
}
