/** Marks all responses that the filters leave, and records of having asked people who didn't answer. */
import { call } from "./api.js";
import { checkbox, folded, select, submit } from "./controls.js";
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
const isKnownOfAsked = ({ question, score, class: scoreClass, q, segment }) =>
  [question, score, scoreClass, q].every((each) => each === undefined) && (!segment || PLACES.includes(segment));

/** @param filters gives those that narrow the list down */
export function markMany({ survey, filters, changed }) {
  const path = `/api/v1/surveys/${survey.id}`;
  const result = h("div", { role: "status" });
  const shown = h("div", {});

  async function mark({ set, shown: withShown, ...received }) {
    if (!confirm(t("markManySure"))) return;
    const body = { set, where: conditions(filters(), received), shown: withShown ? true : undefined };
    const done = await call("POST", `${path}/responses/mark`, body);
    const text = t("markedMany", { matched: count(done.matched), changed: count(done.changed) });
    replace(result, h("p", {}, text), set === "SPAM" && done.changed >= MANY && naming());
    await changed();
  }

  function naming() {
    const nameAnew = async () => {
      await call("POST", `${path}/kpis/rebuild`, { names: true });
      replace(result, h("p", {}, t("namingAnew")));
    };
    return [h("p", { class: "note" }, t("nameAnewNote")), action(t("nameAnew"), nameAnew)];
  }

  const time = (name, label) => field(t(label), h("input", { name, type: "datetime-local" }));
  const marks = [["SPAM", t("markSpam")], ["TEST", t("markTest")], ["NONE", t("unmark")]];
  const element = folded("mark-many", t("markMany"),
    h("p", { class: "note" }, t("markManyNote")),
    form({ class: "stackless" }, mark,
      time("receivedFrom", "receivedFrom"),
      time("receivedTo", "receivedTo"),
      field(t("markAs"), select({ name: "set" }, marks, "SPAM")),
      shown,
      submit(t("mark"))),
    result);

  return {
    element,
    /** Follows the filters. */
    show() {
      const fits = isKnownOfAsked(filters());
      const box = checkbox(t("markShown"), { name: "shown", disabled: !fits });
      shown.replaceChildren(box, h("small", {}, t(fits ? "markShownHint" : "markShownUnfit")));
    },
  };
}
