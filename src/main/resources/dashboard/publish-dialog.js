/** What is looked at before a survey goes out: what visitors will see, and what is missing. */
import { get } from "./api.js";
import { elapsed } from "./ago.js";
import { openDialog } from "./dialog.js";
import { sign } from "./editor-fields.js";
import { action, h } from "./html.js";
import { classesAsked, missingIn } from "./missing-texts.js";
import { counted } from "./numbers.js";
import { scaleName } from "./question-card.js";
import { isScored, scaleOf } from "./question-types.js";
import { triggerWords } from "./trigger-words.js";
import { languageName } from "./languages.js";
import { listed, owners, t } from "./words.js";

/**
 * Asks before a survey is published.
 *
 * @param flaws what the service or the editor finds wrong, each with its pointer
 * @param definition the survey as the widget takes it
 * @param go goes to the place of something that is missing, in a language
 * @returns a promise of whether it was published
 */
export async function publishDialog({ survey, languages, flaws, definition, go, publish }) {
  const sightings = survey.id ? await get(`/api/v1/surveys/${survey.id}/sightings`).catch(() => null) : null;
  const place = h("div", { class: "mini", id: "publish-preview" });
  const done = openDialog({
    title: t("publishTitle", { name: survey.name }),
    content: (close) => h("div", { class: "two" },
      h("div", {}, h("h3", {}, t("visitorsWillSee")), place, h("ol", { class: "gist" }, gist(survey))),
      h("div", {}, h("h3", {}, t("beforeItGoesOut")), h("ul", { class: "checks" },
        checks({ survey, languages, flaws, sightings, go: (...where) => leave(close, go, where) })))),
    acts: (close) => [
      h("p", { class: "small muted" }, t(flaws.length ? "publishHeldUp" : "publishNote")),
      h("button", { type: "button", class: "button end", onclick: () => close() }, t("notYet")),
      action(t("publish"), async () => {
        await publish();
        close(true);
      }, { class: "primary", disabled: flaws.length > 0 }),
    ],
  });
  if (definition) {
    const options = { target: `#${place.id}`, definition: { ...definition, display: {} }, send: () => {} };
    window.voce("show", `${survey.id} published`, options);
    place.firstElementChild?.setAttribute("inert", "");
  }
  return done;
}

function leave(close, go, where) {
  close();
  setTimeout(() => go(...where));
}

/** What is asked of whom, question by question. */
function gist(survey) {
  const line = (who, what) => h("li", {}, h("b", {}, who), h("span", {}, what));
  const of = (question) => {
    const classes = classesAsked(survey, question);
    const all = !question.askWhen?.classes;
    const who = all ? t("everyoneAsked") : listed(classes.map((name) => t(`class.${name}`)));
    return line(who, t(question.textFor ? "wordedByClass" : "alike", { what: kindWords(question) }));
  };
  const thanks = Object.values(survey.thanks ?? {}).filter(({ text }) => text).length;
  return [...survey.questions.map(of), line(t("afterwards"), thanks ? counted("thankYous", thanks) : t("usualThanks"))];
}

function kindWords(question) {
  if (isScored(question)) return t("scoreOn", { scale: scaleName(scaleOf(question)) });
  if (question.type === "TEXT") return t("aComment");
  const answers = counted("answersToChoose", question.options.length);
  return question.multiple ? t("severalOf", { answers }) : answers;
}

function checks({ survey, languages, flaws, sightings, go }) {
  const first = languageName(survey.defaultLocale);
  const check = (ok, ...content) => h("li", {}, sign(ok), h("p", {}, content));
  const link = (label, pointer, tag) =>
    h("button", { type: "button", class: "link", onclick: () => go(pointer, tag) }, label);
  const wrong = flaws.map(({ pointer, detail }) =>
    check(false, h("b", {}, placeWords(survey, pointer)), " ", detail, " ", link(t("goThere"), pointer)));
  const ofLanguage = (tag) => {
    const missing = missingIn(survey, tag);
    const name = languageName(tag);
    if (!missing.length) return check(true, t("languageComplete", { language: name }));
    if (tag === survey.defaultLocale) return null; // said by its flaws
    return check(false,
      h("b", {}, t("missingInLanguage", { texts: counted("textCount", missing.length), language: name })), " ",
      t("seenInFirst", { language: name, first }), " ",
      link(t("writeThem"), missing[0], tag));
  };
  const seen = sightings?.items?.filter(({ refused }) => !refused)
    .sort((one, other) => other.lastSeenAt?.localeCompare(one.lastSeenAt))[0];
  return [
    wrong,
    languages.map(ofLanguage),
    check(true, triggerWords(survey.display)),
    seen && check(true, t("scriptSeen", { host: seen.host, ago: elapsed(seen.lastSeenAt) })),
  ];
}

/** The place of a flaw as people know it. */
function placeWords(survey, pointer = "") {
  const [, question, option] = /^\/questions\/(\d+)(?:\/options\/(\d+))?/.exec(pointer) ?? [];
  if (question === undefined) return "";
  const n = +question + 1;
  if (option === undefined) return `${t("questionN", { n })}:`;
  const name = owners(survey.questions[question].options[option]?.text, survey);
  return `${t("questionN", { n })}, ${name || t("answerN", { n: +option + 1 }).toLowerCase()}:`;
}
