/** Asks, when it is chosen, whether an edit may start the figures of a question again. */
import { get, query } from "./api.js";
import { openDialog } from "./dialog.js";
import { h } from "./html.js";
import { counted, day, decimal, plusDays, today } from "./numbers.js";
import { scaleName } from "./question-card.js";
import { isScored, scaleOf } from "./question-types.js";
import { t } from "./words.js";

/** What a question is on: its scale where it has one, otherwise its kind. */
const basis = (question) => (isScored(question) ? scaleName(scaleOf(question)) : t(`type.${question.type}`));

/** Which words say what was changed. */
function reason(before, now) {
  if (before.type !== now.type) return "restartKind";
  if (isScored(before) && basis(before) !== basis(now)) return "restartScale";
  return isScored(before) ? "restartEnd" : "restartAnswers";
}

/** How many answers a question has, and since when; nothing where that is not counted. */
async function counts(survey, question) {
  if (!isScored(question)) return null;
  const from = survey.createdAt.slice(0, 10);
  const range = { question: question.key, period: "year", from, to: plusDays(today(survey.zone), 1) };
  return get(`/api/v1/surveys/${survey.id}/kpis${query(range)}`).then(({ overall }) => overall.responses, () => null);
}

/**
 * Asks about one question of a published survey.
 *
 * @param target the owners' target that would end with its figures
 * @returns a promise of RESTART, of OWN where the edit becomes a question of its own, or of nothing
 */
export async function restartDialog({ survey, before, now, number, target }) {
  const answers = await counts(survey, before);
  const version = (n, question, ...lines) =>
    h("li", {},
      h("b", {}, t("versionOn", { n, basis: basis(question) })),
      lines.map((line) => line && h("span", {}, line)));
  const old = version(survey.version, before,
    t("sinceDay", { day: day(survey.createdAt.slice(0, 10)) }),
    answers !== null && counted("answers", answers));
  const next = version(survey.version + 1, now, t("fromNextSave"), t("noAnswersYet"));
  old.append(h("small", {}, t("staysUnderFigures")));
  next.append(h("small", {}, t("trendBegins")));
  next.className = "new";
  const values = { from: basis(before), to: basis(now) };
  const own = reason(before, now) !== "restartAnswers";
  const choose = (label, outcome, close, kind) =>
    h("button", { type: "button", class: `button ${kind}`, onclick: () => close(outcome) }, label);
  return openDialog({
    title: t("restartTitle", { n: number }),
    narrow: true,
    role: "alertdialog",
    content: () => h("div", { class: "pad" },
      h("p", {}, t(reason(before, now), values)),
      h("ul", { class: "versions" }, old, next),
      h("p", {}, target !== undefined && `${t("targetEnds", { target: decimal(target, 0) })} `, t("othersGoOn"))),
    acts: (close) => [
      own && choose(t("askAsOwn"), "OWN", close, ""),
      choose(t("startAgain"), "RESTART", close, "danger end"),
      choose(t("keepBasis", { basis: basis(before) }), undefined, close, "primary"),
    ].filter(Boolean),
  });
}
