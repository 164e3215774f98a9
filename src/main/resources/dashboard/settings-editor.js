/** Everything else about a survey: what is seldom changed, folded. */
import { get, query } from "./api.js";
import { folded } from "./controls.js";
import { choice, flawPlace, labelled, put, putIn, textField, tickBox } from "./editor-fields.js";
import { h } from "./html.js";
import { languageName } from "./languages.js";
import { t } from "./words.js";

const STAGES = ["AWARENESS", "CONSIDERATION", "PURCHASE", "DELIVERY", "SUPPORT", "LOYALTY", "ADVOCACY"];

/** What can be wrong here, in the order of the fields. */
const FLAWED = [
  "/name", "/zone", "/defaultLocale", "/channel", "/touchpoint",
  "/segments", "/allowedOrigins", "/privacy", "/retention",
];

const linesOf = (text) => text.split(/[,\n]/).map((each) => each.trim()).filter(Boolean);

/** A name as a step of a JSON pointer. */
const step = (name) => name.replaceAll("~", "~0").replaceAll("/", "~1");

export function settingsEditor(editor) {
  const { survey } = editor;
  return [
    h("summary", { "data-key": "rest" },
      h("b", {}, t("everythingElse")),
      h("span", { class: "small" }, t("everythingElseNote"))),
    h("div", { class: "fields broad-labels" },
      text(editor, "name", { limit: 200, write: (value) => (survey.name = value) }),
      firstLanguage(editor),
      text(editor, "zone", { label: "timeZone", write: (value) => (survey.zone = value) }),
      labelled(t("stage"), choice(t("stage"), stages(), survey.stage ?? "",
        (value) => editor.change(() => put(survey, "stage", value)), { name: "stage" })),
      text(editor, "channel", { limit: 200 }),
      text(editor, "touchpoint", { limit: 200 }),
      list(editor, "segments", "segmentsHint"),
      list(editor, "allowedOrigins", "allowedSitesHint", "allowedSites"),
      text(editor, "privacy", { type: "url", limit: 500 }),
      days(editor, "forgetAfterDays", "forgetHint"),
      days(editor, "purgeAfterDays", "purgeHint"),
      h("div", { class: "anonymous" },
        tickBox(t("anonymous"), survey.retention?.anonymous,
          (checked) => editor.change(() => putIn(survey, "retention", "anonymous", checked)), { name: "anonymous" }),
        h("small", {}, t("anonymousHint")))),
    FLAWED.map(flawPlace),
    survey.segments.length > 0 && segmentValues(editor),
    wordsEditor(editor),
  ];
}

const stages = () => ["", ...STAGES].map((stage) => [stage, t(stage ? `stage.${stage}` : "stageNone")]);

function text(editor, name, { label = name, limit, type = "text", write }) {
  const take = write ?? ((value) => put(editor.survey, name, value));
  const oninput = ({ target }) => take(target.value.trim());
  const attributes = { type, name, maxlength: limit, value: editor.survey[name] ?? "", oninput };
  return labelled(t(label), h("input", attributes), { at: `/${name}` });
}

/** The language that every text has: one in which nothing is missing that another one has. */
function firstLanguage(editor) {
  const { survey, languages } = editor;
  const options = languages.map((tag) => [tag, languageName(tag)]);
  const choose = (tag) => editor.change(() => (survey.defaultLocale = tag));
  const control = choice(t("firstLanguage"), options, survey.defaultLocale, choose, { name: "defaultLocale" });
  return labelled(t("firstLanguage"), control, { at: "/defaultLocale" });
}

function list(editor, name, hint, label = name) {
  const { survey } = editor;
  const onchange = ({ target }) => editor.change(() => {
    survey[name] = linesOf(target.value).map((each) => (name === "allowedOrigins" ? each.replace(/\/+$/, "") : each));
  });
  const attributes = { type: "text", name, "data-key": name, value: survey[name].join(", "), onchange };
  return labelled(t(label), h("input", attributes), { at: `/${name}`, hint: t(hint) });
}

function days(editor, name, hint) {
  const { survey } = editor;
  const oninput = ({ target }) => putIn(survey, "retention", name, target.value === "" ? null : Number(target.value));
  const value = survey.retention?.[name] ?? "";
  const input = h("input", { type: "number", name, min: 1, max: 3650, step: 1, value, oninput });
  return labelled(t(name), input, { at: `/retention/${name}`, hint: t(hint) });
}

/** Which values of each segment are counted by name. */
function segmentValues({ survey }) {
  const of = (segment) => {
    const oninput = ({ target }) => putIn(survey, "segmentValues", segment, linesOf(target.value));
    const value = (survey.segmentValues?.[segment] ?? []).join("\n");
    const area = h("textarea", { name: `values.${segment}`, rows: 3, value, oninput });
    return [
      labelled(t("countOnly", { segment }), area, { at: `/segmentValues/${step(segment)}`, hint: t("onePerLine") }),
      flawPlace(`/segmentValues/${step(segment)}`),
    ];
  };
  return folded("segment-values", t("segmentValues"),
    h("p", { class: "small muted" }, t("segmentValuesNote")),
    survey.segments.map(of));
}

const own = new Map();

/** The widget's own texts in a language, for where a survey has none. */
function widgetWords(locale) {
  if (!own.has(locale)) own.set(locale, get(`/api/v1/widget-words${query({ locale })}`).then(({ words }) => words));
  return own.get(locale);
}

/** The widget's own texts, replaced by the owner's; each empty field shows what the widget says. */
function wordsEditor(editor) {
  const { survey, language } = editor;
  const changed = Object.keys(survey.words ?? {}).length;
  const place = h("div", { class: "single" });
  const field = (words) => (name) => h("label", {}, h("span", {}, t(`widgetText.${name}`)), textField(editor, {
    tag: "input",
    at: `/words/${name}`,
    label: t(`widgetText.${name}`),
    texts: survey.words?.[name],
    instead: words[name],
    write: (texts) => putIn(survey, "words", name, texts),
  }));
  widgetWords(language).then((words) => place.replaceChildren(...Object.keys(words).map(field(words))));
  const summary = changed ? t("singleWordsChanged", { n: changed }) : t("singleWords");
  return folded("words", summary, h("p", { class: "small muted" }, t("widgetTextsNote")), place, flawPlace("/words"));
}
