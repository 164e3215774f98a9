/** What is said about saving, and its buttons: beside the languages, on a phone at the foot. They keep their places. */
import { effects } from "./edit-effects.js";
import { action, h, replace } from "./html.js";
import { counted } from "./numbers.js";
import { edits } from "./survey-edits.js";
import { alike, merge } from "./survey-merge.js";
import { language, t } from "./words.js";

const time = (at) => new Intl.DateTimeFormat(language(), { timeStyle: "short" }).format(at);

export function keepBar({ keeper, actions }) {
  const status = h("span", { class: "small muted", role: "status" });
  const buttons = h("span", { class: "bar-buttons" });
  const element = h("div", { class: "keep" }, status, buttons);
  const news = h("div", { class: "news", role: "status" });

  const button = (key, label, run, attributes) => action(label, run, { "data-key": key, ...attributes });

  function draw(restarts, flaws) {
    const live = !keeper.isDraft();
    const changed = keeper.isChanged();
    const isEmpty = !keeper.stored.id && !keeper.survey.questions.length;
    const state = JSON.stringify([keeper.state, live, changed, isEmpty, flaws > 0, language()]);
    const words = statusWords(keeper, flaws);
    if (status.textContent !== words) status.textContent = words;
    status.classList.toggle("late", ["OFFLINE", "CLASHED"].includes(keeper.state));
    drawNews(restarts);
    if (element.dataset.state === state) return;
    element.dataset.state = state;
    replace(buttons,
      flaws > 0 && button("show-wrong", t("showIt"), actions.show, { class: "quiet" }),
      keeper.state === "OFFLINE" && button("retry", t("tryNow"), actions.retry),
      button("looker", t("preview"), actions.preview, { class: "looker" }),
      live && button("discard", t("discardEdits"), actions.discard, { disabled: !changed }),
      live && button("save", t("saveAndShow"), actions.save, { class: "primary", disabled: !changed }),
      !live && button("publish", t("publishFirst"), actions.publish, { class: "primary", disabled: isEmpty }));
  }

  /** What somebody else saved meanwhile; of a published survey, what would change for visitors and for figures. */
  function drawNews(restarts) {
    const clash = keeper.state === "CLASHED" && keeper.theirs;
    const live = !keeper.isDraft() && keeper.isChanged();
    const content = clash ? clashNews(keeper, actions) : live ? liveNews(keeper, restarts) : [];
    const said = content.map((each) => each.textContent).join("\n");
    if (news.dataset.said === said) return;
    news.dataset.said = said;
    replace(news, content);
  }

  return { element, news, draw };
}

function statusWords({ state, at, stored, isDraft, isChanged, survey }, flaws) {
  if (state === "OFFLINE") return at ? t("notSavedSince", { time: time(at) }) : t("notSavedYet");
  if (state === "CLASHED") return t("clashed");
  if (isDraft() && flaws && isChanged()) return counted("toFix", flaws);
  if (!stored.id && !isChanged()) return t("notSavedYet");
  if (isDraft()) return isChanged() ? t("saving") : t("savedAt", { time: time(at) });
  if (isChanged()) return `${counted("notLive", edits(stored, survey).length)} · ${t("keptAt", { time: time(at) })}`;
  return t("savedAt", { time: time(at) });
}

const editWords = (list) => list.map(({ subject, what }, i) => [i ? "; " : "", h("b", {}, subject), ", ", what]);

function liveNews({ stored, survey }, restarts) {
  const found = edits(stored, survey);
  const more = effects(stored, survey, restarts);
  return [
    h("p", {}, counted("editsKept", found.length), " ", editWords(found), "."),
    h("p", { class: restarts.length ? "late" : "muted" }, more.join(" ")),
  ];
}

function clashNews({ stored, survey, theirs }, actions) {
  const { clashes } = merge(stored, survey, theirs);
  const ours = edits(stored, survey);
  const others = edits(stored, theirs);
  const who = theirs.updatedBy ?? t("somebody");
  const changes = h("p", { hidden: true }, t("theirEdits", { who }), " ", editWords(others), ".");
  const see = () => {
    changes.hidden = !changes.hidden;
  };
  const fits = !clashes.length && !alike(stored, theirs);
  return [
    h("p", {},
      h("b", {}, t("savedByOther", { who, time: time(new Date(theirs.updatedAt)) })), " ",
      t("youChanged"), " ", editWords(ours), ". ", t(fits ? "bothFit" : "bothClash")),
    changes,
    h("p", { class: "does" },
      fits && action(t("keepBoth"), () => actions.settle("BOTH"), { class: "primary" }),
      !fits && action(t("keepMine"), () => actions.settle("BOTH")),
      !fits && action(t("takeTheirs"), () => actions.settle("THEIRS")),
      action(t("seeChanges"), see)),
  ];
}
