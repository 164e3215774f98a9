/** An alert as a sentence: whom to tell, when which figure does what, with a preview over the last 12 months. */
import { call, get, query } from "./api.js";
import { hours, wouldTell } from "./alert-words.js";
import { checkbox, folded, select, submit } from "./controls.js";
import { askFirst } from "./dialog.js";
import { attributeName, placeName } from "./figure-filters.js";
import { action, explanation, form, h, replace } from "./html.js";
import { counted, plusDays, today } from "./numbers.js";
import { owners, t } from "./words.js";

const KINDS = ["DROP", "BELOW", "SURGE", "SILENCE"];

const PLACES = ["channel", "touchpoint", "locale"];

/** After so many milliseconds without a change the preview is made. */
const PAUSE = 400;

/** More times a year say that the limits may be wrong. */
const MANY = 12;

/** The usual business time of silence, in hours: three days of nine. */
const USUAL_SILENCE = 27;

const classed = (survey) => survey.questions.filter(({ type }) => ["NPS", "CSAT", "CES"].includes(type));

/** The surveys of which there can be alerts. */
export const alertable = (surveys) => surveys.filter((survey) => survey.status !== "DRAFT" && classed(survey).length);

/**
 * @param surveys those of which there can be alerts, at least one
 * @param people who can be told
 * @param user who makes the alert
 * @param alert what is edited, or null for a new one
 * @param done is told when it was stored, removed or left
 */
