/** The cards of the gallery: a template, one's own question, and what is said where there are no templates. */
import { action, h } from "./html.js";
import { languageName, languagesOf } from "./languages.js";
import { counted } from "./numbers.js";
import { startSurvey } from "./start-survey.js";
import { pathLengths, secondsOf } from "./survey-paths.js";
import { language, t } from "./words.js";

/** The templates whose first question one may start from. */
const STARTERS = ["nps", "csat", "ces"];

/** From so many seconds on minutes are counted. */
const LONG = 45;

/** A template, with a place where the widget asks its first question. */
export function templateCard(item, { use, look }) {
  const { key, survey } = item;
  const place = h("div", { class: "mini" });
  const described = { "aria-describedby": `template-${key}` };
  const languages = languagesOf(survey).map(languageName).join(", ");
  const element = h("li", { class: "card flush template" },
    h("div", { class: "stage", "aria-hidden": "true", inert: true }, place),
    h("div", { class: "pad" },
      h("h2", { id: `template-${key}` }, t(`template.${key}`)),
      h("p", {}, t(`templateFor.${key}`)),
      h("p", { class: "small muted" }, `${lengthText(survey.questions)} · ${languages}`),
      h("p", { class: "does" },
        action(t("useTemplate"), () => use(item), { ...described, "data-key": `use-${key}` }),
        action(t("lookAtTemplate"), () => look(item), { class: "quiet", ...described, "data-key": `look-${key}` }))));
  return { element, place };
}

/** "2 or 3 questions · about 30 seconds" */
function lengthText(questions) {
  const lengths = pathLengths(questions).map(({ length }) => length);
  const [fewest, most] = [Math.min(...lengths), Math.max(...lengths)];
  const seconds = secondsOf(questions);
  const number = fewest === most ? counted("questions", most)
    : t(most === fewest + 1 ? "questionsBetween" : "questionsFromTo", { fewest, most });
  const time = seconds < LONG ? t("aboutSeconds", { n: seconds })
    : counted("aboutMinutes", Math.ceil(seconds / 60));
  return `${number} · ${time}`;
}

/** A survey of one question. */
export function ownCard(templates, go) {
  const starters = STARTERS.flatMap((key) => {
    const template = templates.find((item) => item.key === key);
    return template ? [[key, only(template.survey.questions[0])]] : [];
  });
  const other = { key: "comment", type: "TEXT", text: { [language()]: t("otherQuestion") } };
  const each = [...starters, ["other", other]].map((starter) => h("li", {}, start(starter, go)));
  return h("li", { class: "card flush template blank" },
    h("div", { class: "pad" },
      h("h2", {}, t("ownSurvey")),
      h("p", {}, t("ownSurveyText")),
      h("ul", { class: "first" }, each)));
}

function start([key, question], go) {
  const name = t(key === "other" ? "newSurvey" : `template.${key}`);
  const survey = { name, defaultLocale: language(), questions: [question] };
  const label = [t(`starter.${key}`), h("small", {}, t(`starterOf.${key}`))];
  return action(label, () => startSurvey(survey, go), { "data-key": `start-${key}` });
}

/** A question in the reader's language alone. */
function only(question) {
  const inOne = (texts) => (texts ? { [language()]: texts[language()] } : undefined);
  const { labels } = question;
  return {
    ...question,
    text: inOne(question.text),
    labels: labels && { min: inOne(labels.min), max: inOne(labels.max) },
  };
}

export function failedCard(go) {
  return h("li", { class: "card state-card" },
    h("p", {}, h("span", { class: "late" }, t("templatesFailed")), " ", t("ownNeedsNone")),
    h("p", { class: "does" }, action(t("tryAgain"), () => go("/surveys/new"), { class: "primary" })));
}