export function alertForm({ surveys, people, user, alert, done }) {
  const first = surveys.find(({ id }) => id === alert?.survey.id) ?? surveys[0];
  const told = new Set(alert ? alert.notify.users.map(({ id }) => id) : [user.id]);
  const state = {
    survey: first.id,
    question: alert?.question ?? classed(first)[0].key,
    segment: alert?.segment ?? "",
    value: alert?.value ?? "",
    kind: alert?.kind ?? "DROP",
    threshold: alert?.threshold ?? 0,
    hours: alert?.after ? hours(alert.after) : USUAL_SILENCE,
    within: alert?.within ?? "P7D",
  };
  const sentence = h("div", { class: "sentence" });
  const preview = h("div", { class: "preview small", role: "status" });
  let asked;
  let edited = false;

  const survey = () => surveys.find(({ id }) => id === state.survey);

  const body = () => ({
    survey: state.survey,
    question: state.question,
    ...(state.segment && state.value && { segment: state.segment, value: state.value }),
    kind: state.kind,
    ...(state.kind === "BELOW" && { threshold: Number(state.threshold) }),
    ...(state.kind === "SILENCE" && { after: `PT${Math.round(state.hours * 3_600)}S` }),
    ...(state.kind === "SURGE" && { within: state.within }),
    ...kept(alert, state),
    notify: { users: [...told] },
  });

  function change(values) {
    Object.assign(state, values);
    edited = true;
    draw();
    clearTimeout(asked);
    asked = setTimeout(look, PAUSE);
  }

  async function look() {
    try {
      const { raised } = await call("POST", "/api/v1/alerts/preview", body());
      replace(preview, previewed(raised));
    } catch (problem) {
      replace(preview, h("p", {}, explanation(problem)));
    }
  }

  function previewed(raised) {
    const { type } = survey().questions.find(({ key }) => key === state.question);
    const times = raised.length ? counted("alertPreview", raised.length) : t("alertPreviewNever");
    const doubtful = raised.length === 0 || raised.length > MANY;
    return [
      h("b", {}, times),
      raised.slice(-MANY).map((each) => h("small", {}, wouldTell(state.kind, type, each))),
      doubtful && h("small", { class: "muted" }, t(raised.length ? "alertPreviewMany" : "alertPreviewNone")),
    ];
  }

  const choice = (key, name, options) => select(
    { "aria-label": t(name), "data-key": key, onchange: ({ target }) => change({ [key]: target.value }) },
    options, state[key]);

  const number = (key, name, limits) => h("input", {
    type: "number", "aria-label": t(name), "data-key": key, value: state[key], required: true, ...limits,
    onchange: ({ target }) => change({ [key]: target.value }),
  });

  function draw() {
    replace(sentence,
      h("span", {}, t("alertFormTell")),
      surveyChoice(),
      classed(survey()).length > 1 && choice("question", "alertFormQuestion",
        classed(survey()).map(({ key, text }) => [key, owners(text, survey())])),
      h("span", {}, t("alertFormIn")),
      choice("segment", "alertFormSegment",
        [["", t("alertFormAllAnswers")], ...dimensions(survey()).map((key) => [key, attributeName(key)])]),
      state.segment && valueChoice(),
      choice("kind", "alertFormKind", KINDS.map((kind) => [kind, t(`alertKind.${kind}`)])),
      limits());
  }

  function surveyChoice() {
    const chose = ({ target }) => {
      const chosen = surveys.find(({ id }) => id === target.value);
      change({ survey: chosen.id, question: classed(chosen)[0].key, segment: "", value: "" });
    };
    const options = surveys.map(({ id, name }) => [id, name]);
    return select({ "aria-label": t("survey"), "data-key": "survey", disabled: Boolean(alert), onchange: chose },
      options, state.survey);
  }

  /** The values that responses of the last year have. */
  function valueChoice() {
    const host = h("span", {}, choice("value", "alertFormValue", [[state.value, state.value || "…"]]));
    const now = today(survey().zone);
    const path = `/api/v1/surveys/${state.survey}/kpis`;
    const { question, segment } = state;
    const wanted = { question, segment, from: plusDays(now, -365), to: plusDays(now, 1) };
    get(path + query({ ...wanted, period: "year" })).then(({ segments }) => {
      const values = segments.map(({ value }) => value).filter((value) => !value.startsWith("("));
      const names = values.map((value) => [value, placeName(state.segment, value) ?? value]);
      replace(host, choice("value", "alertFormValue", [["", t("alertFormChoose")], ...names]));
    }, () => {});
    return host;
  }

  function limits() {
    const { type } = survey().questions.find(({ key }) => key === state.question);
    switch (state.kind) {
      case "BELOW":
        return [number("threshold", "alertFormThreshold", { min: type === "NPS" ? -100 : 0, max: 100, step: "any" }),
          h("span", {}, t(type === "NPS" ? "alertFormPoints" : "alertFormPercent"))];
      case "SILENCE":
        return [number("hours", "alertFormHours", { min: 1, max: 2_160, step: "any" }),
          h("span", {}, t("alertFormBusinessHours"))];
      case "SURGE":
        return choice("within", "alertFormWithin",
          [["P1D", t("alertFormDay")], ["P7D", t("alertFormWeek")], ["P28D", t("alertFormFourWeeks")]]);
      default:
        return h("span", {}, t("alertFormDrop"));
    }
  }

  function recipients() {
    const box = ({ id, name }) => checkbox(name, {
      checked: told.has(id),
      onchange: ({ target }) => {
        edited = true;
        if (target.checked) told.add(id);
        else told.delete(id);
      },
    });
    return folded("alert-people", t("alertFormPeople"), h("div", { class: "choices" }, people.map(box)));
  }

  async function store() {
    if (alert) await call("PUT", `/api/v1/alerts/${alert.id}`, body(), { "If-Match": `"${alert.revision}"` });
    else await call("POST", "/api/v1/alerts", body());
    edited = false;
    await done();
  }

  const remove = () => askFirst({
    title: t("removeAlert"),
    lines: [t("removeAlertNote")],
    act: t("removeAlertAct"),
    run: async () => {
      await call("DELETE", `/api/v1/alerts/${alert.id}`);
      edited = false;
      await done();
    },
  });

  draw();
  look();
  const id = alert ? "edit-alert" : "new-alert";
  const element = form({ class: "card loose", "aria-labelledby": id }, store,
    h("h3", { id }, t(alert ? "editAlert" : "newAlert")),
    sentence,
    recipients(),
    preview,
    h("p", { class: "does" },
      submit(t(alert ? "saveAlert" : "makeAlert"), { class: "primary" }),
      h("button", { type: "button", class: "button quiet", onclick: () => done() }, t("cancel")),
      alert && action(t("removeAlertAct"), remove, { class: "danger end" })));
  return { element, changed: () => edited };
}

/** What the sentence doesn't show, and an edit keeps. */
function kept(alert, { kind }) {
  if (!alert || alert.kind !== kind) return {};
  const { since, baseline, alpha, rate } = alert;
  return JSON.parse(JSON.stringify({ since, baseline, alpha, rate }));
}

const dimensions = ({ segments, questions }) =>
  [...PLACES, ...segments, ...questions.filter(({ type }) => type === "CHOICE").map(({ key }) => key)];
